"""Views of the mobility pool."""
