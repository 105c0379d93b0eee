"""Mail about new offers that fit a person: their own choice, one mail a day at most, written down before it goes out."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from schakel.engine.errors import InputError
from schakel.records.core.actions import record_event
from schakel.records.offers.engine_io import KINDS, FittingOffer, fitting, open_offers, rank_offers
from schakel.records.offers.models import Alert, AlertedOffer, Offer
from schakel.records.people import queries as people
from schakel.records.people.actions import give_consent, subject_of, withdraw_consent
from schakel.records.people.models import Consent, Person

ONCE_IN = timedelta(hours=20)
TOLD_AT_ONCE = 5
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

    A consent that was withdrawn in the meantime stops it, whatever else stands.
    """
    standing = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    waiting = Alert.objects.filter(person__in=standing, person__user__is_active=True)
    due = waiting.exclude(sent__gt=now - ONCE_IN).order_by("pk").values_list("pk", flat=True)
    return sum(_tell(pk, by=by, now=now, send=send) for pk in list(due))


def _tell(pk: int, *, by: str, now: datetime, send: Send) -> bool:
    with transaction.atomic():
        alert = Alert.objects.select_for_update(of=("self",)).select_related("person__user").filter(pk=pk).first()
        if alert is None or (alert.sent and alert.sent > now - ONCE_IN):
            return False  # another worker did it, or it was stopped
        newest = Offer.objects.aggregate(newest=Max("pk"))["newest"] or 0
        found = _new_offers(alert, now)
        AlertedOffer.objects.bulk_create(AlertedOffer(alert=alert, offer=one.offer, at=now) for one in found)
        alert.since_offer = newest
        if found:
            alert.sent = now
            details = {"offers": len(found)}
            record_event(by=by, action="offers.alert", subject=subject_of(alert.person), details=details)
        alert.save(update_fields=["since_offer", "sent"])
    if not found:
        return False
    try:
        send(alert.person, found)
    except OSError:
        # One mail lost is better than one sent twice, and the others still get theirs.
        logger.warning("mail of alert %s did not go out", pk)
        return False
    return True


def _new_offers(alert: Alert, now: datetime) -> list[FittingOffer]:
    user = alert.person.user
    if user is None:
        return []
    profile = people.profile_for(alert.person)
    mine = [claim.uri for claim in profile.skills.all()]
    new = open_offers(now=now, kinds=alert.kinds.split(","), near=mine, after=alert.since_offer)
    told = set(alert.told.order_by("pk").values_list("offer_id", flat=True))
    ranked = rank_offers(profile, [one for one in new if one.pk not in told], viewer=str(user.key), now=now)
    # What fails a condition the person set themselves is no fitting offer.
    fits = [
        (offer, match)
        for offer, match in ranked
        if (match.score or 0) >= alert.points and not match.gate_results("fail")
    ]
    return fitting(fits[:TOLD_AT_ONCE], profile=profile, language=user.language)
