"""The mobility pool: which roles shrink, which grow, and the cheapest way from one to the other."""
