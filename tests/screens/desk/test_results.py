"""Results: for advisers alone, as a table and as a file, without small numbers."""

import csv
import io
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.journeys import queries_counts as counts
from schakel.records.journeys.models import Journey, Outcome
from schakel.records.people.models import Consent
from schakel.screens.desk.views.results import plain
from support import factories as make
from support.client import StrictClient
from support.pages import PREFIXES, text

pytestmark = pytest.mark.django_db

NOW = timezone.now()
PAGES = ("/loket/resultaten/", "/loket/resultaten.csv")


def signed_in(role: str = "") -> StrictClient:
    client, who = StrictClient(), make.user()
    if role:
        make.membership(role, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


def hired(count: int, initiative: str = "make-it-work") -> None:
    for number in range(count):
        person = make.person(f"Geheim {number}")
        Consent.objects.create(person=person, purpose="counted", version=1, given=NOW)
        journey = Journey.objects.create(person=person, opened=NOW)
        words = {"initiative": initiative, "evidence": "employer", "recorded": NOW}
        Outcome.objects.create(journey=journey, kind="hired", on=NOW.date(), **words)


@pytest.mark.parametrize("page", PAGES)
def test_only_an_adviser_sees_results(client: Any, page: str) -> None:
    assert client.get(page)["Location"].startswith("/account/")
    for role in ("", "partner", "employer", "school", "office"):
        assert signed_in(role).get(page).status_code == 403, role
    adviser = signed_in("adviser")
    assert adviser.get(page).status_code == 200
    assert adviser.post(page).status_code == 405


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Er is nog niets te tellen."), ("en", "Nothing to count yet."), ("de", "Es gibt noch nichts zu zählen.")],
)
def test_nothing_to_count_is_said(language: str, words: str) -> None:
    assert words in text(signed_in("adviser").get(f"{PREFIXES[language]}/loket/resultaten/"))


@pytest.mark.parametrize("per", ["initiatief", "lijn", "soort", "<b>"])
@pytest.mark.parametrize("year", ["", "2026", "x" * 40])
def test_any_choice_gives_a_page(per: str, year: str) -> None:
    hired(counts.disclosure().shown_from)
    answer = signed_in("adviser").get("/loket/resultaten/", {"per": per, "jaar": year})
    assert answer.status_code == 200
    assert "vond werk" in text(answer)
    assert "Geheim" not in answer.content.decode()


def test_few_is_no_number() -> None:
    hired(counts.disclosure().shown_from - 1)
    answer = signed_in("adviser").get("/loket/resultaten/")
    assert "vond werk weinig" in text(answer)


def test_the_file_holds_the_same_rows() -> None:
    many = counts.disclosure().shown_from
    hired(many)
    hired(2, "digiwise")
    answer = signed_in("adviser").get("/en/loket/resultaten.csv", {"jaar": NOW.year})
    table = list(csv.reader(io.StringIO(answer.content.decode())))
    assert table[0] == ["group", "event", "persons_low", "persons_high", "known_from", "year"]
    assert sorted(row[1:] for row in table[1:]) == [
        ["found work", "", "", "employer", str(NOW.year)],
        ["found work", str(many), str(many), "employer", str(NOW.year)],
    ]
    assert answer["Cache-Control"] == "no-store"
    assert "resultaten-initiatief" in answer["Content-Disposition"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert plain(cell) == f"'{cell}"
    assert (plain(None), plain(0), plain("Leo")) == ("", "0", "Leo")
