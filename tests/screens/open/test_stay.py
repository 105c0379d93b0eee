"""Coming to live or stay here: employers by language, people to ask with their own yes, contacts, days."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from schakel.engine.errors import NotFound
from schakel.records.core.models import Place
from schakel.records.core.region import current_region
from schakel.records.journeys import letters, stay_queries
from schakel.records.journeys.actions import ambassadors as actions
from schakel.records.journeys.actions.forgetting import forget_silent
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Ambassador, Letter, Request
from schakel.records.organisations.models import Organisation
from schakel.screens.open.after.mail import compose
from screens.employer.test_employer import ROOM, signed_in
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = "/blijven/"
OURS = f"{ROOM}contactpersonen/"
GIVEN = {"voornaam": "Ines", "email": "Ines@example.org", "talen": ["en", "de"], "over": "Kwam uit Spanje"}


def ambassador(of: Organisation, name: str = "Ines", *, yes: bool = True, **fields: Any) -> Ambassador:
    words = {"email": f"{name}@example.org".lower(), "languages": ["en"], "about": "", **fields}
    made = actions.ask(organisation=of, name=name, by="test", now=timezone.now(), **words)
    return actions.agree(ambassador=made.pk, by="test", now=timezone.now()) if yes else made


def names(response: Any) -> str:
    return pages.main(response)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "Geen werkgever past bij dit alles."),
        ("/en", "No employer fits all of this."),
        ("/de", "Kein Arbeitgeber passt zu allem."),
    ],
)
def test_empty_page_leads_on(client: Any, prefix: str, words: str) -> None:
    answer = client.get(f"{prefix}{PAGE}")
    assert words in pages.text(answer)
    assert f"{prefix}/vraag/" in answer.content.decode()


def test_employer_is_found_by_what_it_says_and_by_what_it_offers(client: Any) -> None:
    make.organisation("Zegt Engels", working_languages="nl,en")
    make.organisation("Zegt Nederlands", working_languages="nl")
    make.organisation("School met les in het Engels", kind="hbo", working_languages="en")
    offers = make.organisation("Biedt Duits")
    make.offer("Verwalter", kind="vacancy", organisation=offers, language="de")
    past = make.organisation("Had Engels")
    gone = timezone.localdate() - timedelta(days=1)
    make.offer("Oud", kind="vacancy", organisation=past, language="en", published_until=gone)
    make.offer("Cursus", kind="course", organisation=make.organisation("Cursus in het Engels"), language="en")
    text = names(client.get(PAGE))
    assert "Zegt Engels" in text
    assert "Biedt Duits" in text
    for missing in ("Zegt Nederlands", "School met les", "Had Engels", "Cursus in het Engels"):
        assert missing not in text
    assert "Biedt Duits" not in names(client.get(PAGE, {"taal": "en"}))
    assert "Zegt Engels" not in names(client.get(PAGE, {"soort": "vacancy"}))
    assert "Verwalter" in names(client.get(PAGE, {"taal": "de", "soort": "vacancy"}))


def test_municipality_is_that_of_the_organisation_a_branch_or_an_offer(client: Any) -> None:
    heerlen, venlo = (
        Place.objects.create(code=code, kind="municipality", name=name, latitude=51, longitude=6)
        for code, name in (("GM0917", "Heerlen"), ("GM0983", "Venlo"))
    )
    make.organisation("Hoofdkantoor", working_languages="en", place=heerlen)
    make.organisation("Vestiging", working_languages="en", place=venlo).branches.add(heerlen)
    offers = make.organisation("Aanbod hier", working_languages="en", place=venlo)
    make.offer("Stage", kind="internship", organisation=offers, language="en", place=heerlen)
    make.organisation("Elders", working_languages="en", place=venlo)
    text = names(client.get(PAGE, {"gemeente": "GM0917"}))
    assert all(name in text for name in ("Hoofdkantoor", "Vestiging", "Aanbod hier"))
    assert "Elders" not in text
    assert "Wie je helpt in Heerlen" in text


@pytest.mark.parametrize("wrong", [{"taal": "xx"}, {"sector": "<b>"}, {"gemeente": "GM9999"}, {"pagina": "veel"}])
def test_wrong_choice_is_left_out(client: Any, wrong: dict[str, str]) -> None:
    make.organisation("Zegt Engels", working_languages="en")
    assert "Zegt Engels" in names(client.get(PAGE, wrong))


def test_contacts_say_how_they_were_checked(client: Any) -> None:
    text = names(client.get(f"/en{PAGE}"))
    for one in current_region().contacts:
        assert one.name.in_language("en") in text
    assert "read on an official page" in text
    assert "named in the action plan, not checked" in text


def test_contacts_serve_their_municipality() -> None:
    here = [one.id for one in stay_queries.contacts("GM0935")]
    there = [one.id for one in stay_queries.contacts("GM0983")]
    assert {"expat-centre", "municipality-maastricht", "gip-maastricht", "own-municipality"} <= set(here)
    assert "municipality-maastricht" not in there
    assert "gip" in there
    assert len(stay_queries.contacts()) == len(current_region().contacts)


def test_real_contacts_promise_nothing_unchecked() -> None:
    for one in current_region().contacts:
        assert one.about.en, one.id
        assert one.about.de, one.id
        if one.verified in ("plan", "no"):
            assert (one.address, one.phone, one.email) == ("", "", ""), one.id


def test_ambassador_is_asked_by_mail_and_shown_after_a_yes(client: Any) -> None:
    maasdal = make.organisation("Maasdal Techniek")
    owner = signed_in(maasdal)
    for _twice in range(2):
        assert owner.post(OURS, GIVEN)["Location"] == OURS
    made = Ambassador.objects.get()
    assert made.email == "ines@example.org"
    letter = Letter.objects.get(kind="ambassador-asked")
    letters.send(letter.pk, now=timezone.now(), compose=compose)
    assert mail.outbox[0].to == ["ines@example.org"]
    assert mail.outbox[0].subject == "Will you be a contact for newcomers?"
    link = f"{PAGE}contact/{actions.token_of(made)}/"
    assert link in mail.outbox[0].body
    assert "Ines" not in names(client.get(PAGE))
    assert "Ja, toon mij" in pages.text(client.get(link))
    assert "Ines" not in names(client.get(PAGE)), "a GET writes nothing down"
    for _twice in range(2):
        assert client.post(link, {"antwoord": "ja"}).status_code == 302
    shown = client.get(PAGE).content.decode()
    assert "Ines" in shown
    assert "ines@example.org" not in shown
    assert client.post(link, {"antwoord": "nee"}).status_code == 302
    assert not Ambassador.objects.exists()
    assert client.get(link).status_code == 404
    assert client.get(f"{PAGE}contact/onzin/").status_code == 404
    with pytest.raises(NotFound):
        actions.agree(ambassador=made.pk, by="test", now=timezone.now())


@pytest.mark.parametrize(
    "wrong", [{"voornaam": ""}, {"voornaam": "111222333"}, {"email": "x"}, {"talen": []}, {"over": "111222333"}]
)
def test_wrong_ambassador_is_not_asked(wrong: dict[str, Any]) -> None:
    owner = signed_in(make.organisation())
    assert owner.post(OURS, {**GIVEN, **wrong}).status_code == 422
    assert not Ambassador.objects.exists()


def test_ambassador_of_another_is_not_removed() -> None:
    made = ambassador(make.organisation())
    other = signed_in(make.organisation())
    assert other.post(OURS, {"weg": str(made.key)}).status_code == 404
    assert "Ines" not in names(other.get(OURS))
    owner = signed_in(made.organisation)
    assert "ines@example.org" in names(owner.get(OURS))
    assert owner.post(OURS, {"weg": str(made.key)}).status_code == 302
    assert not Ambassador.objects.exists()
    assert StrictClient().get(OURS)["Location"].startswith("/account/")
    assert signed_in().get(OURS).status_code == 403


def test_there_are_not_too_many() -> None:
    of = make.organisation()
    for number in range(actions.MOST):
        ambassador(of, f"Mens{number}")
    owner = signed_in(of)
    assert owner.post(OURS, GIVEN).status_code == 422
    assert Ambassador.objects.count() == actions.MOST


def test_question_for_an_ambassador_goes_through_the_desk(client: Any) -> None:
    made = ambassador(make.organisation("Maasdal Techniek"))
    page = f"/vraag/?over=living&contact={made.key}"
    assert "Je vraag is voor: Ines , Maasdal Techniek" in pages.text(client.get(page)).replace("Ines,", "Ines ,")
    given = {"onderwerp": "living", "vraag": "Hoe is het daar?", "naam": "Lee", "email": "lee@example.org"}
    assert client.post("/vraag/", {**given, "contact": str(made.key)}).status_code == 302
    asked = Request.objects.get()
    assert asked.ambassador == made
    desk = signed_in_adviser()
    text = pages.text(desk.get(reverse("desk:case", args=[asked.key])))
    assert "ines@example.org" in text
    actions.remove(ambassador=made.pk, by="test")
    asked.refresh_from_db()
    assert asked.ambassador is None
    for nobody in (str(made.key), "onzin"):
        assert "Je vraag is voor" not in pages.text(client.get(f"/vraag/?contact={nobody}"))


def signed_in_adviser() -> StrictClient:
    member, client = make.membership("adviser"), StrictClient()
    make.with_app(member.user)
    client.force_login(member.user)
    return client


def test_account_of_an_ambassador_takes_it_along() -> None:
    user = make.user("ines@example.org")
    made = ambassador(make.organisation())
    assert made.account == user
    user.delete()
    assert not Ambassador.objects.exists()


def test_days_of_organisations_stand_here(client: Any) -> None:
    of = make.organisation("Maasdal Techniek")
    make.session(make.offer("Open dag", kind="event", organisation=of, language="en"))
    make.session(make.offer("Lesdag", kind="course", organisation=of))
    make.session(make.offer("Voorbij", kind="event", organisation=of), days=-2)
    text = names(client.get(PAGE))
    assert "Open dag" in text
    assert "Lesdag" not in text
    assert "Voorbij" not in text
    assert "Open dag" not in names(client.get(PAGE, {"taal": "de"}))


def test_organisation_tells_its_languages(client: Any) -> None:
    maasdal = make.organisation("Maasdal Techniek")
    owner = signed_in(maasdal)
    assert owner.post(f"{ROOM}organisatie/", {"talen": ["de", "nl"]}).status_code == 302
    maasdal.refresh_from_db()
    assert maasdal.working_languages == "nl,de"
    assert owner.post(f"{ROOM}organisatie/", {"talen": ["xx"]}).status_code == 422
    assert "Werkt in het: Nederlands, Duits" in pages.text(client.get(PAGE))


def test_list_is_paged_and_asks_as_often_for_many(client: Any, django_assert_num_queries: Any) -> None:
    def some(count: int) -> None:
        for _one in range(count):
            of = make.organisation("Werkgever", working_languages="en")
            make.offer("Stage", kind="internship", organisation=of, language="en")
            ambassador(of)

    some(1)
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)
    some(26)
    with django_assert_num_queries(8):
        first = client.get(PAGE)
    assert "27 werkgevers werken in jouw taal" in pages.text(first)
    assert names(client.get(PAGE, {"pagina": 2})).count("Werkgever</h3>") == 3
    assert "Bekijk alle 27 contacten" in pages.text(first)
    assert len(pages.items(client.get(f"{PAGE}mensen/"), "schakel-card schakel-flow")) == 24


def test_who_never_answered_is_forgotten() -> None:
    of, now = make.organisation(), timezone.now()
    old = ambassador(of, "Oud", yes=False)
    kept = [ambassador(of, "Ja"), ambassador(of, "Nieuw", yes=False)]
    long_ago = now - timedelta(days=house_rules().days["keep_silent"] + 1)
    Ambassador.objects.filter(pk__in=[old.pk, kept[0].pk]).update(asked=long_ago)
    assert forget_silent(by="test", now=now)["ambassadors_asked"] == 1
    assert list(Ambassador.objects.order_by("pk")) == kept
