"""Assignment rounds for tests: a round of one school, assignments, students, teams made, a result."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.journeys.actions import team_places, team_results, teams
from schakel.records.journeys.models import RoundAssignment, RoundSchool, TeamEntry, TeamResult, TeamRound
from schakel.records.organisations.models import Organisation
from support import factories as make

SKILL = "urn:schakel:skill:"
RESULT = {
    "title": "Storingen voorspellen",
    "summary": "We maakten een overzicht van storingen met SQL.",
    "link": "https://werk.example/storingen",
    "licence": "CC-BY-4.0",
    "language": "nl",
}


def by() -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": "test", "now": timezone.now()}


def a_round(school: Organisation | None = None, **changes: Any) -> RoundSchool:
    """A round that is open now; teams of three, mbo-4 and hbo in each."""
    today = timezone.localdate()
    words: dict[str, Any] = {
        "name": "Voorjaar",
        "team_size": 3,
        "levels": ("mbo-4", "hbo"),
        "closes": timezone.now() + timedelta(days=3),
        "starts": today + timedelta(days=10),
        "midway": today + timedelta(days=30),
        "ends": today + timedelta(days=60),
    }
    of = school or make.organisation("Vista", kind="mbo")
    told = teams.Plan(**{**words, **changes})
    made_ = teams.begin(school=of, told=told, **by())
    return RoundSchool.objects.select_related("round", "school").get(round=made_, school=of)


def assignment(at: RoundSchool, title: str = "Storingen", *, asks: Any = ("sql",), **fields: Any) -> RoundAssignment:
    """A published assignment of a company, picked up by this school."""
    company = fields.pop("organisation", None) or make.organisation("Bedrijf")
    offer = make.offer(title, kind="assignment", organisation=company, asks=asks, **fields)
    return teams.pick_up(at=at.pk, offer=offer.pk, **by())


def coach(at: RoundSchool, who: User | None = None) -> User:
    """Somebody of the school who coaches."""
    account = make.membership("school", of=at.school, who=who).user
    teams.be_coach(at=at.pk, account=account, name="Els Coach", contact="els@school.example", **by())
    return account


def student(
    at: RoundSchool, name: str, level: str, *, skills: Any = ("sql",), show: Any = None, late: bool = False
) -> TeamEntry:
    """Somebody with an account who signed up; `late`: although sign-up is over."""
    person = make.own_person(name, skills=skills)
    shown = skills if show is None else show
    said = team_places.Said(at.school_id, level, tuple(f"{SKILL}{one}" for one in shown))
    if late:
        return TeamEntry.objects.create(
            round=at.round, person=person, school=at.school, level=level, made=timezone.now()
        )
    return team_places.sign_up(round_=at.round_id, person=person, said=said, version=0, **by())


def closed(round_: TeamRound) -> None:
    """The last day to sign up is past."""
    TeamRound.objects.filter(pk=round_.pk).update(closes=timezone.now() - timedelta(hours=1))


def drawn(
    *, assignments: int = 1, levels: Any = ("mbo-4", "hbo", "hbo"), schools: int = 1, **changes: Any
) -> tuple[RoundSchool, list[RoundAssignment]]:
    """A round whose teams are made."""
    at = a_round(**changes)
    for number in range(schools - 1):
        other = make.organisation(f"School {number}", kind="hbo")
        make.membership("school", of=other)
        asked = teams.invite(at=at.pk, school=other, **by())
        teams.answer(invitation=asked.pk, yes=True, **by())
    work = [assignment(at, f"Opdracht {number}") for number in range(assignments)]
    coach(at)
    for number, level in enumerate(levels):
        student(at, f"Student {number}", level)
    closed(at.round)
    teams.make_teams(at=at.pk, **by())
    found = RoundSchool.objects.select_related("round", "school").get(pk=at.pk)
    numbers = [one.pk for one in work]
    return found, list(
        RoundAssignment.objects.select_related("round", "offer", "company", "school")
        .filter(pk__in=numbers)
        .order_by("pk")
    )


def made(team: RoundAssignment, *, version: int = 0, **changes: str) -> TeamResult:
    """What a team hands in."""
    told = team_results.Made(**{**RESULT, **changes})
    return team_results.hand_in(team=team.pk, made=told, version=version, **by())
