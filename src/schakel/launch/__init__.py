"""The launcher: from a fresh clone to a running site. Standard library only, since it runs before anything is installed."""
