"""A school writes its own offers: paste or by hand, check, hear back, publish, take over, close with bookings."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking, Letter
from schakel.records.offers import actions as loading
from schakel.records.offers import schooling
from schakel.records.offers.models import Offer, OfferSkill, Posting, Session
from schakel.records.organisations.models import Organisation
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
ROOM = "/onderwijs/mijn/"
TEXT = """Cursus Python en SQL voor data

Je leert programmeren in Python en vragen stellen aan een database met SQL.
Duur: 10 weken, 8 uur per week.
Kosten: € 1.250
Toelating: mbo-4 of werkervaring
"""


def signed_in(of: Organisation | None = None, role: str = "school") -> StrictClient:
    client, who = StrictClient(), make.user()
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


def drafted(client: StrictClient, *, soort: str = "course", **words: Any) -> Posting:
    answer = client.post(f"{ROOM}nieuw/", {"soort": soort, "tekst": "", **(words or {"tekst": TEXT})})
    found = Posting.objects.order_by("-pk")[0]
    assert answer["Location"] == reverse("school:check-offer", args=[found.key])
    return found


def kept(client: Any, posting: Posting, **changes: Any) -> Any:
    """Send the check form as the page shows it, with some fields changed."""
    address = reverse("school:check-offer", args=[posting.key])
    page = client.get(address)
    fields = {one.name: one.value() for one in page.context["form"]}
    rows = page.context["text"].rows
    shown = {"gezien": [row.id for row in rows], "leert": [row.id for row in rows if row.answer not in ("", "nee")]}
    told = {**fields, **shown, **changes}
    clean = {name: [one for one in value if one] if isinstance(value, list) else value for name, value in told.items()}
    return client.post(address, {name: "" if value is None else value for name, value in clean.items()})


def published(client: Any, posting: Posting) -> Offer:
    posting.refresh_from_db()
    client.post(reverse("school:publish-offer", args=[posting.key]), {"versie": posting.version})
    posting.refresh_from_db()
    assert posting.offer is not None
    return posting.offer


def closed(client: Any, posting: Posting, **words: Any) -> Any:
    posting.refresh_from_db()
    return client.post(reverse("school:close-offer", args=[posting.key]), {"versie": posting.version, **words})


def booked(offer: Offer, **fields: Any) -> tuple[Session, Booking]:
    run = make.session(offer, **fields)
    who = make.own_person()
    return run, bookings.book(session=run.pk, person=who.pk, by="test", now=timezone.now())


def test_a_pasted_text_is_read_and_a_second_click_makes_no_second_draft(owner: Any) -> None:
    one, two = drafted(owner), drafted(owner)
    assert one.pk == two.pk
    assert (one.weeks, one.hours_min, one.hours_max, one.price) == (10, 8, 8, Decimal(1250))
    assert (one.spoken, one.entry) == ("nl", "mbo-4 of werkervaring")
    assert not Offer.objects.exists()


def test_what_is_taught_is_shown_in_the_text_and_corrected(owner: Any) -> None:
    posting = drafted(owner)
    page = pages.text(owner.get(reverse("school:check-offer", args=[posting.key])))
    assert "Python" in page
    assert "SQL" in page
    assert kept(owner, posting, erbij="Git")["Location"] == reverse("school:posting", args=[posting.key])
    offer = published(owner, posting)
    taught = {one.uri.rpartition(":")[2] for one in offer.skills.all()}
    assert {"python", "sql", "git"} <= taught
    assert {one.role for one in offer.skills.all()} == {OfferSkill.Role.TEACHES}
    # Unticked is not taught any more, and what was added stays while it is ticked.
    kept(owner, posting, leert=["git", "sql"])
    assert {one.uri.rpartition(":")[2] for one in offer.skills.all()} == {"git", "sql"}


def test_by_hand_it_needs_a_title_only(owner: Any) -> None:
    assert owner.post(f"{ROOM}nieuw/", {"soort": "programme"}).status_code == 422
    posting = drafted(owner, soort="programme", titel="Ad Software")
    assert (posting.title, posting.text) == ("Ad Software", "")
    assert kept(owner, posting, erbij="Java, SQL", prijs="2500").status_code == 302
    assert published(owner, posting).price == Decimal(2500)


def test_words_we_do_not_know_are_named(owner: Any) -> None:
    answer = kept(owner, drafted(owner), erbij="xqzzy")
    assert answer.status_code == 422
    assert "xqzzy" in pages.text(answer)


def test_the_page_answers_back_before_it_is_published(owner: Any) -> None:
    posting = drafted(owner)
    page = owner.get(reverse("school:posting", args=[posting.key]))
    assert page.context["found"].asked
    assert page.context["found"].missing
    assert [str(one) for one in page.context["missing"]] == ["de plaats"]


def test_a_citizen_service_number_is_refused(owner: Any) -> None:
    answer = kept(owner, drafted(owner), instap="Bel over 111222333")
    assert answer.status_code == 422


def test_a_stale_tab_is_told_and_keeps_what_was_written(owner: Any) -> None:
    posting = drafted(owner)
    first = owner.get(reverse("school:check-offer", args=[posting.key])).context["form"]["versie"].value()
    kept(owner, posting, titel="Nieuw")
    answer = kept(owner, posting, titel="Anders", versie=first)
    assert answer.status_code == 409
    assert "Anders" in answer.content.decode()
    posting.refresh_from_db()
    assert posting.title == "Nieuw"


def test_nobody_else_comes_near(client: Any, owner: Any, school: Organisation) -> None:
    posting = drafted(owner)
    names = ("posting", "check-offer", "new-module", "new-rule")
    others = [signed_in(make.organisation("Zuyd", kind="hbo")), signed_in(school, "employer"), signed_in()]
    for name in names:
        address = reverse(f"school:{name}", args=[posting.key])
        assert client.get(address)["Location"].startswith("/account/")
        assert [one.get(address).status_code for one in others] == [404, 403, 403]
        assert signed_in(school).get(address).status_code == 200
    for name in ("publish-offer", "close-offer", "discard-offer"):
        address = reverse(f"school:{name}", args=[posting.key])
        assert [one.post(address, {"versie": 1}).status_code for one in others] == [404, 403, 403]
    assert Posting.objects.get().state == "draft"


def test_an_employer_does_not_open_a_school_offer_of_the_same_organisation(owner: Any, school: Organisation) -> None:
    posting = drafted(owner)
    boss = signed_in(school, "employer")
    assert boss.get(reverse("employer:posting", args=[posting.key])).status_code == 404
    assert posting.title not in pages.text(boss.get("/werkgever/mijn/"))


def test_a_draft_is_thrown_away_and_a_published_offer_is_not(owner: Any) -> None:
    posting = drafted(owner)
    published(owner, posting)
    stale = owner.post(reverse("school:discard-offer", args=[posting.key]), {"versie": posting.version})
    assert stale.status_code == 409
    other = drafted(owner, soort="event", titel="Open dag")
    owner.post(reverse("school:discard-offer", args=[other.key]), {"versie": other.version})
    assert [one.pk for one in Posting.objects.all()] == [posting.pk]


def test_closing_without_bookings_just_closes(owner: Any) -> None:
    posting = drafted(owner)
    offer = published(owner, posting)
    empty = make.session(offer)
    assert closed(owner, posting).status_code == 302
    offer.refresh_from_db()
    empty.refresh_from_db()
    assert offer.published_until is not None
    assert offer.published_until < timezone.localdate()
    assert empty.cancelled
    assert closed(owner, posting).status_code == 409


def test_closing_asks_first_what_happens_to_bookings(owner: Any) -> None:
    posting = drafted(owner)
    _run, booking = booked(published(owner, posting))
    page = pages.text(owner.get(reverse("school:posting", args=[posting.key])))
    assert "Wat gebeurt er met de data" in page
    assert closed(owner, posting).status_code == 422
    assert closed(owner, posting, datums="call-off").status_code == 422
    posting.refresh_from_db()
    booking.refresh_from_db()
    assert (posting.state, booking.state) == ("published", "booked")


def test_dates_that_go_on_take_nobody_new_and_who_booked_hears(owner: Any) -> None:
    posting = drafted(owner)
    run, booking = booked(published(owner, posting))
    assert closed(owner, posting, datums="go-on").status_code == 302
    run.refresh_from_db()
    booking.refresh_from_db()
    assert booking.state == "booked"
    assert run.cancelled is None
    assert run.book_until <= timezone.now()
    letter = Letter.objects.get(kind="offer-closed", number=booking.pk)
    mail = compose(letter)
    assert mail is not None
    assert "gaat door" in mail.body


def test_dates_that_are_called_off_tell_each_booked_person_why(owner: Any) -> None:
    posting = drafted(owner)
    offer = published(owner, posting)
    pairs = [booked(offer, days=days) for days in (7, 14)]
    assert closed(owner, posting, datums="call-off", reden="too-few").status_code == 302
    for run, booking in pairs:
        run.refresh_from_db()
        booking.refresh_from_db()
        assert run.cancelled
        assert (booking.state, booking.reason) == ("cancelled", "too-few")
    assert Letter.objects.filter(kind="session-cancelled").count() == 2
    assert Booking.objects.filter(state="booked").count() == 0


def test_a_closed_offer_opens_again(owner: Any) -> None:
    posting = drafted(owner)
    offer = published(owner, posting)
    closed(owner, posting)
    assert published(owner, posting).pk == offer.pk
    offer.refresh_from_db()
    assert offer.published_until is None


def test_an_offer_of_the_plan_is_taken_over_as_it_stands(owner: Any, school: Organisation) -> None:
    offer = make.offer("Netwerken", organisation=school, teaches=["sql"], price=900, title_en="Networks")
    assert owner.get(reverse("school:offer", args=[offer.slug])).context["can_take_over"]
    for _twice in range(2):
        owner.post(reverse("school:take-over", args=[offer.slug]))
    posting = Posting.objects.get()
    assert kept(owner, posting, weken="6").status_code == 302
    offer.refresh_from_db()
    assert (offer.title_nl, offer.title_en, offer.price, offer.weeks) == ("Netwerken", "Networks", 900, 6)
    assert [one.uri for one in offer.skills.all()] == ["urn:schakel:skill:sql"]


def test_loading_the_source_leaves_what_was_taken_over(owner: Any, school: Organisation) -> None:
    from schakel.records.core.region import current_region
    from schakel.records.organisations import actions as organisations

    region = current_region()
    organisations.load_region(by="test", region=region)
    loading.load_region(by="test", region=region)
    offer = Offer.objects.filter(organisation__isnull=False, kind__in=Posting.SCHOOL_KINDS).order_by("slug")[0]
    schooling.take_over(offer=offer, organisation=offer.organisation, by="test", now=timezone.now())
    Offer.objects.filter(pk=offer.pk).update(weeks=99)
    loading.load_region(by="test", region=region)
    offer.refresh_from_db()
    assert offer.weeks == 99
    assert offer.skills.exists()


def test_another_school_takes_nothing_over(owner: Any) -> None:
    offer = make.offer("Van een ander", organisation=make.organisation("Zuyd", kind="hbo"))
    assert owner.post(reverse("school:take-over", args=[offer.slug])).status_code == 404


def test_price_and_entry_said_beside_the_text_stay_the_same_in_it(owner: Any) -> None:
    posting = drafted(owner)
    offer = published(owner, posting)
    owner.post(reverse("school:terms", args=[offer.slug]), {"v-prijs": "99", "v-instap": "niets", "v-versie": "source"})
    posting.refresh_from_db()
    assert (posting.price, posting.entry) == (99, "niets")


def test_the_room_lists_drafts_and_asks_no_more_queries_for_more(owner: Any, school: Organisation) -> None:
    def asked() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            owner.get(ROOM)
        return len(found)

    drafted(owner, titel="Een")
    one = asked()
    for number in range(3):
        drafted(owner, titel=f"Nog een {number}")
    assert asked() == one
    assert "Nog een 2" in pages.text(owner.get(ROOM))


@pytest.mark.parametrize("language", ["", "/en", "/de"])
def test_the_pages_stand_in_three_languages(owner: Any, language: str) -> None:
    posting = drafted(owner)
    for address in (f"{ROOM}nieuw/", f"{ROOM}eigen/{posting.key}/", f"{ROOM}eigen/{posting.key}/nakijken/"):
        assert owner.get(f"{language}{address}").status_code == 200


def test_a_day_far_off_and_a_past_one(owner: Any) -> None:
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert kept(owner, drafted(owner), open_tot=past).status_code == 422
