"""My path: steps from a route, of one's own and planned with an adviser; what is said of them counts, nobody else sees them."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.journeys.actions import desk, paths
from schakel.records.journeys.models import Journey, Outcome, Request, Step
from schakel.records.people import actions
from support import factories as make
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = "/mijn/pad/"


def person_with_browser(email: str) -> tuple[Any, StrictClient]:
    who = make.user(email)
    person = actions.begin(user=who, name="Sam", by="test", now=timezone.now())
    browser = StrictClient()
    browser.force_login(who)
    return person, browser


@pytest.fixture
def sam() -> tuple[Any, StrictClient]:
    return person_with_browser("sam@example.org")


def a_path(person: Any, *titles: str, adviser: int | None = None) -> Journey:
    steps = [paths.PlannedStep(title=one) for one in titles]
    return paths.open_journey(person=person.pk, goal="", steps=steps, by="test", now=timezone.now(), adviser=adviser)


def test_a_route_that_is_kept_becomes_a_path_once(sam: tuple[Any, StrictClient]) -> None:
    person, browser = sam
    offer = make.offer(slug="cursus-python")
    steps = [{"offer": offer.slug, "title": "Python leren"}, {"offer": "weg", "title": "Cursus die weg is"}]
    kept = {"goal": "urn:schakel:occupation:junior-web-developer", "steps": steps, "price": None, "weeks": None}
    route = actions.save_route(person=person, route=kept, by="test", now=timezone.now())
    for _twice in range(2):
        assert browser.post(PAGE, {"route": route.pk}).status_code == 302
    found = Journey.objects.get()
    assert [(one.title, one.offer_id) for one in found.steps.order_by("number")] == [
        ("Python leren", offer.pk),
        ("Cursus die weg is", None),
    ]
    assert "Nu: Python leren" in browser.get(PAGE).content.decode()


def test_what_is_said_of_a_step_is_an_outcome(sam: tuple[Any, StrictClient]) -> None:
    person, browser = sam
    step = a_path(person, "Meeloopdag", "Cursus").steps.order_by("number")[0]
    for state in ("started", "finished"):
        browser.post(PAGE, {"naar": f"{step.pk}:{state}"})
    assert list(Outcome.objects.order_by("pk").values_list("kind", flat=True)) == ["started", "finished"]
    assert "Nu: Cursus" in browser.get(PAGE).content.decode()


def test_what_never_began_and_is_not_needed_is_no_outcome(sam: tuple[Any, StrictClient]) -> None:
    person, browser = sam
    step = a_path(person, "Cursus").steps.get()
    browser.post(PAGE, {"naar": f"{step.pk}:dropped"})
    assert Step.objects.get().state == "dropped"
    assert not Outcome.objects.exists()


def test_a_stale_tab_is_told(sam: tuple[Any, StrictClient]) -> None:
    person, browser = sam
    step = a_path(person, "Cursus").steps.get()
    browser.post(PAGE, {"naar": f"{step.pk}:dropped"})
    answer = browser.post(PAGE, {"naar": f"{step.pk}:started"}, follow=True)
    assert "intussen veranderd" in answer.content.decode()


def test_own_steps_with_an_offer_and_wrong_input(sam: tuple[Any, StrictClient]) -> None:
    _person, browser = sam
    offer = make.offer(slug="meeloopdag-helpdesk")
    browser.post(PAGE, {"begin": "1"})
    pad = Journey.objects.get().pk
    words = {"pad": pad, "stap": "Meelopen", "aanbod": f"https://x.example/aanbod/{offer.slug}/", "voor": "2027-01-31"}
    for _twice in range(2):
        assert browser.post(PAGE, words).status_code == 302
    assert Step.objects.get().offer_id == offer.pk
    for wrong, words in (
        ("Schrijf een paar woorden", {"stap": ""}),
        ("We kennen dit aanbod niet", {"stap": "x", "aanbod": "niets"}),
        ("geen datum", {"stap": "x", "voor": "morgen"}),
        ("burgerservicenummer", {"stap": "bel 111222333"}),
    ):
        answer = browser.post(PAGE, {"pad": pad, **words})
        assert (answer.status_code, wrong in answer.content.decode()) == (422, True), wrong


def test_a_closed_path_stays_to_be_read(sam: tuple[Any, StrictClient]) -> None:
    person, browser = sam
    pad = a_path(person, "Cursus").pk
    browser.post(PAGE, {"pad": pad, "klaar": "1"})
    page = browser.get(PAGE).content.decode()
    assert "niet meer nodig" in page
    assert "Gesloten" in page
    assert "intussen" in browser.post(PAGE, {"pad": pad, "klaar": "1"}, follow=True).content.decode()


def test_nobody_else_sees_or_changes_a_path(sam: tuple[Any, StrictClient]) -> None:
    step = a_path(sam[0], "Geheime stap").steps.get()
    _other, browser = person_with_browser("other@example.org")
    assert "Geheime stap" not in browser.get(PAGE).content.decode()
    for words in (
        {"naar": f"{step.pk}:started"},
        {"pad": step.journey_id, "klaar": "1"},
        {"naar": "x:started"},
        {"route": "9"},
    ):
        assert browser.post(PAGE, words).status_code == 404
    assert StrictClient().get(PAGE).status_code == 302


@pytest.mark.parametrize(("prefix", "words"), [("", "Plan je weg"), ("/en", "Plan your way"), ("/de", "Planen Sie")])
def test_an_empty_path_says_how_to_begin(sam: tuple[Any, StrictClient], prefix: str, words: str) -> None:
    assert words in sam[1].get(prefix + PAGE).content.decode()


def test_many_steps_ask_as_often_as_one(sam: tuple[Any, StrictClient], django_assert_max_num_queries: Any) -> None:
    a_path(sam[0], *(f"stap {number}" for number in range(30)))
    with django_assert_max_num_queries(16):
        sam[1].get(PAGE)


@pytest.fixture
def case(sam: tuple[Any, StrictClient]) -> Request:
    return make.request(person=sam[0].pk, now=timezone.now())


def adviser_with_browser(email: str) -> tuple[Any, StrictClient]:
    who = make.user(email)
    make.membership("adviser", of=make.organisation(f"Loket {email}", kind="public"), who=who)
    make.with_app(who)
    browser = StrictClient()
    browser.force_login(who)
    return who, browser


def test_an_adviser_who_has_the_question_plans_with_the_person(sam: tuple[Any, StrictClient], case: Request) -> None:
    who, browser = adviser_with_browser("adviser@example.org")
    page = reverse("desk:plan", args=[case.key])
    assert browser.get(page).status_code == 404
    desk.take_up(request=case.pk, version=case.version, adviser=who.pk, by="test", now=timezone.now())
    assert page in browser.get(reverse("desk:case", args=[case.key])).content.decode()
    for title in ("Kennismaken", "Meelopen", "Meelopen"):
        assert browser.post(page, {"stap": title}).status_code == 302
    assert browser.post(page, {"stap": ""}).status_code == 422
    assert Journey.objects.get().steps.count() == 2
    own = sam[1].get(PAGE).content.decode()
    assert "Meelopen" in own
    assert "adviser@example.org" in own
    _other, colleague = adviser_with_browser("colleague@example.org")
    assert colleague.get(page).status_code == 404


def test_who_goes_on_alone_is_no_longer_seen(sam: tuple[Any, StrictClient], case: Request) -> None:
    who, browser = adviser_with_browser("adviser@example.org")
    desk.take_up(request=case.pk, version=case.version, adviser=who.pk, by="test", now=timezone.now())
    pad = a_path(sam[0], "Samen bedacht", adviser=who.pk).pk
    page = reverse("desk:plan", args=[case.key])
    assert "Samen bedacht" in browser.get(page).content.decode()
    sam[1].post(PAGE, {"pad": pad, "alleen": "1"})
    assert "Samen bedacht" not in browser.get(page).content.decode()
    assert "Samen bedacht" in sam[1].get(PAGE).content.decode()


def test_a_question_without_own_pages_has_no_path() -> None:
    who, browser = adviser_with_browser("adviser@example.org")
    found = make.request(now=timezone.now())
    desk.take_up(request=found.pk, version=found.version, adviser=who.pk, by="test", now=timezone.now())
    assert browser.get(reverse("desk:plan", args=[found.key])).status_code == 404
