"""The roles of one's own organisation in a pool: by form, or as a file.

Who comes: somebody of personnel with a list. They leave with the list in the pool; a line that cannot be read is named
with what to do, and the others are kept.
"""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.actions import pool as actions
from schakel.records.journeys.models import MobilityPool, PoolMember, PoolRole
from schakel.records.journeys.pool_rows import BYTES_MOST, Problem, Told, read_csv
from schakel.records.journeys.pool_words import role_words
from schakel.records.people.engine_io.linking import ict_occupations, occupations
from schakel.screens.open.text_form import not_kept
from schakel.screens.pool.access import actor, meanwhile, own_pool, page
from schakel.screens.pool.forms import FILE_WORDS, RolesForm, UploadForm, words_for
from schakel.screens.pool.views.pools import plan_for

WRONG_SHOWN = 50


@own_pool
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """The rows to fill in. Saving makes the plan anew."""
    language = get_language() or "nl"
    if request.method != "POST":
        return _page(request, member, _form_of(member, language))
    form = RolesForm(language, request.POST)
    if "meer" in request.POST:
        return _page(request, member, form)
    if not form.is_valid():
        return _page(request, member, form, status=422)
    try:
        actions.set_roles(member=member.pk, version=form.version, rows=form.told, **actor(request))
    except Conflict:
        return _conflict(request, member, form)
    plan_for(request, member)
    return redirect("pool:pool", key=member.pool.key)


def _conflict(request: HttpRequest, member: PoolMember, form: RolesForm) -> HttpResponse:
    """Somebody was first: what was written stays, to save it again with open eyes."""
    member.refresh_from_db()
    member.pool.refresh_from_db()
    form.version = member.version
    closed = member.pool.state == MobilityPool.State.CLOSED
    said = gettext("This pool was closed in the meantime.") if closed else meanwhile()
    return _page(request, member, form, said=said, theirs=queries.roles_of(member.pk), status=409)


def _form_of(member: PoolMember, language: str) -> RolesForm:
    return RolesForm(language, told=queries.roles_of(member.pk), version=member.version)


def _page(request: HttpRequest, member: PoolMember, form: RolesForm, **more: Any) -> HttpResponse:
    language, status = get_language() or "nl", more.pop("status", 200)
    theirs = [
        (one.side, role_words(one.occupation, f"{one.month:%Y-%m}", one.number, language))
        for one in more.pop("theirs", ())
    ]
    context = page(
        gettext("Our roles"),
        under=member,
        pool=member.pool,
        open=member.pool.state == MobilityPool.State.OPEN,
        rows=form,
        upload=more.pop("upload", None) or UploadForm(),
        theirs=theirs,
        said=more.pop("said", ""),
        wrong=more.pop("wrong", ()),
        wrong_more=more.pop("wrong_more", 0),
        kept=more.pop("kept", None),
        everywhere=occupations(language),
        ict=ict_occupations(language),
    )
    return not_kept(render(request, "pool/roles.html", context, status=status))


@own_pool
@require_POST
def upload(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """Take the good lines of a file, and name the others."""
    language, form = get_language() or "nl", UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, member, _form_of(member, language), upload=form, status=422)
    try:
        rows, wrong = read_csv(form.cleaned_data["bestand"].read(BYTES_MOST + 1))
    except InputError as error:
        form.add_error("bestand", FILE_WORDS.get(error.place, FILE_WORDS["text"]))
        return _page(request, member, _form_of(member, language), upload=form, status=422)
    return _take(request, member, rows, wrong)


def _take(request: HttpRequest, member: PoolMember, rows: list[Told], wrong: list[Problem]) -> HttpResponse:
    language = get_language() or "nl"
    try:
        if rows:
            member = actions.add_roles(member=member.pk, rows=rows, **actor(request))
            plan_for(request, member)
    except Conflict:
        return _conflict(request, member, _form_of(member, language))
    except InputError:
        wrong, rows = [Problem(0, "too-many")], []
    if not wrong:
        said = ngettext("%(n)s row was taken over.", "%(n)s rows were taken over.", len(rows)) % {"n": len(rows)}
        messages.success(request, said)
        return redirect("pool:pool", key=member.pool.key)
    told = [(one.line, words_for(one, language)) for one in wrong[:WRONG_SHOWN]]
    more = {"wrong": told, "wrong_more": len(wrong) - len(told), "kept": len(rows)}
    return _page(request, member, _form_of(member, language), **more, status=200 if rows else 422)


@own_pool
@require_safe
def download(request: HttpRequest, member: PoolMember) -> HttpResponse:
    """The own rows as a file that can be changed and sent again; with example rows when there are none."""
    language = get_language() or "nl"
    told = [(one.side, one.occupation, one.number, f"{one.month:%Y-%m}") for one in queries.roles_of(member.pk)]
    example = [
        (PoolRole.Side.SHRINKING, "pension-employee", 4, "2027-01"),
        (PoolRole.Side.GROWING, "functional-designer", 3, "2027-04"),
    ]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["kant", "rol", "aantal", "vanaf"])
    for side, role, number, month in told or example:
        word = "krimpt" if side == PoolRole.Side.SHRINKING else "groeit"
        writer.writerow([word, role_words(role, month, number, language).label, number, month])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rollen.csv"'
    return not_kept(answer)
