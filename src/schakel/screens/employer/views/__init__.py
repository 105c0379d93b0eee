"""Views of the employer's room."""
