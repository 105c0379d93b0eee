"""Answers kept in this process, so that the same question is not worked out twice."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The last answers, each beside all it hangs on: given again only while that is equal, so an answer is never old.

    >>> kept = Kept(most=10, seconds=900)
    >>> kept.of("sam", ("sql",), lambda: 1), kept.of("sam", ("sql",), lambda: 2), kept.of("sam", ("java",), lambda: 3)
    (1, 1, 3)
    """

    def __init__(self, *, most: int, seconds: float) -> None:
        """`most` answers are kept, the one asked for longest ago goes first; and none for longer than `seconds` unasked.

        What is told of a person so never stays for long where the person cannot see it.
        """
        self._most = most
        self._seconds = seconds
        self._answers: OrderedDict[Hashable, tuple[object, Answer]] = OrderedDict()
        self._asked: dict[Hashable, float] = {}
        self._lock = Lock()

    def of(self, who: Hashable, hangs_on: object, make: Callable[[], Answer]) -> Answer:
        """The answer kept for `who` where what it hangs on is equal; else the one `make` gives."""
        with self._lock:
            self._let_go()
            found = self._answers.get(who)
        if found is None or found[0] != hangs_on:
            found = hangs_on, make()
        with self._lock:
            self._answers[who] = found
            self._answers.move_to_end(who)
            self._asked[who] = monotonic()
            self._let_go()
        return found[1]

    def _let_go(self) -> None:
        """The oldest stand first: those that are too old or too many go."""
        while self._answers:
            oldest = next(iter(self._answers))
            if len(self._answers) <= self._most and monotonic() - self._asked[oldest] <= self._seconds:
                return
            del self._answers[oldest], self._asked[oldest]

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._answers.clear()
            self._asked.clear()
