"""Writes of accounts: devices begin, are seen and end."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from schakel.records.accounts.devices import device_words
from schakel.records.accounts.models import Device, User
from schakel.records.core.actions import record_event

SEEN_EVERY = timedelta(minutes=10)
# A device not seen for this long is signed out and forgotten.
FORGOTTEN_AFTER = timedelta(days=30)


@transaction.atomic
def start_device(*, user: User, user_agent: str, now: datetime) -> Device:
    """Somebody signed in. Devices that were not seen for a month go."""
    Device.objects.filter(user=user, seen__lt=now - FORGOTTEN_AFTER).delete()
    browser, system = device_words(user_agent)
    made = Device.objects.create(user=user, browser=browser, system=system, started=now, seen=now)
    record_event(by=user.actor, action="accounts.sign_in", subject=user.actor)
    return made


def seen_device(*, device: Device, now: datetime) -> None:
    """Write down that a device is in use; at most once in ten minutes."""
    if now - device.seen >= SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(seen=now)


@transaction.atomic
def end_device(*, user: User, key: UUID, by: str) -> bool:
    """Sign one device of this account out; False when it already was."""
    ended, _rows = Device.objects.filter(user=user, key=key).delete()
    if ended:
        record_event(by=by, action="accounts.end_device", subject=user.actor)
    return bool(ended)


@transaction.atomic
def end_all_devices(*, user: User, by: str, but: UUID | None = None) -> int:
    """Sign all devices of this account out, or all but one; returns how many."""
    others = Device.objects.filter(user=user)
    ended, _rows = (others.exclude(key=but) if but else others).delete()
    record_event(by=by, action="accounts.end_all_devices", subject=user.actor, details={"devices": ended})
    return ended


def set_language(*, user: User, language: str) -> None:
    """Mail goes out in the language somebody last signed in with."""
    if user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)
