"""Writes of who acts for an organisation: invite, accept, leave."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.accounts.models import User
from schakel.records.core.actions import record_event
from schakel.records.organisations.models import Invitation, Membership, Organisation, Role

INVITATION_DAYS = 14
SALT = "schakel.organisations.invitation"


def token_of(invitation: Invitation) -> str:
    """What stands in the link of an invitation. It is signed: who reads the database, or a backup, cannot make it."""
    return signing.dumps(str(invitation.key), salt=SALT)


def invitation_of(token: str) -> Invitation:
    """The invitation of a link. Raises a `NotFound` for a link we did not make."""
    try:
        return Invitation.objects.select_related("organisation").get(key=signing.loads(token, salt=SALT))
    except (signing.BadSignature, Invitation.DoesNotExist):
        raise NotFound("There is no such invitation", remedy="Ask for a new one") from None


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, role: str, by: str, now: datetime, admin: bool = False
) -> Invitation:
    """Ask somebody to act for an organisation. Asking again gives the invitation there already is more time."""
    if role not in Role.values:
        raise InputError(f"There is no role '{role}'", place="role", remedy=f"Choose one of {', '.join(Role.values)}")
    address = email.strip().lower()
    ends = now + timedelta(days=INVITATION_DAYS)
    open_ones = Invitation.objects.select_for_update().filter(accepted=None, withdrawn=None)
    there = open_ones.filter(organisation=organisation, email__iexact=address, role=role).order_by("pk").first()
    if there is None:
        there = Invitation.objects.create(
            organisation=organisation, email=address, role=role, admin=admin, made=now, expires=ends
        )
    else:
        there.expires, there.admin = ends, admin
        there.save(update_fields=["expires", "admin"])
    details = {"role": role, "admin": admin}
    record_event(by=by, action="organisations.invite", subject=f"organisation {organisation.slug}", details=details)
    return there


@transaction.atomic
def accept(*, invitation: int, user: User, addresses: list[str], by: str, now: datetime) -> Membership:
    """Take an invitation up, once. `addresses` are the e-mail addresses this account has shown to be its own."""
    found = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation)
    place = "invitation"
    if found.accepted or found.withdrawn:
        raise Conflict("This invitation was used or taken back", place=place, remedy="Ask for a new one")
    if now >= found.expires:
        raise Conflict("This invitation has ended", place=place, remedy="Ask for a new one")
    if found.email.lower() not in [address.lower() for address in addresses]:
        raise InputError(
            "This invitation is for another e-mail address",
            place=place,
            remedy="Add that address to your account, or ask for an invitation at yours",
        )
    made, new = Membership.objects.get_or_create(
        user=user, organisation=found.organisation, role=found.role, defaults={"admin": found.admin, "since": now}
    )
    if not new and found.admin and not made.admin:
        made.admin = True
        made.save(update_fields=["admin"])
    found.accepted = now
    found.save(update_fields=["accepted"])
    record_event(by=by, action="organisations.join", subject=_subject(made), details={"role": made.role})
    return made


@transaction.atomic
def withdraw(*, invitation: int, by: str, now: datetime) -> bool:
    """Take an open invitation back; False when it was used or taken back already."""
    found = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation)
    if found.accepted or found.withdrawn:
        return False
    found.withdrawn = now
    found.save(update_fields=["withdrawn"])
    subject = f"organisation {found.organisation.slug}"
    record_event(by=by, action="organisations.withdraw_invitation", subject=subject)
    return True


@transaction.atomic
def end_membership(*, membership: int, by: str) -> bool:
    """Somebody no longer acts for the organisation. The last one who may invite others stays."""
    # The organisation's row is the lock: of two admins who remove each other, one stays.
    found = Membership.objects.select_related("organisation").filter(pk=membership).first()
    if found is None:
        return False
    Organisation.objects.select_for_update().get(pk=found.organisation_id)
    others = Membership.objects.filter(organisation=found.organisation, admin=True).exclude(pk=found.pk)
    if found.admin and not others.exists():
        raise Conflict(
            "This is the last one who may invite others", place="membership", remedy="Invite somebody else first"
        )
    record_event(by=by, action="organisations.leave", subject=_subject(found), details={"role": found.role})
    found.delete()
    return True


def _subject(membership: Membership) -> str:
    return f"organisation {membership.organisation.slug}"
