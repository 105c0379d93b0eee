"""Why no route closes a demand: so that a person knows whether to wait, to let go of a limit or to look elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schakel.engine.routing.candidates import stretches
from schakel.engine.routing.types import NotCovered, RouteOffer

HELP = ("self-study", "shadow-day", "ask-desk")


@dataclass(frozen=True)
class Closing:
    """All offers, those within the limits of the person, and the skills held: what is asked to tell why."""

    every: Sequence[RouteOffer]
    usable: Sequence[RouteOffer]
    held: frozenset[str]
    now: date

    def left(self, demand: str) -> NotCovered:
        """The first reason that keeps every offer for this demand out of a route."""
        return NotCovered(demand, self._why(demand), HELP)

    def _why(self, demand: str) -> str:
        if not any(demand in one.teaches for one in self.every):
            return "not-taught"
        left = [one for one in self.usable if demand in one.teaches]
        if not left:
            return "outside-limits"
        left = [one for one in left if self._open(one)]
        if not left:
            return "no-place"
        reached = reachable([one for one in self.usable if self._open(one)], self.held)
        return "not-in-time" if any(reached.issuperset(one.needs) for one in left) else "needs-first"

    def _open(self, offer: RouteOffer) -> bool:
        """Whether one can still begin: not all sessions are full or past."""
        return bool(stretches(offer, self.now, ()))


def reachable(offers: Iterable[RouteOffer], held: frozenset[str]) -> set[str]:
    """All skills that can be had in the end, dates left aside.

    >>> sorted(reachable([RouteOffer("b", ("b",), ("a",)), RouteOffer("c", ("c",), ("z",))], frozenset("a")))
    ['a', 'b']
    """
    reached, waiting = set(held), list(offers)
    while True:
        open_now = [offer for offer in waiting if reached.issuperset(offer.needs)]
        if not open_now:
            return reached
        waiting = [offer for offer in waiting if not reached.issuperset(offer.needs)]
        reached.update(uri for offer in open_now for uri in offer.teaches)
