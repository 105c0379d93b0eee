"""Ranking what a person can step into: for the person only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schakel.engine.matching.gates import gates_of
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.travel import Distances, Ways, distance
from schakel.engine.matching.types import Match, Profile, Target
from schakel.engine.matching.view import PersonsOwnView

_FAR = 10**9


def match(
    view: PersonsOwnView, target: Target, scorer: Scorer, *, now: date, distances: Distances | Ways | None = None
) -> Match:
    """One target for the person: score, terms, gates, and whether it lies outside the registered occupation."""
    profile = view.profile
    scored = score_target(profile, target, scorer)
    return Match(
        target=target,
        score=None if scored.milli is None else scored.milli // 1000,
        milli=scored.milli,
        terms=scored.terms,
        unknown=scored.unknown,
        gates=gates_of(profile, target, distances=distances or {}, now=now),
        outside=is_outside(profile, target, scorer),
    )


def rank(
    view: PersonsOwnView,
    targets: Iterable[Target],
    scorer: Scorer,
    *,
    now: date,
    distances: Distances | Ways | None = None,
    limit: int | None = None,
) -> tuple[Match, ...]:
    """The targets for the person, best first.

    Order: scored before not scored, no failed gate before a failed one, higher score, fewer unknown gates, nearer,
    URI. Among the first `outside.among_first` at least `outside.least` lie outside the person's registered occupation,
    when there are that many with any points at all. `limit` cuts the list after that. The order of `targets` has no
    influence.

    >>> from datetime import date
    >>> from schakel.engine.matching import Scorer, SkillClaim, TargetDemand, load_rules
    >>> from schakel.engine.skills.taxonomy import Skill, Taxonomy
    >>> from schakel.reference import REFERENCE
    >>> sql = Skill("sql", "sql", "knowledge", {"en": "SQL"}, {})
    >>> scorer = Scorer(Taxonomy({"sql": sql}, {}), load_rules(REFERENCE / "matching"))
    >>> job = Target("job", "vacancy", (TargetDemand("sql", "essential"),))
    >>> view = PersonsOwnView.open(Profile(skills=(SkillClaim("sql", tier="validated"),)), person="p", viewer="p")
    >>> [(one.target.uri, one.score) for one in rank(view, [job], scorer, now=date(2026, 11, 24))]
    [('job', 100)]
    """
    ways = Ways.of(distances or {})
    matches = [match(view, target, scorer, now=now, distances=ways) for target in targets]
    matches.sort(key=lambda one: place_in_list(one, view.profile, ways))
    mixed = mix_in_outside(matches, scorer)
    return tuple(mixed if limit is None else mixed[:limit])


Place = tuple[bool, bool, int, int, int, str]


def place_in_list(one: Match, profile: Profile, ways: Ways) -> Place:
    """What the list is ordered by: the least comes first."""
    here, there = profile.wishes.place, one.target.gates.place
    km = distance(ways.km, here, there) if here and there else None
    failed, unknown = one.gate_results("fail"), one.gate_results("unknown")
    return one.milli is None, bool(failed), -(one.milli or 0), len(unknown), _FAR if km is None else km, one.target.uri


def is_outside(profile: Profile, target: Target, scorer: Scorer) -> bool:
    """Whether a target is another kind of occupation than the registered one; False when none is registered."""
    if profile.occupation is None:
        return False
    registered = scorer.taxonomy.occupations.get(profile.occupation)
    digits = scorer.rules.outside_isco_digits
    if registered is not None and registered.isco and target.isco:
        return registered.isco[:digits] != target.isco[:digits]
    return profile.occupation not in (target.occupation, target.uri)


def mix_in_outside(matches: list[Match], scorer: Scorer) -> list[Match]:
    """Lift the best outside targets into the head of the list, in place of the weakest others there."""
    first, least = scorer.rules.outside_among_first, scorer.rules.outside_least
    head, tail = matches[:first], matches[first:]
    short = least - sum(one.outside for one in head)
    lifted = [one for one in tail if one.outside and one.milli and not one.gate_results("fail")][: max(0, short)]
    movable = [one for one in reversed(head) if not one.outside][: len(lifted)]
    lifted = lifted[: len(movable)]
    if not lifted:
        return matches
    moved = {id(one) for one in movable}
    raised = {id(one) for one in lifted}
    kept = [one for one in head if id(one) not in moved]
    rest = [one for one in matches if id(one) in moved or (id(one) not in raised and not any(one is k for k in kept))]
    return [*kept, *lifted, *rest]
