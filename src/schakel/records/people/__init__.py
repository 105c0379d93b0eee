"""People and what they publish about themselves."""
