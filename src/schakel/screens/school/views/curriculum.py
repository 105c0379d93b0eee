"""Modules of a programme and who is exempt from them.

Who comes: the programme manager, with the exam rules beside them. They leave with rules that people and routes reckon with.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from schakel.engine.errors import Conflict, InputError
from schakel.records.offers import posting_queries as queries
from schakel.records.offers import schooling
from schakel.records.offers.actions import OCCUPATION
from schakel.records.offers.models import CourseModule, Posting, PriorLearning
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.linking import choice, occupations, skill_uri_of
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import by, meanwhile, page, room
from schakel.screens.school.course_forms import ModuleForm, RuleForm
from schakel.screens.school.views.postings import found_posting, posting_page
from schakel.ui.fields import version_in

# Where the action says it is wrong, to the field of the form.
MODULE_FIELDS = {"title": "titel", "needs": "nodig", "price": "prijs"}
RULE_FIELDS = {"modules": "modules", "source": "bron", "level": "niveau", "years": "jaren", "valid_until": "tot"}


@room
@require_http_methods(["GET", "HEAD", "POST"])
def module(request: HttpRequest, of: Organisation, key: UUID, module: UUID | None = None) -> HttpResponse:
    """Add a module, or change one."""
    found, language = found_posting(of, key), get_language() or "nl"
    rows = queries.modules_of(found)
    one = next((row for row in rows if row.key == module), None)
    if module is not None and one is None:
        raise Http404
    words: dict[str, Any] = {"others": [row for row in rows if row.key != module], "language": language}
    if request.method != "POST":
        form = ModuleForm(initial=_initial(found, one, len(rows), language), **words)
        return _module_page(request, found, form, one)
    form = ModuleForm(request.POST, **words)
    if not form.is_valid():
        return _module_page(request, found, form, one, status=422)
    version = form.cleaned_data["versie"]
    try:
        schooling.put_module(posting=found.pk, version=version, told=form.told(), key=module, **by(request))
    except Conflict:
        fresh = request.POST.copy()
        fresh["versie"] = str(found_posting(of, key).version)
        return _module_page(request, found, ModuleForm(fresh, **words), one, said=meanwhile(), status=409)
    except InputError as error:
        form.add_error(_field(form, MODULE_FIELDS, error), _said(error))
        return _module_page(request, found, form, one, status=422)
    messages.success(request, gettext("Kept."))
    return redirect("school:posting", key=key)


def _initial(found: Posting, one: CourseModule | None, n: int, language: str) -> dict[str, Any]:
    if one is None:
        return {"versie": found.version, "nummer": n + 1}
    return {
        "titel": one.title,
        "uren": one.hours,
        "prijs": one.price,
        "nummer": one.number,
        "leert": ", ".join(choice(uri, language).label for id_ in one.teaches if (uri := skill_uri_of(id_))),
        "nodig": [str(row.key) for row in one.needs.all()],
        "versie": found.version,
    }


def _module_page(
    request: HttpRequest,
    found: Posting,
    form: ModuleForm,
    one: CourseModule | None,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    title = gettext("Change a module") if one else gettext("Add a module")
    context = page(title, "offers", deeper=True, posting=found, form=form, module=one, heading=title, said=said)
    context["wrong"] = form if form.is_bound and form.errors else None
    return not_kept(render(request, "school/module.html", context, status=status))


@room
@require_POST
def remove_module(request: HttpRequest, of: Organisation, key: UUID, module: UUID) -> HttpResponse:
    """Take a module out."""
    found = found_posting(of, key)
    try:
        schooling.remove_module(posting=found.pk, version=version_in(request), key=module, **by(request))
    except Conflict:
        return posting_page(request, found_posting(of, key), said=meanwhile(), status=409)
    messages.success(request, gettext("The module is out."))
    return redirect("school:posting", key=key)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, of: Organisation, key: UUID, rule: UUID | None = None) -> HttpResponse:
    """Write down who is exempt from which modules, or change such a rule."""
    found, language = found_posting(of, key), get_language() or "nl"
    one = next((row for row in queries.rules_of(found) if row.key == rule), None)
    if rule is not None and one is None:
        said = gettext("A colleague took this rule out in the meantime. Exemptions that were granted stand.")
        return posting_page(request, found, said=said, status=409)
    words: dict[str, Any] = {
        "modules": queries.modules_of(found),
        "occupations": occupations(language),
        "language": language,
    }
    if request.method != "POST":
        return _rule_page(request, found, RuleForm(initial=_told(found, one, language), **words), one)
    form = RuleForm(request.POST, **words)
    if not form.is_valid():
        return _rule_page(request, found, form, one, status=422)
    version = form.cleaned_data["versie"]
    try:
        schooling.put_rule(posting=found.pk, version=version, told=form.told(), key=rule, **by(request))
    except Conflict:
        fresh = request.POST.copy()
        fresh["versie"] = str(found_posting(of, key).version)
        return _rule_page(request, found, RuleForm(fresh, **words), one, said=meanwhile(), status=409)
    except InputError as error:
        form.add_error(_field(form, RULE_FIELDS, error), _said(error))
        return _rule_page(request, found, form, one, status=422)
    messages.success(request, gettext("Kept. Routes reckon with it from now on."))
    return redirect("school:posting", key=key)


def _told(found: Posting, one: PriorLearning | None, language: str) -> dict[str, Any]:
    """What the form of a rule begins with."""
    if one is None:
        return {"versie": found.version}
    skills = [(uri, level) for id_, level in one.skills if (uri := skill_uri_of(id_))]
    return {
        "modules": [str(row.key) for row in one.modules.all()],
        "niveau": one.level,
        "studies": one.studies,
        "kan": ", ".join(choice(uri, language).label for uri, _level in skills),
        "hoe_goed": next((str(level) for _uri, level in skills if level is not None), ""),
        "bewijs": one.tier,
        "werk": one.occupation.removeprefix(OCCUPATION),
        "jaren": one.years,
        "bron": one.source,
        "vanaf": one.valid_from,
        "tot": one.valid_until,
        "versie": found.version,
    }


def _rule_page(
    request: HttpRequest,
    found: Posting,
    form: RuleForm,
    one: PriorLearning | None,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    title = gettext("Change a rule for exemptions") if one else gettext("Add a rule for exemptions")
    context = page(title, "offers", deeper=True, posting=found, form=form, rule=one, heading=title, said=said)
    context["wrong"] = form if form.is_bound and form.errors else None
    return not_kept(render(request, "school/rule.html", context, status=status))


@room
@require_POST
def remove_rule(request: HttpRequest, of: Organisation, key: UUID, rule: UUID) -> HttpResponse:
    """Take a rule out. Exemptions that were granted stand."""
    found = found_posting(of, key)
    try:
        schooling.remove_rule(posting=found.pk, version=version_in(request), key=rule, **by(request))
    except Conflict:
        return posting_page(request, found_posting(of, key), said=meanwhile(), status=409)
    messages.success(request, gettext("The rule is out. Exemptions that were granted stand."))
    return redirect("school:posting", key=key)


def _field(form: Any, fields: dict[str, str], error: InputError) -> str | None:
    name = fields.get(error.place or "")
    return name if name in form.fields else None


def _said(error: InputError) -> str:
    """What is wrong, in the language of the page."""
    known = {
        "title": gettext("There is a module of this name, or there are too many. Change the name."),
        "needs": gettext("A module would need itself first. Take one of the two out."),
        "modules": gettext("Choose at least one module."),
    }
    return known.get(error.place or "", gettext("This cannot be kept. Look at it again."))
