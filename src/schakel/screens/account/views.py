"""Pages around an account that allauth does not have: the start, roles, devices, invitations and the team of an organisation.

Who comes: everyone with an account. They see as whom they act, where they are signed in, and who else acts for their
organisation; they end what should end with one click.
"""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from schakel.engine.errors import InputError
from schakel.records.accounts import actions as accounts
from schakel.records.accounts import queries as account_queries
from schakel.records.organisations import members, queries, rules
from schakel.records.organisations.models import Invitation, Organisation
from schakel.screens.account.access import signed_in
from schakel.screens.account.forms import ROLE_WORDS, InviteForm
from schakel.screens.account.rooms import room_of
from schakel.screens.account.signals import DEVICE


def _page(here: str, **context: Any) -> dict[str, Any]:
    trail = [] if context.pop("top", False) else [{"label": gettext("Account"), "url": reverse("account_start")}]
    return {"breadcrumb_here": here, "breadcrumb_trail": trail, "role_words": ROLE_WORDS, **context}


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The account at a glance: how one signs in, in which roles, on how many devices."""
    user: Any = request.user
    acting: Any = request.acting  # type: ignore[attr-defined]
    context = {
        "roles": [{"one": one, "room": room_of(one)} for one in acting.memberships],
        "factors": Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count(),
        "device_count": account_queries.devices_of(user).count(),
        "needs_two": rules.needs_two_factors(user),
    }
    return render(request, "account/start.html", _page(gettext("Account"), top=True, **context))


@signed_in
def two_factors(request: HttpRequest) -> HttpResponse:
    """Why a role asks for a second step, and how to set it up."""
    return render(request, "account/two_factors.html", _page(gettext("Two steps")))


@require_POST
@signed_in
def role(request: HttpRequest) -> HttpResponse:
    """Act in a role, and come to its room; or act as oneself."""
    acting: Any = request.acting  # type: ignore[attr-defined]
    wanted = request.POST.get("rol", "")
    membership = next((one for one in acting.memberships if str(one.pk) == wanted), None)
    if wanted and membership is None:
        raise PermissionDenied
    acting.choose(membership)
    return redirect(room_of(membership) or "account_start")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in. One device can be ended, or all others at once."""
    user: Any = request.user
    current = UUID(request.session[DEVICE])
    if request.method == "POST":
        if request.POST.get("alle"):
            accounts.end_all_devices(user=user, by=user.actor, but=current)
        else:
            accounts.end_device(user=user, key=_uuid(request.POST.get("apparaat", "")), by=user.actor)
        return redirect("account_devices")
    context = {"devices": account_queries.devices_of(user), "current": current}
    return render(request, "account/devices.html", _page(gettext("Devices"), **context))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation link: what is asked, and a button to take it up."""
    found = members.invitation_of(token)
    user: Any = request.user
    problem = ""
    if request.method == "POST" and user.is_authenticated:
        checked = EmailAddress.objects.filter(user=user, verified=True).order_by("pk")
        addresses = list(checked.values_list("email", flat=True))
        try:
            made = members.accept(
                invitation=found.pk, user=user, addresses=addresses, by=user.actor, now=timezone.now()
            )
        except InputError as error:
            problem = error.code
            found.refresh_from_db()
        else:
            request.acting.choose(made)  # type: ignore[attr-defined]
            return redirect(room_of(made) or "account_start")
    ended = bool(found.accepted or found.withdrawn or found.expires <= timezone.now())
    context = {"invitation": found, "ended": ended, "problem": problem, "token": token}
    status = 409 if problem else 200
    return render(request, "account/invitation.html", _page(gettext("Invitation"), top=True, **context), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who acts for an organisation. Who may invite others invites, takes back and removes here."""
    organisation = get_object_or_404(Organisation, slug=slug)
    acting: Any = request.acting  # type: ignore[attr-defined]
    mine = [one for one in acting.memberships if one.organisation_id == organisation.pk]
    if not mine:
        raise Http404
    may_invite = any(one.admin for one in mine)
    if may_invite and not acting.has_two_factors:
        return redirect("account_two_factors")
    form, problem = InviteForm(), ""
    if request.method == "POST":
        if not may_invite:
            raise PermissionDenied
        form, problem = _change_team(request, organisation, mine)
        if form is None:
            return redirect("account_team", slug=slug)
    context = {
        "organisation": organisation,
        "members": queries.members_of(organisation),
        "invitations": queries.open_invitations(organisation, now=timezone.now()),
        "may_invite": may_invite,
        "form": form,
        "problem": problem,
    }
    status = 422 if form.errors or problem else 200
    return render(request, "account/team.html", _page(organisation.name, **context), status=status)


def _change_team(request: HttpRequest, organisation: Organisation, mine: list[Any]) -> tuple[Any, str]:
    """What a button on the page of a team does; gives a form back only when something was not right."""
    by, now = request.user.actor, timezone.now()  # type: ignore[union-attr]
    if "weg" in request.POST:
        member = get_object_or_404(queries.members_of(organisation), pk=_number(request.POST["weg"]))
        try:
            members.end_membership(membership=member.pk, by=by)
        except InputError as error:
            return InviteForm(), error.code
        return None, ""
    if "terug" in request.POST:
        asked = get_object_or_404(Invitation, organisation=organisation, pk=_number(request.POST["terug"]))
        members.withdraw(invitation=asked.pk, by=by, now=now)
        return None, ""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return form, ""
    role_given = next(one.role for one in mine if one.admin)
    made = members.invite(
        organisation=organisation,
        email=form.cleaned_data["email"],
        role=role_given,
        admin=form.cleaned_data["beheer"] == "ja",
        by=by,
        now=now,
    )
    send_invitation(request, made)
    return None, ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def send_invitation(request: HttpRequest, made: Invitation) -> None:
    """Mail the link of an invitation, in the language of who invites."""
    link = request.build_absolute_uri(reverse("account_invitation", args=[members.token_of(made)]))
    context = {"invitation": made, "link": link, "role": ROLE_WORDS[made.role]}  # type: ignore[index]
    subject = gettext("You are asked to act for %(organisation)s") % {"organisation": made.organisation.name}
    send_mail(subject, render_to_string("account/email/invitation.txt", context), None, [made.email])
