"""Nonsense in the address, in the question and in every form of every page: a plain answer, never a broken page.

Who tries is somebody who may open the page: nonsense must not get past the door first to do harm.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest

from support import actors
from support.addresses import Address, addresses
from support.doors import ACTORS, DOORS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGES = [one for one in addresses() if one.name in DOORS]
READ = [one for one in PAGES if not DOORS[one.name].post]
WITH_KEY = [one for one in PAGES if one.parts]
# As they stand in an address: unknown, very long, with a null, not UTF-8, upwards, and digits of another script.
KEYS = (
    "bestaat-niet",
    "x" * 3000,
    "a%00b",
    "%ff%fe",
    "..%2f..",
    "%D9%A3",
    "00000000-0000-4000-8000-000000000000",
    "9" * 40,
)
NAMES = [
    "q",
    "soort",
    "niveau",
    "gemeente",
    "pagina",
    "taal",
    "taalniveau",
    "uren",
    "km",
    "goed",
    "jaar",
    "per",
    "land",
    "stand",
    "welke",
    "aanbod",
    "over",
    "vaardigheid",
    "beroep",
    "initiatief",
    "bron",
    "prijs",
    "tijd",
    "antwoord",
    "next",
    "sector",
    "lijn",
    "rol",
    "naar",
    "van",
    "tot",
]
VALUES = (
    "-1",
    "abc",
    "999999",
    "%00",
    "%ff%fe",
    "x" * 3000,
    "%D9%A3",
    "1e9",
    "9" * 400,
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
)
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*\bname=\"([^\"]+)\"[^>]*>")
WRITTEN = (
    "\x00",
    "9" * 5000,
    "\u0663",
    "-1",
    "1e400",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "x" * 70_000,
)
HOSTILE = "<script>alert(1)</script>"


def who_gets_in(name: str) -> str:
    """Somebody who may open the page, rather with a role than without."""
    order = ("employer", "school", "adviser", "partner", "talent", "anonymous")
    return next((actor for actor in (*order, *ACTORS) if DOORS[name].opens_for(actor) == "in"), "school")


def clean(answer: Any, where: str) -> None:
    assert answer.status_code < 500, f"{where}: {answer.status_code}"
    if answer.get("Content-Type", "").startswith("text/html"):
        assert HOSTILE not in answer.content.decode(), f"{where} says back what it was told"


@pytest.mark.parametrize("address", WITH_KEY, ids=lambda one: one.name)
def test_a_key_of_nothing_is_not_found(address: Address, world: actors.World) -> None:
    good = world.path_of(address)
    own = world.words.get(address.name) or world.words.get(address.name.partition(":")[0], {})
    for kind, name in address.parts:
        for bad in (*KEYS, *world.others.values()):
            if bad == own.get(name):
                continue
            path = good.replace(own.get(name) or "bestaat-niet", bad)
            for actor in ("anonymous", who_gets_in(address.name)):
                ask = world.clients[actor].post if DOORS[address.name].post else world.clients[actor].get
                with world.undone():
                    answer = ask(path)
                clean(answer, f"{path[:80]} ({kind})")


@pytest.mark.parametrize("address", READ, ids=lambda one: one.name)
def test_nonsense_in_the_question_gives_a_page(address: Address, world: actors.World) -> None:
    path, client = world.path_of(address), world.clients[who_gets_in(address.name)]
    plain = client.get(path).status_code
    for value in VALUES:
        answer = client.get(f"{path}?{'&'.join(f'{name}={value}' for name in NAMES)}")
        clean(answer, f"{path}?…={value[:20]}")
        assert answer.status_code in (plain, 302, 400, 404, 422), f"{path} with {value[:20]}: {answer.status_code}"


def forms_of(html: str) -> Iterator[tuple[str, list[str]]]:
    """Where each form goes to, and its fields, buttons too."""
    for attributes, inside in FORM.findall(html):
        if 'method="post"' in attributes.lower():
            action = re.search(r'action="([^"]*)"', attributes)
            yield unescape(action.group(1)) if action else "", list(dict.fromkeys(FIELD.findall(inside)))


@pytest.mark.parametrize("address", READ, ids=lambda one: one.name)
def test_every_form_full_of_nonsense_is_refused_or_kept_as_text(address: Address, world: actors.World) -> None:
    path, client = world.path_of(address), world.clients[who_gets_in(address.name)]
    answer = client.get(path)
    if not answer.get("Content-Type", "").startswith("text/html"):
        return
    main = answer.content.decode().partition("<main")[2]
    for action, fields in forms_of(main):
        for value in (*WRITTEN, HOSTILE):
            with world.undone():
                sent = client.post(urljoin(path, action), dict.fromkeys(fields, value))
            clean(sent, f"{path} form to {action or path} with {value[:12]!r}")
