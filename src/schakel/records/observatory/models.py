"""See actions."""
