"""The page for teachers: a module read, and laid beside what ICT work asks."""
