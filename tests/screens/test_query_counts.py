"""Lists ask the database as often for a full page as for a few rows."""

import os
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schakel.records.offers.fictional.crowd import PREFIX, crowd_people
from schakel.records.organisations.models import Membership, Organisation
from support import factories as make

pytestmark = pytest.mark.django_db

PAGES = {
    "": ("/aanbod/", "/aanbod/?q=linux", "/aanbod/?soort=vacancy&niveau=hbo", "/agenda/", "/beroepen/"),
    "person": ("/mijn/aanbod/", "/mijn/boekingen/"),
    "employer": ("/werkgever/mijn/", "/werkgever/mijn/mensen/?taal=nl"),
    "adviser": ("/loket/", "/loket/?welke=laat"),
    "school": ("/onderwijs/mijn/", "/onderwijs/mijn/groepen/"),
}


def crowd(people: int, offers: int) -> None:
    with open(os.devnull, "w") as nowhere:
        call_command("load_crowd", people=people, offers=offers, stdout=nowhere)


def browsers() -> dict[str, Client]:
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


def test_a_full_page_asks_no_more_than_a_short_one() -> None:
    crowd(people=100, offers=40)  # four questions at the desk, two of them open
    clients = browsers()
    few = asked(clients)
    crowd(people=400, offers=200)
    many = asked(clients)
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}
    assert max(many.values()) <= 24
