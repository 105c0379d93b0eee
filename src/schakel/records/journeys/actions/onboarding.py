"""Somebody was hired: a plan for the first months, ticked off as it goes."""

from datetime import date, datetime, timedelta

from django.db import transaction

from schakel.engine.errors import Conflict, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys.models import Hire, Milestone, Onboarding
from schakel.records.journeys.onboarding import template
from schakel.records.people.validators import checked_words

FRIDAY = 4


@transaction.atomic
def plan(*, hire: int, template_id: str, buddy: str, by: str, now: datetime) -> Onboarding:
    """Make the plan of somebody who was hired, from their first day; making it again gives the one there is."""
    asked = template(template_id)
    name = checked_words(buddy, place="buddy", most=120, needed=False)
    found = Hire.objects.select_for_update(of=("self",)).filter(pk=hire).order_by("pk").first()
    if found is None or found.ended is not None:
        raise Conflict("Nobody was hired", place="onboarding", remedy="Look in your list")
    there = Onboarding.objects.filter(hire=found).order_by("pk").first()
    if there is not None:
        return there
    words = {"template": asked.id, "starts": found.starts, "buddy": name, "made": now}
    made = Onboarding.objects.create(hire=found, invitation_id=found.invitation_id, **words)
    Milestone.objects.bulk_create(
        Milestone(onboarding=made, code=one.id, day=_at_work(found.starts, one.day)) for one in asked.milestones
    )
    record_event(by=by, action="journeys.plan_onboarding", subject=_subject(made), details={"template": asked.id})
    return made


@transaction.atomic
def tick(*, onboarding: int, code: str, done: bool, by: str, now: datetime) -> Milestone:
    """A milestone is done, or not after all. Ticking twice keeps the first time."""
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("onboarding")
    found = rows.filter(onboarding_id=onboarding, code=code).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such milestone", remedy="Look in the plan")
    if done == (found.done is not None):
        return found
    found.done = now if done else None
    found.save(update_fields=["done"])
    record_event(by=by, action="journeys.tick", subject=_subject(found.onboarding), details={"done": done})
    return found


@transaction.atomic
def change(*, onboarding: int, starts: date, buddy: str, by: str) -> Onboarding:
    """Another first day, or another buddy; what is not done yet moves along."""
    name = checked_words(buddy, place="buddy", most=120, needed=False)
    found = Onboarding.objects.select_for_update(of=("self",)).filter(pk=onboarding).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such plan", remedy="Look in your list")
    days = {one.id: one.day for one in template(found.template).milestones}
    for one in found.milestones.filter(done=None).order_by("day", "pk"):
        if one.code in days:
            day = _at_work(starts, days[one.code])
            # Another day is told again.
            one.day, one.reminded = day, one.reminded if one.day == day else None
            one.save(update_fields=["day", "reminded"])
    found.starts, found.buddy = starts, name
    found.save(update_fields=["starts", "buddy"])
    Hire.objects.filter(onboarding=found).update(starts=starts)
    record_event(by=by, action="journeys.change_onboarding", subject=_subject(found))
    return found


def _at_work(starts: date, days: int) -> date:
    """So many days from the first day at work; a Saturday or Sunday becomes the Monday after it."""
    day = starts + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if days and day.weekday() > FRIDAY else day


def _subject(found: Onboarding) -> str:
    return f"onboarding {found.key}"
