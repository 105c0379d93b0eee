"""Pages of `/mijn/`, one file a subject."""
