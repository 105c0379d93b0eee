"""Reads of accounts."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from schakel.records.accounts.actions import FORGOTTEN_AFTER
from schakel.records.accounts.models import Device, User


def devices_of(user: User) -> QuerySet[Device]:
    """Where this account is signed in, the one used last on top."""
    return Device.objects.filter(user=user).order_by("-seen", "-pk")


def device_in_use(user: User, key: str, *, now: datetime) -> Device | None:
    """The device of this session, when it is still signed in."""
    try:
        wanted = UUID(key)
    except (ValueError, AttributeError, TypeError):
        return None
    return Device.objects.filter(user=user, key=wanted, seen__gte=now - FORGOTTEN_AFTER).first()
