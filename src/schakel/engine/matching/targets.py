"""Targets made from what the taxonomy and the reader know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from schakel.engine.matching.types import GateFacts, Target, TargetDemand, TargetKind
from schakel.engine.skills.concepts import RELEVANCES, Occupation
from schakel.engine.skills.taxonomy import Taxonomy


def occupation_target(occupation: Occupation) -> Target:
    """An occupation as a target: its demands with their relevance, no wanted levels, no gates."""
    demands = (TargetDemand(demand.uri, demand.relevance) for demand in occupation.demands)
    return Target(
        uri=occupation.uri,
        kind="occupation",
        demands=most_relevant(demands),
        labels=occupation.labels,
        isco=occupation.isco,
        occupation=occupation.uri,
    )


@lru_cache(maxsize=4)
def occupation_targets(taxonomy: Taxonomy) -> tuple[Target, ...]:
    """Every ICT occupation of the taxonomy that asks something, in the order of the files; made once per taxonomy."""
    ict = (one for one in taxonomy.occupations.values() if one.kind == "ict" and one.demands)
    return tuple(occupation_target(one) for one in ict)


def text_target(
    uri: str,
    demands: Iterable[TargetDemand],
    *,
    kind: TargetKind = "vacancy",
    labels: Mapping[str, str] | None = None,
    occupation: Occupation | None = None,
    gates: GateFacts | None = None,
) -> Target:
    """A vacancy (or the like) as a target; a skill asked twice keeps the place where it matters most."""
    return Target(
        uri=uri,
        kind=kind,
        demands=most_relevant(demands),
        labels=labels or {},
        isco=occupation.isco if occupation else "",
        occupation=occupation.uri if occupation else None,
        gates=gates or GateFacts(),
    )


def most_relevant(demands: Iterable[TargetDemand]) -> tuple[TargetDemand, ...]:
    """Each skill once, where it matters most; demands without a skill all stay.

    >>> kept = most_relevant([TargetDemand("a", "wished"), TargetDemand("a", "essential"), TargetDemand("b", "wished")])
    >>> [(demand.uri, demand.relevance) for demand in kept]
    [('a', 'essential'), ('b', 'wished')]
    """
    kept: dict[str, TargetDemand] = {}
    for number, demand in enumerate(demands):
        key = demand.uri if demand.uri is not None else f"#{number}"
        other = kept.get(key)
        if other is None or RELEVANCES.index(demand.relevance) < RELEVANCES.index(other.relevance):
            kept[key] = demand
    return tuple(kept.values())
