"""Settings and the top of the URL tree."""
