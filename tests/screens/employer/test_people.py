"""Searching and inviting people: no name, no score, no order of fit, and both sides say yes first."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import invitations
from schakel.records.journeys.models import Invitation
from schakel.records.offers import posting
from schakel.records.offers.models import Posting
from schakel.records.organisations.models import Organisation
from schakel.records.people import actions as people
from schakel.records.people import queries as people_queries
from schakel.records.people.models import Experience, LanguageClaim, Person, Profile, SkillClaim
from schakel.records.people.searching import reference_of
from screens.employer.test_employer import ROOM, signed_in
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db

SEARCH = f"{ROOM}mensen/?q=Linux"
INVITATIONS = f"{ROOM}uitnodigingen/"


@pytest.fixture
def maasdal() -> Organisation:
    return make.organisation("Maasdal Techniek")


@pytest.fixture
def owner(maasdal: Organisation) -> StrictClient:
    return signed_in(maasdal)


def found_person(name: str = "Sanne Janssen", *skills: str, published: bool = True) -> Person:
    who = make.person(name)
    profile = Profile.objects.create(person=who, level="hbo", hours_min=24, hours_max=36)
    for skill in skills or ("linux",):
        SkillClaim.objects.create(profile=profile, uri=f"urn:schakel:skill:{skill}", level=2, evidence="Bij Bakker Bos")
    LanguageClaim.objects.create(profile=profile, language="de", cefr="B2")
    Experience.objects.create(profile=profile, kind="work", title="Bakker", where="Bakker Bos")
    if published:
        people.give_consent(person=who, purpose_id="found-by-employers", by="test", now=timezone.now())
    return who


def open_offer(of: Organisation, title: str = "Beheerder met Linux") -> Posting:
    now = timezone.now()
    made = posting.draft(organisation=of, kind="vacancy", text=title, by="test", now=now)
    return posting.publish(posting=made.pk, version=made.version, by="test", now=now)


def ask(client: StrictClient, who: Person, of: Organisation, for_: Posting, message: str = "Kom je praten?") -> Any:
    page = f"{ROOM}mensen/{reference_of(who, of)}/?q=Linux"
    return client.post(page, {"aanbod": str(for_.key), "bericht": message})


def test_search_shows_what_was_published_and_never_who(owner: Any) -> None:
    found_person()
    html = owner.get(SEARCH).content.decode()
    assert "Linux: goed" in html
    assert "B2" in html
    for hidden in ("Sanne", "Janssen", "Bakker", "Bos"):
        assert hidden not in html


def test_search_shows_no_score_and_no_order_of_fit(owner: Any, maasdal: Organisation) -> None:
    shown = [found_person(f"Persoon {n}", "linux", *(["python", "sql"] if n > 3 else [])) for n in range(8)]
    answer = owner.get(SEARCH)
    assert "loten de volgorde" in pages.text(answer)
    assert not re.search(r"\d+ (van|of) 100|punten|score", pages.text(answer))
    before = re.findall(r"mensen/([0-9a-f]{16})/", answer.content.decode())
    SkillClaim.objects.filter(profile__person__in=shown[:2]).update(level=3, tier="validated")
    assert re.findall(r"mensen/([0-9a-f]{16})/", owner.get(SEARCH).content.decode()) == before
    assert "loten" in pages.text(signed_in(make.organisation()).get(SEARCH))


def test_references_of_two_organisations_do_not_match(owner: Any, maasdal: Organisation) -> None:
    who, other = found_person(), make.organisation()
    assert reference_of(who, maasdal) != reference_of(who, other)
    assert str(who.key) not in owner.get(SEARCH).content.decode()


def test_search_leaves_out_who_may_not_be_found(owner: Any) -> None:
    found_person(published=False)
    who = found_person()
    people.withdraw_consent(person=who, purpose_id="found-by-employers", by="test", now=timezone.now())
    assert "Niemand maakt dit alles openbaar" in pages.text(owner.get(SEARCH))


def test_search_is_written_down_for_the_person(owner: Any, maasdal: Organisation) -> None:
    who = found_person()
    owner.get(SEARCH)
    event = AuditEvent.objects.get(action="people.search")
    assert event.details["seed"] == f"{maasdal.slug} {timezone.localdate().isoformat()}"
    looks = people_queries.looks_at(who)
    assert [(one.organisation, one.what) for one in looks] == [("Maasdal Techniek", "profile")]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 200, "Vul in wat je zoekt."),
        ("?q=&niveau=hbo", 200, "Noem minstens één vaardigheid of een taal."),
        ("?q=blafbakkerij", 200, "kennen we niet"),
        ("?q=Linux&niveau=phd", 422, "klopt nog niet"),
        ("?q=Linux&uren=veel", 422, "klopt nog niet"),
        ("?q=Linux&gemeente=GM9999", 422, "klopt nog niet"),
        ("?q=Linux&pagina=99", 200, "Minder dan 10 mensen"),
        ("?voor=onzin", 200, "Vul in wat je zoekt."),
    ],
)
def test_search_with_odd_questions(owner: Any, query: str, status: int, words: str) -> None:
    found_person()
    answer = owner.get(f"{ROOM}mensen/{query}")
    assert answer.status_code == status
    if status == 200:
        assert words in pages.text(answer)


def test_search_on_level_hours_and_language(owner: Any) -> None:
    found_person()
    for query, there in (
        ("&niveau=hbo", True),
        ("&niveau=wo", False),
        ("&goed=2", True),
        ("&goed=3", False),
        ("&taal=de&taalniveau=B1", True),
        ("&taal=de&taalniveau=C1", False),
        ("&uren=32", True),
        ("&uren=40", False),
    ):
        assert ("Profiel" in pages.text(owner.get(SEARCH + query))) is there, query


def test_search_with_the_demands_of_an_offer(owner: Any, maasdal: Organisation) -> None:
    found_person()
    own = open_offer(maasdal, "Beheerder\n\nWat vragen wij?\n- ervaring met Linux")
    answer = owner.get(f"{ROOM}mensen/?voor={own.key}", follow=True)
    assert "Profiel" in pages.text(answer)
    theirs = open_offer(make.organisation())
    assert "Vul in wat je zoekt." in pages.text(owner.get(f"{ROOM}mensen/?voor={theirs.key}"))


def test_search_asks_as_often_for_many_as_for_one(owner: Any, django_assert_num_queries: Any) -> None:
    found_person()
    owner.get(SEARCH)
    with django_assert_num_queries(16):
        owner.get(SEARCH)
    for number in range(30):
        found_person(f"Persoon {number}", "linux", "python")
    with django_assert_num_queries(16):
        answer = owner.get(SEARCH)
    assert len(pages.items(answer)) == 24
    assert "Ongeveer 30 mensen" in pages.text(answer)


def test_invite_and_the_name_comes_with_the_yes(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    assert ask(owner, who, maasdal, own)["Location"] == INVITATIONS
    html = owner.get(INVITATIONS).content.decode()
    assert "Iemand van wie je de naam niet weet" in html
    assert "Sanne" not in html
    made = Invitation.objects.get()
    invitations.accept(invitation=made.pk, contact="sanne@example.org", by="test", now=timezone.now())
    text = pages.text(owner.get(INVITATIONS))
    assert "Sanne Janssen" in text
    assert "sanne@example.org" in text
    assert people_queries.looks_at(who)[0].what == "invitation"
    owner.post(INVITATIONS, {"gebeld": str(made.key)})
    assert "Je belde of schreef op" in pages.text(owner.get(INVITATIONS))
    invitations.take_back(invitation=made.pk, by="test", now=timezone.now())
    html = owner.get(INVITATIONS).content.decode()
    assert "Sanne" not in html
    assert "sanne@example.org" not in html


def test_invite_double_click_asks_once(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    for _click in range(2):
        assert ask(owner, who, maasdal, own)["Location"] == INVITATIONS
    assert Invitation.objects.count() == 1


def test_invite_only_for_an_own_open_offer(owner: Any, maasdal: Organisation) -> None:
    who = found_person()
    page = f"{ROOM}mensen/{reference_of(who, maasdal)}/?q=Linux"
    assert "Dat heb je nog niet." in pages.text(owner.get(page))
    theirs = open_offer(make.organisation())
    assert ask(owner, who, maasdal, theirs).status_code == 422
    assert not Invitation.objects.exists()


def test_invite_refuses_an_empty_message_and_a_citizen_service_number(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    assert ask(owner, who, maasdal, own, "").status_code == 422
    answer = ask(owner, who, maasdal, own, "Mijn nummer is 111222333")
    assert answer.status_code == 422
    assert "BSN" in pages.text(answer)


def test_invite_somebody_whose_consent_ended_in_the_meantime(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    people.withdraw_consent(person=who, purpose_id="found-by-employers", by="test", now=timezone.now())
    assert ask(owner, who, maasdal, own)["Location"] == f"{ROOM}mensen/"
    assert not Invitation.objects.exists()


def test_consent_taken_back_after_the_invitation_is_told_without_a_name(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    ask(owner, who, maasdal, own)
    people.withdraw_consent(person=who, purpose_id="found-by-employers", by="test", now=timezone.now())
    text = pages.text(owner.get(INVITATIONS))
    assert "Deze persoon wil niet meer gevonden worden." in text
    assert "Sanne" not in text


def test_reference_of_another_organisation_opens_nothing(owner: Any) -> None:
    who = found_person()
    page = f"{ROOM}mensen/{reference_of(who, make.organisation())}/?q=Linux"
    assert owner.get(page)["Location"] == f"{ROOM}mensen/"
    assert owner.get(f"{ROOM}mensen/{reference_of(who, make.organisation())}/").status_code == 302


def test_invitation_of_another_organisation_is_not_found(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    ask(owner, who, maasdal, own)
    made, other = Invitation.objects.get(), signed_in(make.organisation())
    assert "Je hebt nog niemand uitgenodigd." in pages.text(other.get(INVITATIONS))
    for name in ("terug", "gebeld"):
        assert other.post(INVITATIONS, {name: str(made.key)}).status_code == 404
    assert owner.post(INVITATIONS, {"terug": "geen-sleutel"}).status_code == 404
    owner.post(INVITATIONS, {"gebeld": str(made.key)})
    made.refresh_from_db()
    assert (made.state, made.contacted) == ("asked", None)
    owner.post(INVITATIONS, {"terug": str(made.key)})
    assert "heeft de uitnodiging ingetrokken" in pages.text(owner.get(INVITATIONS))


def test_closing_an_offer_ends_its_invitations(owner: Any, maasdal: Organisation) -> None:
    who, own = found_person(), open_offer(maasdal)
    ask(owner, who, maasdal, own)
    own.refresh_from_db()
    owner.post(f"{ROOM}aanbod/{own.key}/sluiten/", {"versie": own.version})
    assert "heeft dit aanbod gesloten" in pages.text(owner.get(INVITATIONS))


def test_invitations_ask_as_often_for_many_as_for_one(
    owner: Any, maasdal: Organisation, django_assert_num_queries: Any
) -> None:
    own, now = open_offer(maasdal), timezone.now()
    assert own.offer is not None
    fresh = {"offer": own.offer, "message": "Kom", "asked": now, "answer_by": now.date()}
    Invitation.objects.create(person=make.person(), **fresh)
    owner.get(INVITATIONS)
    with django_assert_num_queries(8):
        owner.get(INVITATIONS)
    for _one in range(30):
        Invitation.objects.create(
            person=make.person(), **fresh, state="accepted", answered=now, contact="x", contact_by=now.date()
        )
    with django_assert_num_queries(10):
        assert owner.get(INVITATIONS).status_code == 200


def test_in_time_tells_how_many_were_called_in_time(owner: Any, maasdal: Organisation) -> None:
    page = f"{ROOM}op-tijd/"
    assert "Er hoefde nog niemand van je te horen." in pages.text(owner.get(page))
    own, long_ago = open_offer(maasdal), timezone.now() - timedelta(days=20)
    assert own.offer is not None
    for _one in range(2):
        made = invitations.invite(offer=own.offer, person=found_person(), message="Kom", by="test", now=long_ago)
        invitations.accept(invitation=made.pk, contact="x@example.org", by="test", now=long_ago)
    invitations.contacted(invitation=made.pk, by="test", now=long_ago)
    assert "1 van 2 mensen op tijd gebeld" in pages.text(owner.get(page))
    assert "1 of 2 people called in time" in pages.text(owner.get(f"/en{page}"))
