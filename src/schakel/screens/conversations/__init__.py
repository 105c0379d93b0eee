"""Messages between a person and an organisation: one set of pages, behind the door of each room."""
