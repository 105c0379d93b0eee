"""Invitations: both sides opt in before anybody learns who it is."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import invitation_queries as queries
from schakel.records.journeys.actions import invitations, reminders
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Invitation
from schakel.records.offers import posting
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people import actions as people
from schakel.records.people.models import Person, Profile
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BY: dict[str, Any] = {"by": "test", "now": NOW}


def offer(of: Organisation | None = None) -> Offer:
    made = posting.draft(organisation=of or make.organisation(), kind="vacancy", text="Beheerder met Linux", **BY)
    done = posting.publish(posting=made.pk, version=made.version, **BY).offer
    assert done is not None
    return done


def person() -> Person:
    made = make.person()
    Profile.objects.create(person=made)
    people.give_consent(person=made, purpose_id="found-by-employers", **BY)
    return made


def invite(to: Person | None = None, of: Offer | None = None, *, now: datetime = NOW) -> Invitation:
    return invitations.invite(offer=of or offer(), person=to or person(), message="Kom je praten?", by="test", now=now)


def state_of(one: Invitation) -> tuple[str, str, str]:
    one.refresh_from_db()
    return one.state, one.reason, one.contact


def test_invite_sets_a_day_to_answer_and_leaves_one_event() -> None:
    made = invite()
    assert made.answer_by == (NOW + timedelta(days=house_rules().days["invitation"])).date()
    assert AuditEvent.objects.filter(action="journeys.invite").count() == 1


def test_invite_twice_is_one_invitation() -> None:
    to, of = person(), offer()
    assert invite(to, of) == invite(to, of)
    assert queries.asked_before([of.pk], [to.pk]) == {(of.pk, to.pk)}


def test_invite_only_who_may_be_found() -> None:
    hidden = make.person()
    with pytest.raises(Conflict):
        invite(hidden)
    Profile.objects.create(person=hidden)
    with pytest.raises(Conflict):
        invite(hidden)


def test_invite_only_for_an_open_offer_of_ones_own() -> None:
    with pytest.raises(Conflict):
        invite(of=make.offer())
    of = offer()
    source = of.posting  # type: ignore[attr-defined]
    invitations.close_posting(posting=source.pk, version=source.version, **BY)
    with pytest.raises(Conflict):
        invite(of=of)


def test_invite_refuses_a_citizen_service_number_and_an_empty_message() -> None:
    for message in ("", "Mijn nummer is 111222333."):
        with pytest.raises(InputError):
            invitations.invite(offer=offer(), person=person(), message=message, **BY)


def test_invite_no_more_people_than_the_rules_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house_rules().days, "invitations_most", 2)
    of = offer()
    invite(of=of)
    invite(of=of)
    with pytest.raises(InputError, match="not answered"):
        invite(of=of)


def test_accept_shows_how_to_reach_and_when_to_call() -> None:
    made = invitations.accept(invitation=invite().pk, contact="sam@example.org", **BY)
    assert (made.state, made.contact) == ("accepted", "sam@example.org")
    assert made.contact_by == (NOW + timedelta(days=house_rules().days["contact"])).date()
    done = invitations.contacted(invitation=made.pk, **BY)
    assert done.contacted == NOW
    again = invitations.contacted(invitation=made.pk, by="test", now=NOW + timedelta(days=1))
    assert again.contacted == NOW


def test_accept_or_decline_twice_is_refused() -> None:
    made = invite()
    invitations.decline(invitation=made.pk, reason="too-far", **BY)
    with pytest.raises(Conflict):
        invitations.accept(invitation=made.pk, contact="sam@example.org", **BY)
    with pytest.raises(Conflict):
        invitations.decline(invitation=made.pk, reason="too-far", **BY)
    with pytest.raises(Conflict, match="before"):
        invite(made.person, made.offer)


def test_decline_needs_a_reason_of_the_list() -> None:
    for reason in ("", "no-room", "consent-withdrawn"):
        with pytest.raises(InputError):
            invitations.decline(invitation=invite().pk, reason=reason, **BY)


def test_consent_taken_back_ends_the_invitation_at_once() -> None:
    made = invite()
    people.withdraw_consent(person=made.person, purpose_id="found-by-employers", **BY)
    assert state_of(made) == ("withdrawn", "consent-withdrawn", "")
    with pytest.raises(Conflict):
        invitations.accept(invitation=made.pk, contact="sam@example.org", **BY)


def test_another_consent_taken_back_changes_nothing() -> None:
    made = invite()
    people.give_consent(person=made.person, purpose_id="counted", **BY)
    people.withdraw_consent(person=made.person, purpose_id="counted", **BY)
    assert state_of(made)[0] == "asked"


def test_yes_taken_back_hides_the_person_again() -> None:
    made = invite()
    with pytest.raises(Conflict):
        invitations.take_back(invitation=made.pk, **BY)
    invitations.accept(invitation=made.pk, contact="sam@example.org", **BY)
    invitations.take_back(invitation=made.pk, **BY)
    invitations.take_back(invitation=made.pk, **BY)
    assert state_of(made) == ("withdrawn", "yes-taken-back", "")
    with pytest.raises(Conflict):
        invitations.contacted(invitation=made.pk, **BY)


def test_employer_takes_an_open_invitation_back() -> None:
    made = invite()
    invitations.withdraw(invitation=made.pk, **BY)
    invitations.withdraw(invitation=made.pk, **BY)
    assert state_of(made)[:2] == ("withdrawn", "employer-withdrew")
    yes = invite()
    invitations.accept(invitation=yes.pk, contact="sam@example.org", **BY)
    with pytest.raises(Conflict):
        invitations.withdraw(invitation=yes.pk, **BY)


def test_closing_the_offer_ends_what_was_asked() -> None:
    of = offer()
    asked, yes = invite(of=of), invite(of=of)
    invitations.accept(invitation=yes.pk, contact="sam@example.org", **BY)
    source = of.posting  # type: ignore[attr-defined]
    assert invitations.close_posting(posting=source.pk, version=source.version, **BY) == 1
    assert (state_of(asked)[:2], state_of(yes)[0]) == (("withdrawn", "offer-closed"), "accepted")


def test_not_answered_in_time_expires() -> None:
    made = invite(now=NOW - timedelta(days=30))
    with pytest.raises(Conflict, match="day to answer"):
        invitations.accept(invitation=made.pk, contact="sam@example.org", **BY)
    invite()
    assert invitations.expire(**BY) == 1
    assert invitations.expire(**BY) == 0
    assert state_of(made)[:2] == ("expired", "no-answer")


def test_one_reminder_for_each_side() -> None:
    late = NOW + timedelta(days=house_rules().days["invitation"])
    made, sent = invite(), []
    words: dict[str, Any] = {"by": "test", "send": sent.append}
    assert reminders.remind(now=NOW, **words)["invitations"] == 0
    assert reminders.remind(now=late, **words)["invitations"] == 1
    assert reminders.remind(now=late, **words)["invitations"] == 0
    invitations.accept(invitation=made.pk, contact="sam@example.org", by="test", now=late)
    later = late + timedelta(days=house_rules().days["contact"])
    assert reminders.remind(now=later, **words)["calls"] == 1
    assert reminders.remind(now=later, **words)["calls"] == 0
    assert sent == [made, made]


def test_called_in_time_per_organisation() -> None:
    of = make.organisation("Maasdal")
    quick, slow, waiting = (invite(of=offer(of), now=NOW - timedelta(days=20)) for _one in range(3))
    for one in (quick, slow, waiting):
        invitations.accept(invitation=one.pk, contact="x@example.org", by="test", now=NOW - timedelta(days=15))
    invitations.contacted(invitation=quick.pk, by="test", now=NOW - timedelta(days=14))
    invitations.contacted(invitation=slow.pk, **BY)
    invitations.accept(invitation=invite(of=offer(of)).pk, contact="x@example.org", **BY)
    found = queries.called_in_time(today=NOW.date())
    assert found == [queries.CalledInTime("Maasdal", 3, 1)]
    assert queries.called_in_time([of.pk], today=NOW.date()) == found
    assert queries.called_in_time([make.organisation().pk], today=NOW.date()) == []


def test_each_side_sees_only_its_own() -> None:
    made, other = invite(), invite()
    mine = made.offer.organisation
    assert mine is not None
    assert list(queries.invitations_by(mine)) == [made]
    assert queries.invitation_of(mine, made.key) == made
    assert queries.invitation_of(mine, other.key) is None
    assert list(queries.invitations_for(made.person)) == [made]
    assert queries.invitation_for(other.person, made.key) is None
    assert queries.open_for(made.person, today=NOW.date()) == 1
    with pytest.raises(NotFound):
        invitations.withdraw(invitation=0, **BY)


def test_erased_person_leaves_nothing() -> None:
    made = invite()
    people.erase(person=made.person, by="test")
    assert not Invitation.objects.exists()
