"""From offers, versions, sessions and circumstances to what the search can choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schakel.engine.routing.exemptions import Version, versions
from schakel.engine.routing.given import Circumstances, Planning, SteppingStone
from schakel.engine.routing.money import ways_to_pay
from schakel.engine.routing.search import Candidate, Start
from schakel.engine.routing.types import RouteOffer, RouteSession

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
JOB = "job"


def stone_offer(stone: SteppingStone) -> RouteOffer:
    """A stepping-stone job as a step: it starts on any day, costs nothing and lasts its months (rounded up to weeks).

    >>> stone_offer(SteppingStone("urn:o:agent", ("sql",), 12)).weeks
    52
    """
    return RouteOffer(
        id=f"job:{stone.occupation}",
        teaches=stone.gains,
        needs=stone.needs,
        sessions=(RouteSession("any"),),
        weeks=-(-stone.months * 52 // 12),
        price_eur=0,
        labels=stone.labels,
        kind=JOB,
    )


def open_offers(
    offers: Iterable[RouteOffer], about: Circumstances, *, hours_most: int | None = None
) -> list[RouteOffer]:
    """The offers someone can follow: not too heavy, not too far, in a language they command. Unknown never closes."""
    most = about.weekly_hours_most if hours_most is None else hours_most
    return [one for one in offers if not _too_heavy(one, most) and not _too_far(one, about) and _speaks(one, about)]


def _too_heavy(offer: RouteOffer, most: int | None) -> bool:
    return most is not None and offer.hours_per_week is not None and offer.hours_per_week > most


def _too_far(offer: RouteOffer, about: Circumstances) -> bool:
    km = about.travel_km.get(offer.id)
    return about.travel_most_km is not None and km is not None and km > about.travel_most_km


def _speaks(offer: RouteOffer, about: Circumstances) -> bool:
    mine = about.languages.get(offer.language or "")
    if mine not in CEFR or offer.cefr not in CEFR:
        return True
    return CEFR.index(mine) >= CEFR.index(offer.cefr)


def language_known(offer: RouteOffer, about: Circumstances) -> bool:
    """Whether it is sure that the person commands the language asked."""
    return offer.cefr not in CEFR or about.languages.get(offer.language or "") in CEFR


@dataclass(frozen=True, slots=True)
class Frame:
    """What every candidate of one problem shares."""

    bits: dict[str, int]
    held: frozenset[str]
    wishes: frozenset[str]
    now: date
    planning: Planning


def candidates_of(offer: RouteOffer, frame: Frame) -> list[Candidate]:
    """The versions of one offer as candidates; none when nothing it teaches matters or every session has gone."""
    gives = sum(frame.bits[uri] for uri in sorted(set(offer.teaches)) if uri in frame.bits)
    if not gives:
        return []
    needs = sum(frame.bits[uri] for uri in sorted(set(offer.needs)) if uri not in frame.held)
    about, planning = frame.planning.about, frame.planning
    found = []
    for version in versions(
        offer, planning.exemptions, evidence=about.evidence, on=frame.now, waivers=planning.waivers
    ):
        starts = _starts(offer, version, frame)
        if starts:
            known = offer.id in about.travel_km
            found.append(
                Candidate(
                    offer=offer,
                    version=version,
                    gives=gives,
                    needs=needs,
                    extra=frame.wishes.intersection(offer.teaches),
                    starts=starts,
                    travel=about.travel_km[offer.id] if known else 0,
                    risk=_risk(offer, version, planning),
                    job=offer.kind == JOB,
                )
            )
    return found


def _risk(offer: RouteOffer, version: Version, planning: Planning) -> int:
    """How often the step is not finished, in thousandths; 0 where no settings are given and the offer does not say."""
    settings = planning.settings
    if settings is None:
        return offer.fails or 0
    own = settings.risk.get(offer.kind, settings.risk["course"]) if offer.fails is None else offer.fails
    own += settings.risk_start_unknown if not offer.sessions else 0
    if version.unsure and version.exemption is not None:
        chance = version.exemption.chance
        own += settings.risk_exemption if chance is None else 1000 - chance
    return min(own, 1000)


def _starts(offer: RouteOffer, version: Version, frame: Frame) -> tuple[Start, ...]:
    """Sessions that are not past and not full, earliest first, each with every way to pay it on its days."""
    found = []
    for day, until, session in stretches(offer, frame.now, _turns(frame)):
        paid = ways_to_pay(
            offer,
            version,
            frame.planning.schemes,
            about=frame.planning.about,
            start=None if session is None else frame.now + timedelta(days=day),
            today=frame.now,
        )
        keep = frame.planning.keep
        changed = keep is not None and (offer.id, session.id if session else None) not in keep
        found += [Start(day, until, session, one, int(changed)) for one in paid]
    return tuple(found)


def _turns(frame: Frame) -> list[int]:
    """The days from which a scheme begins or has ended: on these a price can change."""
    days = {(one.valid_from - frame.now).days for one in frame.planning.schemes if one.valid_from}
    days |= {(one.valid_until - frame.now).days + 1 for one in frame.planning.schemes if one.valid_until}
    return sorted(day for day in days if day > 0)


def stretches(offer: RouteOffer, now: date, turns: Sequence[int]) -> list[tuple[int, int | None, RouteSession | None]]:
    """(first day, last day, session) not past and not full, earliest first; a session for any day is cut at `turns`."""
    if not offer.sessions:
        return [(0, None, None)]
    found: list[tuple[int, int | None, RouteSession]] = []
    for one in (run for run in offer.sessions if not run.full):
        if one.start is not None:
            day = (one.start - now).days
            found += [(day, day, one)] if day >= 0 else []
        else:
            firsts, lasts = [0, *turns], [*(day - 1 for day in turns), None]
            found += [(first, last, one) for first, last in zip(firsts, lasts, strict=True)]
    return [*sorted(found, key=lambda row: (row[0], row[2].id))]


def without_session(offers: Sequence[RouteOffer], offer: str, session: str | None) -> list[RouteOffer]:
    """The offers without one session of one of them; with `session` None without the offer itself."""
    left = []
    for one in offers:
        if one.id != offer:
            left.append(one)
        elif session is not None:
            kept = tuple(run for run in one.sessions if run.id != session)
            if kept:  # an offer whose last session has gone is not one with an unknown start
                left.append(replace(one, sessions=kept))
    return left
