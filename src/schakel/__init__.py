"""Schakel: the working instrument of a regional ICT human-capital agenda."""

__version__ = "0.1.0"
