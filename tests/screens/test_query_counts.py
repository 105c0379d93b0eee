"""Lists ask the database as often for a full page as for a few rows."""

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schakel.records.offers.fictional.crowd import PREFIX, crowd_people
from schakel.records.organisations.models import Membership, Organisation
from support import factories as make

pytestmark = pytest.mark.django_db

PAGES = {
    "": ("/aanbod/", "/aanbod/?q=linux", "/aanbod/?soort=vacancy&niveau=hbo", "/agenda/", "/beroepen/"),
    "person": (
        "/mijn/aanbod/",
        "/mijn/routes/",
        "/mijn/boekingen/",
        "/mijn/uitnodigingen/",
        "/mijn/berichten/",
        "/mijn/pad/",
        "/mijn/wie-keek/",
    ),
    "employer": (
        "/werkgever/mijn/",
        "/werkgever/mijn/mensen/?taal=nl",
        "/werkgever/mijn/mensen/?q=SQL&taal=nl",
        "/werkgever/mijn/uitnodigingen/",
        "/werkgever/mijn/gasten/",
        "/werkgever/mijn/inwerken/",
        "/werkgever/mijn/berichten/",
        "/werkgever/mijn/hoe-het-was/",
        "/werkgever/mijn/op-tijd/",
    ),
    "adviser": ("/loket/", "/loket/?welke=laat", "/loket/?welke=mij", "/loket/op-tijd/", "/loket/berichten/"),
    "school": (
        "/onderwijs/mijn/",
        "/onderwijs/mijn/groepen/",
        "/onderwijs/mijn/docenten/",
        "/onderwijs/mijn/berichten/",
    ),
}


def crowd(people: int, offers: int) -> None:
    with open(os.devnull, "w") as nowhere:
        call_command("load_crowd", people=people, offers=offers, stdout=nowhere)


def house() -> Any:
    """What makes the house busy for the race of the pages."""
    spec = importlib.util.spec_from_file_location("house", Path(__file__).parents[2] / "benchmarks" / "house.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def browsers(many: int, some: int) -> dict[str, Client]:
    employer = Organisation.objects.filter(slug__startswith=PREFIX).order_by("pk")[0]
    person = crowd_people().filter(profile__skills__isnull=False).order_by("pk")[0]
    found = {"": Client()}
    for who in ("person", "employer", "adviser", "school"):
        account = make.user(f"{who}@schakel.example", fictional=True)
        if who == "person":
            person.user = account
            person.save(update_fields=["user"])
        else:
            Membership.objects.create(user=account, organisation=employer, role=who, since=timezone.now())
            make.with_app(account)
        if who == "adviser":
            house().furnish(organisation=employer, person=person, adviser=account, many=many, some=some)
        found[who] = Client()
        found[who].force_login(account)
    return found


def asked(clients: dict[str, Client]) -> dict[str, int]:
    """How many questions each page asks; looks that are written down are as many as people shown, and not counted."""
    counts = {}
    for who, paths in PAGES.items():
        for path in paths:
            clients[who].get(path)
            with CaptureQueriesContext(connection) as queries:
                answer: Any = clients[who].get(path)
            assert answer.status_code == 200, path
            counts[path] = sum(one["sql"].startswith("SELECT") for one in queries.captured_queries)
    return counts


def measured(*, people: int, offers: int, many: int, some: int) -> dict[str, int]:
    """The counts with a house this full, which is gone afterwards."""
    with transaction.atomic():
        crowd(people=people, offers=offers)  # of every hundred people, four have a question at the desk
        counts = asked(browsers(many, some))
        transaction.set_rollback(True)
    return counts


def test_a_full_page_asks_no_more_than_a_short_one() -> None:
    few = measured(people=100, offers=40, many=6, some=4)
    many = measured(people=400, offers=200, many=90, some=20)
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}
    assert max(many.values()) <= 24
