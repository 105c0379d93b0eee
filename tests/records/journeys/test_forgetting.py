"""Forgetting: contact data of what ended long ago goes, what is open stays, what is counted stays countable."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from schakel.records.accounts.models import Device
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import letters
from schakel.records.journeys.actions import desk
from schakel.records.journeys.actions.forgetting import forget_silent, silent_organisations
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Invitation, Letter, Referral, Reply, Request, RequestNote
from schakel.records.offers import posting
from schakel.records.organisations import members
from schakel.records.organisations.models import Membership, Organisation
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
KEEP = timedelta(days=house_rules().days["keep_silent"])
OLD = NOW - KEEP - timedelta(days=20)
BY: dict[str, Any] = {"by": "test", "now": NOW}


def ended(*, at: Any = OLD) -> Request:
    found = make.request("Ik ben Sam van de Dorpsstraat", now=at, phone="0612345678")
    desk.note(request=found.pk, text="Sam gebeld", by="test", now=at)
    return desk.answer(request=found.pk, version=1, text="Beste Sam, kom langs.", by="test", now=at)


def silent(**words: Any) -> Organisation:
    """A partner that left somebody without an answer long ago, and was not seen since."""
    member = make.membership("partner", of=make.organisation("Stil", own_words="Wij zijn er", **words))
    Membership.objects.filter(pk=member.pk).update(since=OLD)
    asked = make.request("Wie helpt?", now=OLD)
    desk.refer(request=asked.pk, version=1, partner=member.organisation_id, consent="Ja.", by="test", now=OLD)
    return member.organisation


def test_of_an_old_question_stays_what_can_be_counted() -> None:
    found = ended()
    assert forget_silent(**BY)["requests"] == 1
    found.refresh_from_db()
    assert (found.name, found.email, found.phone, found.text, found.answer) == ("", "", "", "", "")
    assert (found.state, found.subject, found.channel, found.forgotten) == ("answered", "study", "form", NOW)
    assert RequestNote.objects.count() == 0


def test_what_is_open_or_recent_stays() -> None:
    still_open = make.request("Nog steeds open", now=OLD)
    recent = ended(at=NOW - KEEP + timedelta(days=1))
    assert forget_silent(**BY)["requests"] == 0
    assert list(Request.objects.exclude(email="").order_by("pk")) == [still_open, recent]


def test_twice_changes_nothing() -> None:
    ended()
    silent()
    assert sum(forget_silent(**BY).values()) > 0
    events = AuditEvent.objects.count()
    assert sum(forget_silent(**BY).values()) == 0
    assert AuditEvent.objects.count() == events


def test_the_audit_trail_holds_counts_alone() -> None:
    ended()
    forget_silent(**BY)
    event = AuditEvent.objects.get(action="journeys.forget_silent")
    assert event.details["requests"] == 1
    assert all(isinstance(value, int) for value in event.details.values())


def test_a_silent_organisation_loses_who_acts_for_it() -> None:
    found = silent(kvk="12345678")
    posting.draft(organisation=found, kind="vacancy", text="Beheerder met Linux", by="test", now=OLD)
    assert forget_silent(**BY)["organisations"] == 1
    found.refresh_from_db()
    assert (found.name, found.own_words, found.kvk) == ("Stil", "", "")
    assert (found.memberships.count(), found.postings.count()) == (0, 0)


def test_an_organisation_that_is_alive_stays() -> None:
    before = NOW - KEEP
    found = silent()
    assert list(silent_organisations(before)) == [found]
    member = found.memberships.get()
    device = Device.objects.create(user=member.user, started=OLD, seen=NOW)
    assert not silent_organisations(before).exists()
    device.delete()
    member.user.last_login = NOW
    member.user.save()
    assert not silent_organisations(before).exists()
    member.user.last_login = None
    member.user.save()
    Referral.objects.filter(partner=found).update(state="accepted", answered=NOW)
    assert not silent_organisations(before).exists()


def test_an_organisation_that_answered_everything_is_not_silent() -> None:
    found = silent()
    Referral.objects.filter(partner=found).update(state="accepted", answered=OLD)
    assert not silent_organisations(NOW - KEEP).exists()


def test_an_employer_that_never_called_is_silent() -> None:
    member = make.membership("employer")
    Membership.objects.update(since=OLD)
    offer = make.offer(kind="vacancy", organisation=member.organisation)
    dates = {"asked": OLD, "answered": OLD, "answer_by": OLD.date(), "contact_by": OLD.date()}
    words = {"message": "Hallo Sam", "contact": "sam@example.org", "state": "accepted"}
    found = Invitation.objects.create(offer=offer, person=make.person(), **dates, **words)
    counts = forget_silent(**BY)
    assert (counts["organisations"], counts["contacts_given"]) == (1, 1)
    found.refresh_from_db()
    assert (found.contact, found.message) == ("", "")


def test_addresses_of_who_never_came_go() -> None:
    organisation = make.organisation()
    members.invite(
        organisation=organisation, email="hr@example.org", role="employer", by="test", now=OLD - timedelta(days=20)
    )
    members.invite(organisation=organisation, email="nu@example.org", role="employer", by="test", now=NOW)
    assert forget_silent(**BY)["invitations_to_act"] == 1
    assert [one.email for one in organisation.invitations.order_by("pk")] == ["nu@example.org"]


def test_letters_go_and_opinions_stay_without_a_name() -> None:
    person = make.own_person()
    session = make.session(make.offer())
    plain, told = (letters.write(kind, session, to=person.user, person=person) for kind in ("booked", "evaluate"))
    Reply.objects.create(letter=told, answers={"useful": "yes"}, at=OLD)
    Letter.objects.update(made=OLD)
    assert forget_silent(**BY)["letters"] == 2
    left = Letter.objects.get()
    assert (left, left.account, left.person) == (told, None, None)
    assert left != plain


def test_the_command_says_what_it_did(capsys: Any) -> None:
    ended()
    call_command("forget_silent")
    assert "requests: 1" in capsys.readouterr().out
