"""Mail about new offers that fit a person: their own choice, one mail a day at most, written down before it goes out."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max, QuerySet

from schakel.engine.errors import InputError
from schakel.records.core.actions import record_event
from schakel.records.offers.engine_io import KINDS, FittingOffer, fitting
from schakel.records.offers.engine_io_many import Fits, NewOffers
from schakel.records.offers.models import Alert, AlertedOffer, Offer
from schakel.records.people import queries as people
from schakel.records.people.actions import give_consent, subject_of, withdraw_consent
from schakel.records.people.models import Consent, Person, Profile

ONCE_IN = timedelta(hours=20)
TOLD_AT_ONCE = 5
# So many people are read and ranked together.
GROUP = 256
PURPOSE = "alerts"

logger = logging.getLogger("schakel.alerts")
Send = Callable[[Person, list[FittingOffer]], None]


@transaction.atomic
def set_alert(*, person: Person, kinds: Iterable[str], points: int, by: str, now: datetime) -> Alert:
    """From now on, tell a person of new offers of these kinds with at least so many points. Asking it is consent."""
    chosen = sorted(set(kinds) & set(KINDS))
    if not chosen or not 1 <= points <= 100:
        raise InputError("Nothing was chosen to hear about", place="alert", remedy="Choose a kind of offer")
    give_consent(person=person, purpose_id=PURPOSE, by=by, now=now)
    newest = Offer.objects.aggregate(newest=Max("pk"))["newest"] or 0
    made, new = Alert.objects.get_or_create(person=person, defaults={"kinds": "", "since_offer": newest})
    made.kinds, made.points = ",".join(chosen), points
    made.save(update_fields=["kinds", "points"])
    record_event(by=by, action="offers.set_alert", subject=subject_of(person), details={"new": new})
    return made


@transaction.atomic
def stop_alert(*, person: Person, by: str, now: datetime) -> None:
    """Tell a person nothing more; what they were told of is forgotten."""
    Alert.objects.filter(person=person).delete()
    withdraw_consent(person=person, purpose_id=PURPOSE, by=by, now=now)


def run(*, by: str, now: datetime, send: Send) -> int:
    """Tell everyone who asked of what is new for them; returns how many mails went out.

    People go through in groups, those who look at the same offers together, so that memory stays bounded. Who was told
    is written down for each person apart: after a stop in the middle the next run goes on with the others. A consent
    that was withdrawn in the meantime stops it, whatever else stands.
    """
    newest = Offer.objects.aggregate(newest=Max("pk"))["newest"] or 0
    due = _standing().exclude(sent__gt=now - ONCE_IN).order_by("kinds", "since_offer", "pk")
    sent = 0
    for (kinds, since), rows in groupby(due.values_list("kinds", "since_offer", "pk"), key=lambda row: row[:2]):
        new = NewOffers(kinds=kinds.split(","), after=since, now=now) if since < newest else None
        waiting = [pk for _, _, pk in rows]
        for first in range(0, len(waiting), GROUP):
            for pk, fits in _fits(waiting[first : first + GROUP], new):
                look = Look(since, newest, fits)
                sent += _tell(pk, look, by=by, now=now, send=send)
    return sent


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at for one person: offers after one number up to another, and those that fit, best first."""

    since: int
    newest: int
    fits: Fits


def _standing() -> QuerySet[Alert]:
    """The alerts of people who still agree to them."""
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    return Alert.objects.filter(person__in=agreed, person__user__is_active=True)


def _fits(alerts: list[int], new: NewOffers | None) -> list[tuple[int, Fits]]:
    """For each of these alerts what is new and fits, best first: enough points, and no condition of their own fails."""
    if new is None or not new.offers:
        return [(pk, []) for pk in alerts]
    points = dict(Alert.objects.filter(pk__in=alerts).order_by("pk").values_list("person_id", "points"))
    rows = Profile.objects.filter(person__alert__in=alerts).order_by("person__alert__pk")
    profiles = list(
        rows.select_related("place", "person__user", "person__alert").prefetch_related("skills", "languages")
    )
    found: dict[int, Fits] = {}
    for profile, fits in zip(profiles, new.for_each(profiles, most=TOLD_AT_ONCE), strict=True):
        least = points[profile.person_id]
        found[profile.person.alert.pk] = [pair for pair in fits if (pair[1].score or 0) >= least]
    return [(pk, found.get(pk, [])) for pk in alerts]


def _tell(pk: int, look: Look, *, by: str, now: datetime, send: Send) -> bool:
    with transaction.atomic():
        rows = _standing().select_for_update(of=("self",)).select_related("person__user")
        alert = rows.filter(pk=pk, since_offer=look.since).first()
        if alert is None or (alert.sent and alert.sent > now - ONCE_IN):
            return False  # another worker did it, or it was stopped
        told = set(alert.told.order_by("pk").values_list("offer_id", flat=True))
        fits = [pair for pair in look.fits if pair[0].pk not in told][:TOLD_AT_ONCE]
        AlertedOffer.objects.bulk_create(AlertedOffer(alert=alert, offer=offer, at=now) for offer, _ in fits)
        alert.since_offer = max(look.newest, look.since)
        if fits:
            alert.sent = now
            details = {"offers": len(fits)}
            record_event(by=by, action="offers.alert", subject=subject_of(alert.person), details=details)
        alert.save(update_fields=["since_offer", "sent"])
    if not fits or alert.person.user is None:
        return False
    profile = people.profile_for(alert.person)
    found = fitting(fits, profile=profile, language=alert.person.user.language)
    try:
        send(alert.person, found)
    except OSError:
        # One mail lost is better than one sent twice, and the others still get theirs.
        logger.warning("mail of alert %s did not go out", pk)
        return False
    return True
