"""A small taxonomy, easy to reckon with by hand, for the tests of matching, routing and advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from schakel.engine.matching import (
    MatchingRules,
    PersonsOwnView,
    Profile,
    Scorer,
    SkillClaim,
    Target,
    TargetDemand,
    load_rules,
)
from schakel.engine.skills.concepts import Demand, Occupation, Skill, occupation_uri, skill_uri
from schakel.engine.skills.taxonomy import Taxonomy

NOW = date(2026, 11, 24)
RULES_FOLDER = Path(__file__).parents[3] / "src/schakel/reference/matching"

# id: (kind, broader, related)
_SKILLS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "ict-data": ("group", (), ()),
    "spoken": ("group", (), ()),
    "databases": ("knowledge", ("ict-data",), ()),
    "sql": ("knowledge", ("databases",), ()),
    "postgresql": ("tool", ("sql",), ()),
    "mysql": ("tool", ("sql",), ()),
    "reporting": ("competence", ("ict-data",), ("sql",)),
    "power-bi": ("tool", ("reporting",), ()),
    "tableau": ("tool", ("reporting",), ()),
    "networking": ("knowledge", ("ict-data",), ()),
    "cisco": ("tool", ("networking",), ()),
    "juniper": ("tool", ("networking",), ()),
    "service-desk": ("competence", ("ict-data",), ("customer-care",)),
    "customer-care": ("soft", ("ict-data",), ()),
    "python": ("programming-language", ("ict-data",), ("sql",)),
    "dutch": ("spoken-language", ("spoken",), ()),
    "german": ("spoken-language", ("spoken",), ()),
}

_OCCUPATIONS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "data-analyst": ("2511", {"essential": ("sql", "reporting"), "important": ("power-bi",), "wished": ("python",)}),
    "database-admin": ("2521", {"essential": ("postgresql", "databases"), "important": ("python",)}),
    "network-admin": ("2522", {"essential": ("networking", "cisco"), "wished": ("customer-care",)}),
    "helpdesk": ("3512", {"essential": ("service-desk", "customer-care"), "important": ("networking",)}),
}


def uri(slug: str) -> str:
    return skill_uri(slug)


def small_taxonomy() -> Taxonomy:
    skills = {uri(slug): _skill(slug, *row) for slug, row in _SKILLS.items()}
    occupations = {occupation_uri(slug): _occupation(slug, *row) for slug, row in _OCCUPATIONS.items()}
    nurse = _source("nurse", "2221", ("customer-care", "reporting"))
    return Taxonomy(skills, {**occupations, nurse.uri: nurse})


def _skill(slug: str, kind: str, broader: tuple[str, ...], related: tuple[str, ...]) -> Skill:
    return Skill(
        uri=uri(slug),
        id=slug,
        kind=kind,
        labels={"en": slug, "nl": f"{slug} (nl)"},
        alternatives={},
        broader=tuple(map(uri, broader)),
        related=tuple(map(uri, related)),
    )


def _occupation(slug: str, isco: str, asked: dict[str, tuple[str, ...]]) -> Occupation:
    demands = tuple(Demand(uri(one), relevance) for relevance, ids in asked.items() for one in ids)  # type: ignore[arg-type]
    labels = {"en": slug, "nl": f"{slug} (nl)", "de": f"{slug} (de)"}
    return Occupation(occupation_uri(slug), slug, "ict", labels, {}, {}, isco=isco, demands=demands)


def _source(slug: str, isco: str, carries_over: tuple[str, ...]) -> Occupation:
    labels = {"en": slug, "nl": f"{slug} (nl)", "de": f"{slug} (de)"}
    carried = tuple(map(uri, carries_over))
    return Occupation(
        occupation_uri(slug), slug, "source", labels, {}, {}, isco=isco, carries_over=carried, sector="care"
    )


def small_rules() -> MatchingRules:
    """The published rules, but the whole list of an occupation is the hundred: the lists here are short."""
    return replace(load_rules(RULES_FOLDER), occupation_full_at=1000)


def small_scorer() -> Scorer:
    return Scorer(small_taxonomy(), small_rules())


def own_view(
    *skills: SkillClaim | str, occupation: str | None = None, undecided: tuple[str, ...] = ()
) -> PersonsOwnView:
    claims = tuple(SkillClaim(uri(skill)) if isinstance(skill, str) else skill for skill in skills)
    profile = Profile(skills=claims, occupation=occupation, undecided=tuple(map(uri, undecided)))
    return PersonsOwnView.open(profile, person="p", viewer="p")


def asks(*essential: str, important: tuple[str, ...] = (), wished: tuple[str, ...] = (), name: str = "job") -> Target:
    demands = [TargetDemand(uri(one), "essential") for one in essential]
    demands += [TargetDemand(uri(one), "important") for one in important]
    demands += [TargetDemand(uri(one), "wished") for one in wished]
    return Target(uri=f"urn:test:{name}", kind="vacancy", demands=tuple(demands))
