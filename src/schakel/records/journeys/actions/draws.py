"""Internship periods: set one up, give wishes, draw once, give a place back.

Every action first takes the row of the period, so that wishes, withdrawal and the draw come one after the other.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import engine_io_draw as engine
from schakel.records.journeys import letters
from schakel.records.journeys.models import DrawEntry, DrawPeriod, DrawPlace, DrawWish
from schakel.records.journeys.validators import checked_text
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation

WISHES_MOST = 10
PLACES_MOST = 500


@dataclass(frozen=True, slots=True)
class Dates:
    """What a school says of a period."""

    name: str
    opens: datetime
    closes: datetime
    draw_on: date


@transaction.atomic
def make_period(*, school: Organisation, told: Dates, by: str, now: datetime) -> DrawPeriod:
    """A new period, with its seed and the fingerprint everybody may see. The same period again gives the one there is."""
    Organisation.objects.select_for_update(of=("self",)).filter(pk=school.pk).order_by("pk").first()
    words = _checked(told, now)
    there = DrawPeriod.objects.filter(school=school, **words).order_by("pk").first()
    if there is not None:
        return there
    seed = secrets.token_hex(16)
    made = DrawPeriod.objects.create(
        school=school,
        key=f"{slugify(told.name)[:60] or 'stages'}-{secrets.token_hex(4)}",
        seed=seed,
        commitment=engine.fingerprint(seed),
        fictional=school.fictional,
        **words,
    )
    record_event(by=by, action="journeys.draw_period", subject=_subject(made), details={"commitment": made.commitment})
    return made


@transaction.atomic
def change_period(*, period: int, version: int, told: Dates, by: str, now: datetime) -> DrawPeriod:
    """Another name or other days, until it closes. The seed never changes."""
    found = _locked(period)
    words = _checked(told, now)
    if all(getattr(found, name) == value for name, value in words.items()):
        return found
    if found.version != version or found.drawn or found.closes <= now:
        raise Conflict("This period changed or closed", place=_subject(found), remedy="Load the page again")
    if found.opens <= now and words["opens"] != found.opens:
        raise InputError("Students can sign up already", place="opens", remedy="Leave the first day as it is")
    for name, value in words.items():
        setattr(found, name, value)
    found.version = version + 1
    found.save()
    record_event(by=by, action="journeys.draw_change", subject=_subject(found))
    return found


@transaction.atomic
def discard_period(*, period: int, by: str) -> None:
    """Throw a period away that nobody signed up for."""
    found = _locked(period)
    if found.entries.exists():
        raise Conflict("Students signed up", place=_subject(found), remedy="Finish the period instead")
    record_event(by=by, action="journeys.draw_discard", subject=_subject(found))
    found.delete()


@transaction.atomic
def set_place(*, period: int, offer: int, capacity: int, by: str, now: datetime) -> DrawPlace:
    """Let an internship take part with so many places, or change how many; until the period closes."""
    found = _open_for_places(period, now)
    if not 1 <= capacity <= PLACES_MOST:
        raise InputError(f"{capacity} places cannot be", place="capacity", remedy=f"Fill in 1 to {PLACES_MOST}")
    internship = Offer.objects.filter(pk=offer, kind=Offer.Kind.INTERNSHIP).order_by("pk").first()
    if internship is None:
        raise NotFound("There is no such internship", remedy="Search for another")
    if internship.published_until is not None and internship.published_until < found.draw_on:
        raise InputError("It closes before the draw", place="offer", remedy="Ask the host to keep it open until then")
    made, _new = DrawPlace.objects.update_or_create(
        period=found,
        offer=internship,
        defaults={"capacity": capacity, "title": str(internship)[:300], "gone": False},
    )
    record_event(by=by, action="journeys.draw_place", subject=f"{internship.slug}", details={"places": capacity})
    return made


@transaction.atomic
def take_out(*, place: int, by: str, now: datetime) -> DrawPlace:
    """An internship no longer takes part; who wished it keeps the other wishes."""
    found = DrawPlace.objects.filter(pk=place).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such place", remedy="Load the page again")
    _open_for_places(found.period_id, now)
    found.gone = True
    found.save(update_fields=["gone"])
    record_event(by=by, action="journeys.draw_take_out", subject=f"place {found.key}")
    return found


@transaction.atomic
def wish(*, period: int, person: int, wishes: Sequence[int], version: int, by: str, now: datetime) -> DrawEntry:
    """Sign up with an ordered list of places, or change it; best liked first. `version` 0: not signed up before."""
    found = _locked(period)
    if found.drawn or not found.opens <= now < found.closes:
        raise Conflict("Wishes cannot be given now", place=_subject(found), remedy="Look when the period is open")
    _check_wishes(found, wishes)
    entry = found.entries.filter(person_id=person).order_by("pk").first()
    before = list(entry.wishes.order_by("rank").values_list("place_id", flat=True)) if entry else []
    if entry is not None and entry.withdrawn is None and before == list(wishes):
        return entry
    if version != (entry.version if entry else 0):
        raise Conflict("You changed this in another window", place=_subject(found), remedy="Look at it again")
    if entry is None:
        entry = DrawEntry.objects.create(period=found, person_id=person, made=now)
    else:
        entry.version, entry.withdrawn = entry.version + 1, None
        entry.save(update_fields=["version", "withdrawn"])
        entry.wishes.all().delete()
    DrawWish.objects.bulk_create(
        DrawWish(entry=entry, place_id=place, rank=rank) for rank, place in enumerate(wishes, start=1)
    )
    record_event(by=by, action="journeys.draw_wish", subject=_subject(found), details={"wishes": len(wishes)})
    return entry


def _check_wishes(period: DrawPeriod, wishes: Sequence[int]) -> None:
    if not wishes:
        raise InputError("There is no wish", place="wishes", remedy="Choose at least one internship")
    if len(wishes) > WISHES_MOST:
        raise InputError("There are too many wishes", place="wishes", remedy=f"Choose at most {WISHES_MOST}")
    if len(set(wishes)) < len(wishes):
        raise InputError("An internship is chosen twice", place="wishes", remedy="Choose each internship once")
    able = {one.pk for one in period.places.select_related("offer", "period").order_by("pk") if one.takes_part}
    if not able.issuperset(wishes):
        raise InputError("An internship no longer takes part", place="wishes", remedy="Choose another internship")


@transaction.atomic
def withdraw(*, period: int, person: int, by: str, now: datetime) -> DrawEntry:
    """Leave before the draw: the wishes no longer count. Leaving twice changes nothing."""
    found = _locked(period)
    entry = _entry(found, person)
    if found.drawn:
        raise Conflict("The draw is over", place=_subject(found), remedy="Give the place back instead")
    if entry.withdrawn is None:
        entry.withdrawn, entry.version = now, entry.version + 1
        entry.save(update_fields=["withdrawn", "version"])
        record_event(by=by, action="journeys.draw_withdraw", subject=_subject(found))
    return entry


@transaction.atomic
def hold_draw(*, period: int, by: str, now: datetime) -> DrawPeriod:
    """Draw, once: a second click finds it drawn. What went in and came out is kept with the seed."""
    found = _locked(period)
    if found.drawn:
        return found
    if now < found.closes or timezone.localdate(now) < found.draw_on:
        raise InputError("The day of the draw has not come", place=_subject(found), remedy="Draw on the day announced")
    places = {one.pk: one for one in found.places.select_related("offer", "period").order_by("pk") if one.takes_part}
    entries = list(found.entries.filter(withdrawn=None).prefetch_related("wishes").order_by("key"))
    students = [
        (str(one.key), [str(places[wish.place_id].key) for wish in one.wishes.all() if wish.place_id in places])
        for one in entries
    ]
    record = engine.draw(students, [(str(one.key), one.capacity) for one in places.values()], seed=found.seed)
    by_key = {str(one.key): one for one in places.values()}
    got = {row["student"]: by_key[row["place"]] for row in record["placed"] if row["place"]}
    for entry in entries:
        entry.place = got.get(str(entry.key))
    DrawEntry.objects.bulk_update(entries, ["place"], batch_size=500)
    found.record, found.rules, found.drawn, found.version = record, engine.RULES, now, found.version + 1
    found.save()
    letters.write_draw(found.entries.filter(withdrawn=None))
    record_event(by=by, action="journeys.draw", subject=_subject(found), details={"students": len(entries)})
    return found


@transaction.atomic
def give_back(*, period: int, person: int, by: str, now: datetime) -> DrawEntry:
    """A student gives the place back; it goes to the lowest lottery number that wished it and has none.

    Giving back twice changes nothing.
    """
    found = _locked(period)
    entry = _entry(found, person)
    if entry.place_id is None:
        raise Conflict("There is no place to give back", place=_subject(found), remedy="Nothing is left to do")
    if entry.returned is None:
        entry.returned, entry.version = now, entry.version + 1
        entry.shown, entry.contact = None, ""
        entry.save(update_fields=["returned", "version", "shown", "contact"])
        record_event(by=by, action="journeys.draw_give_back", subject=_subject(found))
        _pass_on(found, entry.place_id, by=by)
    return entry


def _pass_on(period: DrawPeriod, place: int, *, by: str) -> None:
    there = DrawPlace.objects.select_related("offer", "period").get(pk=place)
    if not there.takes_part:
        return
    wishing = period.entries.filter(withdrawn=None, place=None, wishes__place_id=place)
    waiting = {str(one.key): one for one in wishing.order_by("key")}
    following = next((key for key in engine.in_order_of_number(period.record) if key in waiting), None)
    if following is None:
        return
    entry = waiting[following]
    entry.place_id, entry.version = place, entry.version + 1
    entry.save(update_fields=["place", "version"])
    letters.write_person("draw-place-later", entry, entry.person)
    record_event(by=by, action="journeys.draw_pass_on", subject=_subject(period))


@transaction.atomic
def leave_all(*, person: int, by: str, now: datetime) -> int:
    """A person leaves Schakel: what they hold goes to who wished it. Returns how many places came free."""
    held = DrawEntry.objects.filter(person_id=person, place__isnull=False, returned=None)
    periods = list(held.order_by("period_id").values_list("period_id", flat=True))
    for period in periods:
        give_back(period=period, person=person, by=by, now=now)
    return len(periods)


def _checked(told: Dates, now: datetime) -> dict[str, object]:
    words = asdict(told)
    words["name"] = checked_text(told.name, place="name")
    if told.closes <= now or told.closes <= told.opens:
        raise InputError("It closes too early", place="closes", remedy="Choose a later moment")
    if told.draw_on < timezone.localdate(told.closes):
        raise InputError("The draw is before it closes", place="draw_on", remedy="Choose a later day")
    return words


def _open_for_places(period: int, now: datetime) -> DrawPeriod:
    found = _locked(period)
    if found.drawn or found.closes <= now:
        raise Conflict("This period is closed", place=_subject(found), remedy="The places stand as they were")
    return found


def _entry(period: DrawPeriod, person: int) -> DrawEntry:
    found = period.entries.filter(person_id=person).order_by("pk").first()
    if found is None:
        raise NotFound("You did not sign up", place=_subject(period), remedy="Sign up first")
    return found


def _locked(period: int) -> DrawPeriod:
    found = DrawPeriod.objects.select_for_update(of=("self",)).filter(pk=period).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such period", remedy="Look in your list")
    return found


def _subject(period: DrawPeriod) -> str:
    return f"draw {period.key}"
