"""Permit, recognition, age, border, remote and travel time: pass, fail or unknown, and unknown is never fail."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schakel.engine.matching.gates as gates_module
import schakel.engine.matching.travel as travel_module
from engine.matching.fast.test_offers import KM, PLACES, facts, people
from engine.matching.small import NOW, RULES_FOLDER, asks, small_taxonomy
from schakel.engine.matching import GateFacts, Profile, Ways, Wishes
from schakel.engine.matching.explain import Speaker, gate_sentence
from schakel.engine.matching.gates import PARTS, Scene, gates_of
from schakel.engine.matching.texts import LANGUAGES, load_texts

TEXTS = load_texts(RULES_FOLDER / "texts.toml")
WAYS = Ways(km=KM, minutes={("GM0917", "GM0935", "car"): 30, ("GM0917", "GM0935", "bicycle"): 75})


@pytest.mark.parametrize(
    ("wish", "asked", "expected"),
    [
        (Wishes(may_work_in=("NL",)), GateFacts(country="NL"), [("permit", "pass", "permit-held")]),
        (Wishes(may_work_in=("NL",)), GateFacts(country="DE"), [("permit", "fail", "permit-missing")]),
        (Wishes(), GateFacts(country="NL"), []),
        (
            Wishes(place="GM0917"),
            GateFacts(country="DE"),
            [("border", "unknown", "border-not-told"), ("permit", "unknown", "permit-not-told")],
        ),
        (Wishes(recognised=True), GateFacts(recognised=True), [("recognition", "pass", "recognised")]),
        (Wishes(recognised=False), GateFacts(recognised=True), [("recognition", "fail", "not-recognised")]),
        (Wishes(), GateFacts(recognised=True), [("recognition", "unknown", "recognition-not-told")]),
        (Wishes(recognised=False), GateFacts(), []),
        (Wishes(years_least=18), GateFacts(age_least=16), [("age", "pass", "age-reached")]),
        (Wishes(years_least=16), GateFacts(age_least=18), [("age", "unknown", "age-not-told")]),
        (Wishes(), GateFacts(age_least=16), [("age", "unknown", "age-not-told")]),
        (Wishes(remote="fully"), GateFacts(remote="partly"), [("remote", "fail", "remote-partly-unwished")]),
        (Wishes(remote="partly"), GateFacts(remote="fully"), [("remote", "pass", "remote-fully")]),
        (Wishes(remote="no"), GateFacts(remote="no"), [("remote", "pass", "remote-no")]),
        (Wishes(remote="partly"), GateFacts(), [("remote", "unknown", "remote-not-given")]),
        (Wishes(place="GM0917", abroad=True), GateFacts(place="DE:aachen"), [("border", "pass", "border-wished")]),
        (Wishes(place="GM0917", abroad=False), GateFacts(place="DE:aachen"), [("border", "fail", "border-unwished")]),
        (Wishes(place="GM0917", abroad=False), GateFacts(place="GM0935"), []),
        (
            Wishes(place="GM0917", travel_most_minutes=45, travel_by="car"),
            GateFacts(place="GM0935"),
            [("travel", "pass", "soon-enough")],
        ),
        (
            Wishes(place="GM0917", travel_most_minutes=45, travel_by="bicycle"),
            GateFacts(place="GM0935"),
            [("travel", "fail", "too-long")],
        ),
        (
            Wishes(place="GM0917", travel_most_minutes=45, travel_by="train"),
            GateFacts(place="GM0935"),
            [("travel", "unknown", "distance-not-known")],
        ),
        (
            Wishes(place="GM0917", travel_most_km=30, travel_most_minutes=45, travel_by="train"),
            GateFacts(place="GM0935"),
            [("travel", "pass", "near-enough")],
        ),
        (Wishes(travel_most_km=5), GateFacts(remote="fully"), [("travel", "pass", "no-travel")]),
    ],
)
def test_a_gate_says_what_is_asked_and_how_it_stands(wish: Wishes, asked: GateFacts, expected: list[object]) -> None:
    target = replace(asks("sql"), gates=asked)
    found = gates_of(Profile(wishes=wish), target, distances=WAYS, now=NOW)
    assert [(gate.gate, gate.result, gate.why) for gate in found] == expected


@given(people, facts)
def test_who_told_nothing_fails_nothing_but_what_is_over(profile: Profile, asked: GateFacts) -> None:
    silent = Profile(skills=())
    for gate in gates_of(silent, replace(asks("sql"), gates=asked), distances=WAYS, now=NOW):
        assert gate.result == "unknown" or gate.why == "already-started"


@given(people, facts)
def test_every_gate_can_be_said_in_four_languages(profile: Profile, asked: GateFacts) -> None:
    found = gates_of(profile, replace(asks("sql"), gates=asked), distances=WAYS, now=NOW)
    for language in LANGUAGES:
        speaker = Speaker(TEXTS, small_taxonomy(), language)
        assert not [line for line in (gate_sentence(gate, speaker) for gate in found) if "{" in line]


@given(people, facts, facts)
def test_a_part_depends_only_on_the_facts_it_names(profile: Profile, one: GateFacts, other: GateFacts) -> None:
    scene = Scene(NOW, WAYS)
    for part in PARTS:
        mixed = replace(other, **{name: getattr(one, name) for name in part.facts})
        assert list(part.look(profile, one, scene)) == list(part.look(profile, mixed, scene))


@given(people, people, facts)
def test_a_part_depends_only_on_what_it_reads_of_the_person(one: Profile, other: Profile, asked: GateFacts) -> None:
    for part in PARTS:
        if part.person(one) == part.person(other):
            scene = Scene(NOW, WAYS)
            assert list(part.look(one, asked, scene)) == list(part.look(other, asked, scene))


def test_the_parts_read_every_fact_there_is() -> None:
    assert {name for part in PARTS for name in part.facts} == {field.name for field in fields(GateFacts)}


def test_there_is_a_sentence_for_every_reason_in_the_code() -> None:
    known = {key.removeprefix("gate.") for key in TEXTS.keys() if key.startswith("gate.")}  # noqa: SIM118
    for module in (gates_module, travel_module):
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        assert not {*re.findall(r'"((?:[a-z]+-)+[a-z]+)"', source)} - known


@given(st.sampled_from([place for place in PLACES if place]))
def test_the_country_of_a_place_is_in_its_code_or_told(place: str) -> None:
    assert Ways().country(place) == ("DE" if place.startswith("DE:") else "NL")
    assert Ways(countries={place: "BE"}).country(place) == "BE"
    assert Ways().country("somewhere") is None
