"""Mobility pools: who is in them, who may change what, and what stays when somebody goes."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.actions import pool as actions
from schakel.records.journeys.actions import pool_plan
from schakel.records.journeys.models import MobilityPool, PoolMember, PoolOutcome, PoolRole
from schakel.records.journeys.pool_rows import Told
from schakel.records.organisations.models import Organisation
from support import factories as make

pytestmark = pytest.mark.django_db

JAN, JUL = date(2027, 1, 1), date(2027, 7, 1)
SHRINKS = Told("shrinking", "system-administrator", JAN, 8)
GROWS = Told("growing", "cloud-administrator", JUL, 6)


@pytest.fixture
def apg() -> Organisation:
    return make.organisation("APG")


@pytest.fixture
def lead(apg: Organisation) -> PoolMember:
    pool = actions.begin(organisation=apg, name="Pool Heerlen", by="test", now=timezone.now())
    found = queries.membership(pool.key, apg.pk)
    assert found is not None
    return found


def invited(lead: PoolMember, name: str = "CBS") -> PoolMember:
    return actions.invite(member=lead.pk, organisation=make.organisation(name), by="test", now=timezone.now())


def joined(lead: PoolMember, name: str = "CBS") -> PoolMember:
    return actions.answer(invitation=invited(lead, name).pk, yes=True, by="test", now=timezone.now())


def fill(member: PoolMember, *rows: Told) -> PoolMember:
    member.refresh_from_db()
    return actions.set_roles(member=member.pk, version=member.version, rows=rows, by="test")


def compute(pool: MobilityPool, later: Any = None) -> PoolOutcome:
    found = pool_plan.compute(pool=pool, by="test", now=timezone.now(), later=later or pytest.fail)
    assert found is not None
    return found


def test_who_begins_leads(lead: PoolMember) -> None:
    found = queries.lead_of(lead.pool_id)
    assert found == lead
    assert [one.pool.name for one in queries.memberships_of(lead.organisation_id)] == ["Pool Heerlen"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "BSN 111222333"])
def test_a_pool_has_a_decent_name(apg: Organisation, name: str) -> None:
    with pytest.raises(InputError):
        actions.begin(organisation=apg, name=name, by="test", now=timezone.now())


def test_roles_of_all_members_are_taken_together(lead: PoolMember) -> None:
    fill(lead, SHRINKS, GROWS)
    fill(joined(lead), SHRINKS)
    shrinking, growing = queries.sides_of(lead.pool_id)
    assert [(row.occupation, row.number) for row in shrinking] == [("system-administrator", 16)]
    assert [(row.occupation, row.number) for row in growing] == [("cloud-administrator", 6)]


def test_two_colleagues_at_once_the_second_is_told(lead: PoolMember) -> None:
    fill(lead, SHRINKS)
    with pytest.raises(Conflict):
        actions.set_roles(member=lead.pk, version=1, rows=[GROWS], by="test")
    assert PoolRole.objects.get().occupation == "system-administrator"


def test_another_organisation_never_gets_in_the_way(lead: PoolMember) -> None:
    other = joined(lead)
    fill(other, GROWS)
    lead.refresh_from_db()
    assert actions.set_roles(member=lead.pk, version=lead.version, rows=[SHRINKS], by="test").version == 2


def test_a_file_adds_and_replaces_the_same_role_and_month(lead: PoolMember) -> None:
    fill(lead, SHRINKS, GROWS)
    more = [Told("shrinking", "system-administrator", JAN, 3), Told("shrinking", "software-tester", JAN, 2)]
    actions.add_roles(member=lead.pk, rows=more, by="test")
    assert {(one.occupation, one.number) for one in queries.roles_of(lead.pk)} == {
        ("system-administrator", 3),
        ("software-tester", 2),
        ("cloud-administrator", 6),
    }


def test_too_many_rows_are_refused_and_nothing_changes(lead: PoolMember) -> None:
    rows = [Told("shrinking", f"role-{number}", JAN, 1) for number in range(601)]
    with pytest.raises(InputError):
        fill(lead, *rows)
    assert not PoolRole.objects.exists()


def test_inviting_twice_is_one_invitation(lead: PoolMember) -> None:
    first = invited(lead)
    again = actions.invite(member=lead.pk, organisation=first.organisation, by="test", now=timezone.now())
    assert again.pk == first.pk
    assert not queries.late(again, today=timezone.localdate())
    assert queries.late(again, today=date(2099, 1, 1))


def test_who_declined_or_left_may_be_asked_again(lead: PoolMember) -> None:
    first = invited(lead)
    actions.answer(invitation=first.pk, yes=False, by="test", now=timezone.now())
    assert queries.membership(lead.pool.key, first.organisation_id) is None
    again = actions.invite(member=lead.pk, organisation=first.organisation, by="test", now=timezone.now())
    assert again.state == PoolMember.State.INVITED
    with pytest.raises(Conflict):
        actions.leave(member=again.pk, by="test", now=timezone.now())


def test_only_who_leads_invites_and_closes(lead: PoolMember) -> None:
    other = joined(lead)
    with pytest.raises(Conflict):
        actions.invite(member=other.pk, organisation=make.organisation(), by="test", now=timezone.now())
    with pytest.raises(Conflict):
        actions.close(member=other.pk, version=1, by="test", now=timezone.now())
    with pytest.raises(Conflict):
        actions.rename(member=other.pk, version=1, name="Anders", desk_sees=True, by="test")


def test_an_invitation_is_taken_back_before_it_is_answered(lead: PoolMember) -> None:
    first = invited(lead)
    for _twice in range(2):
        actions.take_back(member=lead.pk, invitation=first.pk, by="test")
    with pytest.raises(NotFound):
        actions.answer(invitation=first.pk, yes=True, by="test", now=timezone.now())
    there = joined(lead, "Sitech")
    actions.take_back(member=lead.pk, invitation=there.pk, by="test")
    assert queries.membership(lead.pool.key, there.organisation_id) is not None


def test_who_leaves_takes_its_numbers_and_the_next_one_leads(lead: PoolMember) -> None:
    other = joined(lead)
    fill(lead, SHRINKS)
    fill(other, GROWS)
    assert actions.leave(member=lead.pk, by="test", now=timezone.now())
    assert queries.lead_of(lead.pool_id) == other
    assert queries.sides_of(lead.pool_id)[0] == []
    with pytest.raises(Conflict):
        fill(lead, SHRINKS)


def test_the_last_one_ends_the_pool(lead: PoolMember) -> None:
    invited(lead)
    assert not actions.leave(member=lead.pk, by="test", now=timezone.now())
    assert not MobilityPool.objects.exists()
    assert not PoolMember.objects.exists()


def test_a_removed_organisation_leaves_the_pool_to_the_others(lead: PoolMember, apg: Organisation) -> None:
    other = joined(lead)
    fill(lead, SHRINKS)
    fill(other, GROWS)
    apg.delete()
    assert queries.lead_of(lead.pool_id) == other
    assert queries.sides_of(lead.pool_id)[0] == []
    other.organisation.delete()
    assert not MobilityPool.objects.exists()


def test_a_closed_pool_stays_as_it_is(lead: PoolMember) -> None:
    waiting = invited(lead)
    actions.close(member=lead.pk, version=1, by="test", now=timezone.now())
    assert not PoolMember.objects.filter(pk=waiting.pk).exists()
    for change in (
        lambda: fill(lead, SHRINKS),
        lambda: actions.add_roles(member=lead.pk, rows=[SHRINKS], by="test"),
        lambda: actions.close(member=lead.pk, version=2, by="test", now=timezone.now()),
    ):
        with pytest.raises(Conflict):
            change()


def test_two_who_change_the_name_at_once(lead: PoolMember) -> None:
    actions.rename(member=lead.pk, version=1, name="Pool Zuid", desk_sees=True, by="test")
    with pytest.raises(Conflict):
        actions.rename(member=lead.pk, version=1, name="Pool Noord", desk_sees=False, by="test")
    assert [one.name for one in queries.for_the_desk()] == ["Pool Zuid"]


def test_a_small_pool_is_computed_at_once(lead: PoolMember) -> None:
    fill(lead, SHRINKS, GROWS)
    found = compute(lead.pool)
    assert (found.state, found.progress, found.plan["placed"]) == ("ready", 100, 6)
    assert compute(lead.pool).done == found.done  # the same numbers are not computed twice
    fill(lead, SHRINKS, Told("growing", "cloud-administrator", JUL, 2))
    assert compute(lead.pool).plan["placed"] == 2


def test_a_pool_with_one_side_has_no_plan(lead: PoolMember) -> None:
    fill(lead, SHRINKS)
    assert pool_plan.compute(pool=lead.pool, by="test", now=timezone.now(), later=pytest.fail) is None


def test_a_large_pool_waits_for_the_worker(
    lead: PoolMember, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(pool_plan, "AT_ONCE", 0)
    fill(lead, SHRINKS, GROWS)
    asked: list[int] = []
    with django_capture_on_commit_callbacks(execute=True):
        assert compute(lead.pool, asked.append).state == "queued"
        assert compute(lead.pool, asked.append).state == "queued"
    assert asked == [lead.pool_id]
    done = pool_plan.work(pool=lead.pool_id, now=timezone.now())
    assert done is not None
    assert (done.state, done.plan["placed"]) == ("ready", 6)
    assert pool_plan.work(pool=lead.pool_id, now=timezone.now()) is None


def test_numbers_that_change_before_the_worker_comes_are_not_computed_with(
    lead: PoolMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_plan, "AT_ONCE", 0)
    fill(lead, SHRINKS, GROWS)
    compute(lead.pool, lambda _pool: None)
    fill(lead, SHRINKS, Told("growing", "cloud-administrator", JUL, 5))
    assert pool_plan.work(pool=lead.pool_id, now=timezone.now()) is None
    found = queries.outcome_of(lead.pool_id)
    assert found is not None
    assert found.state == "failed"
    assert compute(lead.pool, lambda _pool: None).state == "queued"


def test_what_breaks_is_told_and_can_be_tried_again(lead: PoolMember, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_sides: Any, **_words: Any) -> None:
        raise ArithmeticError

    fill(lead, SHRINKS, GROWS)
    with monkeypatch.context() as patched:
        patched.setattr(pool_plan.engine, "solve", breaks)
        with pytest.raises(ArithmeticError):
            compute(lead.pool)
    found = queries.outcome_of(lead.pool_id)
    assert found is not None
    assert found.state == "failed"
    assert compute(lead.pool).state == "ready"


def test_the_trail_names_pools_and_never_numbers_of_people(lead: PoolMember) -> None:
    fill(lead, SHRINKS)
    events = AuditEvent.objects.filter(action__startswith="journeys.pool").order_by("pk")
    assert [one.action for one in events] == ["journeys.pool_begin", "journeys.pool_roles"]
    assert events[1].details == {"rows": 1}


def test_only_employers_may_be_invited(lead: PoolMember) -> None:
    able, school = make.organisation("Able"), make.organisation("School")
    make.membership("employer", of=able)
    make.membership("school", of=school)
    assert list(queries.may_be_invited(lead.pool_id)) == [able]
    actions.invite(member=lead.pk, organisation=able, by="test", now=timezone.now())
    assert list(queries.may_be_invited(lead.pool_id)) == []
