"""Writes of offers by the organisation they are of: draft, publish, change, close, and the days of an offer.

A draft is nobody's but the organisation's. Publishing makes the offer out of the posting; changing a published posting
changes the offer in the same transaction, so that the two never say different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.core.region import taxonomy
from schakel.records.offers import actions
from schakel.records.offers.models import Offer, OfferLevel, OfferOccupation, OfferSkill, Posting, Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.course_facts import read_course_facts
from schakel.records.people.engine_io.courses import CourseAsked, CourseView, read_course
from schakel.records.people.engine_io.linking import skill_uri_of
from schakel.records.people.engine_io.postings import read_facts
from schakel.records.people.engine_io.vacancies import VacancyAsked, VacancyView, read_vacancy
from schakel.records.people.validators import checked_words

TEXT_MOST = 60_000
# What a school says of a skill: the text says it is taught, it is not, or it is taught and the text does not say so.
TAUGHT = ("leert", "nee", "erbij")
SUMMARY_MOST = 300
ROLES = {"required": OfferSkill.Role.REQUIRES, "wished": OfferSkill.Role.WISHES, "mentioned": OfferSkill.Role.WISHES}


@dataclass(frozen=True, slots=True)
class Told:
    """What the form says of a posting. None and empty are: not told. `levels` stands comma-separated in the row."""

    title: str
    answers: Mapping[str, str] = field(default_factory=dict)
    occupation: str = ""
    levels: str = ""
    place_id: str | None = None
    mode: str = ""
    spoken: str = ""
    weeks: int | None = None
    hours_min: int | None = None
    hours_max: int | None = None
    salary_min: int | None = None
    salary_max: int | None = None
    price: Decimal | None = None
    entry: str = ""
    closes: date | None = None


@transaction.atomic
def draft(*, organisation: Organisation, kind: str, text: str, by: str, now: datetime) -> Posting:
    """Keep a pasted text as a draft, with what was read filled in. The same text within the hour is the same draft."""
    if kind not in Posting.KINDS:
        raise InputError(f"An organisation cannot post a '{kind}'", place="kind", remedy="Choose one from the list")
    clean = checked_words(text, place="text", most=TEXT_MOST)
    there = _drafted(organisation, kind, clean, now=now)
    if there is not None:
        return there
    read = read_facts(clean)
    made = Posting.objects.create(
        organisation=organisation,
        kind=kind,
        text=clean,
        title=read.title,
        language=read.language,
        levels=",".join(read.levels),
        place_id=read.place or organisation.place_id,
        mode=Offer.Mode.HYBRID if read.remote else "",
        spoken=read.spoken,
        hours_min=read.hours_min,
        hours_max=read.hours_max,
        salary_min=read.salary_min,
        salary_max=read.salary_max,
        made=now,
        changed=now,
    )
    record_event(by=by, action="offers.draft", subject=subject_of_posting(made), details={"kind": kind})
    return made


@transaction.atomic
def draft_course(
    *, organisation: Organisation, kind: str, text: str, by: str, now: datetime, title: str = "", language: str = "nl"
) -> Posting:
    """The same for what a school offers. Without a text it needs a title, and is filled in by hand in a language."""
    if kind not in Posting.SCHOOL_KINDS:
        raise InputError(f"A school cannot post a '{kind}'", place="kind", remedy="Choose one from the list")
    named = checked_words(title, place="title", most=200, needed=False)
    clean = checked_words(text, place="text", most=TEXT_MOST, needed=not named)
    there = _drafted(organisation, kind, clean, now=now, title=named)
    if there is not None:
        return there
    read = read_course_facts(clean)
    made = Posting.objects.create(
        organisation=organisation,
        kind=kind,
        text=clean,
        title=named or read.title,
        language=read.language if clean else language,
        levels=",".join(read.levels),
        place_id=read.place or organisation.place_id,
        spoken=read.spoken or language,
        weeks=read.weeks,
        hours_min=read.hours_min,
        hours_max=read.hours_max,
        price=read.price,
        entry=read.entry,
        made=now,
        changed=now,
    )
    record_event(by=by, action="offers.draft", subject=subject_of_posting(made), details={"kind": kind})
    return made


def _drafted(organisation: Organisation, kind: str, text: str, *, now: datetime, title: str = "") -> Posting | None:
    """The draft this text made within the hour: a second click makes no second one."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    recent = Posting.objects.filter(organisation=organisation, kind=kind, text=text, state=Posting.State.DRAFT)
    recent = recent.filter(title=title) if title else recent
    return recent.filter(made__gte=now - timedelta(hours=1)).order_by("pk").first()


@transaction.atomic
def change(*, posting: int, version: int, told: Told, by: str, now: datetime) -> Posting:
    """Keep what the form says; a published offer changes with it. Refused when a colleague changed it meanwhile."""
    found = changed_posting(posting, version)
    _check(told)
    for one in fields(told):
        setattr(found, one.name, getattr(told, one.name))
    found.answers = {id_: value for id_, value in told.answers.items() if skill_uri_of(id_)}
    found.title = checked_words(told.title, place="title", most=200)
    found.changed = now
    found.save()
    if found.state == Posting.State.PUBLISHED:
        _make_offer(found)
    record_event(by=by, action="offers.change", subject=subject_of_posting(found), details={"state": found.state})
    return found


def _check(told: Told) -> None:
    for low, high, what in (
        (told.hours_min, told.hours_max, "hours"),
        (told.salary_min, told.salary_max, "salary"),
    ):
        if low is not None and high is not None and low > high:
            raise InputError(f"The lowest {what} are above the highest", place=what, remedy="Turn the two around")


@transaction.atomic
def publish(*, posting: int, version: int, by: str, now: datetime) -> Posting:
    """Show it to everybody. Something closed opens again; what has a last day in the past is refused."""
    found = changed_posting(posting, version)
    if found.state == Posting.State.PUBLISHED:
        raise Conflict("This is published already", place=subject_of_posting(found), remedy="Load the page again")
    if not found.title:
        raise InputError("It has no title", place="title", remedy="Write a title first")
    if found.closes is not None and found.closes < now.date():
        raise InputError("Its last day is past", place="closes", remedy="Choose a later day")
    found.state, found.ended, found.changed = Posting.State.PUBLISHED, None, now
    found.published = found.published or now
    _make_offer(found)
    found.save()
    record_event(by=by, action="offers.publish", subject=subject_of_posting(found), details={"kind": found.kind})
    return found


@transaction.atomic
def close(*, posting: int, version: int, by: str, now: datetime) -> Posting:
    """Take it off the lists. Its page stays, and says that it is closed."""
    found = changed_posting(posting, version)
    if found.state != Posting.State.PUBLISHED:
        raise Conflict("This is not published", place=subject_of_posting(found), remedy="Load the page again")
    found.state, found.ended, found.changed = Posting.State.CLOSED, now, now
    found.save()
    if found.offer is not None:
        found.offer.published_until = now.date() - timedelta(days=1)
        found.offer.save(update_fields=["published_until"])
    record_event(by=by, action="offers.close", subject=subject_of_posting(found))
    return found


@transaction.atomic
def discard(*, posting: int, version: int, by: str) -> None:
    """Throw a draft away. What was published once is closed instead: others know of it."""
    found = changed_posting(posting, version)
    if found.published is not None:
        raise Conflict("This was published", place=subject_of_posting(found), remedy="Close it instead")
    record_event(by=by, action="offers.discard", subject=subject_of_posting(found))
    found.delete()


@transaction.atomic
def add_day(
    *, posting: int, starts: datetime, by: str, now: datetime, ends: datetime | None = None, capacity: int | None = None
) -> Session:
    """A day of a published offer that people can book."""
    found = _locked(posting)
    if found.state != Posting.State.PUBLISHED or found.offer is None:
        raise Conflict("This is not published", place=subject_of_posting(found), remedy="Publish it first")
    if starts <= now:
        raise InputError("This day is past", place="starts", remedy="Choose a later day")
    if ends is not None and ends <= starts:
        raise InputError("It ends before it starts", place="ends", remedy="Choose a later time")
    key = f"{found.offer.slug[:90]}-{starts:%Y%m%d-%H%M}"
    made, new = Session.objects.get_or_create(
        key=key,
        defaults={
            "offer": found.offer,
            "starts": starts,
            "ends": ends,
            "capacity": capacity,
            "place_id": found.place_id,
            "fictional": found.offer.fictional,
        },
    )
    if new:
        record_event(by=by, action="offers.add_day", subject=made.key, details={"seats": capacity})
    return made


def reading_of(posting: Posting, language: str) -> VacancyView:
    """The text of a posting, read and corrected by its organisation."""
    return read_vacancy(VacancyAsked(posting.text, posting.answers, posting.occupation), language)


def course_of(posting: Posting, language: str) -> CourseView:
    """The same for what a school offers: what it teaches, beside what work asks."""
    told = {value: tuple(id_ for id_, one in posting.answers.items() if one == value) for value in TAUGHT}
    asked = CourseAsked(
        posting.text,
        taught=told["leert"],
        not_taught=told["nee"],
        occupation=posting.occupation,
        added=told["erbij"],
    )
    return read_course(asked, language)


def _make_offer(posting: Posting) -> None:
    """Make the offer say what the posting says. Call inside the transaction that changes the posting."""
    found = posting.offer or Offer(slug=_slug(posting), organisation=posting.organisation)
    summary = " ".join(posting.text.split())
    # What the source says in other languages stays where a school took its offer over.
    setattr(found, f"title_{posting.language}", posting.title)
    if summary or not found.pk:
        setattr(found, f"summary_{posting.language}", _short(summary))
    for name in ("kind", "place_id", "mode", "weeks", "hours_min", "hours_max", "salary_min", "salary_max"):
        setattr(found, name, getattr(posting, name))
    found.language, found.published_until = posting.spoken, posting.closes
    if posting.kind in Posting.SCHOOL_KINDS:
        found.price, found.entry = posting.price, posting.entry
    found.verified, found.fictional = True, posting.organisation.fictional
    found.save()
    posting.offer = found
    posting.save(update_fields=["offer"])
    _make_details(found, posting)
    actions.refresh_search_of(offer=found, taxonomy=taxonomy())


def _make_details(offer: Offer, posting: Posting) -> None:
    """Levels, skills and work, made anew. What companies and schools both post is read as who posts it reads it."""
    for model in (OfferLevel, OfferSkill):
        model.objects.filter(offer=offer).delete()
    levels = dict.fromkeys(level for level in posting.levels.split(",") if level)
    OfferLevel.objects.bulk_create(OfferLevel(offer=offer, level=level) for level in levels)
    if posting.kind in Posting.SCHOOL_KINDS:
        course = course_of(posting, posting.language)
        skills = {uri: OfferSkill.Role.TEACHES for row in course.taught if (uri := skill_uri_of(row.id))}
        work = posting.occupation
    else:
        view = reading_of(posting, posting.language)
        skills = {uri: ROLES[row.demand] for row in view.asked if (uri := skill_uri_of(row.id))}
        work = view.occupation.id if view.occupation else ""
    OfferSkill.objects.bulk_create(OfferSkill(offer=offer, uri=uri, role=role) for uri, role in skills.items())
    known = OfferOccupation.objects.filter(offer=offer)
    if not known.filter(uri=f"{actions.OCCUPATION}{work}").exists():
        known.delete()
        if work:
            OfferOccupation.objects.create(offer=offer, uri=f"{actions.OCCUPATION}{work}")


def _short(text: str) -> str:
    """The first words of a text, cut at a space."""
    return text if len(text) <= SUMMARY_MOST else text[:SUMMARY_MOST].rpartition(" ")[0] + " …"


def _slug(posting: Posting) -> str:
    """An address that can be read, and is of this posting alone."""
    return f"{slugify(posting.title)[:60] or posting.kind}-{posting.key.hex[:10]}"


def subject_of_posting(posting: Posting) -> str:
    return f"posting {posting.key}"


def _locked(posting: int) -> Posting:
    found = (
        Posting.objects.select_for_update(of=("self",))
        .select_related("organisation", "offer")
        .filter(pk=posting)
        .order_by("pk")
        .first()
    )
    if found is None:
        raise NotFound("There is no such offer", remedy="Look in your list")
    return found


def changed_posting(posting: int, version: int) -> Posting:
    """The posting, its version gone up; refused when it is not the one the page showed."""
    found = _locked(posting)
    if found.version != version:
        raise Conflict(
            "A colleague changed this in the meantime",
            place=subject_of_posting(found),
            remedy="Load the page again; what you wrote is still in the form",
        )
    found.version += 1
    return found
