"""Conditions apart from the score. Not known is never the same as no.

Each part looks at one side of a target (`PARTS`) and at a few wishes of the person, so that targets which ask the same
get the same answer: the fast path asks once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schakel.engine.matching.travel import Distances, Ways, border, travel
from schakel.engine.matching.types import CEFR, Gate, GateFacts, GateName, GateResult, LanguageClaim, Profile, Target


@dataclass(frozen=True, slots=True)
class Scene:
    """What the gates need beside the person and the target: the day, and how to get somewhere."""

    now: date
    ways: Ways = field(default_factory=Ways)


def gates_of(profile: Profile, target: Target, *, distances: Distances | Ways, now: date) -> tuple[Gate, ...]:
    """Every condition that the target sets or the person wishes, with its result and the key of a sentence why.

    >>> from schakel.engine.matching.types import Wishes
    >>> part_time = Profile(wishes=Wishes(hours_most=24))
    >>> job = Target("job", "vacancy", (), gates=GateFacts(hours_least=32))
    >>> [(one.gate, one.result, one.why) for one in gates_of(part_time, job, distances={}, now=date(2026, 11, 24))]
    [('hours', 'fail', 'hours-too-many')]
    """
    scene = Scene(now, Ways.of(distances))
    return tuple(gate for part in PARTS for gate in part.look(profile, target.gates, scene))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the gates: the facts of a target it reads, what of the person, and what it says of them."""

    facts: tuple[str, ...]
    person: Callable[[Profile], Any]
    look: Callable[[Profile, GateFacts, Scene], Iterator[Gate]]

    def fails(self, profile: Profile, facts: GateFacts, scene: Scene) -> bool:
        """Whether any gate of this part fails."""
        return any(gate.result == "fail" for gate in self.look(profile, facts, scene))


def _gate(gate: GateName, result: GateResult, why: str, **facts: object) -> Gate:
    return Gate(gate, result, why, tuple((name, str(value)) for name, value in facts.items()))


def _languages(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    spoken = {claim.code: claim for claim in profile.languages}
    for wanted in sorted(facts.languages, key=lambda claim: claim.code):
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


def _hours(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    wish = profile.wishes
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


def _remote(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    wish, offered = profile.wishes.remote, facts.remote
    if wish is None:
        return
    if offered is None:
        yield _gate("remote", "unknown", "remote-not-given")
    else:
        fits = {"fully": ("fully",), "partly": ("fully", "partly"), "no": ("partly", "no")}[wish]
        fit = offered in fits
        yield _gate("remote", "pass" if fit else "fail", f"remote-{offered}" + ("" if fit else "-unwished"))


def _start(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    start, able = facts.start, profile.wishes.start
    if start is None:
        if able is not None:
            yield _gate("start", "unknown", "start-not-given")
    elif start < scene.now:
        yield _gate("start", "fail", "already-started", start=start)
    elif able is None:
        yield _gate("start", "unknown", "start-not-told", start=start)
    else:
        late = able > start
        why = "not-free-yet" if late else "start-fits"
        yield _gate("start", "fail" if late else "pass", why, start=start, able=able)


def _certificates(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    for uri in sorted(facts.certificates):
        claim = profile.claim(uri)
        if claim is None:
            yield _gate("certificate", "unknown", "certificate-not-told", skill=uri)
        else:
            has = claim.level != 0
            why = "certificate-held" if has else "certificate-pending"
            yield _gate("certificate", "pass" if has else "fail", why, skill=uri)


def _permit(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    """Asked only where the person told something, or the work is in another country than the person lives."""
    allowed, country = profile.wishes.may_work_in, facts.country
    if country is None:
        return
    if allowed is not None:
        may = country in allowed
        yield _gate("permit", "pass" if may else "fail", "permit-held" if may else "permit-missing", country=country)
    elif scene.ways.country(profile.wishes.place) not in (None, country):
        yield _gate("permit", "unknown", "permit-not-told", country=country)


def _recognition(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    if not facts.recognised:
        return
    told = profile.wishes.recognised
    if told is None:
        yield _gate("recognition", "unknown", "recognition-not-told")
    else:
        yield _gate("recognition", "pass" if told else "fail", "recognised" if told else "not-recognised")


def _age(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    """Somebody who said to be 16 may well be 18: then it stays unknown."""
    wanted, told = facts.age_least, profile.wishes.years_least
    if wanted is None:
        return
    reached = told is not None and told >= wanted
    yield _gate("age", "pass" if reached else "unknown", "age-reached" if reached else "age-not-told", age=wanted)


def _travel(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    return travel(profile.wishes, facts, scene.ways)


def _border(profile: Profile, facts: GateFacts, scene: Scene) -> Iterator[Gate]:
    return border(profile.wishes, facts, scene.ways)


def _certificate_claims(profile: Profile) -> tuple[object, ...]:
    return tuple(sorted((claim.uri, claim.level == 0) for claim in profile.skills))


def _way_wishes(profile: Profile) -> tuple[object, ...]:
    wish = profile.wishes
    return wish.place, wish.travel_most_km, wish.travel_most_minutes, wish.travel_by, wish.abroad


PARTS: tuple[Part, ...] = (
    Part(("languages",), lambda profile: profile.languages, _languages),
    Part(("hours_least", "hours_most"), lambda one: (one.wishes.hours_least, one.wishes.hours_most), _hours),
    Part(("place", "country", "remote"), _way_wishes, _travel),
    Part(("place", "country"), _way_wishes, _border),
    Part(("remote",), lambda profile: profile.wishes.remote, _remote),
    Part(("start",), lambda profile: profile.wishes.start, _start),
    Part(("certificates",), _certificate_claims, _certificates),
    Part(("country",), lambda profile: (profile.wishes.may_work_in, profile.wishes.place), _permit),
    Part(("recognised",), lambda profile: profile.wishes.recognised, _recognition),
    Part(("age_least",), lambda profile: profile.wishes.years_least, _age),
)
"""All parts, in the order in which their gates are shown."""
