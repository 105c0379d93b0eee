"""Answers kept in this process, so that the same question is not worked out twice."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The last answers, each beside all it hangs on: given again only while that is equal, so an answer is never old.

    >>> kept = Kept(most=10)
    >>> kept.of("sam", ("sql",), lambda: 1), kept.of("sam", ("sql",), lambda: 2), kept.of("sam", ("java",), lambda: 3)
    (1, 1, 3)
    """

    def __init__(self, *, most: int) -> None:
        """`most` answers are kept; the one asked for longest ago goes first."""
        self._most = most
        self._answers: OrderedDict[Hashable, tuple[object, Answer]] = OrderedDict()
        self._lock = Lock()

    def of(self, who: Hashable, hangs_on: object, make: Callable[[], Answer]) -> Answer:
        """The answer kept for `who` where what it hangs on is equal; else the one `make` gives."""
        with self._lock:
            found = self._answers.get(who)
        if found is None or found[0] != hangs_on:
            found = hangs_on, make()
        with self._lock:
            self._answers[who] = found
            self._answers.move_to_end(who)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found[1]

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._answers.clear()
