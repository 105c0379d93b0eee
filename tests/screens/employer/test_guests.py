"""Who comes to a shadow day: a name only after that guest's yes, else a code; every look is written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.engine.errors import Conflict
from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking, Letter, Reply
from schakel.records.offers.models import Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person
from schakel.screens.mine.export import everything
from screens.employer.test_employer import ROOM, signed_in
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = f"{ROOM}gasten/"


@pytest.fixture
def maasdal() -> Organisation:
    return make.organisation("Maasdal Techniek")


@pytest.fixture
def day(maasdal: Organisation) -> Session:
    offer = make.offer("Loop een dag mee", kind="shadow-day", organisation=maasdal)
    return make.session(offer, days=3, capacity=4)


def guest(name: str = "Sanne Janssen") -> tuple[StrictClient, Person]:
    who, client = make.own_person(name), StrictClient()
    assert who.user is not None
    client.force_login(who.user)
    return client, who


def booked(client: StrictClient, day: Session, *, named: bool) -> Booking:
    given = {"naam": "ja"} if named else {}
    assert client.post(reverse("mine:book", args=[day.key]), given).status_code == 302
    return Booking.objects.order_by("-pk")[0]


def page_of(day: Session) -> str:
    return reverse("employer:guests-day", args=[day.key])


def began(day: Session) -> None:
    Session.objects.filter(pk=day.pk).update(starts=timezone.now() - timedelta(hours=2))


def test_a_name_stands_there_only_after_a_yes(maasdal: Organisation, day: Session) -> None:
    (shy, _one), (open_one, _two), owner = guest("Sanne Janssen"), guest("Karim Aziz"), signed_in(maasdal)
    hidden, _shown = booked(shy, day, named=False), booked(open_one, day, named=True)
    text = pages.text(owner.get(page_of(day)))
    assert "Karim Aziz" in text
    assert "Sanne" not in owner.get(page_of(day)).content.decode()
    assert f"Gast {hidden.code}" in text
    mine = pages.text(shy.get("/mijn/boekingen/"))
    assert hidden.code in mine
    shy.post("/mijn/boekingen/", {"toon": str(hidden.pk)})
    assert "Sanne Janssen" in pages.text(owner.get(page_of(day)))
    assert "De gastheer ziet je naam." in pages.text(shy.get("/mijn/boekingen/"))
    shy.post("/mijn/boekingen/", {"verberg": str(hidden.pk)})
    assert "Sanne" not in owner.get(page_of(day)).content.decode()


def test_a_look_at_a_name_is_written_down_and_a_look_at_a_code_is_none(maasdal: Organisation, day: Session) -> None:
    (shy, _one), (open_one, _two), owner = guest("Sanne Janssen"), guest("Karim Aziz"), signed_in(maasdal)
    booked(shy, day, named=False)
    booked(open_one, day, named=True)
    owner.get(page_of(day))
    assert AuditEvent.objects.filter(action="people.look").count() == 1
    assert "Maasdal Techniek" in pages.text(open_one.get("/mijn/wie-keek/"))
    assert "Maasdal Techniek" not in pages.text(shy.get("/mijn/wie-keek/"))


def test_booking_page_asks_for_the_name_at_a_company_and_nowhere_else(day: Session) -> None:
    client, _who = guest()
    assert "Maasdal Techniek mag mijn naam zien" in pages.text(client.get(reverse("mine:book", args=[day.key])))
    school = make.organisation("Gilde", kind="mbo")
    run = make.session(make.offer("Module", kind="module", organisation=school), capacity=3)
    assert "mijn naam zien" not in pages.text(client.get(reverse("mine:book", args=[run.key])))
    assert booked(client, run, named=True).shown is None, "a school is no company that receives guests"


def test_who_came_is_marked_and_put_right_once_it_began(maasdal: Organisation, day: Session) -> None:
    (client, _who), owner = guest(), signed_in(maasdal)
    one = booked(client, day, named=False)
    assert owner.post(page_of(day), {"kwam": str(one.pk)}).status_code == 409
    began(day)
    for name, state in (("kwam", "attended"), ("niet", "no-show"), ("niet", "no-show"), ("kwam", "attended")):
        assert owner.post(page_of(day), {name: str(one.pk)})["Location"] == page_of(day)
        one.refresh_from_db()
        assert one.state == state
    assert "1 van 1 kwamen" in pages.text(owner.get(PAGE))
    for wrong in ("", "x", "999999", "9" * 30):
        assert owner.post(page_of(day), {"kwam": wrong}).status_code == 404
    assert "je was er" in pages.text(client.get("/mijn/boekingen/"))


def test_who_waits_cannot_be_marked(maasdal: Organisation, day: Session) -> None:
    Session.objects.update(capacity=1)
    first, second = guest("Eerste")[0], guest("Tweede")[0]
    booked(first, day, named=False)
    waits = booked(second, day, named=False)
    began(day)
    answer = signed_in(maasdal).post(page_of(day), {"kwam": str(waits.pk)})
    assert answer.status_code == 409
    assert "had geen plek" in pages.text(answer)


def test_evaluation_of_the_day_is_told(maasdal: Organisation, day: Session) -> None:
    owner = signed_in(maasdal)
    assert "drie vragen" not in pages.text(owner.get(page_of(day)))
    began(day)
    assert "Je krijgt de dag erna drie vragen per mail." in pages.text(owner.get(page_of(day)))
    now = timezone.now()
    letter = Letter.objects.create(kind="host-again", about="session", number=day.pk, episode="", made=now)
    Reply.objects.create(letter=letter, answers={"useful": "yes"}, at=now)
    assert "Je beantwoordde de drie vragen op" in pages.text(owner.get(page_of(day)))


def test_a_group_of_a_school_stands_by_its_own_name(maasdal: Organisation, day: Session) -> None:
    school = make.organisation("Gilde", kind="mbo")
    now = timezone.now()
    bookings.book_group(session=day.pk, school=school.pk, group="Klas 3B", seats=3, by="test", now=now)
    text = pages.text(signed_in(maasdal).get(page_of(day)))
    assert "Klas 3B, Gilde" in text
    assert "3 plekken" in text


def test_another_company_a_colleague_and_a_citizen(maasdal: Organisation, day: Session, client: Any) -> None:
    booked(guest("Karim Aziz")[0], day, named=True)
    other, citizen = signed_in(make.organisation("Elders")), signed_in()
    assert "Karim Aziz" in pages.text(signed_in(maasdal).get(page_of(day)))
    for stranger, status in ((other, 404), (citizen, 403), (client, 302)):
        assert stranger.get(page_of(day)).status_code == status
        assert stranger.post(page_of(day), {"kwam": "1"}).status_code == status
    assert "Loop een dag mee" not in pages.text(other.get(PAGE))
    assert "Je hebt geen dagen waarop gasten komen." in pages.text(other.get(PAGE))


def test_a_cancelled_booking_shows_no_name_any_more(maasdal: Organisation, day: Session) -> None:
    client, who = guest("Karim Aziz")
    one = booked(client, day, named=True)
    bookings.cancel(booking=one.pk, by="test", now=timezone.now(), reason="cannot-come")
    one.refresh_from_db()
    assert one.shown is None
    assert "Karim" not in signed_in(maasdal).get(page_of(day)).content.decode()
    with pytest.raises(Conflict):
        bookings.show_name(booking=one.pk, show=True, by="test", now=timezone.now())
    client.post("/mijn/boekingen/", {"toon": str(one.pk)})
    again = booked(client, day, named=False)
    assert again.shown is None, "a new booking asks anew"
    assert all("shown" in row for row in everything(who)["bookings"])


def test_name_of_somebody_elses_booking_is_not_mine_to_show(day: Session) -> None:
    one = booked(guest("Karim Aziz")[0], day, named=False)
    assert guest("Sanne")[0].post("/mijn/boekingen/", {"toon": str(one.pk)}).status_code == 404
    one.refresh_from_db()
    assert one.shown is None


@pytest.mark.parametrize(("prefix", "words"), [("", "Gasten"), ("/en", "Guests"), ("/de", "Gäste")])
def test_pages_stand_in_three_languages(maasdal: Organisation, day: Session, prefix: str, words: str) -> None:
    owner, where = signed_in(maasdal), page_of(day)
    booked(guest()[0], day, named=False)
    assert words in pages.text(owner.get(f"{prefix}{PAGE}"))
    assert owner.get(f"{prefix}{where}").status_code == 200


def test_pages_ask_as_often_for_many_as_for_one(
    maasdal: Organisation, day: Session, django_assert_max_num_queries: Any
) -> None:
    owner = signed_in(maasdal)
    booked(guest()[0], day, named=True)
    owner.get(page_of(day))
    for _one in range(3):
        booked(guest()[0], day, named=True)
    for number in range(4, 30):
        make.session(day.offer, days=number, capacity=2)
    with django_assert_max_num_queries(11):
        owner.get(page_of(day))
    with django_assert_max_num_queries(8):
        owner.get(PAGE)
