"""Dates and numbers as this language writes them."""
