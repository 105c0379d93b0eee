"""Reads of assignment rounds: for a school without any order of students, for a student their own team, for a company its result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.core.region import taxonomy
from schakel.records.journeys import engine_io_teams as engine
from schakel.records.journeys.models import (
    RoundAssignment,
    RoundCoach,
    RoundSchool,
    TeamEntry,
    TeamMilestone,
    TeamResult,
    TeamRound,
)
from schakel.records.journeys.queries_counts import shown
from schakel.records.offers.models import Offer, OfferSkill
from schakel.records.organisations.models import Organisation, Role
from schakel.records.people.models import Person

State = RoundSchool.State
IN_IT = {"withdrawn": None, "returned": None}


def state_of(found: TeamRound, *, now: datetime) -> str:
    """Where a round stands: open, closed (waits for the teams), ready, busy or over."""
    if found.drawn is None:
        return "open" if now < found.closes else "closed"
    today = timezone.localdate(now)
    if today < found.starts:
        return "ready"
    return "busy" if today <= found.ends else "over"


def takes_part(offer: Offer | None, day: date) -> bool:
    """Whether an assignment stands, and is open on a day."""
    return offer is not None and (offer.published_until is None or offer.published_until >= day)


# The schools' side.


def rounds_of(school: Organisation) -> QuerySet[RoundSchool]:
    """The rounds a school is in, the last one first."""
    found = RoundSchool.objects.filter(school=school, state=State.JOINED)
    return found.select_related("round").order_by("-round__made", "-pk")


def invitations_for(school: Organisation) -> QuerySet[RoundSchool]:
    """The rounds a school is asked to join, the first to answer on top."""
    found = RoundSchool.objects.filter(school=school, state=State.INVITED, round__drawn=None)
    return found.select_related("round").order_by("answer_by", "pk")


def at_round(school: Organisation, key: str) -> RoundSchool | None:
    """A school's place in a round; None when it is not in it."""
    return rounds_of(school).filter(round__key=key).select_related("round", "school").first()


def lead_of(found: TeamRound) -> RoundSchool | None:
    """Who leads: of the schools in it, the one that joined first."""
    rows = RoundSchool.objects.filter(round=found, state=State.JOINED).select_related("school")
    return rows.order_by("joined", "pk").first()


def schools_of(found: TeamRound) -> list[RoundSchool]:
    """The schools in it and those asked, in the order they came, each with its coach."""
    rows = RoundSchool.objects.filter(round=found, state__in=[State.JOINED, State.INVITED])
    return list(rows.select_related("school", "coach").order_by("-state", "joined", "pk"))


def may_be_invited(found: TeamRound) -> QuerySet[Organisation]:
    """Schools somebody acts for, that are not in the round and not asked."""
    there = RoundSchool.objects.filter(round=found, state__in=[State.JOINED, State.INVITED]).values("school_id")
    rows = Organisation.objects.filter(memberships__role=Role.SCHOOL).exclude(pk__in=there)
    return rows.distinct().order_by("name", "pk")


def assignments_of(found: TeamRound) -> list[RoundAssignment]:
    """Everything picked up in a round, with `people`: how many are in the team."""
    people = Count("members", filter=Q(members__isnull=False, members__withdrawn=None, members__returned=None))
    rows = found.assignments.select_related("offer", "company", "school", "result").annotate(people=people)
    return list(rows.order_by("title", "pk"))


def assignments_in(found: TeamRound) -> list[RoundAssignment]:
    """The assignments teams can be made for: open on the last day to sign up, not taken out."""
    rows = found.assignments.filter(gone=None).select_related("offer").prefetch_related("offer__skills")
    last = timezone.localdate(found.closes)
    return [one for one in rows.order_by("pk") if takes_part(one.offer, last)]


def signed_up(found: TeamRound) -> int | None:
    """How many take part, as it may be shown: None for few."""
    return shown(found.entries.filter(withdrawn=None).count())


def by_level(found: TeamRound) -> dict[str, int | None]:
    """How many of each asked level take part, as it may be shown."""
    rows = found.entries.filter(withdrawn=None).order_by("level").values("level").annotate(n=Count("pk"))
    counts = {row["level"]: row["n"] for row in rows}
    return {level: shown(counts.get(level, 0)) for level in found.level_list}


def coach_of(found: TeamRound, school: int | None) -> RoundCoach | None:
    """Who coaches the teams of a school."""
    rows = RoundCoach.objects.filter(at__round=found, at__school=school, at__state=State.JOINED)
    return rows.select_related("account", "at__school").order_by("pk").first()


def is_coach(team: RoundAssignment, account: User) -> bool:
    """Whether this account coaches the team."""
    coach = coach_of(team.round, team.school_id) if team.school_id else None
    return coach is not None and coach.account_id == account.pk


def team_for_school(at: RoundSchool, key: UUID | str) -> RoundAssignment | None:
    """A team this school coaches."""
    rows = RoundAssignment.objects.filter(round=at.round, school=at.school, key=key)
    return rows.select_related("round", "offer", "company", "school", "result").first()


# Teams.


def entries_in(team: RoundAssignment) -> QuerySet[TeamEntry]:
    """The entries of a team as it is now."""
    return TeamEntry.objects.filter(team=team, **IN_IT)


def members_of(team: RoundAssignment) -> list[TeamEntry]:
    """Who is in a team now, by name: nobody comes first."""
    return list(entries_in(team).select_related("person__user", "school").order_by("person__name", "key"))


def milestones_of(team: RoundAssignment) -> list[TeamMilestone]:
    """The moments of a team, the first one first."""
    return list(team.milestones.order_by("day", "pk"))


def result_of(team: RoundAssignment) -> TeamResult | None:
    """What the team made, handed in or not yet."""
    return TeamResult.objects.filter(team=team).order_by("pk").first()


def student_of(entry: TeamEntry) -> engine.Student:
    """What counts of a student: level and the skills chosen."""
    return engine.Student(str(entry.key), entry.level, tuple(entry.skills))


def work_of(one: RoundAssignment) -> engine.Work:
    """What an assignment asks, and what each skill weighs."""
    rules = engine.rules()
    weights = {OfferSkill.Role.REQUIRES: rules.required, OfferSkill.Role.WISHES: rules.wished}
    asks: dict[str, int] = {}
    for skill in one.offer.skills.all() if one.offer else []:
        weight = weights.get(OfferSkill.Role(skill.role))
        if weight and skill.uri in taxonomy().skills:
            asks[skill.uri] = max(weight, asks.get(skill.uri, 0))
    return engine.Work(str(one.key), asks)


def standing(found: TeamRound) -> engine.Now:
    """The teams as they are now and who waits, as the engine knows them."""
    asks = {row["key"]: row["asks"] for row in found.record.get("assignments", [])}
    live = found.assignments.filter(gone=None).order_by("pk").values_list("pk", "key")
    keys = {pk: str(key) for pk, key in live if str(key) in asks}
    teams: dict[str, list[engine.Student]] = {key: [] for key in keys.values()}
    waiting = []
    for one in found.entries.filter(**IN_IT).order_by("key"):
        if one.team_id is None:
            waiting.append(student_of(one))
        elif one.team_id in keys:
            teams[keys[one.team_id]].append(student_of(one))
    return engine.Now(teams, waiting, [engine.Work(key, asks[key]) for key in teams])


@dataclass(frozen=True, slots=True)
class Why:
    """Why this team: its levels, what it covers together and what not, and what this student brings. `number`: the lot."""

    levels: tuple[str, ...]
    absent: tuple[str, ...]
    covered: tuple[str, ...]
    missing: tuple[str, ...]
    brings: tuple[str, ...]
    number: int | None
    of: int


def why(entry: TeamEntry, team: RoundAssignment, members: Sequence[TeamEntry]) -> Why:
    """The reasons, from what the members show now."""
    record = team.round.record
    asks: dict[str, Any] = next(
        (row["asks"] for row in record.get("assignments", []) if row["key"] == str(team.key)), {}
    )
    have = engine.covered([student_of(one) for one in members], asks)
    there = {one.level for one in members}
    return Why(
        levels=tuple(level for level in team.round.level_list if level in there),
        absent=tuple(level for level in team.round.level_list if level not in there),
        covered=tuple(have),
        missing=tuple(skill for skill in sorted(asks) if skill not in have),
        brings=tuple(skill for skill in have if skill in entry.skills),
        number=record.get("numbers", {}).get(str(entry.key)),
        of=len(record.get("numbers", {})),
    )


def quality_of(found: TeamRound) -> engine.Quality | None:
    """How good the teams are now, beside what no division can pass."""
    return engine.quality(standing(found)) if found.drawn else None


def same_again(found: TeamRound) -> bool | None:
    """Make the teams again from what was kept, and compare; None when somebody took their data out."""
    return engine.same_again(found.record, commitment_shown=found.commitment) if found.drawn else False


# The student's side.


def open_rounds(now: datetime) -> QuerySet[TeamRound]:
    """Rounds one can sign up for, the first to close on top."""
    there = RoundSchool.objects.filter(state=State.JOINED).values("round_id")
    return TeamRound.objects.filter(drawn=None, closes__gt=now, pk__in=there).order_by("closes", "pk")


def round_by_key(key: str) -> TeamRound | None:
    """A round, for a student who has its address."""
    return TeamRound.objects.filter(key=key).order_by("pk").first()


def entries_of(person: Person) -> QuerySet[TeamEntry]:
    """The rounds a student takes or took part in, the last one first."""
    return TeamEntry.objects.filter(person=person).select_related("round", "team").order_by("-made", "-pk")


def entry_of(found: TeamRound, person: Person) -> TeamEntry | None:
    """What a student has in a round."""
    rows = found.entries.filter(person=person).select_related("round", "school", "team__round", "team__school")
    return rows.select_related("round", "school", "team__round", "team__company", "team__offer").order_by("pk").first()


# The company's side.


def for_company(company: Organisation) -> QuerySet[RoundAssignment]:
    """The assignments of a company that schools picked up, the last one first."""
    rows = RoundAssignment.objects.filter(company=company).select_related("round", "school", "result", "offer")
    return rows.order_by("-round__made", "-pk")


def names_for_company(team: RoundAssignment) -> list[TeamEntry]:
    """Members who said that the company may see their name, after the teams are made."""
    return [one for one in members_of(team) if one.company_sees] if team.round.drawn else []


# Teaching material.


def material() -> QuerySet[TeamResult]:
    """Accepted results, the newest first, with `used`: in how many lessons."""
    rows = TeamResult.objects.filter(accepted__isnull=False)
    rows = rows.select_related("team__round", "team__school", "team__offer", "team__company")
    return rows.annotate(used=Count("uses", distinct=True)).prefetch_related("tags").order_by("-accepted", "-pk")


def find_material(*, skill: str = "", level: str = "", language: str = "") -> QuerySet[TeamResult]:
    """Teaching material that practises a skill (URI), that a level worked on, in a language. Empty is any."""
    rows = material()
    if skill:
        rows = rows.filter(pk__in=TeamResult.objects.filter(tags__kind="skill", tags__value=skill).values("pk"))
    if level:
        rows = rows.filter(pk__in=TeamResult.objects.filter(tags__kind="level", tags__value=level).values("pk"))
    return rows.filter(language=language) if language else rows


def material_for(skills: Iterable[str], *, most: int = 3) -> list[TeamResult]:
    """Teaching material that practises one of these skills: those that practise most of them first."""
    wanted = Q(tags__kind="skill", tags__value__in=list(skills))
    rows = TeamResult.objects.filter(accepted__isnull=False).annotate(fits=Count("tags", filter=wanted))
    return list(rows.filter(fits__gt=0).select_related("team__round").order_by("-fits", "-accepted", "-pk")[:most])


def makers_of(result: TeamResult) -> list[str]:
    """Who made it: the names of those who said so, by name."""
    rows = TeamEntry.objects.filter(team=result.team, credited=True, **IN_IT).select_related("person")
    return list(rows.order_by("person__name", "key").values_list("person__name", flat=True))


def schools_behind(result: TeamResult) -> list[str]:
    """The schools whose students made it and the one that coached, by name."""
    entries = TeamEntry.objects.filter(team=result.team, **IN_IT).values("school_id")
    rows = Organisation.objects.filter(Q(pk__in=entries) | Q(pk=result.team.school_id))
    return list(rows.order_by("name").values_list("name", flat=True))


def open_rounds_with(offer: Offer, now: datetime) -> list[TeamRound]:
    """Rounds one can sign up for in which this assignment is picked up."""
    there = RoundAssignment.objects.filter(offer=offer, gone=None).values("round_id")
    return list(open_rounds(now).filter(pk__in=there)[:3])
