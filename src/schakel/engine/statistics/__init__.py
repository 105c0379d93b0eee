"""Small statistics: what a number can carry."""

from schakel.engine.statistics.intervals import wilson

__all__ = ["wilson"]
