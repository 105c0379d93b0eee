"""Writes of journeys: bookings, the desk, paths. Keyword-only, with who acts (`by`) and the time (`now`)."""
