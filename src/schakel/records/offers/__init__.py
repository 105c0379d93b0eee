"""Everything a person can step into, and when."""
