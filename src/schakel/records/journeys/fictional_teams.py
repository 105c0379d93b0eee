"""Two fictional assignment rounds, marked as made up: one with teams at work and a result, one open to sign up."""

import tomllib
import uuid
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.core.actions import record_event
from schakel.records.journeys import engine_io_teams as engine
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import team_places, team_results, teams
from schakel.records.journeys.models import Letter, RoundAssignment, RoundSchool, TeamEntry, TeamResult, TeamRound
from schakel.records.offers.models import Offer, OfferLevel, OfferSkill
from schakel.records.organisations.models import Membership, Organisation, Role
from schakel.records.people.engine_io.linking import skill_uri_of
from schakel.records.people.models import Person
from schakel.reference import REFERENCE

# The made-up schools; the first is the one of the demo, whose account coaches.
SCHOOLS = (
    ("fictieve-school", "Fictieve School", Organisation.Kind.MBO, "onderwijs@schakel.example"),
    ("fictieve-hogeschool", "Fictieve Hogeschool", Organisation.Kind.HBO, "coach@schakel.example"),
)
# Days from today, for a round that is busy and one that is open: sign-up ends, start, midway, end; and when it was made.
DAYS = {"klaar": (-30, -21, -5, 30, -40), "open": (14, 28, 60, 90, -2)}
PEOPLE_LOOKED_AT = 120
NAMES = uuid.UUID("5f0b1b0e-3c1f-4a63-9f0b-0d6b9a1c2e57")


@transaction.atomic
def clear() -> None:
    """Remove the fictional rounds with everything in them, and the letters about them."""
    made_up = TeamRound.objects.filter(fictional=True)
    about = {
        "roundschool": RoundSchool.objects.filter(round__in=made_up),
        "roundassignment": RoundAssignment.objects.filter(round__in=made_up),
        "teamentry": TeamEntry.objects.filter(round__in=made_up),
        "teamresult": TeamResult.objects.filter(team__round__in=made_up),
    }
    for name, rows in about.items():
        Letter.objects.filter(about=name, number__in=rows.order_by().values("pk")).delete()
    made_up.delete()


@transaction.atomic
def load(*, by: str, now: datetime, seed: int = 2030) -> int:
    """Make the two rounds out of the fictional employers and people there are; returns how many, 0 without people."""
    data = tomllib.loads((REFERENCE / "fictional" / "teams.toml").read_text(encoding="utf-8"))
    companies = list(Organisation.objects.filter(fictional=True, kind=Organisation.Kind.EMPLOYER).order_by("slug")[:4])
    free = _people(data)
    if not companies or len(free) < data["rounds"]["klaar"]["students"]:
        return 0
    schools = [_school(*one) for one in SCHOOLS]
    offers = [
        (one["round"], _offer(one, companies[number % len(companies)]))
        for number, one in enumerate(data["assignments"])
    ]
    for name, told in data["rounds"].items():
        mine, free = free[: told["students"]], free[told["students"] :]
        maker = _Maker(name, told, seed=seed, by=by, now=now)
        maker.make(schools, data["coach"], [offer for of, offer in offers if of == name], mine)
        if name == "klaar":
            maker.results(data["results"])
    record_event(by=by, action="journeys.load_fictional_teams", details={"rounds": len(data["rounds"])})
    return len(data["rounds"])


def _people(data: dict[str, Any]) -> list[Person]:
    """Made-up people for the rounds: the first there is, then those who can do something that is asked, then the rest."""
    rows = Person.objects.filter(fictional=True, profile__isnull=False).select_related("profile")
    there = list(rows.prefetch_related("profile__skills").order_by("pk")[:PEOPLE_LOOKED_AT])
    asked = {skill_uri_of(id_) for one in data["assignments"] for id_ in (*one["requires"], *one["wishes"])}
    able = [one for one in there[1:] if asked & {skill.uri for skill in one.profile.skills.all()}]
    rest = [one for one in there[1:] if one not in able]
    return [*there[:1], *able, *rest][: sum(one["students"] for one in data["rounds"].values())]


def _school(slug: str, name: str, kind: str, email: str) -> tuple[Organisation, User]:
    """A made-up school and who coaches there: an account without a password, unless the demo gives it one."""
    made, _new = Organisation.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind, "fictional": True})
    coach = User.objects.filter(email=email).first() or User.objects.create_user(email, fictional=True)
    defaults = {"since": timezone.now()}
    Membership.objects.get_or_create(user=coach, organisation=made, role=Role.SCHOOL, defaults=defaults)
    return made, coach


def _offer(told: dict[str, Any], company: Organisation) -> Offer:
    words = {name: told[name] for name in told if name.startswith(("title_", "summary_"))}
    made, _new = Offer.objects.update_or_create(
        slug=told["slug"],
        defaults={
            "kind": Offer.Kind.ASSIGNMENT,
            "organisation": company,
            "place": company.place,
            "language": "nl",
            "weeks": 10,
            "fictional": True,
            **words,
        },
    )
    for level in ("mbo-4", "hbo"):
        OfferLevel.objects.get_or_create(offer=made, level=level)
    for role in (OfferSkill.Role.REQUIRES, OfferSkill.Role.WISHES):
        for id_ in told[role]:
            uri = skill_uri_of(id_)
            if uri:
                OfferSkill.objects.get_or_create(offer=made, uri=uri, role=role)
    return made


class _Maker:
    """One round, made through the same actions as a real one, on days around today."""

    def __init__(self, name: str, told: dict[str, Any], *, seed: int, by: str, now: datetime) -> None:
        self.told, self.seed, self.by, self.now = told, f"{seed} {name}", by, now
        self.closes, self.starts, self.midway, self.ends, self.made = (now + timedelta(days=n) for n in DAYS[name])
        self.random = Random(self.seed)

    def make(
        self,
        schools: list[tuple[Organisation, User]],
        words: dict[str, str],
        offers: list[Offer],
        people: list[Person],
    ) -> None:
        early: dict[str, Any] = {"by": self.by, "now": self.made}
        plan = teams.Plan(
            name=self.told["name"],
            team_size=self.told["size"],
            levels=tuple(self.told["levels"]),
            closes=self.closes,
            starts=timezone.localdate(self.starts),
            midway=timezone.localdate(self.midway),
            ends=timezone.localdate(self.ends),
        )
        self.round = teams.begin(school=schools[0][0], told=plan, **early)
        TeamRound.objects.filter(pk=self.round.pk).update(seed=self.seed, commitment=engine.fingerprint(self.seed))
        lead = RoundSchool.objects.get(round=self.round)
        asked = teams.invite(at=lead.pk, school=schools[1][0], **early)
        joined = [lead, teams.answer(invitation=asked.pk, yes=True, **early)]
        for number, offer in enumerate(offers):
            work = teams.pick_up(at=joined[number % 2].pk, offer=offer.pk, **early)
            RoundAssignment.objects.filter(pk=work.pk).update(key=uuid.uuid5(NAMES, f"{self.seed} {offer.slug}"))
        for at, (_of, coach) in zip(joined, schools, strict=True):
            teams.be_coach(at=at.pk, account=coach, name=words["name"], contact=words["contact"], **early)
        for number, person in enumerate(people):
            self._sign_up(number, person, schools[number % 2][0])
        if self.closes <= self.now:
            teams.make_teams(at=lead.pk, by=self.by, now=self.closes + timedelta(hours=1))

    def _sign_up(self, number: int, person: Person, school: Organisation) -> None:
        level = self.told["levels"][number % len(self.told["levels"])]
        skills = tuple(one.uri for one in person.profile.skills.all())
        said = team_places.Said(school.pk, level, self.random_some(skills), company_sees=number % 3 == 0)
        early: dict[str, Any] = {"by": self.by, "now": self.made}
        entry = team_places.sign_up(round_=self.round.pk, person=person, said=said, version=0, **early)
        TeamEntry.objects.filter(pk=entry.pk).update(
            key=uuid.uuid5(NAMES, f"{self.seed} {number}"), credited=number % 2 == 0
        )

    def random_some(self, skills: tuple[str, ...]) -> tuple[str, ...]:
        """Some of what a person can do: nobody shows everything."""
        return tuple(engine.known(self.random.sample(skills, k=min(len(skills), 12))))

    def results(self, told: list[dict[str, str]]) -> None:
        """The first team's result waits for both answers, for whoever tries the demo; the second is accepted."""
        work = queries.assignments_in(TeamRound.objects.get(pk=self.round.pk))
        for number, (team, words) in enumerate(zip(work, told, strict=False)):
            later: dict[str, Any] = {"by": self.by, "now": self.now - timedelta(days=3)}
            team_results.tick(team=team.pk, code="start", done=True, **later)
            made = team_results.hand_in(team=team.pk, made=team_results.Made(**words), version=0, **later)
            for side in team_results.SIDES if number else ():
                team_results.answer(result=made.pk, side=side, yes=True, reason="", version=1, **later)
