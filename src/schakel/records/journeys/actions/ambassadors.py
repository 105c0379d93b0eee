"""Ambassadors: an organisation asks one of its people, who says yes or no with the link of a mail.

A no, at once or later, removes everything. Nobody sees the e-mail address; questions come in at the desk.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Ambassador
from schakel.records.organisations.models import Organisation
from schakel.records.people.validators import checked_words

SALT = "schakel.journeys.ambassador"
MOST = 12
ABOUT_MOST = 400


def token_of(ambassador: Ambassador) -> str:
    """What stands in the link of the mail. It is signed: who reads the database cannot make it."""
    return signing.dumps(str(ambassador.key), salt=SALT)


def by_token(token: str) -> Ambassador:
    """The ambassador of a link. Raises a `NotFound` for a link we did not make, or after a no."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        key = None
    found = Ambassador.objects.select_related("organisation").filter(key=key).first() if key else None
    if found is None:
        raise NotFound("There is no such link", remedy="Ask the organisation to ask again")
    return found


@transaction.atomic
def ask(
    *, organisation: Organisation, name: str, email: str, languages: Sequence[str], about: str, by: str, now: datetime
) -> Ambassador:
    """Ask somebody, by mail. Asking the same address again gives the one there is, and sends no second mail."""
    words = {
        "name": checked_words(name, place="name", most=80),
        "about": checked_words(about, place="about", most=ABOUT_MOST, needed=False),
    }
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InputError("This is not an e-mail address", place="email", remedy="Write it like a@example.org") from None
    if not languages:
        raise InputError("No language is chosen", place="languages", remedy="Choose at least one")
    # The organisation's row is the lock: two colleagues at once ask one person once.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    there = Ambassador.objects.filter(organisation=organisation, email=address).order_by("pk").first()
    if there is not None:
        return there
    if Ambassador.objects.filter(organisation=organisation).count() >= MOST:
        raise Conflict(f"There are {MOST} already", place="ambassadors", remedy="Remove one first")
    account = EmailAddress.objects.filter(email__iexact=address, verified=True).order_by("pk").first()
    made = Ambassador.objects.create(
        organisation=organisation,
        email=address,
        languages=",".join(languages),
        account=account.user if account else None,
        asked=now,
        answer_by=timezone.localdate(now + timedelta(days=house_rules().days["ambassador"])),
        fictional=organisation.fictional,
        **words,
    )
    letters.write("ambassador-asked", made)
    record_event(by=by, action="journeys.ask_ambassador", subject=_subject(made))
    return made


@transaction.atomic
def agree(*, ambassador: int, by: str, now: datetime) -> Ambassador:
    """The person says yes: from now on newcomers see the name. Twice changes nothing."""
    found = Ambassador.objects.select_for_update(of=("self",)).filter(pk=ambassador).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such question", remedy="Ask the organisation to ask again")
    if found.agreed is None:
        found.agreed = now
        found.save(update_fields=["agreed"])
        record_event(by=by, action="journeys.ambassador_agreed", subject=_subject(found))
    return found


@transaction.atomic
def remove(*, ambassador: int, by: str) -> bool:
    """The person says no or stops, or the organisation removes it: nothing of it stays. False when it was gone."""
    found = Ambassador.objects.filter(pk=ambassador).order_by("pk").first()
    if found is None:
        return False
    record_event(by=by, action="journeys.ambassador_removed", subject=_subject(found))
    found.delete()
    return True


def _subject(found: Ambassador) -> str:
    return f"ambassador {found.key}"
