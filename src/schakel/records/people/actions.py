"""Writes of people: their own profile, consents and routes. Keyword-only, with who acts (`by`) and the time (`now`)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from schakel.engine.errors import Conflict, InputError
from schakel.records.accounts.models import User
from schakel.records.core.actions import record_event
from schakel.records.people.engine_io.linking import can_claim
from schakel.records.people.models import (
    Consent,
    Experience,
    LanguageClaim,
    Person,
    Profile,
    SavedRoute,
    SkillClaim,
)
from schakel.records.people.purposes import consent_withdrawn, purpose
from schakel.records.people.validators import checked_month, checked_words

SKILLS_MOST = 300
EXPERIENCES_MOST = 60
ROUTES_MOST = 20


def subject_of(person: Person) -> str:
    """How the audit trail names a person: a key that says nothing."""
    return f"person {person.key}"


@transaction.atomic
def begin(*, user: User, name: str, by: str, now: datetime) -> Person:
    """Make the person of an account, who says to be 16 or older. Asking again gives the one there is."""
    there = Person.objects.filter(user=user).first()
    if there is not None:
        Profile.objects.get_or_create(person=there)
        return there
    made = Person.objects.create(
        user=user, name=checked_words(name, place="name", most=120), sixteen=now, fictional=user.fictional
    )
    Profile.objects.create(person=made)
    record_event(by=by, action="people.begin", subject=subject_of(made))
    return made


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as a person tells it. Only others can say `validated`: here it counts as told by oneself."""

    uri: str
    level: int | None = None
    evidence: str = ""


def _locked(person: Person, version: int | None = None) -> Profile:
    """The profile, with its row taken; refused when the page was older than the profile."""
    profile = Profile.objects.select_for_update().get(person=person)
    if version is not None and profile.version != version:
        raise Conflict(
            "Your profile was changed in another window",
            place="profile",
            remedy="Load the page again and make your change once more",
        )
    return profile


def _changed(profile: Profile, *fields: str, by: str, action: str, details: Mapping[str, Any] | None = None) -> None:
    profile.version += 1
    profile.save(update_fields=["version", *fields])
    record_event(by=by, action=action, subject=subject_of(profile.person), details=details)


@transaction.atomic
def add_skills(*, person: Person, skills: Iterable[Skill], by: str) -> int:
    """Put skills in the profile; what stands there, told or validated, stays; new evidence is added to it."""
    profile = _locked(person)
    there = {claim.uri: claim for claim in profile.skills.order_by("uri")}
    wanted = {one.uri: one for one in skills if can_claim(one.uri)}
    if len(there.keys() | wanted.keys()) > SKILLS_MOST:
        raise InputError(f"A profile holds at most {SKILLS_MOST} skills", place="skills", remedy="Take some out first")
    for uri, one in wanted.items():
        _keep_skill(profile, there.get(uri), one)
    _changed(profile, by=by, action="people.add_skills", details={"skills": len(wanted)})
    return len(wanted)


def _keep_skill(profile: Profile, there: SkillClaim | None, told: Skill) -> None:
    evidence = checked_words(told.evidence, place="evidence", most=300, needed=False)
    tier = SkillClaim.Tier.EVIDENCED if evidence else SkillClaim.Tier.CLAIMED
    if there is None:
        SkillClaim.objects.create(profile=profile, uri=told.uri, level=told.level, tier=tier, evidence=evidence)
        return
    there.level = there.level if there.level is not None else told.level
    if evidence:
        there.evidence = evidence
    if there.tier != SkillClaim.Tier.VALIDATED and there.evidence:
        there.tier = SkillClaim.Tier.EVIDENCED
    there.save(update_fields=["level", "evidence", "tier"])


@transaction.atomic
def set_skills(*, person: Person, skills: Iterable[Skill], version: int, by: str) -> None:
    """The skills as the person left them on the page: changed, and gone where left out."""
    profile = _locked(person, version)
    told = {one.uri: one for one in skills}
    for claim in profile.skills.order_by("uri"):
        one = told.get(claim.uri)
        if one is None:
            claim.delete()
            continue
        evidence = checked_words(one.evidence, place="evidence", most=300, needed=False)
        if claim.tier != SkillClaim.Tier.VALIDATED or one.level != claim.level:
            # Who changes the level of a validated skill tells something nobody validated.
            claim.tier = SkillClaim.Tier.EVIDENCED if evidence else SkillClaim.Tier.CLAIMED
        claim.level, claim.evidence = one.level, evidence
        claim.save(update_fields=["level", "evidence", "tier"])
    _changed(profile, by=by, action="people.set_skills", details={"skills": len(told)})


@transaction.atomic
def set_languages(*, person: Person, languages: Mapping[str, str], by: str) -> None:
    """The languages a person speaks: code to European level ("" is not told)."""
    profile = _locked(person)
    profile.languages.all().delete()
    LanguageClaim.objects.bulk_create(
        LanguageClaim(profile=profile, language=code, cefr=cefr) for code, cefr in sorted(languages.items())
    )
    _changed(profile, by=by, action="people.set_languages", details={"languages": len(languages)})


@dataclass(frozen=True, slots=True)
class Wished:
    """What a person wishes; None and empty are: not told."""

    place: str | None = None
    level: str = ""
    occupation: str = ""
    goal: str = ""
    hours_min: int | None = None
    hours_max: int | None = None
    travel_km: int | None = None
    available_from: date | None = None
    countries: str = ""
    remote: str = ""
    may_work_in: str = ""


@transaction.atomic
def set_wishes(*, person: Person, wished: Wished, version: int | None, by: str) -> Profile:
    """Keep what a person wishes."""
    if wished.hours_min and wished.hours_max and wished.hours_min > wished.hours_max:
        raise InputError("The least hours are more than the most", place="hours", remedy="Turn the two around")
    profile = _locked(person, version)
    profile.place_id = wished.place
    names = tuple(field.name for field in fields(wished) if field.name != "place")
    for name in names:
        setattr(profile, name, getattr(wished, name))
    _changed(profile, "place", *names, by=by, action="people.set_wishes")
    return profile


@dataclass(frozen=True, slots=True)
class Done:
    """Work or a study as a person tells it."""

    kind: str
    title: str
    where: str = ""
    started: str = ""
    ended: str = ""
    text: str = ""


@transaction.atomic
def add_experiences(*, person: Person, done: Iterable[Done], by: str) -> int:
    """Add work or studies; the same told twice stands once."""
    profile = _locked(person)
    rows = [_experience(profile, one) for one in done]
    there = {_same(one) for one in profile.experiences.order_by("pk")}
    new = {_same(one): one for one in rows if _same(one) not in there}
    if len(there) + len(new) > EXPERIENCES_MOST:
        raise InputError(
            f"A profile holds at most {EXPERIENCES_MOST} lines of work and study", place="work", remedy="Take some out"
        )
    Experience.objects.bulk_create(new.values())
    _changed(profile, by=by, action="people.add_experiences", details={"lines": len(new)})
    return len(new)


def _same(one: Experience) -> tuple[str, str, str, str]:
    return one.kind, one.title.casefold(), one.where.casefold(), one.started


def _experience(profile: Profile, one: Done) -> Experience:
    return Experience(
        profile=profile,
        kind=one.kind,
        title=checked_words(one.title, place="what", most=160),
        where=checked_words(one.where, place="employer or school", most=160, needed=False),
        started=checked_month(one.started, place="from"),
        ended=checked_month(one.ended, place="until"),
        text=checked_words(one.text, place="in your own words", most=2000, needed=False),
    )


@transaction.atomic
def remove_experience(*, person: Person, experience: int, by: str) -> bool:
    """Take one line out; False when it was gone already."""
    profile = _locked(person)
    gone, _rows = Experience.objects.filter(profile=profile, pk=experience).delete()
    if gone:
        _changed(profile, by=by, action="people.remove_experience")
    return bool(gone)


@transaction.atomic
def rename(*, person: Person, name: str, by: str) -> None:
    """Another name."""
    person.name = checked_words(name, place="name", most=120)
    person.save(update_fields=["name"])
    record_event(by=by, action="people.rename", subject=subject_of(person))


@transaction.atomic
def give_consent(*, person: Person, purpose_id: str, by: str, now: datetime) -> Consent:
    """Allow a purpose in its present words. A yes to older words ends and gives way to the new one."""
    asked = purpose(purpose_id)
    profile = _locked(person)
    standing = Consent.objects.filter(person=person, purpose=asked.id, withdrawn=None).first()
    if standing is not None and standing.version == asked.version:
        return standing
    if standing is not None:
        standing.withdrawn = now
        standing.save(update_fields=["withdrawn"])
    made = Consent.objects.create(person=person, purpose=asked.id, version=asked.version, given=now)
    _follow(profile, asked.id, allowed=True)
    details = {"purpose": asked.id, "version": asked.version}
    record_event(by=by, action="people.give_consent", subject=subject_of(person), details=details)
    return made


@transaction.atomic
def withdraw_consent(*, person: Person, purpose_id: str, by: str, now: datetime) -> bool:
    """End what was allowed, at once; False when nothing stood."""
    profile = _locked(person)
    ended = Consent.objects.filter(person=person, purpose=purpose_id, withdrawn=None).update(withdrawn=now)
    _follow(profile, purpose_id, allowed=False)
    if ended:
        details = {"purpose": purpose_id}
        record_event(by=by, action="people.withdraw_consent", subject=subject_of(person), details=details)
        consent_withdrawn.send(sender=Consent, person=person, purpose=purpose_id, by=by, now=now)
    return bool(ended)


def _follow(profile: Profile, purpose_id: str, *, allowed: bool) -> None:
    if purpose_id == "found-by-employers" and profile.published != allowed:
        profile.published = allowed
        profile.save(update_fields=["published"])


@transaction.atomic
def save_route(*, person: Person, route: Mapping[str, Any], by: str, now: datetime) -> SavedRoute:
    """Keep a route: `goal`, `steps`, `price`, `weeks`. The same route saved twice is kept once."""
    same = SavedRoute.objects.filter(person=person, goal=route["goal"]).order_by("pk")
    there = next((one for one in same if one.steps == route["steps"]), None)
    if there is not None:
        return there
    if SavedRoute.objects.filter(person=person).count() >= ROUTES_MOST:
        raise InputError(f"You keep {ROUTES_MOST} routes already", place="routes", remedy="Remove one first")
    made = SavedRoute.objects.create(person=person, saved=now, **route)
    record_event(by=by, action="people.save_route", subject=subject_of(person))
    return made


@transaction.atomic
def remove_route(*, person: Person, route: int, by: str) -> bool:
    """Keep a route no longer; False when it was gone already."""
    gone, _rows = SavedRoute.objects.filter(person=person, pk=route).delete()
    if gone:
        record_event(by=by, action="people.remove_route", subject=subject_of(person))
    return bool(gone)


def record_look(*, person: Person, by: str, what: str, organisation: str = "") -> None:
    """Somebody looked at a person's data. Call it in every view that shows a person to another.

    `what` is profile, request or booking; `organisation` the slug of the organisation for which they looked.
    """
    details = {"what": what, "organisation": organisation}
    record_event(by=by, action="people.look", subject=subject_of(person), details=details)


@transaction.atomic
def erase(*, person: Person, by: str) -> None:
    """Remove a person, their account and all that is about them. The audit trail keeps keys that lead nowhere.

    Live bookings must be given up first (`journeys.actions.leaving.erase_person` does both).
    """
    record_event(by=by, action="people.erase", subject=subject_of(person))
    user = person.user
    person.delete()
    if user is not None:
        user.delete()


@transaction.atomic
def set_occupation(*, person: Person, occupation: str, level: str, by: str) -> None:
    """Where a person comes from and the level they reached, as their CV says; a level told before stands."""
    profile = _locked(person)
    profile.occupation, profile.level = occupation, profile.level or level[:8]
    _changed(profile, "occupation", "level", by=by, action="people.set_occupation")


@transaction.atomic
def set_calendar(*, person: Person, on: bool, by: str) -> None:
    """Give the calendar feed a new address, or none: an address that was given away no longer works."""
    person.calendar_key = uuid.uuid4() if on else None
    person.save(update_fields=["calendar_key"])
    record_event(by=by, action="people.set_calendar", subject=subject_of(person), details={"on": on})


def record_download(*, person: Person, by: str) -> None:
    """The person took a copy of everything along."""
    record_event(by=by, action="people.download", subject=subject_of(person))


@transaction.atomic
def erase_account(*, user: User, by: str) -> None:
    """Remove an account that has no person."""
    record_event(by=by, action="people.erase", subject=user.actor)
    user.delete()
