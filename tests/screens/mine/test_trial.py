"""The trial of wider roles on the page of offers: off changes nothing, on it is told, one can leave, and it can be read."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import InputError
from schakel.records.journeys import trials
from schakel.records.journeys.models import TrialEntry, TrialRefusal
from schakel.records.offers.engine_io import open_offers, rank_offers
from schakel.records.offers.wider import wider
from schakel.records.people import actions as people
from schakel.records.people import queries
from schakel.records.people.models import Person, Profile
from schakel.reference import REFERENCE
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = "/mijn/aanbod/"
NOW = timezone.now()


def set_trials(path: Path, monkeypatch: Any, *, on: bool, days: int = -10) -> None:
    words = (REFERENCE / "desk" / "trials.toml").read_text(encoding="utf-8")
    start = timezone.localdate() + timedelta(days=days)
    words = re.sub(r"start = [\d-]+", f"start = {start}", words)
    words = re.sub(r"end = [\d-]+", f"end = {start + timedelta(days=100)}", words)
    if on:
        words = words.replace("on = false", "on = true").replace(
            'registered = ""', 'registered = "https://osf.example/a"'
        )
    path.write_text(words, encoding="utf-8")
    monkeypatch.setattr(trials, "FILE", path)
    trials.trials.cache_clear()


@pytest.fixture
def running(tmp_path: Path, monkeypatch: Any) -> Iterator[trials.Trial]:
    set_trials(tmp_path / "trials.toml", monkeypatch, on=True)
    yield trials.trial("wider-roles")
    trials.trials.cache_clear()


@pytest.fixture(autouse=True)
def offers() -> None:
    """Two near the work of a help desk, two further away, the near ones fitting best."""
    make.offer("Dichtbij een", kind="vacancy", asks=["windows", "linux"], occupations=["service-desk-agent"])
    make.offer("Dichtbij twee", kind="vacancy", asks=["windows", "linux"], occupations=["service-desk-agent"])
    make.offer("Ver een", kind="vacancy", asks=["windows", "python", "sql"], occupations=["data-analyst"])
    make.offer("Ver twee", kind="vacancy", asks=["windows", "python", "sql"], occupations=["data-analyst"])


def somebody(arm: str = "", of: trials.Trial | None = None, *, counted: bool = True) -> tuple[StrictClient, Person]:
    """A person who falls in this arm."""
    while True:
        who = make.own_person(skills=["windows", "linux"])
        if of is None or trials.arm_of(who.key, of) == arm:
            break
        who.delete()
    Profile.objects.filter(person=who).update(occupation="urn:schakel:occupation:service-desk-agent")
    if counted:
        people.give_consent(person=who, purpose_id="counted", by="test", now=NOW)
    client = StrictClient()
    assert who.user is not None
    client.force_login(who.user)
    return client, who


def order(client: StrictClient) -> list[str]:
    return [row.offer.title_nl for row in client.get(PAGE).context["rows"]]


def ranked(who: Person) -> list[Any]:
    profile = queries.profile_for(who)
    assert who.user is not None
    found = open_offers(now=NOW)
    return rank_offers(profile, found, viewer=str(who.user.key), now=NOW)


def plain(response: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def test_off_changes_nothing(monkeypatch: Any, django_assert_num_queries: Any) -> None:
    client, who = somebody()
    shipped = plain(client.get(PAGE))
    assert order(client) == [offer.title_nl for offer, _match in ranked(who)]
    monkeypatch.setattr(trials, "running", lambda *_a, **_k: None)
    assert plain(client.get(PAGE)) == shipped
    assert not TrialEntry.objects.exists()
    assert "Deze proef is voorbij." in pages.text(client.post(PAGE, {"proef": "niet"}, follow=True))


def test_usual_arm_sees_the_order_everybody_sees(running: trials.Trial) -> None:
    client, who = somebody("usual", running)
    assert order(client) == [offer.title_nl for offer, _match in ranked(who)]
    assert order(client)[:2] == ["Dichtbij een", "Dichtbij twee"]
    assert TrialEntry.objects.get().arm == "usual"


def test_wider_arm_sees_the_same_offers_in_turn(running: trials.Trial) -> None:
    client, who = somebody("wider", running)
    assert order(client) == ["Dichtbij een", "Ver een", "Dichtbij twee", "Ver twee"]
    assert sorted(order(client)) == sorted(offer.title_nl for offer, _match in ranked(who))
    scores = {row.offer.title_nl: row.score for row in client.get(PAGE).context["rows"]}
    assert scores == {offer.title_nl: match.score for offer, match in ranked(who)}
    assert TrialEntry.objects.count() == 1


def test_wider_looks_at_work_alone() -> None:
    _client, who = somebody()
    profile, pairs = queries.profile_for(who), ranked(who)
    assert wider(pairs, profile=profile) == wider(pairs, profile=profile)
    assert wider([], profile=profile) == []
    profile.occupation = ""
    assert [offer.title_nl for offer, _m in wider(pairs, profile=profile)][1] == "Ver een"
    bare = [pair for pair in pairs if pair[0].title_nl.startswith("Dichtbij")]
    assert wider(bare, profile=profile) == bare


def test_who_did_not_agree_to_be_counted_is_in_no_trial(running: trials.Trial) -> None:
    client, _who = somebody("wider", running, counted=False)
    assert order(client)[:2] == ["Dichtbij een", "Dichtbij twee"]
    assert "Hier loopt een proef" not in pages.text(client.get(PAGE))
    assert not TrialEntry.objects.exists()


def test_one_leaves_the_trial_and_comes_back(running: trials.Trial) -> None:
    client, who = somebody("wider", running)
    text = pages.text(client.get(PAGE))
    assert "Hier loopt een proef: Ook rollen buiten je eigen beroep." in text
    for _twice in range(2):
        assert client.post(PAGE, {"proef": "niet"})["Location"] == PAGE
    assert order(client)[:2] == ["Dichtbij een", "Dichtbij twee"]
    assert "Je doet niet mee" in pages.text(client.get(PAGE))
    assert trials.token_of(who.key, running) not in trials._people(running)
    client.post(PAGE, {"proef": "wel"})
    assert order(client)[1] == "Ver een"
    assert not TrialRefusal.objects.exists()
    assert StrictClient().post(PAGE)["Location"].startswith("/account/")


def test_entry_holds_no_name_and_refusal_goes_with_the_person(running: trials.Trial) -> None:
    client, who = somebody("wider", running)
    client.get(PAGE)
    client.post(PAGE, {"proef": "niet"})
    entry = TrialEntry.objects.get()
    assert str(who.key) not in entry.token
    who.delete()
    assert not TrialRefusal.objects.exists()


@pytest.mark.parametrize("days", [5, -200])
def test_before_and_after_its_days_nobody_comes_in(tmp_path: Path, monkeypatch: Any, days: int) -> None:
    set_trials(tmp_path / "trials.toml", monkeypatch, on=True, days=days)
    client, _who = somebody("wider", trials.trial("wider-roles"))
    assert order(client)[:2] == ["Dichtbij een", "Dichtbij twee"]
    assert not TrialEntry.objects.exists()
    trials.trials.cache_clear()


def test_trial_that_ends_before_it_starts_is_refused(tmp_path: Path) -> None:
    words = (REFERENCE / "desk" / "trials.toml").read_text(encoding="utf-8")
    file = tmp_path / "trials.toml"
    file.write_text(re.sub(r"end = [\d-]+", "end = 2020-01-01", words), encoding="utf-8")
    with pytest.raises(InputError, match="ends before"):
        trials.read_trials(file)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "We meten wie een stap begint binnen 180 dagen"),
        ("/en", "We measure who starts a step within 180 days"),
        ("/de", "Wir messen, wer einen Schritt beginnt, innerhalb von 180 Tagen"),
    ],
)
def test_page_of_rules_announces_it(client: Any, running: trials.Trial, prefix: str, words: str) -> None:
    text = pages.text(client.get(f"{prefix}/algoritmes/"))
    assert words in text


def test_page_of_rules_is_silent_when_it_is_off(client: Any) -> None:
    assert "proef" not in pages.text(client.get("/algoritmes/")).lower()
