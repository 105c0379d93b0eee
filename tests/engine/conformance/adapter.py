"""What every part of the engine promises, and how a part is put to it.

An adapter says how to make the part anew, how to ask it one thing and many, what to ask, what asking for nothing is, and
how the same question looks with its pieces in another order (where order means nothing).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Many = Callable[[Sequence[Any]], list[Any]]


@dataclass(frozen=True)
class Adapter:
    """One implementation under test.

    `make` builds it anew and gives a function from questions to answers, in the order of the questions. `nothing` is a
    question with nothing in it and `nothing_answer` tells whether the answer to that holds nothing. `reorder` gives the
    same question with its pieces in another order; None where order has a meaning, as in a text.
    """

    name: str
    make: Callable[[], Many]
    questions: Sequence[Any]
    nothing: Any
    nothing_answer: Callable[[Any], bool]
    reorder: Callable[[Any, random.Random], Any] | None = None


def one_by_one(answer: Callable[[Any], Any]) -> Many:
    """A part that answers one question at a time."""
    return lambda questions: [answer(question) for question in questions]


def shuffled(items: Sequence[Any], draw: random.Random) -> tuple[Any, ...]:
    """The same items in another order."""
    return tuple(draw.sample(list(items), len(items)))
