"""Conditions apart from the score: language, hours, travel, start, certificates. Not known is never the same as no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from schakel.engine.matching.types import CEFR, Gate, GateName, GateResult, LanguageClaim, Profile, Target

Distances = Mapping[tuple[str, str], int]
"""(from, to) place codes to kilometres; one direction is enough."""


def gates_of(profile: Profile, target: Target, *, distances: Distances, now: date) -> tuple[Gate, ...]:
    """Every condition that the target sets or the person wishes, with its result and the key of a sentence why."""
    return (
        *_languages(profile, target),
        *_hours(profile, target),
        *_travel(profile, target, distances),
        *_start(profile, target, now),
        *_certificates(profile, target),
    )


def distance(distances: Distances, start: str, end: str) -> int | None:
    """Kilometres between two place codes; 0 for the same place, None when not known."""
    if start == end:
        return 0
    return distances.get((start, end), distances.get((end, start)))


def _gate(gate: GateName, result: GateResult, why: str, **facts: object) -> Gate:
    return Gate(gate, result, why, tuple((name, str(value)) for name, value in facts.items()))


def _languages(profile: Profile, target: Target) -> Iterator[Gate]:
    spoken = {claim.code: claim for claim in profile.languages}
    for wanted in sorted(target.gates.languages, key=lambda claim: claim.code):
        yield _language(wanted, spoken)


def _language(wanted: LanguageClaim, spoken: Mapping[str, LanguageClaim]) -> Gate:
    facts: dict[str, object] = {"language": wanted.code, "wanted": wanted.cefr or ""}
    claim = spoken.get(wanted.code)
    if not spoken:
        return _gate("language", "unknown", "languages-not-told", **facts)
    if claim is None:
        return _gate("language", "fail", "language-not-spoken", **facts)
    if wanted.cefr is None:
        return _gate("language", "pass", "language-spoken", **facts)
    if claim.cefr is None:
        return _gate("language", "unknown", "language-level-not-told", **facts)
    enough = CEFR.index(claim.cefr) >= CEFR.index(wanted.cefr)
    why = "language-enough" if enough else "language-too-low"
    return _gate("language", "pass" if enough else "fail", why, **facts, have=claim.cefr)


def _hours(profile: Profile, target: Target) -> Iterator[Gate]:
    wish, facts = profile.wishes, target.gates
    asked = (facts.hours_least, facts.hours_most)
    wished = (wish.hours_least, wish.hours_most)
    if asked == (None, None) and wished == (None, None):
        return
    if asked == (None, None):
        yield _gate("hours", "unknown", "hours-not-given")
    elif wished == (None, None):
        yield _gate("hours", "unknown", "hours-not-told", asked=_span(*asked))
    else:
        too_many = _above(facts.hours_least, wish.hours_most)
        too_few = _above(wish.hours_least, facts.hours_most)
        why = "hours-too-many" if too_many else "hours-too-few" if too_few else "hours-fit"
        result: GateResult = "fail" if too_many or too_few else "pass"
        yield _gate("hours", result, why, asked=_span(*asked), wished=_span(*wished))


def _above(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


def _span(least: int | None, most: int | None) -> str:
    return "-".join(str(value) for value in dict.fromkeys((least, most)) if value is not None)


def _travel(profile: Profile, target: Target, distances: Distances) -> Iterator[Gate]:
    most, here, there = profile.wishes.travel_most_km, profile.wishes.place, target.gates.place
    if most is None:
        return
    if here is None or there is None:
        yield _gate("travel", "unknown", "place-not-told" if here is None else "place-not-given", most=most)
        return
    km = distance(distances, here, there)
    if km is None:
        yield _gate("travel", "unknown", "distance-not-known", most=most)
    else:
        yield _gate(
            "travel", "pass" if km <= most else "fail", "near-enough" if km <= most else "too-far", km=km, most=most
        )


def _start(profile: Profile, target: Target, now: date) -> Iterator[Gate]:
    start, able = target.gates.start, profile.wishes.start
    if start is None:
        if able is not None:
            yield _gate("start", "unknown", "start-not-given")
    elif start < now:
        yield _gate("start", "fail", "already-started", start=start)
    elif able is None:
        yield _gate("start", "unknown", "start-not-told", start=start)
    else:
        late = able > start
        yield _gate(
            "start", "fail" if late else "pass", "not-free-yet" if late else "start-fits", start=start, able=able
        )


def _certificates(profile: Profile, target: Target) -> Iterator[Gate]:
    for uri in sorted(target.gates.certificates):
        claim = profile.claim(uri)
        if claim is None:
            yield _gate("certificate", "unknown", "certificate-not-told", skill=uri)
        else:
            has = claim.level != 0
            yield _gate(
                "certificate",
                "pass" if has else "fail",
                "certificate-held" if has else "certificate-pending",
                skill=uri,
            )
