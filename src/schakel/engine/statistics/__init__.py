"""Small statistics: what a number can carry."""

from schakel.engine.statistics.intervals import difference, wilson

__all__ = ["difference", "wilson"]
