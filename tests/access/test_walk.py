"""Everybody tries every page: all addresses of the resolver, every role, own things and those of others.

What each may open stands in `support/doors.py`. A page never breaks, never shows what is another's, and a refused form changes
nothing.
"""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support import actors
from support.addresses import Address, addresses
from support.doors import ACTORS, DOORS, Door, door_of

pytestmark = pytest.mark.django_db

ALL = addresses()
OWN = [one for one in ALL if one.name in DOORS]
BY_NAME = {one.name: one for one in ALL}
READ_AT = (
    ("mine:data", "talent"),
    ("mine:message", "talent"),
    ("mine:profile", "talent"),
    ("mine:experience", "talent"),
    ("mine:profile", "other talent"),
    ("mine:experience", "other talent"),
    ("employer:invitations", "employer"),
    ("employer:check", "employer"),
    ("employer:onboarding", "colleague"),
    ("pool:pool", "employer"),
    ("account_team", "employer"),
    ("school:session", "school"),
    ("school:groups", "school"),
    ("desk:case", "adviser"),
    ("desk:referral", "partner"),
    ("school:exemption", "school"),
    ("school:check-offer", "school"),
    ("employer:teacher-question", "employer"),
    ("school:teacher-question", "school"),
)
# A visit may write that a device was seen, that somebody looked, and the session.
WRITES = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|accounts_device|core_auditevent|SAVEPOINT)(\w+)"'
)


def met(answer: Any) -> str:
    """What somebody met, in the words of `Door.opens_for`."""
    if answer.status_code in (403, 404, 405):
        return {403: "forbidden", 404: "missing", 405: "not so"}[answer.status_code]
    if answer.status_code == 302:
        there = answer["Location"]
        for path, word in (
            ("/account/inloggen/", "sign in"),
            ("/account/twee-stappen/nodig/", "two factors"),
            ("/mijn/begin/", "begin"),
        ):
            if there.startswith(path):
                return word
        return "elsewhere"
    return "in" if answer.status_code == 200 else str(answer.status_code)


def leaks(answer: Any, actor: str, door: Door) -> list[str]:
    """The secrets in an answer that this actor may not read."""
    if getattr(answer, "streaming", False):
        return []
    text = answer.content.decode(errors="replace") + answer.get("Location", "")
    return [
        secret
        for secret, readers in actors.SECRETS.items()
        if secret in text and actor not in readers and not (door.room == "key" and "key" in readers)
    ]


def test_every_address_has_a_line() -> None:
    without = [one.name for one in ALL if door_of(one.name) is None]
    assert not without, (
        f"add a line to DOORS in tests/support/doors.py for: {without}, and what to fill in to tests/support/actors.py"
    )
    assert not set(DOORS) - {one.name for one in ALL}, "these addresses are gone: take their line out"


def check(address: Address, actor: str, world: actors.World) -> None:
    """One actor opens one page: what they meet, and what they may not read there."""
    door, path = door_of(address.name), world.path_of(address)
    assert door is not None
    answer = world.clients[actor].get(path)
    found, expected = met(answer), "" if door.room == "allauth" else door.opens_for(actor)
    assert answer.status_code < 500, f"{path} breaks for {actor}"
    assert not leaks(answer, actor, door), f"{path} shows {actor} {leaks(answer, actor, door)}"
    if door.post:
        assert found == "not so" or (expected != "in" and found == expected), f"GET {path} as {actor}: {found}"
    elif expected == "in" and door.moves:
        assert found in ("in", "elsewhere"), f"{path} as {actor}: {found}"
    elif expected:
        assert found == expected, f"{path} as {actor}: {found} instead of {expected}"


def first_who(door: Door | None) -> set[str]:
    """Whoever gets in or misses it, and one of each who is refused at the door; of a page for everybody a few."""
    if door is None or door.room in ("open", "allauth"):
        return {"anonymous", "talent", "employer", "adviser"}
    meets = {actor: door.opens_for(actor) for actor in ACTORS}
    return {actor for actor in ACTORS if meets[actor] in ("in", "missing")} | set(
        {v: k for k, v in meets.items()}.values()
    )


@pytest.mark.parametrize("address", ALL, ids=lambda one: one.name)
def test_everybody_meets_what_the_table_says(address: Address, world: actors.World) -> None:
    for actor in sorted(first_who(door_of(address.name))):
        check(address, actor, world)


@pytest.mark.slow
@pytest.mark.parametrize("address", ALL, ids=lambda one: one.name)
def test_all_others_meet_the_same(address: Address, world: actors.World) -> None:
    for actor in sorted(set(ACTORS) - first_who(door_of(address.name))):
        check(address, actor, world)


@pytest.mark.parametrize("address", OWN, ids=lambda one: one.name)
def test_who_may_not_changes_nothing(address: Address, world: actors.World) -> None:
    door, path = DOORS[address.name], world.path_of(address)
    refused = {door.opens_for(actor): actor for actor in ACTORS if door.opens_for(actor) != "in"}
    for expected, actor in refused.items():
        with CaptureQueriesContext(connection) as queries:
            answer = world.clients[actor].post(path, {"ja": "1", "weg": "1", "versie": "1"})
        assert met(answer) in (expected, "not so"), f"POST {path} as {actor}: {met(answer)} instead of {expected}"
        assert not leaks(answer, actor, door)
        written = [one["sql"][:120] for one in queries.captured_queries if WRITES.match(one["sql"])]
        assert not written, f"POST {path} as {actor} wrote {written}"


def test_no_form_is_taken_without_its_token(world: actors.World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = world.clients["employer"].cookies
    taken = [one.name for one in ALL if strict.post(world.path_of(one)).status_code != 403]
    assert not taken, f"these take a form of another site: {taken}"


def test_what_the_walk_looks_for_is_there_to_find(world: actors.World) -> None:
    """Each secret is read by somebody who may: the walk does not search for words that stand nowhere."""
    read: set[str] = set()
    for name, actor in READ_AT:
        text = world.clients[actor].get(world.path_of(BY_NAME[name])).content.decode()
        read |= {secret for secret in actors.SECRETS if secret in text}
    assert read == set(actors.SECRETS)
