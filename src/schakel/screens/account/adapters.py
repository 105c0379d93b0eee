"""How allauth works in this house."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from schakel.screens.account.acting import Acting
from schakel.screens.account.rooms import way_in

# Where a request remembers which factors an account has.
KNOWN = "_two_steps"
# Of what a broker tells, this is kept: enough to know who signs in, nothing about them.
KEPT_OF_BROKER = ("sub", "iss")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Messages and mail come from our own templates."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A person comes to their own pages, who has one role to its room; who has more chooses first."""
        acting = Acting(request, request.user)  # type: ignore[arg-type]
        return way_in(acting.user, acting.memberships)

    get_signup_redirect_url = get_login_redirect_url

    def get_user_search_fields(self) -> list[str]:
        return ["email"]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are unreadable in the database and in backups."""

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Asked of the database once a request, until a factor comes or goes; allauth asks again and again."""
        request = context.request
        if request is None:
            return bool(super().is_mfa_enabled(user, types))
        known: dict[Any, bool] = request.__dict__.setdefault(KNOWN, {})
        question = (user.pk, tuple(types or ()))
        if question not in known:
            known[question] = bool(super().is_mfa_enabled(user, types))
        return known[question]

    def _box(self) -> Fernet:
        key = hashlib.sha256(b"schakel.mfa" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self._box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The signing key was changed: this secret is lost, and the code simply does not fit.
            return ""


class BrokerAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A broker says who signs in; nothing else it tells is kept, least of all a citizen service number."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The brokers of the settings; there are none in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        told = sociallogin.account.extra_data
        info, token = told.get("userinfo"), told.get("id_token")
        if info and token and info.get("sub") != token.get("sub"):
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))
        sociallogin.account.extra_data = {
            part: {name: claims[name] for name in KEPT_OF_BROKER if name in claims}
            for part, claims in told.items()
            if isinstance(claims, dict)
        }
