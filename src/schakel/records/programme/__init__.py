"""The agenda: goals, lines, activities, initiatives, budget and what does not add up."""
