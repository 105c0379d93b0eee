"""Views of the school's room."""
