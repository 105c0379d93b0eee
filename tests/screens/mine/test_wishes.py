"""Wishes the engine knows and the page asks: work at home, and where one is allowed to work."""

from typing import Any

import pytest
from django.utils import timezone

from schakel.records.offers.engine_io import open_offers, rank_offers
from schakel.records.offers.models import Offer
from schakel.records.people.engine_io.own import to_profile
from schakel.records.people.models import Person, Profile
from schakel.screens.mine.export import everything
from support import factories, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(client: Any) -> Person:
    person = factories.own_person(skills=["sql"])
    client.force_login(person.user)
    return person


def _profile(person: Person) -> Profile:
    return Profile.objects.get(person=person)


def _keep(client: Any, person: Person, **given: Any) -> Any:
    return client.post("/mijn/wensen/", {"versie": _profile(person).version, **given})


def _gates(person: Person, gate: str) -> set[str]:
    now = timezone.now()
    ranked = rank_offers(_profile(person), open_offers(now=now), viewer=str(person.user.key), now=now)
    return {one.result for _, match in ranked for one in match.gates if one.gate == gate}


@pytest.mark.parametrize(("language", "asked"), [("", "thuis werken"), ("/en", "work at home"), ("/de", "zu Hause")])
def test_the_page_asks_both_in_every_language(client: Any, sam: Person, language: str, asked: str) -> None:
    text = pages.text(client.get(f"{language}/mijn/wensen/"))
    assert asked in text
    assert client.get(f"{language}/mijn/wensen/").context["form"].fields["werkland"].required is False


def test_what_is_told_is_kept_shown_again_and_in_the_download(client: Any, sam: Person) -> None:
    assert _keep(client, sam, thuis="partly", werkland=["NL", "BE"]).status_code == 302
    row = _profile(sam)
    assert (row.remote, row.may_work_in) == ("partly", "NL,BE")
    form = client.get("/mijn/wensen/").context["form"]
    assert form["thuis"].value() == "partly"
    assert form["werkland"].value() == ["NL", "BE"]
    assert [row["may_work_in"] for rows in everything(sam).values() for row in rows if "may_work_in" in row] == [
        "NL,BE"
    ]
    assert _keep(client, sam).status_code == 302
    assert (_profile(sam).remote, _profile(sam).may_work_in) == ("", "")


@pytest.mark.parametrize("wrong", [{"thuis": "sometimes"}, {"werkland": ["US"]}])
def test_other_answers_are_refused(client: Any, sam: Person, wrong: dict[str, Any]) -> None:
    assert _keep(client, sam, **wrong).status_code == 422
    assert (_profile(sam).remote, _profile(sam).may_work_in) == ("", "")


def test_nothing_told_is_unknown_and_never_a_fail(sam: Person) -> None:
    wishes = to_profile(_profile(sam)).wishes
    assert (wishes.remote, wishes.may_work_in, wishes.abroad) == (None, None, None)
    factories.offer("Op kantoor", kind="vacancy", asks=["sql"], mode=Offer.Mode.ON_SITE)
    assert _gates(sam, "remote") == set()


@pytest.mark.parametrize(
    ("mode", "wish", "result"),
    [("on-site", "fully", "fail"), ("hybrid", "partly", "pass"), ("online", "no", "fail"), ("", "fully", "unknown")],
)
def test_home_work_is_laid_beside_where_the_work_is(sam: Person, mode: str, wish: str, result: str) -> None:
    factories.offer("Baan", kind="vacancy", asks=["sql"], mode=mode)
    Profile.objects.filter(person=sam).update(remote=wish)
    assert _gates(sam, "remote") == {result}


@pytest.mark.parametrize(("allowed", "result"), [("NL", {"pass"}), ("DE", {"fail"}), ("", set())])
def test_being_allowed_to_work_is_a_condition_and_no_points(sam: Person, allowed: str, result: set[str]) -> None:
    here = factories.place("Maastricht", code="GM0935")
    factories.offer("Baan", kind="vacancy", asks=["sql"], place=here)
    now = timezone.now()
    before = rank_offers(_profile(sam), open_offers(now=now), viewer=str(sam.user.key), now=now)[0][1].milli
    Profile.objects.filter(person=sam).update(may_work_in=allowed)
    after = rank_offers(_profile(sam), open_offers(now=now), viewer=str(sam.user.key), now=now)[0][1].milli
    assert _gates(sam, "permit") == result
    assert before == after


@pytest.mark.parametrize(
    ("place", "countries", "abroad"),
    [("GM0935", "NL", False), ("GM0935", "NL,DE", True), ("DE:aachen", "DE", False), ("DE:aachen", "NL", True)],
)
def test_abroad_is_seen_from_where_somebody_lives(sam: Person, place: str, countries: str, abroad: bool) -> None:
    factories.place(place, code=place)
    Profile.objects.filter(person=sam).update(place_id=place, countries=countries)
    assert to_profile(_profile(sam)).wishes.abroad is abroad
