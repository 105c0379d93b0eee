"""Accounts and devices."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from schakel.records.accounts import actions, queries
from schakel.records.accounts.models import Device, User

pytestmark = pytest.mark.django_db
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17 Mobile Safari/604"


def test_an_address_is_one_account_however_it_is_written() -> None:
    made = User.objects.create_user(" Sam@Example.ORG ", "een lang wachtwoord")
    assert made.email == "sam@example.org"
    assert User.objects.get_by_natural_key("SAM@example.org") == made
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="SAM@EXAMPLE.ORG")
    assert str(made) == f"account {made.pk}"
    assert "sam" not in made.actor


def test_a_device_is_two_words_and_two_times() -> None:
    sam, now = User.objects.create_user("sam@example.org"), timezone.now()
    device = actions.start_device(user=sam, user_agent=AGENT, now=now)
    assert (device.browser, device.system) == ("Safari", "iPhone")
    assert {field.name for field in Device._meta.concrete_fields} == {
        "id",
        "user",
        "key",
        "browser",
        "system",
        "started",
        "seen",
    }


def test_being_seen_is_written_once_in_ten_minutes() -> None:
    sam, now = User.objects.create_user("sam@example.org"), timezone.now()
    device = actions.start_device(user=sam, user_agent="", now=now)
    actions.seen_device(device=device, now=now + timedelta(minutes=9))
    device.refresh_from_db()
    assert device.seen == now
    actions.seen_device(device=device, now=now + timedelta(minutes=10))
    device.refresh_from_db()
    assert device.seen == now + timedelta(minutes=10)


def test_devices_that_were_not_seen_for_a_month_are_forgotten() -> None:
    sam, now = User.objects.create_user("sam@example.org"), timezone.now()
    old = actions.start_device(user=sam, user_agent="", now=now - timedelta(days=31))
    assert queries.device_in_use(sam, str(old.key), now=now) is None
    actions.start_device(user=sam, user_agent="", now=now)
    assert not Device.objects.filter(pk=old.pk).exists()


def test_a_device_ends_for_its_own_account_only() -> None:
    sam, other = User.objects.create_user("sam@example.org"), User.objects.create_user("other@example.org")
    now = timezone.now()
    mine, second = (actions.start_device(user=sam, user_agent="", now=now) for _ in range(2))
    theirs = actions.start_device(user=other, user_agent="", now=now)
    assert not actions.end_device(user=sam, key=theirs.key, by=sam.actor)
    assert actions.end_device(user=sam, key=second.key, by=sam.actor)
    assert actions.end_all_devices(user=sam, by=sam.actor) == 1
    assert list(queries.devices_of(sam)) == []
    assert queries.device_in_use(sam, str(mine.key), now=now) is None
    assert queries.device_in_use(other, str(theirs.key), now=now) == theirs
    assert queries.device_in_use(other, "nonsense", now=now) is None
