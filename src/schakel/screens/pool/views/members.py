"""Who is in a pool: invite, join, leave, and the end of it.

Who comes: the employer that leads a pool and wants its neighbours in it, or one that was asked. They leave with an
organisation asked, joined, or gone; with it go its numbers.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.actions import pool as actions
from schakel.records.journeys.models import MobilityPool, PoolMember
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.open.text_form import not_kept
from schakel.screens.pool.access import actor, by, meanwhile, organisation_of, own_pool, page
from schakel.screens.pool.forms import InviteForm, SettingsForm


@own_pool
@require_safe
def members(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Who is in it, and what one may change."""
    return _page(request, member)


def _page(
    request: HttpRequest, member: PoolMember, *, wrong: Any = None, said: str = "", status: int = 200
) -> HttpResponse:
    pool = MobilityPool.objects.get(pk=member.pool_id)
    rows = queries.members_of(pool.pk)
    today = timezone.localdate()
    lead = queries.lead_of(pool.pk)
    able = queries.may_be_invited(pool.pk)
    start = {"naam": pool.name, "loket": pool.desk_sees, "versie": pool.version}
    context = page(
        gettext("Who is in it"),
        under=member,
        pool=pool,
        open=pool.state == MobilityPool.State.OPEN,
        leads=lead is not None and lead.pk == member.pk,
        lead=lead,
        joined=[one for one in rows if one.state == PoolMember.State.JOINED],
        waiting=[(one, queries.late(one, today=today)) for one in rows if one.state == PoolMember.State.INVITED],
        form=wrong,
        invite_form=wrong if isinstance(wrong, InviteForm) else InviteForm(organisations=able),
        settings_form=wrong if isinstance(wrong, SettingsForm) else SettingsForm(initial=start),
        said=said,
    )
    return not_kept(render(request, "pool/members.html", context, status=status))


def _refused(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """What somebody else did first: the page as it is now."""
    fresh = queries.membership(member.pool.key, member.organisation_id)
    if fresh is None:
        raise Http404
    return _page(request, fresh, said=meanwhile(), status=409)


@own_pool
@require_POST
def invite(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Ask an organisation to join."""
    form = InviteForm(request.POST, organisations=queries.may_be_invited(member.pool_id))
    if not form.is_valid():
        return _page(request, member, wrong=form, status=422)
    asked = form.cleaned_data["organisatie"]
    try:
        actions.invite(member=member.pk, organisation=asked, **by(request))
    except Conflict:
        return _refused(request, member)
    except InputError:
        form.add_error("organisatie", gettext("This pool is full. Begin a second one."))
        return _page(request, member, wrong=form, status=422)
    messages.success(request, gettext("%(name)s was asked to join.") % {"name": asked.name})
    return redirect("pool:members", key=member.pool.key)


@own_pool
@require_POST
def take_back(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Take an unanswered invitation back."""
    number = request.POST.get("uitnodiging", "")
    try:
        known = number.isascii() and number.isdigit() and len(number) < 19
        actions.take_back(member=member.pk, invitation=int(number) if known else 0, **actor(request))
    except Conflict:
        return _refused(request, member)
    return redirect("pool:members", key=member.pool.key)


@own_pool
@require_POST
def settings(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """The name, and whether the desk looks along."""
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _page(request, member, wrong=form, status=422)
    given = form.cleaned_data
    try:
        actions.rename(
            member=member.pk, version=given["versie"], name=given["naam"], desk_sees=given["loket"], **actor(request)
        )
    except Conflict:
        fresh = request.POST.copy()
        fresh["versie"] = str(MobilityPool.objects.get(pk=member.pool_id).version)
        return _page(request, member, wrong=SettingsForm(fresh), said=meanwhile(), status=409)
    return redirect("pool:members", key=member.pool.key)


@role_required(Role.EMPLOYER)
@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Join a pool, or do not."""
    found = queries.invitation(key, organisation_of(request).pk)
    if found is None:
        messages.error(request, gettext("This invitation is no longer there."))
        return redirect("pool:home")
    yes = "ja" in request.POST
    actions.answer(invitation=found.pk, yes=yes, **by(request))
    return redirect("pool:roles", key=key) if yes else redirect("pool:home")


@own_pool
@require_POST
def leave(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Leave the pool; the own numbers go."""
    actions.leave(member=member.pk, **by(request))
    messages.success(request, gettext("You left the pool. Your numbers are gone from it."))
    return redirect("pool:home")


@own_pool
@require_POST
def close(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Close the pool: it stays to read."""
    number = request.POST.get("versie", "")
    version = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    try:
        actions.close(member=member.pk, version=version, **by(request))
    except Conflict:
        return _refused(request, member)
    messages.success(request, gettext("The pool is closed. You can still read it."))
    return redirect("pool:pool", key=member.pool.key)
