"""The school's room as its owner, a colleague, another school, others and a visitor see it: offers, dates, groups."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.core.region import current_region
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking, Letter
from schakel.records.offers import actions as offers
from schakel.records.offers.models import Offer, Session
from schakel.records.organisations.models import Organisation
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
ROOM = "/onderwijs/mijn/"


def signed_in(of: Organisation | None = None, role: str = "school") -> StrictClient:
    """The browser of an account, which acts for an organisation when one is given."""
    client = StrictClient()
    who = make.user()
    if of is not None:
        make.membership(role, of=of, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


@pytest.fixture
def school() -> Organisation:
    return make.organisation("Vista", kind="mbo")


@pytest.fixture
def owner(school: Organisation) -> StrictClient:
    return signed_in(school)


@pytest.fixture
def course(school: Organisation) -> Offer:
    return make.offer("Netwerken", organisation=school)


def day(days: int = 7) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def booked(run: Session, name: str = "Sam", **words: Any) -> Booking:
    person = make.person(name)
    return bookings.book(session=run.pk, person=person.pk, by="test", now=timezone.now(), **words)


def begun(run: Session) -> None:
    Session.objects.filter(pk=run.pk).update(starts=timezone.now() - timedelta(hours=1))


def sent(client: Any, run: Session, **changes: Any) -> Any:
    """Send the form of a session as the page shows it, with some fields changed."""
    page = client.get(reverse("school:session", args=[run.key]))
    shown = {name: field.value() for name, field in ((one.name, one) for one in page.context["form"])}
    clean = {name: "" if value is None else value for name, value in {**shown, **changes}.items()}
    return client.post(reverse("school:session", args=[run.key]), clean)


def addresses(run: Session) -> list[str]:
    offer, date = run.offer.slug, run.key
    return [
        ROOM,
        f"{ROOM}aanbod/{offer}/",
        f"{ROOM}aanbod/{offer}/voorwaarden/",
        f"{ROOM}aanbod/{offer}/datum/",
        f"{ROOM}datum/{date}/",
        f"{ROOM}datum/{date}/afzeggen/",
        f"{ROOM}datum/{date}/aanwezig/",
        f"{ROOM}datum/{date}/agenda.ics",
        f"{ROOM}groepen/",
        f"{ROOM}groepen/{date}/",
        f"{ROOM}stages/",
        f"{ROOM}stages/nieuw/",
        f"{ROOM}erkenning/",
        f"{ROOM}erkenning/nieuw/",
    ]


def test_only_a_school_comes_in(client: Any, owner: Any, course: Offer) -> None:
    strangers = [signed_in(), signed_in(make.organisation(), "adviser"), signed_in(make.organisation(), "employer")]
    for page in addresses(make.session(course)):
        assert client.get(page)["Location"].startswith("/account/"), page
        for stranger in strangers:
            assert stranger.get(page).status_code == 403, page
            assert stranger.post(page).status_code == 403, page
        assert owner.get(page).status_code in (200, 405), page


def test_a_role_without_second_factor_is_asked_for_one(school: Organisation) -> None:
    client, who = StrictClient(), make.user()
    make.membership("school", of=school, who=who)
    client.force_login(who)
    assert client.get(ROOM)["Location"] == reverse("account_two_factors")


def test_a_colleague_shares_and_another_school_finds_nothing(owner: Any, school: Organisation, course: Offer) -> None:
    run = make.session(course)
    booked(run, "Geheim Persoon")
    colleague, other = signed_in(school), signed_in(make.organisation("Elders", kind="hbo"))
    assert "Geheim Persoon" in colleague.get(f"{ROOM}datum/{run.key}/").content.decode()
    assert "Netwerken" not in other.get(ROOM).content.decode()
    for name in ("session", "ical"):
        assert other.get(reverse(f"school:{name}", args=[run.key])).status_code == 404
    for name in ("session", "cancel", "mark"):
        assert other.post(reverse(f"school:{name}", args=[run.key]), {"kwam": "1"}).status_code in (404, 422)
    for name in ("offer", "terms", "add"):
        call = other.get if name == "offer" else other.post
        assert call(reverse(f"school:{name}", args=[course.slug])).status_code == 404
    assert Session.objects.get(pk=run.pk).cancelled is None


@pytest.mark.parametrize(("prefix", "words"), [("", "Ons aanbod"), ("/en", "Our offers"), ("/de", "Unsere Angebote")])
def test_home_stands_in_three_languages(owner: Any, course: Offer, prefix: str, words: str) -> None:
    make.session(course)
    assert words in pages.text(owner.get(f"{prefix}{ROOM}"))
    for path in (f"aanbod/{course.slug}/", "groepen/", "stages/", "stages/nieuw/", "erkenning/", "erkenning/nieuw/"):
        assert owner.get(f"{prefix}{ROOM}{path}").status_code == 200


def test_home_and_offer_are_paged_with_few_questions(
    owner: Any, school: Organisation, course: Offer, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make.offer(f"Cursus {number}", organisation=school)
        make.session(course, days=number + 1, capacity=5)
    with django_assert_max_num_queries(14):
        assert pages.main(owner.get(ROOM)).count(f"{ROOM}aanbod/") == 24
    with django_assert_max_num_queries(16):
        assert pages.main(owner.get(f"{ROOM}aanbod/{course.slug}/")).count(f"{ROOM}datum/") == 24


def test_home_of_a_school_without_offers_says_what_to_do(owner: Any) -> None:
    assert "Begin met een opleiding, een cursus of een DOE-lab." in pages.text(owner.get(ROOM))


def test_terms_stand_when_the_source_is_loaded_again(owner: Any, school: Organisation) -> None:
    region = current_region()
    offers.load_region(by="test", region=region)
    found = Offer.objects.filter(fictional=False).order_by("slug")[0]
    Offer.objects.filter(pk=found.pk).update(organisation=school)
    answer = owner.post(
        reverse("school:terms", args=[found.slug]), {"v-prijs": "125", "v-instap": "mbo 3", "v-versie": "source"}
    )
    assert answer.status_code == 302
    offers.load_region(by="test", region=region)
    found.refresh_from_db()
    assert (found.price, found.entry) == (125, "mbo 3")


@pytest.mark.parametrize(
    ("given", "message"),
    [({"v-prijs": "-1"}, "Vul een bedrag in"), ({"v-prijs": "veel"}, "Vul een bedrag in"),
     ({"v-instap": "BSN 111222333"}, "burgerservicenummer")],
)  # fmt: skip
def test_terms_wrong_input_says_what_to_do(owner: Any, course: Offer, given: dict[str, str], message: str) -> None:
    answer = owner.post(reverse("school:terms", args=[course.slug]), {"v-versie": "source", **given})
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_terms_stale_tab_is_told_and_keeps_the_text(owner: Any, course: Offer) -> None:
    page = reverse("school:terms", args=[course.slug])
    given = {"v-prijs": "10", "v-instap": "niets", "v-versie": "source"}
    assert owner.post(page, given).status_code == 302
    assert owner.post(page, given).status_code == 302, "a double click is no conflict"
    answer = owner.post(page, {**given, "v-instap": "Mijn tekst"})
    assert answer.status_code == 409
    assert "Mijn tekst" in answer.content.decode()
    fresh = answer.context["terms_form"]["versie"].value()
    assert owner.post(page, {**given, "v-instap": "Mijn tekst", "v-versie": fresh}).status_code == 302


def test_add_a_date_once_however_often_one_clicks(owner: Any, course: Offer) -> None:
    page = reverse("school:add", args=[course.slug])
    given = {"d-dag": day(), "d-van": "09:00", "d-tot": "12:00", "d-plekken": "20", "d-boeken_tot": day(5)}
    first, second = owner.post(page, given), owner.post(page, given)
    run = Session.objects.get()
    assert first["Location"] == second["Location"] == reverse("school:session", args=[run.key])
    assert run.capacity == 20
    assert timezone.localtime(run.book_until).date().isoformat() == day(6)
    html = pages.text(owner.get(reverse("school:session", args=[run.key])))
    assert "0 van de 20 plekken bezet" in html


@pytest.mark.parametrize(
    "wrong",
    [{"d-dag": day(-1)}, {"d-dag": "ooit"}, {"d-tot": "08:00"}, {"d-boeken_tot": day(9)}, {"d-plekken": "0"},
     {"d-van": "negen"}, {"d-gemeente": "GM9999"}],
)  # fmt: skip
def test_add_a_date_wrong_input_adds_nothing(owner: Any, course: Offer, wrong: dict[str, str]) -> None:
    given = {"d-dag": day(), "d-van": "09:00", "d-tot": "12:00", "d-plekken": "20", **wrong}
    assert owner.post(reverse("school:add", args=[course.slug]), given).status_code == 422
    assert not Session.objects.exists()


def test_more_seats_go_to_who_waits(owner: Any, course: Offer) -> None:
    run = make.session(course, capacity=1)
    booked(run)
    waits = booked(run, "Kim")
    assert sent(owner, run, plekken="2").status_code == 302
    waits.refresh_from_db()
    assert waits.state == "booked"
    assert sent(owner, run, plekken="1").status_code == 422


def test_who_has_a_place_is_mailed_when_the_date_moves(owner: Any, school: Organisation, course: Offer) -> None:
    run, sam = make.session(course, capacity=30), make.own_person("Sam")
    bookings.book(session=run.pk, person=sam.pk, by="test", now=timezone.now())
    book_group(owner, run, "klas 1", 4)
    assert sent(owner, run, plekken="31").status_code == 302
    assert not Letter.objects.filter(kind="date-changed").exists()
    for ahead in (9, 10):
        assert sent(owner, run, dag=day(ahead), boeken_tot="").status_code == 302
    told = Letter.objects.filter(kind="date-changed").order_by("pk")
    assert told.filter(person=sam).count() == 2
    assert told.filter(person=None, account__isnull=False).count() == 2
    words = compose(told.filter(person=sam)[0])
    assert words is not None
    assert words.subject == "De datum of plaats is anders: Netwerken"


def test_session_stale_tab_is_told_and_keeps_the_text(owner: Any, school: Organisation, course: Offer) -> None:
    run = make.session(course, capacity=5)
    old = owner.get(reverse("school:session", args=[run.key])).context["form"]["versie"].value()
    assert sent(signed_in(school), run, plekken="6").status_code == 302
    answer = sent(owner, run, plekken="7", versie=old)
    assert answer.status_code == 409
    assert 'value="7"' in answer.content.decode()
    assert Session.objects.get(pk=run.pk).capacity == 6


def test_names_are_shown_and_every_look_is_written_down(owner: Any, school: Organisation, course: Offer) -> None:
    run = make.session(course, capacity=5)
    one = booked(run, "Noor")
    assert "Noor" in owner.get(reverse("school:session", args=[run.key])).content.decode()
    event = AuditEvent.objects.get(action="people.look")
    assert event.subject == f"person {one.person.key}" or str(one.person.key) in event.subject
    assert event.details == {"what": "booking", "organisation": school.slug}


def test_session_asks_as_often_for_many_as_for_few(
    owner: Any, course: Offer, django_assert_max_num_queries: Any
) -> None:
    run = make.session(course, capacity=10)
    for number in range(30):
        booked(run, f"Persoon {number}")
    with django_assert_max_num_queries(18):
        html = pages.main(owner.get(reverse("school:session", args=[run.key])))
    assert len(set(re.findall(r"Persoon \d+", html))) == 24


def test_call_off_gives_the_reason_once(owner: Any, course: Offer) -> None:
    run = make.session(course, capacity=5)
    one = booked(run)
    page = reverse("school:cancel", args=[run.key])
    assert owner.post(page, {"a-reden": "geen"}).status_code == 422
    assert owner.post(page, {"a-reden": "too-few"}).status_code == 302
    assert owner.post(page, {"a-reden": "too-few"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.reason) == ("cancelled", "too-few")
    assert "afgezegd" in pages.text(owner.get(reverse("school:session", args=[run.key])))
    assert sent(owner, run, plekken="9").status_code == 409


def test_mark_who_came_after_it_began(owner: Any, course: Offer) -> None:
    run = make.session(course, capacity=1)
    one, waits = booked(run), booked(run, "Kim")
    page = reverse("school:mark", args=[run.key])
    assert owner.post(page, {"kwam": one.pk}).status_code == 409
    begun(run)
    assert owner.post(page, {"kwam": waits.pk}).status_code == 409
    assert owner.post(page, {"kwam": "999"}).status_code == 404
    assert owner.post(page, {"kwam": one.pk, "pagina": "1"})["Location"].endswith("?pagina=1")
    one.refresh_from_db()
    assert one.state == "attended"
    assert owner.post(page, {"niet": one.pk}).status_code == 302
    one.refresh_from_db()
    assert one.state == "no-show"
    assert owner.post(reverse("school:cancel", args=[run.key]), {"a-reden": "too-few"}).status_code == 409


def test_calendar_file_holds_the_date_and_no_names(owner: Any, course: Offer) -> None:
    run = make.session(course)
    booked(run, "Noor")
    answer = owner.get(reverse("school:ical", args=[run.key]))
    text = answer.content.decode()
    assert "BEGIN:VEVENT" in text
    assert "SUMMARY:Netwerken" in text
    assert "Noor" not in text


def book_group(client: Any, run: Session, group: str = "3 havo B", seats: Any = 20) -> Any:
    return client.post(reverse("school:book", args=[run.key]), {"groep": group, "aantal": seats})


def test_group_takes_its_seats_once(owner: Any, school: Organisation) -> None:
    run = make.session(make.offer("DOE-lab", kind="event"), capacity=25)
    assert book_group(owner, run).status_code == 302
    assert book_group(owner, run).status_code == 302
    made = Booking.objects.get()
    assert (made.school, made.person, made.seats, made.state) == (school, None, 20, "booked")
    run.refresh_from_db()
    assert run.taken == 20
    assert book_group(owner, run, "4 vwo A").status_code == 302
    html = pages.text(owner.get(f"{ROOM}groepen/"))
    assert "4 vwo A" in html
    assert "op de wachtlijst: 1" in html


def test_a_group_waits_and_moves_up_when_another_leaves(owner: Any, school: Organisation) -> None:
    run = make.session(make.offer("DOE-lab", kind="event"), capacity=25)
    other = signed_in(make.organisation("Elders", kind="hbo"))
    book_group(other, run, "klas van elders")
    book_group(owner, run)
    theirs, mine = Booking.objects.order_by("pk")
    assert mine.state == "waiting"
    assert "klas van elders" not in owner.get(f"{ROOM}groepen/").content.decode()
    assert owner.post(reverse("school:leave", args=[theirs.key]), {"reden": "cannot-come"}).status_code == 404
    assert other.post(reverse("school:leave", args=[theirs.key]), {"reden": ""}).status_code == 422
    assert other.post(reverse("school:leave", args=[theirs.key]), {"reden": "cannot-come"}).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "booked"
    begun(run)
    Booking.objects.filter(pk=mine.pk).update(state="attended")
    assert owner.post(reverse("school:leave", args=[mine.key]), {"reden": "cannot-come"}).status_code == 409


@pytest.mark.parametrize(
    ("group", "seats", "message"),
    [("", 5, "Schrijf de naam van de groep."), ("3B", 0, "Vul in met hoeveel jullie komen."),
     ("3B", 99, "Er zijn minder plekken"), ("BSN 111222333", 5, "burgerservicenummer")],
)  # fmt: skip
def test_group_wrong_input_says_what_to_do(owner: Any, group: str, seats: int, message: str) -> None:
    run = make.session(make.offer("DOE-lab", kind="event"), capacity=25)
    answer = book_group(owner, run, group, seats)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Booking.objects.exists()


def test_group_for_a_date_that_closed_is_told(owner: Any) -> None:
    run = make.session(make.offer("DOE-lab", kind="event"), capacity=25)
    bookings.cancel_session(session=run.pk, by="test", now=timezone.now(), reason="too-few")
    answer = book_group(owner, run)
    assert answer.status_code == 409
    assert "gaat niet door" in answer.content.decode()
    assert owner.get(reverse("school:book", args=["bestaat-niet"])).status_code == 404


def test_groups_page_asks_as_often_for_many_as_for_few(owner: Any, django_assert_max_num_queries: Any) -> None:
    offer = make.offer("DOE-lab", kind="event", organisation=make.organisation("Lab"))
    for number in range(30):
        book_group(owner, make.session(offer, days=number + 1, capacity=5), f"groep {number}", 5)
    with django_assert_max_num_queries(16):
        html = pages.main(owner.get(f"{ROOM}groepen/?soort=event&pagina=99"))
    assert html.count("groep 1<") == 1
    assert owner.get(f"{ROOM}groepen/?soort=onzin").status_code == 200


def test_the_host_sees_the_group_without_a_person(owner: Any, course: Offer) -> None:
    run = make.session(course, capacity=25)
    book_group(signed_in(make.organisation("Basisschool", kind="mbo")), run, "groep 8", 12)
    html = pages.text(owner.get(reverse("school:session", args=[run.key])))
    assert "groep 8, Basisschool" in html
    assert "12 plekken" in html
    assert not AuditEvent.objects.filter(action="people.look").exists()
