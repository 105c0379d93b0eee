"""Bad input that the rooms share: hostile text wherever somebody else reads it, files that are no CV, an organisation that goes."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from schakel.records.core.region import current_region
from schakel.records.journeys.actions import bookings, desk, invitations, leaving
from schakel.records.journeys.models import Booking, RequestNote
from schakel.records.offers import posting
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people import actions as people
from schakel.records.people.models import Experience, Person
from support import factories as make
from support.client import StrictClient
from support.regions import load_plan

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script><svg onload=alert(2)><img src=x onerror=alert(3)>{{ settings.SECRET_KEY }}{% debug %}"
)
ALIVE = ("<script>alert(1)", "<svg onload", "<img src=x")
NOW = timezone.now


def signed_in(role: str = "", of: Organisation | None = None, who: Any = None) -> StrictClient:
    client, account = StrictClient(), who or make.user()
    if role:
        make.membership(role, of=of, who=account)
        make.with_app(account)
    client.force_login(account)
    return client


def read(client: StrictClient, path: str) -> str:
    """A page as it was sent; hostile text in it must be dead (the strict client would take dead text for a fault)."""
    plain = Client()
    plain.cookies = client.cookies
    answer = plain.get(path)
    html = str(answer.content.decode())
    assert answer.status_code == 200, path
    for one in ALIVE:
        assert one not in html, f"{path} lets {one} live"
    return html


def hostile_offer(of: Organisation) -> Offer:
    now = NOW()
    made = posting.draft(organisation=of, kind="vacancy", text=f"Beheerder {HOSTILE} met Linux", by="test", now=now)
    told = posting.Told(title=f"Beheerder {HOSTILE}"[:200])
    made = posting.change(posting=made.pk, version=made.version, told=told, by="test", now=now)
    made = posting.publish(posting=made.pk, version=made.version, by="test", now=now)
    assert made.offer is not None
    return made.offer


def test_hostile_text_of_an_employer_is_text_for_everybody_who_reads_it() -> None:
    of = make.organisation(f"Bedrijf {HOSTILE}"[:200], own_words=HOSTILE)
    offer = hostile_offer(of)
    make.indexed()
    person = make.own_person(skills=["linux"])
    people.give_consent(person=person, purpose_id="found-by-employers", by="test", now=NOW())
    invitations.invite(offer=offer, person=person, message=HOSTILE, by="test", now=NOW())
    owner, own = signed_in("employer", of), signed_in(who=person.user)
    for client, path in (
        (StrictClient(), "/aanbod/"),
        (StrictClient(), f"/aanbod/{offer.slug}/"),
        (StrictClient(), f"/vraag/?aanbod={offer.slug}"),
        (own, "/mijn/uitnodigingen/"),
        (own, "/mijn/aanbod/"),
        (owner, "/werkgever/mijn/"),
        (owner, f"/werkgever/mijn/aanbod/{offer.posting.key}/"),  # type: ignore[attr-defined]
        (owner, "/werkgever/mijn/uitnodigingen/"),
        (owner, f"/account/organisatie/{of.slug}/"),
    ):
        assert "&lt;script&gt;" in read(client, path), path


def test_hostile_text_of_a_person_is_text_at_the_desk_and_at_the_partner() -> None:
    asked = make.request(HOSTILE, name=HOSTILE[:100])
    partner = make.organisation("UWV", kind="public")
    make.membership("partner", of=partner)
    desk.note(request=asked.pk, text=HOSTILE, next_action=None, by="test", now=NOW())
    asked.refresh_from_db()
    referral = desk.refer(
        request=asked.pk, version=asked.version, partner=partner.pk, consent=HOSTILE, by="test", now=NOW()
    )
    adviser, other = signed_in("adviser"), signed_in("partner", partner)
    assert read(adviser, f"/loket/vraag/{asked.key}/").count("&lt;script&gt;") >= 3
    assert "&lt;script&gt;" in read(adviser, "/loket/")
    assert "&lt;script&gt;" in read(other, f"/loket/gevraagd/{referral.key}/")
    assert "&lt;script&gt;" in read(StrictClient(), f"/vraag/{asked.key}/")


def test_hostile_text_in_ones_own_profile_is_text() -> None:
    person = make.own_person(HOSTILE[:100], skills=["sql"])
    done = people.Done(kind="work", title=HOSTILE[:150], where=HOSTILE[:150], text=HOSTILE)
    people.add_experiences(person=person, done=[done], by="test")
    assert "&lt;script&gt;" in read(signed_in(who=person.user), "/mijn/profiel/")


def bomb() -> bytes:
    """A Word file of a few kilobytes that would be a hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", b"<w>" + b"a" * 100_000_000 + b"</w>")
    return out.getvalue()


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.png", PICTURE),
        ("cv.pdf", PICTURE),
        ("cv.docx", PICTURE),
        ("cv.docx", bomb()),
        ("cv.pdf", b"%PDF-1.7\n" + b"\x00" * 1000),
        ("cv.txt", b""),
    ],
    ids=["picture", "picture as pdf", "picture as docx", "bomb", "broken pdf", "empty"],
)
def test_a_cv_that_is_none_is_refused_in_words_and_changes_nothing(name: str, content: bytes) -> None:
    person = make.own_person(skills=["sql"])
    client = signed_in(who=person.user)
    for path in ("/mijn/profiel/cv/", "/advies/"):
        answer = client.post(path, {"bestand": SimpleUploadedFile(name, content), "tekst": ""})
        assert answer.status_code == 422, path
        assert "_fout" in answer.content.decode()
    assert person.profile.skills.count() == 1
    assert not Experience.objects.exists()


def test_an_organisation_with_bookings_does_not_go_from_under_people() -> None:
    of, person = make.organisation("Maasdal"), make.own_person()
    run = make.session(make.offer("Meelopen", kind="shadow-day", organisation=of), capacity=3)
    booked = bookings.book(session=run.pk, person=person.pk, by="test", now=NOW())
    with pytest.raises(IntegrityError), transaction.atomic():
        of.delete()
    assert Booking.objects.get(pk=booked.pk).state == Booking.State.BOOKED
    bookings.cancel_session(session=run.pk, reason="session-cancelled", by="test", now=NOW())
    assert "Meelopen" in read(signed_in(who=person.user), "/mijn/boekingen/")


def test_an_organisation_that_left_the_plan_stays_for_who_booked_there() -> None:
    load_plan(current_region())
    of, gone, person = make.organisation("Weg uit het plan"), make.organisation("Ook weg"), make.own_person()
    run = make.session(make.offer("Meelopen", kind="shadow-day", organisation=of), capacity=3)
    booked = bookings.book(session=run.pk, person=person.pk, by="test", now=NOW())
    load_plan(current_region())
    assert Booking.objects.get(pk=booked.pk).session.offer.organisation == of
    assert not Organisation.objects.filter(pk=gone.pk).exists()


def test_who_leaves_in_the_middle_of_everything_leaves_nothing_behind() -> None:
    of = make.organisation("Maasdal")
    person = make.own_person(skills=["linux"])
    people.give_consent(person=person, purpose_id="found-by-employers", by="test", now=NOW())
    asked = invitations.invite(offer=hostile_offer(of), person=person, message="Kom je?", by="test", now=NOW())
    owner = signed_in("employer", of)
    leaving.erase_person(person=person, by="test", now=NOW())
    assert not Person.objects.exists()
    assert read(owner, "/werkgever/mijn/uitnodigingen/")
    assert owner.get(f"/werkgever/mijn/uitnodigingen/{asked.key}/inwerken/").status_code == 404


def test_a_number_of_a_citizen_is_refused_wherever_an_adviser_writes() -> None:
    asked = make.request("Ik zoek werk.")
    adviser = signed_in("adviser")
    answer = adviser.post(f"/loket/vraag/{asked.key}/notitie/", {"n-notitie": "BSN 111222333", "n-versie": "1"})
    assert answer.status_code == 422
    assert not RequestNote.objects.filter(text__contains="111222333").exists()
