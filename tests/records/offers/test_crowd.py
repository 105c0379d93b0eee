"""The crowd: seeded, in parts, marked as made up, never beside real people, and gone with one command."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from schakel.records.core.models import AuditEvent
from schakel.records.journeys.fictional import crowd_requests
from schakel.records.journeys.models import Booking
from schakel.records.offers.fictional import crowd
from schakel.records.offers.models import Offer, OfferDocument, Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person, Profile, SkillClaim
from support import factories as make

pytestmark = pytest.mark.django_db


def said(**words: Any) -> str:
    out = StringIO()
    call_command("load_crowd", stdout=out, **words)
    return out.getvalue()


def rows() -> list[tuple[Any, ...]]:
    people = Person.objects.order_by("key").values_list("key", "profile__level", "profile__hours_min")
    offers = Offer.objects.order_by("slug").values_list("slug", "title_nl", "organisation__slug")
    return [*people, *offers]


def test_it_has_as_many_as_asked_all_made_up_and_found() -> None:
    assert "60 people" in said(people=60, offers=50)
    assert Person.objects.filter(fictional=True).count() == Profile.objects.count() == 60
    assert SkillClaim.objects.exists()
    kinds = set(Offer.objects.filter(fictional=True).order_by().values_list("kind", flat=True))
    assert kinds == {"vacancy", "internship", "shadow-day", "module", "event"}
    assert OfferDocument.objects.count() == Offer.objects.count() == 50
    assert crowd_requests().count() == 2
    assert not Organisation.objects.filter(fictional=False).exists()


def test_it_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "PART", 10)
    said(people=20, offers=10)
    said(people=30, offers=30)
    said(people=30, offers=30)
    grown = rows()
    assert len(grown) == 60
    said(remove=True)
    said(people=30, offers=30)
    assert {row[0] for row in rows()} == {row[0] for row in grown}


def test_the_same_seed_gives_the_same_crowd() -> None:
    said(people=20, offers=20)
    first = rows()
    said(remove=True)
    said(people=20, offers=20)
    assert rows() == first
    said(remove=True)
    said(people=20, offers=20, seed=7)
    assert rows() != first


def test_it_refuses_a_database_with_real_people() -> None:
    make.person("Echt mens")
    with pytest.raises(CommandError, match="real people"):
        said(people=10, offers=10)
    assert (Person.objects.count(), Offer.objects.count()) == (1, 0)


def test_an_account_of_a_real_person_is_enough_to_refuse() -> None:
    make.user("echt@example.org")
    with pytest.raises(CommandError, match="database of its own"):
        said(people=10, offers=10)


def test_removing_takes_the_crowd_and_nothing_else() -> None:
    said(people=20, offers=40)
    real = make.offer("Echte cursus")
    made_up = make.person("Fictief persoon 1", fictional=True)
    session = Session.objects.filter(offer__slug__startswith=crowd.PREFIX).order_by("pk").first()
    assert session is not None
    Booking.objects.create(session=session, person=made_up, state="booked", made=session.starts, changed=session.starts)
    assert "20 people" in said(remove=True)
    assert not crowd_requests().exists()
    assert list(Offer.objects.order_by("pk")) == [real]
    assert list(Person.objects.order_by("pk")) == [made_up]
    assert not Organisation.objects.exists()
    assert OfferDocument.objects.count() == 1
    actions = set(AuditEvent.objects.order_by().values_list("action", flat=True))
    assert {"offers.load_crowd", "offers.remove_crowd"} <= actions
