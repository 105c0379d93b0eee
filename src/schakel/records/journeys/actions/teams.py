"""Assignment rounds, the schools' side: begin one, ask other schools, pick up assignments, make the teams.

The round's row is the lock of everything in it. Who joined first leads: it changes the days, asks schools and makes the
teams. Every school in it picks up assignments of companies and coaches the teams that work on them.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.accounts.models import User
from schakel.records.core.actions import record_event
from schakel.records.core.region import current_region
from schakel.records.journeys import engine_io_teams as engine
from schakel.records.journeys import letters
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions.team_places import fill, give_days, locked, meanwhile, subject_of
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import (
    LEVELS,
    RoundAssignment,
    RoundCoach,
    RoundSchool,
    TeamEntry,
    TeamRound,
)
from schakel.records.journeys.validators import checked_text
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Membership, Organisation, Role

State = RoundSchool.State
SIZE_MOST = 8
ASSIGNMENTS_MOST = 40
SCHOOLS_MOST = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What a school says of a round. `levels` are those asked in every team; `initiative` may be empty."""

    name: str
    team_size: int
    levels: tuple[str, ...]
    closes: datetime
    starts: date
    midway: date
    ends: date
    initiative: str = ""


def _checked(told: Plan, now: datetime) -> dict[str, object]:
    words = asdict(told)
    words["name"] = checked_text(told.name, place="name")[:120]
    levels = [one for one in LEVELS if one in told.levels]
    words["levels"] = ",".join(levels)
    if not 2 <= told.team_size <= SIZE_MOST:
        raise InputError("This team size cannot be", place="size", remedy=f"Fill in 2 to {SIZE_MOST}")
    if not levels or len(levels) > told.team_size:
        raise InputError("A team cannot hold these levels", place="levels", remedy="Choose as many as fit in a team")
    if told.closes <= now:
        raise InputError("It closes too early", place="closes", remedy="Choose a later day")
    if not timezone.localdate(told.closes) <= told.starts < told.midway < told.ends:
        raise InputError("The days are not in order", place="starts", remedy="First the last day to sign up")
    known = {"", *(one.id for one in current_region().initiatives)}
    if told.initiative not in known:
        raise InputError("There is no such initiative", place="initiative", remedy="Choose one from the list")
    return words


@transaction.atomic
def begin(*, school: Organisation, told: Plan, by: str, now: datetime) -> TeamRound:
    """A new round, led by this school. The same round again gives the one there is."""
    Organisation.objects.select_for_update(of=("self",)).filter(pk=school.pk).order_by("pk").first()
    words = _checked(told, now)
    there = TeamRound.objects.filter(schools__school=school, schools__state=State.JOINED, **words).order_by("pk")
    found = there.first()
    if found is not None:
        return found
    seed = secrets.token_hex(16)
    made = TeamRound.objects.create(
        key=f"{slugify(told.name)[:60] or 'opdrachten'}-{secrets.token_hex(4)}",
        seed=seed,
        commitment=engine.fingerprint(seed),
        made=now,
        fictional=school.fictional,
        **words,
    )
    RoundSchool.objects.create(round=made, school=school, state=State.JOINED, joined=now)
    record_event(by=by, action="journeys.round_begin", subject=subject_of(made))
    return made


@transaction.atomic
def change(*, at: int, version: int, told: Plan, by: str, now: datetime) -> TeamRound:
    """Other days, size or levels, until sign-up closes. The seed never changes."""
    found = _led(at)
    words = _checked(told, now)
    if all(getattr(found, name) == value for name, value in words.items()):
        return found
    if found.version != version or found.drawn or found.closes <= now:
        raise meanwhile(found)
    gone = set(found.level_list) - set(str(words["levels"]).split(","))
    if gone and found.entries.filter(withdrawn=None, level__in=gone).exists():
        raise InputError("Students of that level signed up", place="levels", remedy="Keep the level")
    for name, value in words.items():
        setattr(found, name, value)
    found.version = version + 1
    found.save()
    record_event(by=by, action="journeys.round_change", subject=subject_of(found))
    return found


@transaction.atomic
def discard(*, at: int, by: str) -> None:
    """Throw a round away that nobody signed up for."""
    found = _led(at)
    if found.entries.exists():
        raise Conflict("Students signed up", place=subject_of(found), remedy="Finish the round instead")
    record_event(by=by, action="journeys.round_discard", subject=subject_of(found))
    found.delete()


@transaction.atomic
def invite(*, at: int, school: Organisation, by: str, now: datetime) -> RoundSchool:
    """Ask a school to join, until the teams are made. Asking again gives the invitation there is."""
    found = _led(at)
    _not_drawn(found)
    rows = RoundSchool.objects.filter(round=found).order_by("pk")
    there = rows.filter(school=school).first()
    if there is not None and there.state in (State.JOINED, State.INVITED):
        return there
    if rows.filter(state__in=[State.JOINED, State.INVITED]).count() >= SCHOOLS_MOST:
        raise InputError(f"A round has at most {SCHOOLS_MOST} schools", place="school", remedy="Begin a second round")
    there = there or RoundSchool(round=found, school=school)
    days = timedelta(days=house_rules().days["invitation"])
    there.state, there.invited, there.answer_by = State.INVITED, now, (now + days).date()
    there.joined = there.ended = None
    there.save()
    letters.write_organisation("round-invited", there, school.pk, Role.SCHOOL, episode=f"{now:%Y-%m-%d}")
    record_event(by=by, action="journeys.round_invite", subject=subject_of(found), details={"school": school.slug})
    return there


@transaction.atomic
def answer(*, invitation: int, yes: bool, by: str, now: datetime) -> RoundSchool:
    """A school joins, or does not. After the teams are made nobody joins any more."""
    found = _at(invitation)
    if found.state != State.INVITED or found.round.drawn:
        raise Conflict("There is no invitation any more", place=subject_of(found.round), remedy="Load the page again")
    found.state = State.JOINED if yes else State.DECLINED
    found.joined, found.ended = (now, None) if yes else (None, now)
    found.save(update_fields=["state", "joined", "ended"])
    record_event(by=by, action=f"journeys.round_{found.state}", subject=subject_of(found.round))
    return found


@transaction.atomic
def leave(*, at: int, by: str, now: datetime) -> None:
    """A school leaves, until the teams are made. Its assignments go out; its students stay signed up."""
    found = _member(at)
    _not_drawn(found.round)
    others = RoundSchool.objects.filter(round=found.round, state=State.JOINED).exclude(pk=found.pk)
    if not others.exists():
        raise Conflict("You are the last school", place=subject_of(found.round), remedy="Finish it, or throw it away")
    found.round.assignments.filter(school=found.school, gone=None).update(gone=now)
    found.state, found.ended = State.LEFT, now
    found.save(update_fields=["state", "ended"])
    RoundCoach.objects.filter(at=found).delete()
    record_event(by=by, action="journeys.round_leave", subject=subject_of(found.round))


@transaction.atomic
def be_coach(*, at: int, account: User, name: str, contact: str, by: str, now: datetime) -> RoundCoach:
    """Who says so coaches the teams of this school; the one before no longer does, and no longer sees names."""
    found = _member(at)
    if not Membership.objects.filter(user=account, organisation=found.school, role=Role.SCHOOL).exists():
        raise NotFound("This account does not act for the school", remedy="Ask for an invitation")
    words = {
        "account": account,
        "name": checked_text(name, place="name")[:120],
        "contact": checked_text(contact, place="contact")[:200],
        "since": now,
    }
    made, _new = RoundCoach.objects.update_or_create(at=found, defaults=words)
    record_event(by=by, action="journeys.round_coach", subject=subject_of(found.round))
    return made


@transaction.atomic
def pick_up(*, at: int, offer: int, by: str, now: datetime) -> RoundAssignment:
    """Take a published assignment into the round; this school coaches the team. The company hears it, once."""
    found = _member(at)
    _not_drawn(found.round)
    if found.round.assignments.filter(gone=None).count() >= ASSIGNMENTS_MOST:
        raise InputError(f"A round has at most {ASSIGNMENTS_MOST}", place="offer", remedy="Begin a second round")
    work = Offer.objects.select_related("organisation").filter(pk=offer, kind=Offer.Kind.ASSIGNMENT)
    chosen = work.order_by("pk").first()
    if chosen is None or not queries.takes_part(chosen, now.date()):
        raise NotFound("This assignment is no longer open", remedy="Choose another")
    there = found.round.assignments.filter(offer=chosen).order_by("pk").first()
    if there is not None and there.gone is None:
        return there
    there = there or RoundAssignment(round=found.round, offer=chosen)
    there.school, there.company, there.gone = found.school, chosen.organisation, None
    there.title = str(chosen)[:300]
    there.company_name = chosen.organisation.name if chosen.organisation else ""
    there.save()
    if chosen.organisation_id:
        letters.write_organisation("assignment-picked-up", there, chosen.organisation_id, Role.EMPLOYER)
    record_event(by=by, action="journeys.round_pick_up", subject=subject_of(found.round), details={"of": chosen.slug})
    return there


@transaction.atomic
def take_out(*, at: int, assignment: int, by: str, now: datetime) -> None:
    """The school that picked it up takes it out, until the start. Its team then finds places elsewhere, as far as there are."""
    found = _member(at)
    work = found.round.assignments.filter(pk=assignment, school=found.school).order_by("pk").first()
    if work is None:
        raise NotFound("This assignment is not yours", remedy="Load the page again")
    if work.gone is not None and not queries.members_of(work):
        return
    if found.round.drawn and timezone.localdate(now) >= found.round.starts:
        raise Conflict("The team has started", place=subject_of(found.round), remedy="Talk with the team")
    letters.write_each("team-ended", queries.entries_in(work), episode=str(work.pk))
    work.gone = work.gone or now
    work.save(update_fields=["gone"])
    queries.entries_in(work).update(team=None, later=False)
    fill(found.round, by=by, now=now)
    record_event(by=by, action="journeys.round_take_out", subject=subject_of(found.round))


@transaction.atomic
def take_over(*, at: int, assignment: int, by: str) -> None:
    """Coach a team whose school is gone."""
    found = _member(at)
    taken = found.round.assignments.filter(pk=assignment, school=None).update(school=found.school)
    if not taken:
        raise Conflict("Another school coaches this team", place=subject_of(found.round), remedy="Load the page again")
    record_event(by=by, action="journeys.round_take_over", subject=subject_of(found.round))


@transaction.atomic
def make_teams(*, at: int, by: str, now: datetime) -> TeamRound:
    """Make the teams, once: a second click finds them made. Everybody hears it, and reads why on their own page."""
    found = _led(at)
    if found.drawn:
        return found
    if found.closes > now:
        raise InputError("Students can still sign up", place="closes", remedy="Wait until the last day is past")
    work = queries.assignments_in(found)
    coached = set(
        RoundCoach.objects.filter(at__round=found, at__state=State.JOINED).values_list("at__school", flat=True)
    )
    if any(one.school_id not in coached for one in work):
        raise InputError("A school has no coach", place="coach", remedy="Ask it to say who coaches")
    record = engine.make(
        [queries.student_of(one) for one in found.entries.filter(withdrawn=None).order_by("key")],
        [queries.work_of(one) for one in work],
        size=found.team_size,
        levels=found.level_list,
        seed=found.seed,
    )
    _keep(found, record, now)
    letters.write_each("teams-made", found.entries.filter(withdrawn=None))
    record_event(by=by, action="journeys.round_make_teams", subject=subject_of(found), details={"teams": len(work)})
    return found


def _keep(found: TeamRound, record: dict[str, object], now: datetime) -> None:
    entries = {str(one.key): one for one in found.entries.order_by("key")}
    by_key = {str(one.key): one for one in found.assignments.order_by("pk")}
    for team in record["teams"]:  # type: ignore[attr-defined]
        for key in team["members"]:
            entries[key].team = by_key[team["assignment"]]
        give_days(by_key[team["assignment"]], found)
    TeamEntry.objects.bulk_update(entries.values(), ["team"], batch_size=500)
    found.record, found.rules, found.drawn = record, str(record["rules"]), now
    found.version += 1
    found.save()


def _at(at: int) -> RoundSchool:
    """A school's place in a round; the round's row is held until the end of the transaction."""
    of = RoundSchool.objects.filter(pk=at).values_list("round_id", flat=True).first()
    round_ = locked(of or 0)
    found = RoundSchool.objects.select_related("school").filter(pk=at).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such round any more", remedy="Look in your list")
    found.round = round_
    return found


def _member(at: int) -> RoundSchool:
    found = _at(at)
    if found.state != State.JOINED:
        raise Conflict("Your school is not in this round", place=subject_of(found.round), remedy="Look in your list")
    return found


def _led(at: int) -> TeamRound:
    """The round, for the school that leads it."""
    found = _member(at)
    lead = queries.lead_of(found.round)
    if lead is None or lead.pk != found.pk:
        raise Conflict("Another school leads this round", place=subject_of(found.round), remedy="Ask them to do it")
    return found.round


def _not_drawn(found: TeamRound) -> None:
    if found.drawn:
        raise Conflict("The teams are made", place=subject_of(found), remedy="Nothing can be added any more")
