"""Trials: off unless registered, the draw can be checked, nobody is named, and one answer at the end."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import trials
from schakel.records.journeys.models import Journey, Outcome, TrialEntry
from schakel.records.people.models import Consent, Person
from schakel.reference import REFERENCE
from support import factories as make
from support.pages import PREFIXES, text

pytestmark = pytest.mark.django_db

NOW = timezone.now()
REAL = trials.read_trials(REFERENCE / "desk" / "trials.toml")
ON = replace(REAL[0], on=True, registered="https://osf.example/abc", start=NOW.date() - timedelta(days=900), sample=40)


@pytest.fixture
def running(tmp_path: Path, monkeypatch: Any) -> Iterator[trials.Trial]:
    """The site with another file of trials, in which the trial is on."""
    words = (REFERENCE / "desk" / "trials.toml").read_text(encoding="utf-8")
    words = words.replace("on = false", "on = true").replace(
        'registered = ""', 'registered = "https://osf.example/abc"'
    )
    words = words.replace("start = 2027-02-01", f"start = {ON.start}").replace("sample = 800", "sample = 40")
    file = tmp_path / "trials.toml"
    file.write_text(words, encoding="utf-8")
    monkeypatch.setattr(trials, "FILE", file)
    trials.trials.cache_clear()
    yield trials.trial(ON.id)
    trials.trials.cache_clear()


def person(*, counted: bool = True) -> Person:
    made = make.person("Sam Geheim")
    if counted:
        Consent.objects.create(person=made, purpose="counted", version=1, given=NOW)
    return made


def came_in(count: int, *, days_ago: int = 200, of: trials.Trial = ON) -> list[tuple[Person, str]]:
    at = NOW - timedelta(days=days_ago)
    people = [person() for _ in range(count)]
    return [(one, trials.enter(person=one, of=of, now=at)) for one in people]


def started(who: Person, *, days_ago: int) -> None:
    journey = Journey.objects.create(person=who, opened=NOW)
    on = NOW.date() - timedelta(days=days_ago)
    Outcome.objects.create(journey=journey, kind="started", on=on, evidence="person", recorded=NOW)


def test_what_ships_is_off() -> None:
    assert [one.on for one in REAL] == [False]
    assert trials.enter(person=person(), of=REAL[0], now=NOW) == "usual"
    assert (TrialEntry.objects.count(), trials.announced()) == (0, [])


def test_before_its_start_nobody_comes_in() -> None:
    later = replace(ON, start=NOW.date() + timedelta(days=2))
    assert trials.enter(person=person(), of=later, now=NOW) == "usual"
    assert TrialEntry.objects.count() == 0


@given(st.uuids())
@settings(max_examples=50)
def test_the_draw_is_the_same_for_who_checks_it(key: UUID) -> None:
    assert trials.arm_of(key, ON) == trials.arm_of(UUID(str(key)), ON)
    assert trials.arm_of(key, ON) in ON.arms


def test_the_draw_is_what_was_written_down() -> None:
    keys = [UUID(int=number) for number in range(6)]
    assert [trials.arm_of(key, ON) for key in keys] == ["wider", "wider", "usual", "wider", "usual", "wider"]


def test_chance_is_even_and_each_seed_draws_anew() -> None:
    keys = [UUID(int=number) for number in range(4000)]
    drawn = Counter(trials.arm_of(key, ON) for key in keys)
    assert abs(drawn["usual"] - 2000) < 200
    other = replace(ON, seed="another")
    same = sum(trials.arm_of(key, ON) == trials.arm_of(key, other) for key in keys)
    assert abs(same - 2000) < 200


def test_who_comes_in_is_written_down_once_and_not_named() -> None:
    who = person()
    arms = {trials.enter(person=who, of=ON, now=NOW) for _ in range(3)}
    entry = TrialEntry.objects.get()
    assert arms == {entry.arm}
    event = AuditEvent.objects.get(action="journeys.enter_trial")
    told = json.dumps([event.subject, event.details, event.actor, entry.token])
    for secret in (str(who.key), who.key.hex, "Geheim"):
        assert secret not in told


def test_who_did_not_agree_sees_the_first_arm_uncounted() -> None:
    assert {trials.enter(person=person(counted=False), of=ON, now=NOW) for _ in range(8)} == {"usual"}
    assert TrialEntry.objects.count() == 0


def test_the_answer_is_the_difference_between_the_arms() -> None:
    people = came_in(40)
    for who, arm in people:
        if arm == "wider":
            started(who, days_ago=150)
    found = trials.analyse(ON, now=NOW)
    sizes = Counter(arm for _who, arm in people)
    assert [(arm.id, arm.people, arm.had) for arm in found.arms] == [
        ("usual", sizes["usual"], 0),
        ("wider", sizes["wider"], sizes["wider"]),
    ]
    assert found.difference == 100
    assert 50 < found.low < found.high == 100


def test_only_the_registered_days_and_outcome_count() -> None:
    for number, (who, _arm) in enumerate(came_in(40)):
        started(who, days_ago=(250, 5)[number % 2])  # before they came in, and after their 180 days
    assert [arm.had for arm in trials.analyse(ON, now=NOW).arms] == [0, 0]
    assert [arm.had for arm in trials.analyse(replace(ON, outcome="hired"), now=NOW).arms] == [0, 0]


def test_nobody_looks_before_the_end() -> None:
    came_in(39)
    with pytest.raises(Conflict, match="39 of the 40"):
        trials.analyse(ON, now=NOW)
    came_in(1, days_ago=10)
    with pytest.raises(Conflict, match="39 of the 40"):
        trials.analyse(ON, now=NOW)


def test_who_comes_after_the_sample_is_full_changes_nothing() -> None:
    came_in(40)
    before = trials.analyse(ON, now=NOW)
    for who, _arm in came_in(20, days_ago=190):
        started(who, days_ago=150)
    assert trials.analyse(ON, now=NOW) == before


def test_who_left_is_lost_and_told() -> None:
    people = came_in(40)
    gone = [who for who, _arm in people[:4]]
    for who in gone[:2]:
        who.delete()
    Consent.objects.filter(person__in=gone[2:]).update(withdrawn=NOW)
    found = trials.analyse(ON, now=NOW)
    assert (sum(arm.lost for arm in found.arms), sum(arm.people for arm in found.arms)) == (4, 36)


def test_when_all_left_there_is_nothing_to_compare() -> None:
    came_in(40)
    Consent.objects.update(withdrawn=NOW)
    with pytest.raises(Conflict, match="Nobody is left"):
        trials.analyse(ON, now=NOW)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("on = false", "on = true", "not registered"),
        ('outcome = "started"', 'outcome = "happy"', "no outcome"),
        ('arms = ["usual", "wider"]', 'arms = ["usual"]', "two arms"),
        ('arms = ["usual", "wider"]', 'arms = ["usual", "other"]', "two arms"),
        ("sample = 800", "sample = 1", "counts nobody"),
    ],
)
def test_a_file_that_does_not_hold_says_why(tmp_path: Path, old: str, new: str, message: str) -> None:
    words = (REFERENCE / "desk" / "trials.toml").read_text(encoding="utf-8")
    file = tmp_path / "trials.toml"
    file.write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        trials.read_trials(file)


def test_an_unknown_trial_is_named() -> None:
    with pytest.raises(NotFound, match="wider-roles"):
        trials.trial("nope")


def test_the_command_tells_the_answer_or_why_there_is_none(running: trials.Trial, capsys: Any) -> None:
    with pytest.raises(CommandError, match="0 of the 40"):
        call_command("analyse_trial", running.id)
    with pytest.raises(CommandError, match="no trial"):
        call_command("analyse_trial", "nope")
    came_in(40, of=running)
    call_command("analyse_trial", running.id)
    assert "wider less usual: 0.0 percent points" in capsys.readouterr().out
    call_command("analyse_trial", running.id, "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["difference"]) == ("started", "0.0")


def test_a_trial_that_is_off_is_not_on_the_page(client: Any) -> None:
    assert "Proeven die lopen" not in text(client.get("/algoritmes/"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "De helft ziet: de rollen die het best passen"), ("en", "Half of them see:"), ("de", "Die Hälfte sieht:")],
)
def test_a_trial_that_is_on_is_announced(client: Any, running: trials.Trial, language: str, words: str) -> None:
    page = client.get(f"{PREFIXES[language]}/algoritmes/")
    assert words in text(page)
    assert running.registered in page.content.decode()
