"""Who can sign in, and on which devices. Knows nothing of people, organisations or roles."""
