"""One reminder on the day of a milestone, and before an invitation to a pool ends; and where an invitation leads."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from schakel.records.journeys import letters
from schakel.records.journeys.actions import hiring, invitations, onboarding, rounds
from schakel.records.journeys.actions import pool as pools
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Letter, Milestone, Onboarding, PoolMember
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import talking
from support.talking import NOW, acting

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "test", "now": NOW}


def planned(who: Person, of: Organisation, *, starts: date | None = None) -> Onboarding:
    yes = talking.said_yes(who, of)
    day = starts or (NOW + timedelta(days=30)).date()
    hire = hiring.tell(after=hiring.After("invitation", yes.pk), starts=day, told_by="employer", **BY)
    return onboarding.plan(hire=hire.pk, template_id="switcher", buddy="Piet", **BY)


def on(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def round_on(day: date) -> dict[str, int]:
    return rounds.run(by="test", now=on(day))


def sent(kind: str) -> list[str]:
    """Send what waits of a kind; returns the texts, without line breaks."""
    before = len(mail.outbox)
    for letter in Letter.objects.filter(kind=kind, state="waiting").order_by("pk"):
        letters.send(letter.pk, now=NOW, compose=compose)
    return [f"{one.subject} {one.body}".replace("\n", " ") for one in mail.outbox[before:]]


def test_a_milestone_is_told_on_its_day_to_both_sides_once() -> None:
    who, of = make.own_person("Sanne"), acting("Maasdal")
    plan = planned(who, of)
    first = plan.milestones.order_by("day", "pk")[0]
    same = plan.milestones.filter(day=first.day).count()
    assert round_on(first.day - timedelta(days=1))["milestones"] == 0
    assert round_on(first.day)["milestones"] == same
    assert round_on(first.day)["milestones"] == 0
    told = Letter.objects.filter(kind="remind-milestone", number=first.pk)
    accounts = set(told.values_list("account", flat=True))
    assert accounts == {who.user_id, of.memberships.get().user_id}
    texts = sent("remind-milestone")
    assert len(texts) == 2 * same
    to_employer = next(one for one in texts if f"/werkgever/mijn/inwerken/{plan.key}/" in one)
    to_person = next(one for one in texts if "/mijn/uitnodigingen/" in one)
    assert "Piet" in to_employer
    assert "Sanne" not in to_employer
    assert "Hallo Sanne" in to_person


def test_what_is_done_or_long_ago_is_not_told() -> None:
    plan = planned(make.own_person(), acting("Maasdal"))
    days = list(plan.milestones.order_by("day", "pk"))
    first = days[0]
    onboarding.tick(onboarding=plan.pk, code=first.code, done=True, **BY)
    late = first.day + timedelta(days=house_rules().days["milestone_late"])
    due = [one for one in days[1:] if one.day <= late and one.day > first.day]
    assert round_on(late)["milestones"] == len(due)
    assert not Letter.objects.filter(kind="remind-milestone", number=first.pk).exists()


def test_a_mail_about_a_day_that_was_ticked_off_in_the_meantime_does_not_go() -> None:
    plan = planned(make.own_person(), acting("Maasdal"))
    day = plan.milestones.order_by("day", "pk")[0].day
    round_on(day)
    for one in plan.milestones.filter(day=day).order_by("pk"):
        onboarding.tick(onboarding=plan.pk, code=one.code, done=True, **BY)
    assert sent("remind-milestone") == []


def test_another_first_day_is_told_again() -> None:
    plan = planned(make.own_person(), acting("Maasdal"))
    first = plan.milestones.order_by("day", "pk")[0]
    round_on(first.day)
    onboarding.change(onboarding=plan.pk, starts=plan.starts + timedelta(days=14), buddy="", by="test")
    first.refresh_from_db()
    assert first.reminded is None
    assert round_on(first.day)["milestones"] >= 1
    assert Letter.objects.filter(kind="remind-milestone", number=first.pk).count() == 4


def test_after_a_yes_taken_back_or_a_hire_undone_nobody_is_told() -> None:
    who, other = make.own_person(), make.own_person("Kim")
    one, two = planned(who, acting("Maasdal")), planned(other, acting("Campus"))
    days = {plan: plan.milestones.order_by("day", "pk")[0].day for plan in (one, two)}
    assert one.invitation is not None
    assert two.hire is not None
    invitations.take_back(invitation=one.invitation.pk, **BY)
    hiring.not_so(hire=two.hire.pk, **BY)
    assert [round_on(day)["milestones"] for day in sorted(days.values())] == [0, 0]
    assert Milestone.objects.filter(reminded__isnull=False).count() == 0


def test_an_invitation_to_a_pool_is_reminded_of_once_before_its_day() -> None:
    lead_of, asked = acting("APG"), acting("CBS")
    pool = pools.begin(organisation=lead_of, name="Pool Heerlen", **BY)
    lead = PoolMember.objects.get(pool=pool)
    member = pools.invite(member=lead.pk, organisation=asked, **BY)
    assert member.answer_by is not None
    before = member.answer_by - timedelta(days=house_rules().days["remind_before"])
    assert round_on(before - timedelta(days=1))["pools"] == 0
    assert [round_on(before)["pools"] for _ in range(2)] == [1, 0]
    letter = Letter.objects.get(kind="pool-remind")
    assert letter.account == asked.memberships.get().user
    text = sent("pool-remind")[0]
    assert "Pool Heerlen" in text
    assert "/mobiliteit/" in text
    pools.answer(invitation=member.pk, yes=False, **BY)
    again = pools.invite(member=lead.pk, organisation=asked, by="test", now=NOW + timedelta(days=40))
    assert again.reminded is None
    assert again.answer_by is not None
    assert round_on(again.answer_by)["pools"] == 1
    assert Letter.objects.filter(kind="pool-remind").count() == 2


def test_who_answered_or_is_in_a_closed_pool_is_not_reminded() -> None:
    pool = pools.begin(organisation=acting("APG"), name="Pool", **BY)
    lead = PoolMember.objects.get(pool=pool)
    for name, yes in (("CBS", True), ("DSM", False)):
        member = pools.invite(member=lead.pk, organisation=acting(name), **BY)
        pools.answer(invitation=member.pk, yes=yes, **BY)
    pools.invite(member=lead.pk, organisation=acting("VDL"), **BY)
    pool.refresh_from_db()
    pools.close(member=lead.pk, version=pool.version, **BY)
    assert round_on((NOW + timedelta(days=30)).date())["pools"] == 0


def test_a_mail_about_an_invitation_leads_to_the_invitations() -> None:
    who, of = make.own_person("Sanne"), acting("Maasdal")
    talking.asked(who, of)
    assert "/mijn/uitnodigingen/" in sent("invitation-asked")[0]
