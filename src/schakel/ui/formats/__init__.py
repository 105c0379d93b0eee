"""Formats per language."""
