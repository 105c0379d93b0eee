"""What people do with offers: bookings, requests at the one desk, journeys and what came of them."""
