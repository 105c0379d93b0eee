"""A mobility pool and its plan.

Who comes: an employer whose administrative roles shrink while ICT roles stay empty. They leave knowing how many can go
where at the least learning, which trainings that takes, who may pay, and what is still open. Numbers of roles only: who
goes is up to people themselves, who each see their own options on their own screen.
"""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.actions import pool as actions
from schakel.records.journeys.actions import pool_plan
from schakel.records.journeys.models import MobilityPool, PoolMember, PoolOutcome
from schakel.records.journeys.pool_tasks import compute_pool
from schakel.records.journeys.pool_words import plan_words, row_words
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.open.text_form import not_kept
from schakel.screens.pool.access import actor, at_the_desk, by, is_adviser, organisation_of, own_pool, page
from schakel.screens.pool.forms import NameForm

PAGE = 24
SUPPORT_SHOWN = 4


@role_required(Role.EMPLOYER, Role.ADVISER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The pools of an organisation and what it is asked; for an adviser the pools that asked the desk along."""
    adviser = is_adviser(request)
    organisation = organisation_of(request)
    found: Any = queries.for_the_desk() if adviser else queries.memberships_of(organisation.pk)
    listed = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    context = page(
        gettext("Mobility pools"),
        adviser=adviser,
        organisation=organisation,
        page_obj=listed,
        page_numbers=list(listed.paginator.get_elided_page_range(listed.number, on_each_side=1, on_ends=1)),
        pools=[one if adviser else one.pool for one in listed],
        invitations=[] if adviser else list(queries.invitations_for(organisation.pk)),
        today=timezone.localdate(),
    )
    around = {"breadcrumb_trail": [], **(at_the_desk() if adviser else {})}
    return not_kept(render(request, "pool/home.html", {**context, **around}))


@role_required(Role.EMPLOYER)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new pool: only a name."""
    form = NameForm(request.POST or None)
    if request.method == "POST":
        form = NameForm(request.POST)
        if form.is_valid():
            made = actions.begin(organisation=organisation_of(request), name=form.cleaned_data["naam"], **by(request))
            return redirect("pool:roles", key=made.key)
    status = 422 if form.is_bound else 200
    return not_kept(render(request, "pool/begin.html", page(gettext("New pool"), form=form), status=status))


@role_required(Role.EMPLOYER, Role.ADVISER)
@require_safe
def pool(request: HttpRequest, key: UUID) -> HttpResponse:
    """The plan, what it needs, and what stays open."""
    if is_adviser(request):
        seen = queries.pool_for_the_desk(key)
        if seen is None:
            raise Http404
        actions.looked(pool=seen, **actor(request))
        return not_kept(render(request, "pool/pool.html", {**_context(request, seen, None), **at_the_desk()}))
    member = queries.membership(key, organisation_of(request).pk)
    if member is None:
        raise Http404
    return not_kept(render(request, "pool/pool.html", _context(request, member.pool, member)))


def _context(request: HttpRequest, found: MobilityPool, member: PoolMember | None) -> dict[str, Any]:
    language, sides = get_language() or "nl", queries.sides_of(found.pk)
    outcome = queries.outcome_of(found.pk)
    state = _state(outcome, queries.fingerprint(sides)) if all(sides) else "incomplete"
    ready = outcome is not None and state in ("ready", "old")
    plan = plan_words(outcome.plan, language, today=timezone.localdate()) if outcome and ready else None
    return page(
        found.name,
        pool=found,
        member=member,
        open=found.state == MobilityPool.State.OPEN,
        members=[one for one in queries.members_of(found.pk) if one.state == PoolMember.State.JOINED],
        shrinking=row_words(sides[0], language),
        growing=row_words(sides[1], language),
        outcome=outcome,
        state=state,
        plan=plan,
        support_first=plan.support[:SUPPORT_SHOWN] if plan else (),
        support_more=plan.support[SUPPORT_SHOWN:] if plan else (),
        advice_link=request.build_absolute_uri(reverse("open:advice")),
        mine_link=request.build_absolute_uri(reverse("mine:home")),
    )


def _state(outcome: PoolOutcome | None, mark: str) -> str:
    """What there is to show: nothing yet, being made, failed, a plan, or a plan of earlier numbers."""
    if outcome is None:
        return "none"
    if queries.stuck(outcome, now=timezone.now()):
        return "failed"
    if outcome.state == PoolOutcome.State.READY and outcome.fingerprint != mark:
        return "old"
    return str(outcome.state)


@own_pool
@require_POST
def compute(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Make the plan for the numbers as they are: at once, or by the worker when the pool is large."""
    plan_for(request, member)
    return redirect("pool:pool", key=member.pool.key)


def plan_for(request: HttpRequest, member: PoolMember) -> None:
    """The plan of a pool that has something on both sides; nothing otherwise, nor in a closed pool."""
    if member.pool.state == MobilityPool.State.OPEN:
        pool_plan.compute(pool=member.pool, later=compute_pool.enqueue, **by(request))
