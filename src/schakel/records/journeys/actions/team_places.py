"""Assignment rounds, the students' side: sign up with what one chooses to show, leave, give the place back.

Every action first takes the row of the round, so that sign-ups, the teams and places given back come one after the other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import engine_io_teams as engine
from schakel.records.journeys import letters
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import RoundAssignment, RoundSchool, TeamEntry, TeamMilestone, TeamRound
from schakel.records.organisations.models import Role
from schakel.records.people import actions as people
from schakel.records.people.models import Person, SkillClaim

PURPOSE = "team-assignments"
SKILLS_MOST = 40


@dataclass(frozen=True, slots=True)
class Said:
    """What a student says: the school, the level, the skills (URIs) to show for this, and whether the company sees the name."""

    school: int
    level: str
    skills: tuple[str, ...]
    company_sees: bool = False


@transaction.atomic
def sign_up(*, round_: int, person: Person, said: Said, version: int, by: str, now: datetime) -> TeamEntry:
    """Sign up, or change what one shows, until the last day. Saying yes to the purpose is part of it.

    `version` 0: not signed up before. The same again gives the entry there is.
    """
    found = locked(round_)
    if found.drawn or found.closes <= now:
        raise Conflict("Sign-up is closed", place=subject_of(found), remedy="Look at another round")
    _check(found, person, said)
    entry = found.entries.filter(person=person).order_by("pk").first()
    words = {
        "school_id": said.school,
        "level": said.level,
        "skills": engine.known(said.skills),
        "company_sees": said.company_sees,
        "withdrawn": None,
    }
    if entry is not None and all(getattr(entry, name) == value for name, value in words.items()):
        return entry
    if version != (entry.version if entry else 0):
        raise meanwhile(found)
    entry = entry or TeamEntry(round=found, person=person, made=now, version=0)
    for name, value in words.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save()
    people.give_consent(person=person, purpose_id=PURPOSE, by=by, now=now)
    details = {"skills": len(entry.skills)}
    record_event(by=by, action="journeys.team_sign_up", subject=subject_of(found), details=details)
    return entry


def _check(found: TeamRound, person: Person, said: Said) -> None:
    if person.sixteen is None and not person.fictional:
        raise InputError("Nobody younger than 16 signs up", place="person", remedy="Ask your school")
    joined = RoundSchool.objects.filter(round=found, school=said.school, state=RoundSchool.State.JOINED)
    if not joined.exists():
        raise InputError("This school is not in the round", place="school", remedy="Choose one from the list")
    if said.level not in found.level_list:
        raise InputError("This level is not asked", place="level", remedy="Choose one from the list")
    if len(said.skills) > SKILLS_MOST:
        raise InputError("There are too many skills", place="skills", remedy=f"Choose at most {SKILLS_MOST}")
    own = SkillClaim.objects.filter(profile__person=person).order_by("uri").values_list("uri", flat=True)
    if not set(own).issuperset(said.skills):
        raise InputError("A skill is not in your profile", place="skills", remedy="Put it in your profile first")


@transaction.atomic
def withdraw(*, round_: int, person: Person, by: str, now: datetime) -> TeamEntry:
    """Leave before the teams are made: what was shown goes. Leaving twice changes nothing."""
    found = locked(round_)
    entry = _entry(found, person)
    if found.drawn:
        raise Conflict("The teams are made", place=subject_of(found), remedy="Give the place back instead")
    if entry.withdrawn is None:
        _hide(entry)
        entry.withdrawn = now
        entry.save()
        record_event(by=by, action="journeys.team_withdraw", subject=subject_of(found))
    return entry


@transaction.atomic
def give_back(*, round_: int, person: Person, by: str, now: datetime) -> TeamEntry:
    """A student gives the place back before the start; who waits gets it. Giving back twice changes nothing."""
    found = locked(round_)
    entry = _entry(found, person)
    if found.drawn is None or entry.withdrawn:
        raise Conflict("There is no place to give back", place=subject_of(found), remedy="Nothing is left to do")
    if entry.returned is None:
        if timezone.localdate(now) >= found.starts:
            raise Conflict("The teams have started", place=subject_of(found), remedy="Talk with your coach")
        _return(found, entry, by=by, now=now)
    return entry


def _return(found: TeamRound, entry: TeamEntry, *, by: str, now: datetime) -> None:
    """Out of the team: coach and team hear it, without who; before the start somebody who waits comes in."""
    team = entry.team
    entry.returned, entry.version = now, entry.version + 1
    entry.save(update_fields=["returned", "version"])
    record_event(by=by, action="journeys.team_give_back", subject=subject_of(found))
    if team is None:
        return
    if timezone.localdate(now) < found.starts:
        fill(found, by=by, now=now)
    episode = f"{entry.pk}-{entry.version}"[-10:]
    tell_coach("team-member-left", team, episode=episode)
    letters.write_each("team-changed", queries.entries_in(team).filter(later=False), episode=episode)


def _hide(entry: TeamEntry) -> None:
    entry.level, entry.skills, entry.version = "", [], entry.version + 1
    entry.company_sees = entry.credited = False


@transaction.atomic
def say(*, round_: int, person: Person, company_sees: bool, credited: bool, by: str) -> TeamEntry:
    """Whether the company sees the name, and whether it stands at the result. May change at any time, and works at once."""
    found = locked(round_)
    entry = _entry(found, person)
    if entry.withdrawn or entry.returned:
        raise Conflict("You are not in this round any more", place=subject_of(found), remedy="Nothing is left to do")
    entry.company_sees, entry.credited = company_sees, credited
    entry.save(update_fields=["company_sees", "credited"])
    details = {"company_sees": company_sees, "credited": credited}
    record_event(by=by, action="journeys.team_say", subject=subject_of(found), details=details)
    return entry


@transaction.atomic
def consent_withdrawn(*, person: Person, by: str, now: datetime) -> int:
    """The student no longer allows this: out of every round, and what was shown is gone, in what was kept too."""
    mine = TeamEntry.objects.filter(person=person).exclude(level="", withdrawn__isnull=False)
    numbers = list(mine.order_by("round_id").values_list("round_id", flat=True))
    for number in numbers:
        found = locked(number)
        entry = _entry(found, person)
        if found.drawn is None:
            entry.withdrawn = entry.withdrawn or now
        elif entry.returned is None and entry.withdrawn is None:
            _return(found, entry, by=by, now=now)
        _hide(entry)
        entry.save()
        TeamRound.objects.filter(pk=found.pk).update(record=engine.blank(found.record, str(entry.key)))
    return len(numbers)


def fill(found: TeamRound, *, by: str, now: datetime) -> int:
    """Give who waits the places that are open. Nobody who is in a team moves. Returns how many came in."""
    if found.drawn is None or timezone.localdate(now) >= found.starts:
        return 0
    standing = queries.standing(found)
    placed = engine.remake(standing, size=found.team_size, levels=found.level_list, seed=found.seed)
    teams = {str(one.key): one for one in found.assignments.order_by("pk")}
    entries = {str(one.key): one for one in found.entries.select_related("person__user").order_by("key")}
    for key, team in sorted(placed.items()):
        entry = entries[key]
        entry.team, entry.later, entry.version = teams[team], True, entry.version + 1
        entry.save(update_fields=["team", "later", "version"])
        give_days(teams[team], found)
        letters.write_person("team-later", entry, entry.person, episode=str(entry.version))
    if placed:
        record_event(by=by, action="journeys.team_fill", subject=subject_of(found), details={"students": len(placed)})
    return len(placed)


def give_days(team: RoundAssignment, of: TeamRound) -> None:
    """Give a team its three moments, once."""
    for code, day in (("start", of.starts), ("midway", of.midway), ("end", of.ends)):
        TeamMilestone.objects.get_or_create(team=team, code=code, defaults={"day": day})


def tell_coach(kind: str, of: TeamRound | RoundAssignment | object, *, episode: str = "") -> None:
    """A letter to the coach of a team (or of the team of a result); to who acts for the school where there is none."""
    team = of if isinstance(of, RoundAssignment) else of.team  # type: ignore[attr-defined]
    coach = queries.coach_of(team.round, team.school_id) if team.school_id else None
    if coach is not None:
        letters.write(kind, of, to=coach.account, episode=episode)  # type: ignore[arg-type]
    elif team.school_id:
        letters.write_organisation(kind, of, team.school_id, Role.SCHOOL, episode=episode)  # type: ignore[arg-type]


def stop_company(team: RoundAssignment, *, by: str, now: datetime) -> None:
    """The company no longer takes part. Before the teams are made the assignment is out; after it the team goes on."""
    team.gone = now
    team.save(update_fields=["gone"])
    letters.write_each("team-company-gone", queries.entries_in(team))
    tell_coach("company-gone", team)
    record_event(by=by, action="journeys.team_company_gone", subject=subject_of(team.round))


def school_gone(*, team: RoundAssignment) -> None:
    """The school that coached is removed: the team hears it, and the other schools, of which one can take over."""
    letters.write_each("team-school-gone", queries.entries_in(team))
    for at in queries.schools_of(team.round):
        if at.state == RoundSchool.State.JOINED and at.school_id != team.school_id:
            letters.write_organisation("school-gone", team, at.school_id, Role.SCHOOL)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """What students showed in rounds that ended so long ago goes, in what was kept too; who was in which team stays."""
    before = (now - timedelta(days=house_rules().days["keep_silent"])).date()
    old = TeamEntry.objects.filter(round__ends__lt=before).exclude(level="", skills=[])
    numbers = sorted(set(old.order_by("pk").values_list("round_id", flat=True)))
    for number in numbers:
        found = locked(number)
        record = dict(found.record)
        for key in found.entries.order_by("key").values_list("key", flat=True):
            record = engine.blank(record, str(key))
        TeamRound.objects.filter(pk=number).update(record=record)
        found.entries.update(level="", skills=[], company_sees=False)
    return len(numbers)


@transaction.atomic
def leave_all(*, person: Person, by: str, now: datetime) -> int:
    """A person leaves Schakel: places go to who waits, and what was shown goes from what was kept."""
    return consent_withdrawn(person=person, by=by, now=now)


def _entry(found: TeamRound, person: Person) -> TeamEntry:
    rows = found.entries.select_related("team__round").filter(person=person)
    entry = rows.order_by("pk").first()
    if entry is None:
        raise NotFound("You did not sign up", place=subject_of(found), remedy="Sign up first")
    return entry


def locked(number: int) -> TeamRound:
    """The round, its row held until the end of the transaction."""
    found = TeamRound.objects.select_for_update(of=("self",)).filter(pk=number).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such round any more", remedy="Look in your list")
    return found


def meanwhile(found: TeamRound) -> Conflict:
    """What a stale tab is told."""
    return Conflict("This changed in the meantime", place=subject_of(found), remedy="Load the page again")


def subject_of(found: TeamRound) -> str:
    """How the audit trail names a round."""
    return f"round {found.key}"
