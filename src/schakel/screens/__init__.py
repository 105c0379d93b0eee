"""What is shown, by audience."""
