"""The building stone of `rules.py`: a predicate of the rules library, with a type."""

from collections.abc import Callable
from typing import Any

import rules


def predicate(test: Callable[..., bool]) -> Any:
    """Make a question of two arguments (who, what) that combines with others by & | ~."""
    return rules.predicate(test)
