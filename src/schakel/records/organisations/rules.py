"""May this account act for an organisation, and as what? Predicates take the account first, then the organisation.

An anonymous visitor may nothing. Where no organisation is given, the question is whether there is any.
"""

from typing import Any

from schakel.records.core.predicates import predicate
from schakel.records.organisations.models import Membership, Organisation, Role

# Those who see data of others, or decide who does, sign in with two factors.
TWO_FACTOR_ROLES = (Role.ADVISER, Role.PARTNER, Role.SCHOOL, Role.OFFICE)


def _memberships(user: Any, organisation: Organisation | None) -> Any:
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Membership.objects.none()
    found = Membership.objects.filter(user_id=user.pk)
    return found if organisation is None else found.filter(organisation=organisation)


@predicate
def is_member(user: Any, organisation: Organisation | None = None) -> bool:
    """Acts for this organisation, in whatever role."""
    return bool(_memberships(user, organisation).exists())


@predicate
def is_org_admin(user: Any, organisation: Organisation | None = None) -> bool:
    """May invite and remove others of this organisation."""
    return bool(_memberships(user, organisation).filter(admin=True).exists())


def _has_role(user: Any, organisation: Organisation | None, role: Role) -> bool:
    return bool(_memberships(user, organisation).filter(role=role).exists())


@predicate
def is_employer(user: Any, organisation: Organisation | None = None) -> bool:
    """Acts as an employer."""
    return _has_role(user, organisation, Role.EMPLOYER)


@predicate
def is_school(user: Any, organisation: Organisation | None = None) -> bool:
    """Acts for a school."""
    return _has_role(user, organisation, Role.SCHOOL)


@predicate
def is_adviser(user: Any, organisation: Organisation | None = None) -> bool:
    """Is an adviser of the talent desk."""
    return _has_role(user, organisation, Role.ADVISER)


@predicate
def is_partner(user: Any, organisation: Organisation | None = None) -> bool:
    """Takes people over from the talent desk."""
    return _has_role(user, organisation, Role.PARTNER)


@predicate
def is_office(user: Any, organisation: Organisation | None = None) -> bool:
    """Works at the programme office."""
    return _has_role(user, organisation, Role.OFFICE)


@predicate
def needs_two_factors(user: Any) -> bool:
    """Whether this account has a role that asks for two factors."""
    mine = _memberships(user, None)
    return bool(mine.filter(role__in=TWO_FACTOR_ROLES).exists() or mine.filter(admin=True).exists())
