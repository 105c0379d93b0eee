"""Doors: decorators for pages of one person, or of a role. Every protected page stands behind one of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from schakel.screens.account.acting import Acting, asks_two_factors

View = Callable[..., HttpResponse]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in first, then come back here (a form that was sent comes back to its page)."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def signed_in(view: View) -> View:
    """For whoever is signed in. The view finds `request.acting` and `request.user`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acting: Acting | None = request.acting  # type: ignore[attr-defined]
        return view(request, *args, **kwargs) if acting else to_sign_in(request)

    return guarded


def role_required(*roles: str, admin: bool = False) -> Callable[[View], View]:
    """For who acts in one of these roles (`admin`: and may invite others), with two factors where the role asks them.

    The view finds the role in `request.acting.membership`: opening the page is choosing it.
    """

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            acting: Acting | None = request.acting  # type: ignore[attr-defined]
            if acting is None:
                return to_sign_in(request)
            membership = acting.in_role(*roles, admin=admin)
            if membership is None:
                raise PermissionDenied
            if asks_two_factors(membership) and not acting.has_two_factors:
                return HttpResponseRedirect(reverse("account_two_factors"))
            if acting.membership != membership:
                acting.choose(membership)
            return view(request, *args, **kwargs)

        return guarded

    return door
