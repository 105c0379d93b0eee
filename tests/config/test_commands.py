import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from schakel.records.accounts.models import User
from schakel.records.core.models import AuditEvent, Place
from schakel.records.offers.models import Offer, OfferDocument
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person

pytestmark = pytest.mark.django_db


def said(command: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_load_region_says_what_it_loaded_and_may_be_repeated() -> None:
    first = said("load_region")
    assert "50 trainings" in first
    assert "Region limburg loaded." in first
    counts = [model._default_manager.count() for model in (Place, Organisation, Offer, OfferDocument)]
    assert counts[2] == counts[3] > 0
    assert said("load_region") == first
    assert [model._default_manager.count() for model in (Place, Organisation, Offer, OfferDocument)] == counts


def test_commands_after_each_other_fill_the_site(client: Any) -> None:
    said("load_region")
    real = Offer.objects.count()
    out = said("load_fictional", scale=0.1, seed=7)
    assert "10 vacancies" in out
    assert "65 people" in out
    assert Offer.objects.filter(fictional=False).count() == real
    assert OfferDocument.objects.count() == Offer.objects.count()
    assert b"schakel-fict" in client.get("/aanbod/?q=vacature&soort=vacancy").content
    said("load_fictional", scale=0.1, seed=8)
    assert Person.objects.count() == 65
    event = AuditEvent.objects.filter(action="offers.load_fictional").first()
    assert event
    assert (event.actor, event.details["seed"]) == ("command load_fictional", 8)

    told = json.loads(said("main_pages"))
    assert {page["language"] for page in told["pages"]} == {"nl", "en", "de"}
    assert told["counts"]["offers"] == Offer.objects.count()
    assert told["counts"]["fictional offers"] == Offer.objects.filter(fictional=True).count()
    for page in told["pages"]:
        if page["language"] == "nl" and page["path"].startswith(("/aanbod/", "/beroepen/", "/agenda/")):
            assert client.get(page["path"]).status_code == 200, page["path"]


def test_demo_accounts_are_for_a_demo_only() -> None:
    assert "No demo accounts" in said("demo_accounts")
    assert User.objects.count() == 0


def test_demo_accounts_can_enter_in_every_role(client: Any, settings: Any) -> None:
    settings.DEMO = True
    lines = [line.split() for line in said("demo_accounts").splitlines() if "@" in line]
    assert len(lines) == 6
    email, password = lines[3][:2]
    again = [line.split() for line in said("demo_accounts").splitlines() if "@" in line]
    assert again[3][0] == email
    assert client.post("/account/inloggen/", {"login": email, "password": password}).status_code == 200
    answer = client.post("/account/inloggen/", {"login": email, "password": again[3][1]})
    assert (answer.status_code, answer["Location"]) == (302, "/loket/")
    assert b"Fictief Talentloket" in client.get("/account/").content


def test_the_daily_work_is_with_the_worker() -> None:
    from django_tasks_db.models import DBTaskResult

    assert "with the worker" in said("daily")
    assert sorted(one.task_path for one in DBTaskResult.objects.order_by("id")) == [
        "schakel.screens.mine.tasks.tell_of_new_offers",
        "schakel.screens.open.after.tasks.make_round",
    ]
