"""Teachers: schools find what companies offer, book a date or ask for a place, and hear yes or no in time."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schakel.records.journeys.actions import enquiries
from schakel.records.journeys.actions import invitations as asking
from schakel.records.journeys.models import Booking, Enquiry, Letter
from schakel.records.offers import posting as postings
from schakel.records.offers.models import Offer, OfferSkill, Posting
from schakel.records.organisations.models import Organisation
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
QUESTION = {"tekst": "Onze docent netwerken wil 2 weken meelopen.", "contact": "ict@vista.example"}
TEXT = "Docentenstage bij Maasdal\n\nEen week meelopen met ons team: je leert werken met Docker en Linux."


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


@pytest.fixture
def company() -> Organisation:
    return make.organisation("Maasdal Techniek")


@pytest.fixture
def boss(company: Organisation) -> StrictClient:
    return signed_in(company, "employer")


@pytest.fixture
def post(company: Organisation) -> Posting:
    now = timezone.now()
    made = postings.draft(organisation=company, kind="placement", text=TEXT, by="test", now=now)
    return postings.publish(posting=made.pk, version=1, by="test", now=now)


def offer_of(posting: Posting) -> Offer:
    posting.refresh_from_db()
    assert posting.offer is not None
    return posting.offer


def asked(school: Organisation, posting: Posting) -> Enquiry:
    return enquiries.ask_for_teacher(
        offer=offer_of(posting), school=school, text="Twee weken?", contact="a@b.example", by="test", now=timezone.now()
    )


def test_what_a_company_offers_teachers_is_found_and_teaches(owner: Any, post: Posting) -> None:
    make.offer("Netwerkbeheerder", kind="vacancy", organisation=post.organisation)
    page = owner.get(reverse("school:teachers"))
    assert [one.pk for one in page.context["page_obj"]] == [offer_of(post).pk]
    roles = {one.role for one in offer_of(post).skills.all()}
    assert roles == {OfferSkill.Role.TEACHES}


def test_one_kind_is_chosen_and_nonsense_shows_all(owner: Any, post: Posting, company: Organisation) -> None:
    make.offer("Hybride docent", kind="teacher-post", organisation=company)
    address = reverse("school:teachers")
    counts = [len(owner.get(f"{address}?soort={kind}").context["page_obj"]) for kind in ("placement", "x", "vacancy")]
    assert counts == [1, 2, 2]


def test_own_and_closed_offers_are_left_out(owner: Any, school: Organisation, company: Organisation) -> None:
    make.offer("Van ons", kind="masterclass", organisation=school)
    make.offer(
        "Voorbij", kind="masterclass", organisation=company, published_until=timezone.localdate().replace(year=2020)
    )
    assert "Geen bedrijf" in pages.text(owner.get(reverse("school:teachers")))


def test_a_company_adds_days_and_a_school_books_seats_without_a_name(owner: Any, boss: Any, post: Posting) -> None:
    day = (timezone.localdate() + timezone.timedelta(days=10)).isoformat()
    boss.post(reverse("employer:days", args=[post.key]), {"dag": day, "van": "09:00", "plekken": "3"})
    run = offer_of(post).sessions.get()
    assert reverse("school:book", args=[run.key]) in owner.get(reverse("school:teachers")).content.decode()
    owner.post(reverse("school:book", args=[run.key]), {"groep": "Docent netwerken", "aantal": "1"})
    booking = Booking.objects.get()
    assert (booking.person, booking.group) == (None, "Docent netwerken")
    assert "Docent netwerken" in pages.text(owner.get(reverse("school:teachers")))


def test_a_school_asks_once_and_the_company_says_yes(owner: Any, boss: Any, post: Posting) -> None:
    address = reverse("school:ask-teacher", args=[offer_of(post).slug])
    for _twice in range(2):
        assert owner.post(address, QUESTION)["Location"] == reverse("school:teachers")
    found = Enquiry.objects.get()
    mail = compose(Letter.objects.get(kind="enquiry-asked"))
    assert mail is not None
    assert "/werkgever/mijn/docenten/" in mail.body
    assert "Vista" in pages.text(boss.get(reverse("employer:teacher-questions")))
    answer = reverse("employer:teacher-question", args=[found.key])
    assert "ict@vista.example" in pages.text(boss.get(answer))
    assert boss.post(answer, {"besluit": "ja", "woorden": "Bel ons."}).status_code == 302
    assert "Bel ons." in pages.text(owner.get(reverse("school:teachers")))
    assert Letter.objects.filter(kind="enquiry-answered").count() == 1


def test_a_no_has_a_reason(owner: Any, boss: Any, school: Organisation, post: Posting) -> None:
    answer = reverse("employer:teacher-question", args=[asked(school, post).key])
    assert boss.post(answer, {}).status_code == 422
    assert boss.post(answer, {"besluit": "nee"}).status_code == 422
    assert boss.post(answer, {"besluit": "nee", "reden": "no-room"}).status_code == 302
    assert "geen plek" in pages.text(owner.get(reverse("school:teachers")))


@pytest.mark.parametrize("wrong", [{"tekst": ""}, {"contact": ""}, {"tekst": "BSN 111222333"}])
def test_a_wrong_question_is_refused(owner: Any, boss: Any, post: Posting, wrong: dict[str, str]) -> None:
    address = reverse("school:ask-teacher", args=[offer_of(post).slug])
    assert owner.post(address, {**QUESTION, **wrong}).status_code == 422
    assert not Enquiry.objects.exists()


def test_nobody_is_asked_who_does_not_answer_here(owner: Any, post: Posting) -> None:
    address = reverse("school:ask-teacher", args=[offer_of(post).slug])
    assert owner.post(address, QUESTION).status_code == 409


def test_a_question_is_taken_back_once(owner: Any, boss: Any, school: Organisation, post: Posting) -> None:
    found = asked(school, post)
    for _twice in range(2):
        assert owner.post(reverse("school:teacher-take-back", args=[found.key])).status_code == 302
    assert boss.get(reverse("employer:teacher-question", args=[found.key])).status_code == 404


def test_a_closed_offer_answers_who_waits(boss: Any, school: Organisation, post: Posting) -> None:
    found = asked(school, post)
    post.refresh_from_db()
    asking.close_posting(posting=post.pk, version=post.version, by="test", now=timezone.now())
    found.refresh_from_db()
    assert (found.state, found.reason) == ("refused", "offer-gone")


def test_a_school_answers_another_school(owner: Any, school: Organisation) -> None:
    other = make.organisation("Zuyd", kind="hbo")
    theirs = signed_in(other)
    lesson = make.offer("Masterclass AI", kind="masterclass", organisation=other)
    owner.post(reverse("school:ask-teacher", args=[lesson.slug]), QUESTION)
    found = Enquiry.objects.get()
    mail = compose(Letter.objects.get(kind="enquiry-asked"))
    assert mail is not None
    assert "/onderwijs/mijn/docenten/vragen/" in mail.body
    assert theirs.get(reverse("school:teacher-questions")).status_code == 200
    answer = reverse("school:teacher-question", args=[found.key])
    assert owner.get(answer).status_code == 404
    assert theirs.post(answer, {"besluit": "ja"}).status_code == 302


def test_every_other_actor_is_kept_out(client: Any, boss: Any, school: Organisation, post: Posting) -> None:
    found = asked(school, post)
    answer, room = reverse("employer:teacher-question", args=[found.key]), reverse("school:teachers")
    strangers = [signed_in(make.organisation("Ander"), "employer"), signed_in(school), signed_in()]
    assert [one.get(answer).status_code for one in strangers] == [404, 403, 403]
    assert client.get(answer)["Location"].startswith("/account/")
    assert [boss.get(room).status_code, signed_in().get(room).status_code] == [403, 403]
    other = signed_in(make.organisation("Zuyd", kind="hbo"))
    assert other.post(reverse("school:teacher-take-back", args=[found.key])).status_code == 404


def test_the_page_asks_the_same_queries_for_one_and_for_many(owner: Any, boss: Any, company: Organisation) -> None:
    def counted() -> int:
        owner.get(reverse("school:teachers"))
        with CaptureQueriesContext(connection) as found:
            owner.get(reverse("school:teachers"))
        return len(found)

    make.session(make.offer("Een", kind="masterclass", organisation=company))
    one = counted()
    for number in range(3):
        make.session(make.offer(f"Nog {number}", kind="placement", organisation=company))
    assert counted() == one


@pytest.mark.parametrize("language", ["", "/en", "/de"])
def test_the_pages_stand_in_three_languages(owner: Any, boss: Any, post: Posting, language: str) -> None:
    slug = offer_of(post).slug
    for address in ("docenten/", "docenten/vragen/", f"docenten/{slug}/"):
        assert owner.get(f"{language}/onderwijs/mijn/{address}").status_code == 200
    assert boss.get(f"{language}/werkgever/mijn/docenten/").status_code == 200
