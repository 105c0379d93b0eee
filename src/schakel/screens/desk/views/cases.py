"""One case at the desk.

Who comes: an adviser with one question in front of them, often with the person beside them or on the phone. They leave
with it answered, handed over with consent, or with a next date. Every look is written down; the person can read it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from schakel.engine.errors import Conflict
from schakel.records.journeys import queries, ties
from schakel.records.journeys.actions import desk
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Request
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.desk.forms import STATES, SUBJECTS, AnswerForm, CaseForm, CloseForm, NoteForm, ReferForm
from schakel.screens.desk.views.inbox import frame
from schakel.screens.open.text_form import not_kept


@role_required(Role.ADVISER)
@require_safe
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """The question, who asked it, what was done, and what can be done now."""
    found = _found(key)
    desk.looked(request=found.pk, by=request.user.actor)  # type: ignore[union-attr]
    return _page(request, found)


def _page(
    request: HttpRequest, found: Request, *, wrong: CaseForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    forms = {type(form).__name__: form for form in _forms(found)}
    if wrong is not None:
        forms[type(wrong).__name__] = wrong
    context = {
        "case": found,
        "open": found.state in Request.OPEN,
        "notes": queries.notes_of(found),
        "referrals": queries.referrals_of(found),
        "has_live_referral": any(one.state in ("asked", "accepted") for one in queries.referrals_of(found)),
        "reason": house_rules().text(found.reason, get_language() or "nl"),
        "subject": SUBJECTS.get(found.subject, found.subject),
        "state": STATES[Request.State(found.state)],
        "form": wrong,
        "note_form": forms["NoteForm"],
        "refer_form": forms["ReferForm"],
        "answer_form": forms["AnswerForm"],
        "close_form": forms["CloseForm"],
        "said": said,
        "today": timezone.localdate(),
        "can_plan": found.person_id is not None
        and found.state in Request.OPEN
        and found.taken_by_id == request.user.pk,
        "writable": ties.tie(ties.Kind.REQUEST, found.key, now=timezone.now()) is not None,
        **frame(gettext("Question")),
    }
    return not_kept(render(request, "desk/case.html", context, status=status))


def _forms(found: Request) -> list[CaseForm]:
    start = {"versie": found.version}
    return [
        NoteForm(initial=start, prefix="n"),
        ReferForm(initial=start, prefix="r", partners=queries.partners()),
        AnswerForm(initial=start, prefix="a"),
        CloseForm(initial=start, prefix="s"),
    ]


def _act(
    request: HttpRequest, key: UUID, form: CaseForm, do: Callable[[Request, dict[str, Any]], object]
) -> HttpResponse:
    """Check, do, and show the case again; when a colleague was first, say so and keep what was written."""
    found = _found(key)
    if not form.is_valid():
        return _page(request, found, wrong=form, status=422)
    try:
        do(found, form.cleaned_data)
    except Conflict:
        found = _found(key)
        fresh = request.POST.copy()
        fresh[form.add_prefix("versie")] = str(found.version)
        form.data = fresh
        said = gettext(
            "A colleague changed this question in the meantime. Look at it again; what you wrote is still there."
        )
        return _page(request, found, wrong=form, said=said, status=409)
    return redirect("desk:case", key=key)


@role_required(Role.ADVISER)
@require_POST
def take_up(request: HttpRequest, key: UUID) -> HttpResponse:
    user = request.user

    def do(found: Request, given: dict[str, Any]) -> object:
        assert user.pk is not None  # noqa: S101 -- signed in
        return desk.take_up(request=found.pk, version=given["versie"], adviser=user.pk, **_by(request))

    return _act(request, key, CaseForm(request.POST), do)


@role_required(Role.ADVISER)
@require_POST
def note(request: HttpRequest, key: UUID) -> HttpResponse:
    def do(found: Request, given: dict[str, Any]) -> object:
        return desk.note(request=found.pk, text=given["notitie"], next_action=given["volgende"], **_by(request))

    return _act(request, key, NoteForm(request.POST, prefix="n"), do)


@role_required(Role.ADVISER)
@require_POST
def refer(request: HttpRequest, key: UUID) -> HttpResponse:
    def do(found: Request, given: dict[str, Any]) -> object:
        return desk.refer(
            request=found.pk,
            version=given["versie"],
            partner=given["partner"].pk,
            consent=given["toestemming"],
            **_by(request),
        )

    return _act(request, key, ReferForm(request.POST, prefix="r", partners=queries.partners()), do)


@role_required(Role.ADVISER)
@require_POST
def withdraw_consent(request: HttpRequest, key: UUID) -> HttpResponse:
    """The person changed their mind: partners no longer see it."""
    return _act(
        request,
        key,
        CaseForm(request.POST),
        lambda found, _given: desk.withdraw_consent(request=found.pk, **_by(request)),
    )


@role_required(Role.ADVISER)
@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    def do(found: Request, given: dict[str, Any]) -> object:
        return desk.answer(request=found.pk, version=given["versie"], text=given["antwoord"], **_by(request))

    return _act(request, key, AnswerForm(request.POST, prefix="a"), do)


@role_required(Role.ADVISER)
@require_POST
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    def do(found: Request, given: dict[str, Any]) -> object:
        return desk.close(request=found.pk, version=given["versie"], reason=given["reden"], **_by(request))

    return _act(request, key, CloseForm(request.POST, prefix="s"), do)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user.actor, "now": timezone.now()}  # type: ignore[union-attr]


def _found(key: UUID) -> Request:
    found = queries.case_by_key(key)
    if found is None:
        raise Http404
    return found
