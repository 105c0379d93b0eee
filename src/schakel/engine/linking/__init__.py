"""Linking: a phrase to a skill, an occupation or a place, answered by URI."""
