"""Where somebody can go from here: on the advice page and on the person's own routes, in three languages."""

from datetime import date
from typing import Any

import pytest

from schakel.engine.transitions import PayBand
from schakel.records.offers.engine_io_pay import LEAST_VACANCIES, usual_pay
from schakel.records.people.engine_io import Asked, advise_text
from schakel.records.people.models import Profile
from support import factories, pages

pytestmark = pytest.mark.django_db

TEXT = (
    "Curriculum vitae. Medewerker servicedesk, 2019 - 2025. Vaardigheden: TOPdesk, Windows 10, Windows Server, "
    "Microsoft 365, Active Directory, PowerShell, incidentmanagement."
)
GOAL = "system-administrator"
ROLE = f"urn:schakel:occupation:{GOAL}"
NOW = date(2026, 11, 24)


def _moves(text: str = TEXT, *, goal: str = GOAL, level: str = "", **more: Any) -> Any:
    return advise_text(Asked(text, goal=goal, level=level), language="nl", now=NOW, **more).moves


def _vacancy(employer: Any, low: int, high: int, **fields: Any) -> None:
    factories.offer(
        "Baan", kind="vacancy", occupations=[GOAL], organisation=employer, salary_min=low, salary_max=high, **fields
    )


@pytest.mark.parametrize(
    ("language", "heading"),
    [("", "Waar je van hieruit heen kunt"), ("/en", "Where you can go from here"), ("/de", "Wohin Sie von hier aus")],
)
def test_the_advice_shows_feasible_work_with_reasons_and_what_opens_most(
    client: Any, language: str, heading: str
) -> None:
    answer = client.post(f"{language}/advies/", {"tekst": TEXT, "toch": "1", "doel": GOAL})
    text = pages.text(answer)
    assert heading in text
    moves = answer.context["found"].moves
    assert moves.feasible
    for move in (*moves.feasible, *moves.near):
        assert move.role.label in text
    assert all(move.points >= moves.feasible_from - 1 for move in moves.feasible)
    assert all(move.has for move in moves.feasible)
    assert moves.opens
    assert moves.over_jobs
    assert moves.over_jobs[0].jobs[0].role.label in text


def test_who_told_nothing_gets_no_moves(client: Any) -> None:
    assert _moves("Ik hou van wandelen in het bos met mijn hond.", goal="") is None
    answer = client.post("/advies/", {"tekst": "Ik hou van wandelen in het bos met mijn hond.", "toch": "1"})
    assert answer.status_code == 200


def test_nothing_one_wants_is_mixed_into_what_one_can() -> None:
    plain, paid = _moves(), _moves(pay={ROLE: PayBand(3000, 3600)})
    assert [(one.role, one.points) for one in plain.feasible] == [(one.role, one.points) for one in paid.feasible]
    assert {one.pay for one in (*plain.feasible, *plain.near)} == {None}
    assert (3000, 3600) in {one.pay for one in (*paid.feasible, *paid.near)}


def test_work_above_the_level_is_shown_with_that_word() -> None:
    low, high = _moves(level="mbo-2"), _moves(level="wo")
    assert {one.role.id for one in low.feasible} == {one.role.id for one in high.feasible}
    assert "above" in {one.level for one in (*low.feasible, *low.near)}
    assert {one.level for one in (*high.feasible, *high.near)} == {""}


def test_pay_is_told_from_enough_open_vacancies_of_enough_employers() -> None:
    employers = [factories.organisation(f"Werkgever {at}") for at in range(3)]
    for at in range(LEAST_VACANCIES):
        assert usual_pay(NOW) == {}
        _vacancy(employers[at % 3], 2800 + 100 * at, 3600 + 100 * at)
    assert usual_pay(NOW) == {ROLE: PayBand(3000, 3800, "vacancies")}


def test_made_up_and_closed_vacancies_tell_nothing_of_pay() -> None:
    employers = [factories.organisation(f"Werkgever {at}") for at in range(5)]
    for employer in employers:
        _vacancy(employer, 2000, 9000, fictional=True)
        _vacancy(employer, 2000, 9000, published_until=date(2026, 1, 1))
    assert usual_pay(NOW) == {}
    for _ in range(LEAST_VACANCIES):
        _vacancy(employers[0], 2000, 9000)
    assert usual_pay(NOW) == {}  # one employer is no norm


def test_the_persons_own_routes_show_it_too(client: Any) -> None:
    skills = ["topdesk", "windows-client", "windows-server", "microsoft-365", "active-directory", "powershell"]
    person = factories.own_person(skills=[*skills, "incident-management", "service-desk-work"])
    Profile.objects.filter(person=person).update(goal=ROLE)
    client.force_login(person.user)
    answer = client.get("/mijn/routes/")
    assert "Waar je van hieruit heen kunt" in pages.text(answer)
    assert answer.context["moves"].over_jobs
    assert "via een baan die je nu al kunt doen" in pages.text(answer)


def test_an_empty_profile_has_no_moves(client: Any) -> None:
    client.force_login(factories.own_person().user)
    answer = client.get("/mijn/routes/")
    assert answer.status_code == 200
    assert answer.context["moves"] is None
