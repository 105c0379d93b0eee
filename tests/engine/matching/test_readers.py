"""Employers see their criteria, advisers what to talk about: in four languages and without points."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from engine.matching.small import RULES_FOLDER, asks, small_scorer, small_taxonomy, uri
from engine.matching.strategies import profiles, targets
from schakel.engine.matching import Criteria, LanguageClaim, Profile, Published, SkillClaim, Target
from schakel.engine.matching.explain import Speaker
from schakel.engine.matching.readers import overview, talking_points
from schakel.engine.matching.texts import LANGUAGES, load_texts

SCORER = small_scorer()
TEXTS = load_texts(RULES_FOLDER / "texts.toml")
ENGLISH = Speaker(TEXTS, small_taxonomy(), "en")


def test_an_employer_sees_each_criterion_met_lower_or_open() -> None:
    person = Published(
        "r",
        (SkillClaim(uri("sql"), 1), SkillClaim(uri("cisco")), SkillClaim(uri("python"), 3, "assumed")),
        (LanguageClaim(uri("dutch"), "A2"), LanguageClaim(uri("german"))),
        hours_least=24,
    )
    skills = {uri("sql"): 2, uri("cisco"): None, uri("python"): None, uri("mysql"): 1}
    languages = (LanguageClaim(uri("dutch"), "B1"), LanguageClaim(uri("german"), "B1"))
    found = overview(Criteria(skills, languages, hours=32), person, ENGLISH)
    standing = [one.standing for one in found.criteria]
    assert standing == ["lower", "met", "open", "open", "lower", "open", "met"]
    assert found.lead == "2 of 7 criteria stand in this profile."


def test_hours_that_do_not_fit_or_are_not_told_stay_open() -> None:
    for person in (Published("r"), Published("r", hours_most=24)):
        assert overview(Criteria({}, hours=32), person, ENGLISH).criteria[0].standing == "open"


@given(profiles, targets)
@settings(max_examples=50)
def test_an_adviser_hears_of_every_demand_once_and_of_no_points(profile: Profile, target: Target) -> None:
    person = Published("r", profile.skills)
    for language in LANGUAGES:
        found = talking_points(person, target, SCORER, Speaker(TEXTS, small_taxonomy(), language))
        lines = (*found.shown, *found.said, *found.near, *found.missing, *found.unknown)
        assert len(lines) == len(target.demands)
        assert not [line for line in lines if re.search(r"\d+ (van|of|von|sur)|punt|point|Punkt", line)]


def test_talking_points_tell_what_was_shown_said_near_and_missing() -> None:
    person = Published("r", (SkillClaim(uri("sql"), None, "evidenced"), SkillClaim(uri("cisco"))))
    found = talking_points(person, asks("sql", "cisco", "juniper", "service-desk"), SCORER, ENGLISH)
    assert [len(part) for part in (found.shown, found.said, found.near, found.missing)] == [1, 1, 1, 1]
    assert "cisco" in found.near[0]
    assert "juniper" in found.near[0]


@pytest.mark.parametrize(
    "prefix", ["summary.", "term.", "gate.", "talk.", "adviser.", "employer.", "reach.", "whatif."]
)
def test_sentences_of_matching_stand_in_all_four_languages(prefix: str) -> None:
    import tomllib

    data = tomllib.loads((RULES_FOLDER / "texts.toml").read_text(encoding="utf-8"))
    mine = {key: sentences for key, sentences in data.items() if key.startswith(prefix)}
    assert mine
    assert not [key for key, sentences in mine.items() if set(sentences) != set(LANGUAGES)]
    assert not [key for key, sentences in mine.items() if len({*sentences.values()}) < len(LANGUAGES) - 1]


def test_german_says_sie_and_french_vous_and_dutch_je() -> None:
    import tomllib

    data = tomllib.loads((RULES_FOLDER / "texts.toml").read_text(encoding="utf-8"))
    for sentences in data.values():
        assert not re.search(r"\b(u|uw)\b", sentences["nl"])
        assert not re.search(r"\b(du|dein|deine)\b", sentences["de"])
        assert not re.search(r"\b(tu|ton|ta|tes)\b", sentences.get("fr", ""))
