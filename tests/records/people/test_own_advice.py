"""Advice on a kept profile is not made twice, and is never that of an older profile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.transitions import PayBand
from schakel.records.core.kept import Kept
from schakel.records.people import actions, queries
from schakel.records.people.engine_io import own
from schakel.records.people.models import Experience, Person, Profile
from support import factories as make

pytestmark = pytest.mark.django_db

AGENT, ADMIN = "urn:schakel:occupation:service-desk-agent", "urn:schakel:occupation:system-administrator"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "_KEPT", Kept(most=10, seconds=60))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one each time advice is really made."""
    made: list[int] = []
    plain = own._advice

    def counting(*given: Any, **named: Any) -> own.OwnAdvice:
        made.append(1)
        return plain(*given, **named)

    monkeypatch.setattr(own, "_advice", counting)
    return made


def advised(person: Person, *, language: str = "nl", **more: Any) -> own.OwnAdvice:
    profile = queries.profile_for(person)
    viewer = str(person.user.key)  # type: ignore[union-attr]
    return own.advise_profile(profile, viewer=viewer, language=language, **{"now": timezone.localdate(), **more})


def anew(person: Person, **more: Any) -> own.OwnAdvice:
    """The same, with nothing kept."""
    own._KEPT.forget()
    return advised(person, **more)


def test_the_same_question_is_answered_from_what_was_kept(counted: list[int]) -> None:
    sam = make.own_person(skills=["sql", "linux"], level="mbo-4")
    first = advised(sam)
    assert advised(sam) == first
    assert len(counted) == 1
    assert anew(sam) == first
    assert first.roles[0].looked_for_routes
    assert not any(role.looked_for_routes for role in first.roles[1:])
    assert len(first.roles) <= own.ROLES_SHOWN


def _more_skills(person: Person) -> None:
    actions.add_skills(person=person, skills=[actions.Skill("urn:schakel:skill:python", 3)], by="test")


def _other(**fields: Any) -> Callable[[Person], Any]:
    return lambda person: Profile.objects.filter(person=person).update(**fields)


def _studied(person: Person) -> None:
    Experience.objects.create(profile=person.profile, kind="study", title="Netwerken", ended="2020")


CHANGES: dict[str, Callable[[Person], Any]] = {
    "a skill more": _more_skills,
    "a skill less": lambda person: person.profile.skills.filter(uri__endswith=":sql").delete(),
    "a level of a skill": lambda person: person.profile.skills.update(level=3),
    "a proof": lambda person: person.profile.skills.update(tier="validated"),
    "an aim": _other(goal=ADMIN),
    "an occupation": _other(occupation=AGENT),
    "a level": _other(level="hbo"),
    "hours": _other(hours_max=16),
    "a study": _studied,
    "a language": lambda person: person.profile.languages.create(language="de", cefr="B2"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_profile_gets_the_advice_of_that_profile_at_once(what: str, counted: list[int]) -> None:
    sam = make.own_person(skills=["sql", "linux"], level="mbo-4")
    advised(sam)
    CHANGES[what](sam)
    after = advised(sam)
    assert len(counted) == 2, what
    assert after == anew(sam)


def test_what_stands_beside_the_profile_counts_too(counted: list[int]) -> None:
    sam = make.own_person(skills=["sql", "linux"])
    day = timezone.localdate()
    beside: list[dict[str, Any]] = [
        {},
        {"language": "de"},
        {"pay": {ADMIN: PayBand(2600, 3400)}},
        {"granted": {"een-cursus": frozenset({"a"})}},
        {"now": day + timedelta(days=1)},
    ]
    for more in beside:
        advised(sam, **more)
    assert len(counted) == len(beside)


def test_two_people_never_get_each_others_advice() -> None:
    sam, kim = make.own_person(skills=["sql"]), make.own_person("Kim", skills=["windows", "cisco"])
    assert advised(sam) != advised(kim)
    assert advised(sam) == anew(sam)
