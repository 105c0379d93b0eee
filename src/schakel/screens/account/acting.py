"""As whom somebody acts: for themselves, or for an organisation in a role. The choice lives in the session."""

from functools import cached_property

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from schakel.records.accounts.models import User
from schakel.records.organisations import queries
from schakel.records.organisations.models import Membership
from schakel.records.organisations.rules import TWO_FACTOR_ROLES

ROLE = "role"


class Acting:
    """The roles of a signed-in account, and the one it acts in now. Asks the database when first looked at."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        self._request, self.user = request, user

    @cached_property
    def memberships(self) -> list[Membership]:
        """For whom this account acts."""
        return list(queries.memberships_of(self.user))

    @cached_property
    def membership(self) -> Membership | None:
        """The role chosen; None is: as myself. A role that was taken away in the meantime is no longer chosen."""
        chosen = self._request.session.get(ROLE)
        return next((one for one in self.memberships if one.pk == chosen), None)

    def choose(self, membership: Membership | None) -> None:
        """Act in another role from now on."""
        self._request.session[ROLE] = membership.pk if membership else None
        self.__dict__.pop("membership", None)

    def in_role(self, *roles: str, admin: bool = False) -> Membership | None:
        """The role to open a page with: the chosen one when it will do, else the first that does."""
        able = [one for one in self.memberships if one.role in roles and (one.admin or not admin)]
        return self.membership if self.membership in able else next(iter(able), None)

    @cached_property
    def has_two_factors(self) -> bool:
        """Whether this account signs in with two factors, or needs not: on a demo machine."""
        return settings.DEMO or is_mfa_enabled(self.user)


def asks_two_factors(membership: Membership) -> bool:
    """Roles that see data of others, or decide who does."""
    return membership.admin or membership.role in TWO_FACTOR_ROLES
