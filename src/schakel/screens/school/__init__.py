"""The school's room: own offers and sessions, groups, internship periods, and what counts over the border."""
