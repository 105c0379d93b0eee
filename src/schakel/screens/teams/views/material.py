"""Teaching material: what student teams made on assignments of companies, for every teacher to use.

Who comes: a teacher who looks for something real for a lesson. They find it by skill, level and language, read who made
it and under which licence, and say with one line in which lesson they used it.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import team_results
from schakel.records.journeys.models import LEVELS, MaterialTag, TeamResult
from schakel.records.organisations.models import Role
from schakel.records.people.engine_io.linking import choice, skill_uri_of
from schakel.screens.account.access import role_required
from schakel.screens.open.offers import labels
from schakel.screens.school.access import paged
from schakel.screens.teams import words
from schakel.screens.teams.access import by, language, level_words, skill_words
from schakel.screens.teams.forms import MaterialFilter, UseForm


def _frame(here: str, **context: Any) -> dict[str, Any]:
    trail = [{"label": gettext("I teach"), "url": reverse("open:school")}]
    if "result" in context:
        trail.append({"label": str(words.MENU_OPEN), "url": reverse("material:list")})
    return {"section": "school", "page": "material", "breadcrumb_here": here, "breadcrumb_trail": trail, **context}


@require_safe
def material(request: HttpRequest) -> HttpResponse:
    """All teaching material, the newest first, by skill, level and language."""
    uris = MaterialTag.objects.filter(kind=MaterialTag.Kind.SKILL, result__accepted__isnull=False)
    used = uris.order_by("value").values_list("value", flat=True).distinct()
    skills = sorted((choice(uri, language()) for uri in used), key=lambda one: one.label.casefold())
    form = MaterialFilter(request.GET, skills=skills)
    skill = skill_uri_of(form.chosen("vaardigheid")) or ""
    found = queries.find_material(skill=skill, level=form.chosen("niveau"), language=form.chosen("taal"))
    rows = paged(request, found)
    shown = [_shown(one) for one in rows["page_obj"]]
    context = _frame(str(words.MENU_OPEN), form=form, filtered=bool(request.GET), shown=shown, **rows)
    return render(request, "teams/material.html", context)


def _shown(one: TeamResult) -> dict[str, Any]:
    tags = one.tags.all()
    return {
        "one": one,
        "skills": skill_words(tag.value for tag in tags if tag.kind == MaterialTag.Kind.SKILL),
        "levels": level_words(level for level in LEVELS if level in {tag.value for tag in tags}),
        "language": labels.LANGUAGES[one.language],
    }


@require_safe
def detail(request: HttpRequest, key: str) -> HttpResponse:
    """One piece of material: what it is, where it lies, its licence, where it comes from, who made it."""
    return _page(request, _found(key))


def _found(key: str) -> TeamResult:
    found = queries.material().filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: TeamResult, *, form: UseForm | None = None, status: int = 200) -> HttpResponse:
    acting: Any = request.acting  # type: ignore[attr-defined]
    context = _frame(
        found.title,
        result=found,
        team=found.team,
        shown=_shown(found),
        licence=words.LICENCES[found.licence],
        licence_link=words.LICENCE_LINKS[found.licence],
        makers=queries.makers_of(found),
        schools=queries.schools_behind(found),
        teaches=acting is not None and acting.in_role(Role.SCHOOL) is not None,
        form=form or UseForm(),
        wrong=form,
    )
    return render(request, "teams/material_detail.html", context, status=status)


@role_required(Role.SCHOOL)
@require_POST
def use(request: HttpRequest, key: str) -> HttpResponse:
    """A school used this in a lesson."""
    found, form = _found(key), UseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    of = request.acting.membership.organisation  # type: ignore[attr-defined]
    team_results.use(result=found.pk, school=of, lesson=form.cleaned_data["les"], **by(request))
    messages.success(request, gettext("Thank you. It counts, so that others see that it works."))
    return redirect("material:detail", key=key)
