"""The page for employers: a vacancy text read, and laid beside what the work usually asks."""
