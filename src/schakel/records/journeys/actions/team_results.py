"""What teams make: moments ticked off, a result handed in, coach and company answer, and it flows back into lessons."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.core.region import lines_of
from schakel.records.journeys import engine_io_teams as engine
from schakel.records.journeys import letters
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions.team_places import locked, meanwhile, stop_company, subject_of, tell_coach
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import (
    Journey,
    MaterialTag,
    MaterialUse,
    Outcome,
    RoundAssignment,
    Step,
    TeamEntry,
    TeamMilestone,
    TeamResult,
)
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Organisation, Role

Answer = TeamResult.Answer
SIDES = ("coach", "company")
EVIDENCE = "team-result"
LANGUAGES = ("nl", "en", "de")
_is_link = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Made:
    """What a team says of its result. `link` leads to where it lies."""

    title: str
    summary: str
    link: str
    licence: str
    language: str


@transaction.atomic
def tick(*, team: int, code: str, done: bool, by: str, now: datetime) -> TeamMilestone:
    """Tick a moment of a team off, or not. Twice changes nothing."""
    found = _team(team)
    moment = TeamMilestone.objects.filter(team=found, code=code).order_by("pk").first()
    if moment is None:
        raise NotFound("There is no such moment", remedy="Load the page again")
    if bool(moment.done) != done:
        moment.done = now if done else None
        moment.save(update_fields=["done"])
        record_event(by=by, action="journeys.team_tick", subject=subject_of(found.round), details={"moment": code})
    return moment


@transaction.atomic
def hand_in(*, team: int, made: Made, version: int, by: str, now: datetime) -> TeamResult:
    """Hand in a result, or hand it in again after it was given back. Coach and company hear it, with a day to answer.

    `version` 0: nothing was handed in before. What is accepted stays as it is.
    """
    found = _team(team)
    words = _checked(made)
    result = queries.result_of(found)
    if result is not None and result.accepted:
        raise Conflict("The result is accepted", place=subject_of(found.round), remedy="It stays as it is")
    same = result is not None and all(getattr(result, name) == value for name, value in words.items())
    if result is not None and same and Answer.RETURNED not in (result.coach, result.company):
        return result
    if version != (result.version if result else 0):
        raise meanwhile(found.round)
    result = result or TeamResult(team=found, key=f"{slugify(made.title)[:80] or 'resultaat'}-{found.key.hex[:8]}")
    for name, value in words.items():
        setattr(result, name, value)
    result.version = version + 1
    result.handed_in = now
    result.answer_by = (now + timedelta(days=house_rules().days["result"])).date()
    # Another text asks for another answer, of both.
    result.coach = result.company = Answer.WAITING
    result.coach_reason = result.company_reason = ""
    result.coach_reminded = result.company_reminded = None
    result.save()
    tell_coach("result-for-coach", result, episode=str(result.version))
    if has_company(found):
        letters.write_organisation(
            "result-for-company", result, found.company_id or 0, Role.EMPLOYER, episode=str(result.version)
        )
    record_event(by=by, action="journeys.team_hand_in", subject=subject_of(found.round))
    return result


def _checked(made: Made) -> dict[str, str]:
    words = {name: checked_text(value, place=name) for name, value in asdict(made).items()}
    if len(words["title"]) > 200:
        raise InputError("The title is too long", place="title", remedy="Make it shorter")
    try:
        _is_link(words["link"])
    except ValidationError:
        raise InputError("This is no web address", place="link", remedy="It begins with https://") from None
    if len(words["link"]) > 300:
        raise InputError("The address is too long", place="link", remedy="Use a shorter one")
    for name, allowed in (("licence", TeamResult.LICENCES), ("language", LANGUAGES)):
        if words[name] not in allowed:
            raise InputError(f"There is no such {name}", place=name, remedy="Choose one from the list")
    return words


def has_company(team: RoundAssignment) -> bool:
    """Whether there is a company that answers: it stands, and did not stop."""
    return team.company_id is not None and team.gone is None


@transaction.atomic
def answer(*, result: int, side: str, yes: bool, reason: str, version: int, by: str, now: datetime) -> TeamResult:
    """The coach or the company says yes, or gives it back with a reason. With all yeses it is teaching material at once.

    The same answer twice changes nothing; another answer after the first is refused, so is one to an older text.
    """
    at = TeamResult.objects.filter(pk=result).values_list("team_id", flat=True).first()
    team = _team(at or 0)
    found = TeamResult.objects.get(pk=result)
    found.team = team
    wanted = Answer.ACCEPTED if yes else Answer.RETURNED
    if side not in SIDES or (side == "company" and not has_company(team)):
        raise NotFound("There is no such answer to give", remedy="Load the page again")
    if getattr(found, side) == wanted:
        return found
    if found.version != version or getattr(found, side) != Answer.WAITING:
        raise meanwhile(team.round)
    setattr(found, side, wanted)
    setattr(found, f"{side}_reason", "" if yes else house_rules().checked(reason, "result"))
    found.save()
    details = {"side": side, "yes": yes}
    record_event(by=by, action="journeys.team_answer", subject=subject_of(team.round), details=details)
    if not yes:
        _tell_team("result-returned", found, episode=f"{found.version}-{side[:2]}")
    else:
        accept_when_ready(found, by=by, now=now)
    return found


def accept_when_ready(found: TeamResult, *, by: str, now: datetime) -> bool:
    """Make it public when everybody who has to said yes: material with skills, an outcome for each student. Once."""
    team = found.team
    company_yes = found.company == Answer.ACCEPTED or not has_company(team)
    if found.accepted or found.coach != Answer.ACCEPTED or not company_yes:
        return False
    members = queries.members_of(team)
    found.accepted = now
    found.save(update_fields=["accepted"])
    tags = [(MaterialTag.Kind.SKILL, uri) for uri in engine.skills_in(f"{found.title}.\n{found.summary}")]
    tags += [(MaterialTag.Kind.LEVEL, level) for level in sorted({one.level for one in members if one.level})]
    MaterialTag.objects.bulk_create([MaterialTag(result=found, kind=kind, value=value) for kind, value in tags])
    for one in members:
        _count(one, team, now)
    _tell_team("result-accepted", found)
    record_event(by=by, action="journeys.team_accept", subject=subject_of(team.round))
    return True


def _count(entry: TeamEntry, team: RoundAssignment, now: datetime) -> None:
    """An outcome of this student: a step on the assignment that is finished, with initiative, line and evidence."""
    journey = Journey.objects.create(
        person_id=entry.person_id, opened=entry.made, closed=now, fictional=team.round.fictional
    )
    step = Step.objects.create(
        journey=journey, number=1, title=team.title[:200], offer=team.offer, state=Step.State.FINISHED
    )
    initiative = team.round.initiative or (team.offer.initiative if team.offer else "")
    days = ((Outcome.Kind.STARTED, team.round.starts), (Outcome.Kind.FINISHED, timezone.localdate(now)))
    Outcome.objects.bulk_create(
        Outcome(
            journey=journey,
            step=step,
            kind=kind,
            on=min(day, timezone.localdate(now)),
            evidence=EVIDENCE,
            initiative=initiative,
            line=",".join(lines_of(initiative)),
            recorded=now,
        )
        for kind, day in days
    )


def _tell_team(kind: str, found: TeamResult, *, episode: str = "") -> None:
    letters.write_each(kind, queries.entries_in(found.team), episode=episode)


@transaction.atomic
def company_stops(*, team: int, by: str, now: datetime) -> RoundAssignment:
    """The company stops with an assignment. The team goes on with the coach alone; what it made stays. Twice changes nothing."""
    found = _team(team)
    if found.gone is None:
        _company_gone(found, by=by, now=now)
    return found


def companies_gone(teams: QuerySet[RoundAssignment], *, by: str, now: datetime) -> int:
    """Assignments that go, or whose company is removed: team and coach hear it; what they made stays theirs."""
    rows = list(teams.filter(gone=None).select_related("round").order_by("pk"))
    for team in rows:
        _company_gone(team, by=by, now=now)
    return len(rows)


def _company_gone(team: RoundAssignment, *, by: str, now: datetime) -> None:
    stop_company(team, by=by, now=now)
    result = queries.result_of(team)
    if result is not None:
        result.team = team
        accept_when_ready(result, by=by, now=now)


@transaction.atomic
def use(*, result: int, school: Organisation, lesson: str, by: str, now: datetime) -> MaterialUse:
    """A school used teaching material in a lesson. The same lesson counts once."""
    found = TeamResult.objects.filter(pk=result, accepted__isnull=False).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such material", remedy="Look in the list")
    words = checked_text(lesson, place="lesson")[:120]
    made, new = MaterialUse.objects.get_or_create(result=found, school=school, lesson=words, defaults={"at": now})
    if new:
        record_event(by=by, action="journeys.material_use", subject=f"material {found.key}")
    return made


def remind(*, by: str, now: datetime) -> int:
    """One reminder for each who has not answered a result, written down before it is sent. Returns how many."""
    soon = (now + timedelta(days=house_rules().days["remind_before"])).date()
    due = TeamResult.objects.filter(accepted=None, answer_by__lte=soon).select_related("team__round")
    sent = 0
    for one in due.order_by("pk"):
        for side in SIDES:
            if getattr(one, side) == Answer.WAITING and (side == "coach" or has_company(one.team)):
                sent += _remind(one, side, by=by, now=now)
    return sent


def _remind(found: TeamResult, side: str, *, by: str, now: datetime) -> bool:
    column = f"{side}_reminded"
    with transaction.atomic():
        first = TeamResult.objects.filter(pk=found.pk, **{column: None}).update(**{column: now})
        if not first:
            return False
        record_event(by=by, action="journeys.remind", subject=f"team result {found.pk}", details={"side": side})
        if side == "coach":
            tell_coach("remind-result-coach", found, episode=str(found.version))
        else:
            letters.write_organisation(
                "remind-result-firm", found, found.team.company_id or 0, Role.EMPLOYER, episode=str(found.version)
            )
    return True


def _team(team: int) -> RoundAssignment:
    """A team; the row of its round is held until the end of the transaction."""
    of = RoundAssignment.objects.filter(pk=team).values_list("round_id", flat=True).first()
    round_ = locked(of or 0)
    found = RoundAssignment.objects.select_related("company", "offer", "school").filter(pk=team).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such team", remedy="Load the page again")
    found.round = round_
    return found
