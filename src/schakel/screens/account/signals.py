"""What happens when somebody signs in: this browser becomes one of their devices."""

from typing import Any

from allauth.core import context
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from schakel.records.accounts import actions
from schakel.records.accounts.models import User
from schakel.screens.account.adapters import KNOWN

DEVICE = "device"


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="schakel.device")
    for signal in (post_save, post_delete):
        signal.connect(factor_changed, sender="mfa.Authenticator", dispatch_uid=f"schakel.factor.{id(signal)}")


def factor_changed(sender: Any, **_: Any) -> None:
    if context.request is not None:
        context.request.__dict__.pop(KNOWN, None)


def signed_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    agent = request.META.get("HTTP_USER_AGENT", "")
    device = actions.start_device(user=user, user_agent=agent, now=timezone.now())
    request.session[DEVICE] = str(device.key)
    actions.set_language(user=user, language=get_language() or "nl")
