"""Who is behind a request: the device must still be signed in, and `request.acting` says in which role."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from schakel.records.accounts import actions, queries
from schakel.records.accounts.models import User
from schakel.screens.account.acting import Acting
from schakel.screens.account.signals import DEVICE


class Signed:
    """Signs out a device that was ended elsewhere; an account sees its pages fresh, never from a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.acting = None  # type: ignore[attr-defined]
        if not isinstance(user, User) and not user.is_authenticated:
            return self.get_response(request)
        now = timezone.now()
        device = queries.device_in_use(user, request.session.get(DEVICE, ""), now=now)
        if device is None:
            logout(request)
            return self.get_response(request)
        actions.seen_device(device=device, now=now)
        request.acting = Acting(request, user)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
