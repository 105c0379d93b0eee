"""From labels back to routes that can be read: dates, what each step closes, who pays, what was not taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schakel.engine.routing.candidates import language_known
from schakel.engine.routing.given import Circumstances
from schakel.engine.routing.search import Candidate, Label, Move, after, moves
from schakel.engine.routing.types import Rejected, Route, Step

REJECTED_MOST = 2


@dataclass(frozen=True)
class Builder:
    """What is needed to turn the labels of one problem into routes."""

    bits: dict[str, int]
    missing: frozenset[str]
    held: frozenset[str]
    now: date
    about: Circumstances
    candidates: Sequence[Candidate]
    jobs_most: int = 2

    @property
    def wanted(self) -> int:
        """The bits of the demands that are missing."""
        return sum(bit for uri, bit in self.bits.items() if uri in self.missing)

    def route(self, label: Label, names: Sequence[str], *, gap: int | None) -> Route:
        """The route of a label."""
        before, steps = Label(0), []
        for move in label.moves:
            steps.append(self._step(move, before, label))
            before = after(before, move)
        covered = tuple(uri for uri, bit in self.bits.items() if label.held & bit and uri in self.missing)
        return Route(tuple(names), tuple(steps), label.cost, covered, gap)

    def _step(self, move: Move, before: Label, whole: Label) -> Step:
        candidate, offer = move.candidate, move.candidate.offer
        fresh = [uri for uri, bit in self.bits.items() if bit & candidate.gives & ~before.held]
        known = move.session is not None
        return Step(
            offer=offer,
            session=move.session.id if move.session else None,
            start=self.now + timedelta(days=move.start) if known else None,
            end=self.now + timedelta(days=move.end) if known and candidate.weeks is not None else None,
            earliest=move.earliest,
            closes=tuple(uri for uri in fresh if uri in self.missing),
            opens=tuple(uri for uri in fresh if uri not in self.missing),
            exempted=tuple(uri for uri in sorted(set(offer.teaches)) if uri in self.held),
            weeks=candidate.weeks,
            list_price=candidate.version.price,
            pays=move.begin.paid.pays,
            money=move.begin.paid.money,
            exemption=candidate.version.exemption,
            travel_km=candidate.travel if offer.id in self.about.travel_km else None,
            risk=candidate.risk,
            language_known=language_known(offer, self.about),
            rejected=self._rejected(move, before, whole),
        )

    def _rejected(self, move: Move, before: Label, whole: Label) -> tuple[Rejected, ...]:
        """Offers that could stand in the place of a step: they give as much of what is new, and can be followed then."""
        fresh = move.candidate.gives & ~before.held
        taken = {one.candidate.offer.id for one in whole.moves}
        found: dict[str, Rejected] = {}
        for other in self.candidates:
            if other.offer.id in taken or fresh & ~other.gives or other.needs & ~before.held:
                continue
            if other.job and whole.jobs - move.candidate.job >= self.jobs_most:
                continue
            for instead in moves(before, other)[:1]:
                one = Rejected(other.offer, _euros(instead, move), _weeks(instead, move))
                if other.offer.id not in found or _order(one) < _order(found[other.offer.id]):
                    found[other.offer.id] = one
        return tuple(sorted(found.values(), key=_order)[:REJECTED_MOST])


def _euros(instead: Move, taken: Move) -> int | None:
    theirs, ours = instead.begin.paid.pays, taken.begin.paid.pays
    return None if theirs is None or ours is None else theirs - ours


def _weeks(instead: Move, taken: Move) -> int | None:
    """Weeks later (or, below zero, sooner) the step would end; None when a length or start is unknown."""
    known = all(one.session is not None and one.candidate.weeks is not None for one in (instead, taken))
    return -((taken.end - instead.end) // 7) if known else None


def _order(one: Rejected) -> tuple[bool, int, bool, int, str]:
    return one.euros is None, one.euros or 0, one.weeks is None, one.weeks or 0, one.offer.id
