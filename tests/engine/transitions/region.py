"""A small taxonomy with two occupations in one ISCO group and two more in its family, for the tests of transitions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from schakel.engine.matching import PersonsOwnView, Profile, Scorer, SkillClaim, load_rules
from schakel.engine.skills.concepts import Demand, Occupation, Skill, occupation_uri, skill_uri
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.transitions import TransitionRules, Yardstick, load_transition_rules

REFERENCE = Path(__file__).parents[3] / "src/schakel/reference"
_SKILLS = ("sql", "python", "reporting", "cloud", "linux", "scripting", "networking", "helpdesk", "listening")
_OCCUPATIONS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "agent": ("3512", ("mbo-2", "mbo-3"), ("helpdesk", "listening")),
    "agent-two": ("3512", ("mbo-4",), ("helpdesk", "listening", "linux", "networking")),
    "admin": ("2522", ("mbo-4", "hbo"), ("linux", "networking", "scripting")),
    "cloud-engineer": ("2522", ("hbo", "wo"), ("cloud", "linux", "scripting", "networking")),
    "analyst": ("2511", ("hbo",), ("sql", "reporting")),
    "data-engineer": ("2511", ("hbo", "wo"), ("sql", "python", "cloud", "scripting")),
}


def skill(slug: str) -> str:
    return skill_uri(slug)


def role(slug: str) -> str:
    return occupation_uri(slug)


@cache
def scorer() -> Scorer:
    skills = {skill(one): Skill(skill(one), one, "knowledge", {"en": one}, {}) for one in _SKILLS}
    occupations = {role(slug): _occupation(slug, *row) for slug, row in _OCCUPATIONS.items()}
    carer = Occupation(
        role("carer"), "carer", "source", {"en": "carer"}, {}, {}, isco="2221", carries_over=(skill("listening"),)
    )
    return Scorer(Taxonomy(skills, {**occupations, carer.uri: carer}), load_rules(REFERENCE / "matching"))


def _occupation(slug: str, isco: str, levels: tuple[str, ...], asked: tuple[str, ...]) -> Occupation:
    demands = tuple(Demand(skill(one), "essential") for one in asked)
    return Occupation(role(slug), slug, "ict", {"en": slug}, {}, {}, isco=isco, levels=levels, demands=demands)


@cache
def rules() -> TransitionRules:
    return load_transition_rules(REFERENCE / "transitions")


def half() -> Yardstick:
    """Thresholds easy to reckon with: half is feasible, a quarter is near."""
    return Yardstick(feasible=50_000, near=25_000, group_pairs=1, family_pairs=1)


def person(*skills: str, occupation: str | None = None, undecided: tuple[str, ...] = ()) -> PersonsOwnView:
    profile = Profile(
        skills=tuple(SkillClaim(skill(one)) for one in skills),
        occupation=role(occupation) if occupation else None,
        undecided=tuple(map(skill, undecided)),
    )
    return PersonsOwnView.open(profile, person="p", viewer="p")
