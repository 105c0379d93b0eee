"""The person's own pages: profile, wishes, consents, offers, routes, bookings, and all that is known about them."""
