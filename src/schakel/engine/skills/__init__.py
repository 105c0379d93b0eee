"""Skills: the taxonomy, and reading them out of a text."""
