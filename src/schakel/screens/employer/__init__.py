"""The employer's room: an organisation's page, what it posts, whom it finds on criteria, whom it invited."""
