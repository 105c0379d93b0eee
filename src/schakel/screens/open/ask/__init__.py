"""A question to the one desk, without an account."""
