"""Writes of people: what stands, what is refused, what is written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError
from schakel.records.core.actions import forget_old_events
from schakel.records.core.models import AuditEvent
from schakel.records.people import actions, queries
from schakel.records.people.engine_io.own import advise_profile, to_profile
from schakel.records.people.models import Consent, Person
from schakel.records.people.purposes import purpose, purposes
from schakel.records.people.rules import is_self
from support import factories

pytestmark = pytest.mark.django_db
SQL = "urn:schakel:skill:sql"


@pytest.fixture
def sam() -> Person:
    return factories.own_person(skills=["sql"])


def test_the_person_is_themselves_and_nobody_else(sam: Person) -> None:
    stranger, colleague = factories.own_person("Anders"), factories.membership("adviser").user
    assert is_self(sam.user, sam)
    assert not is_self(stranger.user, sam)
    assert not is_self(colleague, sam)
    assert not is_self(sam.user, factories.person())
    assert not is_self(sam.user)
    sam.user.is_active = False  # type: ignore[union-attr]
    assert not is_self(sam.user, sam)


def test_one_account_is_one_person(sam: Person) -> None:
    again = actions.begin(user=sam.user, name="Ander", by="test", now=timezone.now())  # type: ignore[arg-type]
    assert again == sam


def test_what_stands_is_not_lowered_by_reading_again(sam: Person) -> None:
    actions.add_skills(person=sam, skills=[actions.Skill(SQL, 1, "bij de gemeente")], by="test")
    claim = sam.profile.skills.get()
    assert (claim.level, claim.tier, claim.evidence) == (2, "evidenced", "bij de gemeente")


def test_skills_that_do_not_exist_are_passed_over(sam: Person) -> None:
    assert actions.add_skills(person=sam, skills=[actions.Skill("urn:schakel:skill:flying")], by="test") == 0
    many = [actions.Skill(f"urn:x:{n}") for n in range(400)]
    assert actions.add_skills(person=sam, skills=many, by="test") == 0


def test_a_profile_does_not_grow_without_end(sam: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "SKILLS_MOST", 1)
    with pytest.raises(InputError):
        actions.add_skills(person=sam, skills=[actions.Skill("urn:schakel:skill:python")], by="test")
    monkeypatch.setattr(actions, "EXPERIENCES_MOST", 1)
    with pytest.raises(InputError):
        actions.add_experiences(person=sam, done=[actions.Done("work", "a"), actions.Done("work", "b")], by="test")


def test_two_windows_do_not_overwrite_each_other(sam: Person) -> None:
    version = sam.profile.version
    actions.set_skills(person=sam, skills=[actions.Skill(SQL, 3)], version=version, by="test")
    with pytest.raises(Conflict):
        actions.set_skills(person=sam, skills=[], version=version, by="test")
    assert sam.profile.skills.get().level == 3


@pytest.mark.parametrize("text", ["111222333", "11 12 22 333", "111.222.333"])
def test_a_citizen_service_number_is_never_taken_in(sam: Person, text: str) -> None:
    with pytest.raises(InputError, match="BSN"):
        actions.rename(person=sam, name=text, by="test")
    with pytest.raises(InputError, match="BSN"):
        actions.add_skills(person=sam, skills=[actions.Skill(SQL, 1, text)], by="test")


def test_consent_has_a_purpose_a_date_and_a_version(sam: Person) -> None:
    now = timezone.now()
    made = actions.give_consent(person=sam, purpose_id="counted", by="test", now=now)
    assert (made.given, made.version) == (now, purpose("counted").version)
    assert queries.allows(sam, "counted")
    assert not queries.allows(sam, "alerts")
    Consent.objects.update(version=0)
    assert not queries.allows(sam, "counted")  # older words are no consent to these
    assert actions.withdraw_consent(person=sam, purpose_id="counted", by="test", now=now)
    assert not actions.withdraw_consent(person=sam, purpose_id="counted", by="test", now=now)


def test_every_purpose_is_told_in_every_language() -> None:
    assert len({one.id for one in purposes()}) == len(purposes())
    for one in purposes():
        assert set(one.title) == set(one.text) == {"nl", "en", "de"}


def test_the_ranker_gets_no_work_dates_and_no_words(sam: Person) -> None:
    actions.add_experiences(person=sam, done=[actions.Done("work", "Geheime baan", started="2001")], by="test")
    actions.add_skills(person=sam, skills=[actions.Skill(SQL, 3, "Geheime baan")], by="test")
    told = str(to_profile(queries.profile_for(sam)))
    assert "Geheim" not in told
    assert "2001" not in told
    assert sam.name not in told


def test_twins_with_other_names_and_pasts_get_the_same_advice(sam: Person) -> None:
    twin = factories.own_person("Fatima", skills=["sql"])
    actions.add_experiences(person=twin, done=[actions.Done("work", "Kok", started="1980", ended="1985")], by="test")
    day = timezone.localdate()
    mine, theirs = (
        advise_profile(queries.profile_for(one), viewer=str(one.user.key), language="nl", now=day)  # type: ignore[union-attr]
        for one in (sam, twin)
    )
    assert mine == theirs


def test_every_write_leaves_a_line_without_what_was_written(sam: Person) -> None:
    before = AuditEvent.objects.count()
    actions.rename(person=sam, name="Zwanenburg", by="test")
    actions.set_calendar(person=sam, on=True, by="test")
    actions.set_languages(person=sam, languages={"nl": "C2"}, by="test")
    actions.set_wishes(person=sam, wished=actions.Wished(goal="x"), version=None, by="test")
    lines = list(AuditEvent.objects.order_by("pk"))[before:]
    assert [line.action for line in lines] == [
        "people.rename",
        "people.set_calendar",
        "people.set_languages",
        "people.set_wishes",
    ]
    assert {line.subject for line in lines} == {f"person {sam.key}"}
    assert "Zwanenburg" not in str([line.details for line in lines])


def test_audit_lines_go_after_a_year(sam: Person) -> None:
    AuditEvent.objects.update(at=timezone.now() - timedelta(days=366))
    actions.rename(person=sam, name="Sam", by="test")
    assert forget_old_events(by="test", now=timezone.now()) > 0
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"people.rename", "core.forget_old_events"}
    assert forget_old_events(by="test", now=timezone.now()) == 0
