"""Assignments in teams: the student's side.

Who comes: a student who wants to work on something real with others. They choose what to show, read in which team they
are and why, can give the place back before the start, and hand in what the team made.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import team_places, team_results
from schakel.records.journeys.models import TeamEntry, TeamRound
from schakel.records.people.actions import record_look
from schakel.records.people.engine_io.own import skill_choices
from schakel.records.people.models import Person
from schakel.records.people.purposes import purpose
from schakel.records.people.queries import profile_for
from schakel.screens.mine.access import own_page, page
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import paged
from schakel.screens.school.forms import last_day_before
from schakel.screens.teams import words
from schakel.screens.teams.access import by, conflict, language, level_words, skill_words
from schakel.screens.teams.forms import ResultForm, SignUpForm
from schakel.screens.teams.views.schools import result_context

SECTION = "teams"


@own_page
@require_safe
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """Where I take part, and what I can still sign up for."""
    now = timezone.now()
    mine = list(queries.entries_of(person)[:24])
    open_ = queries.open_rounds(now).exclude(pk__in=[one.round_id for one in mine if not one.withdrawn])
    rows = paged(request, open_)
    context = page(
        str(words.MENU_OWN),
        SECTION,
        mine=[{"entry": one, "word": words.STATES[queries.state_of(one.round, now=now)]} for one in mine],
        shown=[
            {"round": one, "levels": level_words(one.level_list), "last": last_day_before(one.closes)}
            for one in rows["page_obj"]
        ],
        **rows,
    )
    return not_kept(render(request, "teams/mine.html", context))


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def round_(request: HttpRequest, person: Person, key: str) -> HttpResponse:
    """One round: sign up, change it, and after that my team, why, and what we hand in."""
    found = queries.round_by_key(key)
    if found is None:
        raise Http404
    entry = queries.entry_of(found, person)
    what = request.POST.get("wat", "") if request.method == "POST" else ""
    if what == "meedoen":
        return _sign_up(request, person, found, entry)
    if what == "inleveren":
        return _hand_in(request, person, found, entry)
    if request.method == "POST":
        _act(request, person, found, what)
        return redirect("teams:round", key=key)
    return _page(request, person, found, entry)


def _act(request: HttpRequest, person: Person, found: TeamRound, what: str) -> None:
    who: dict[str, Any] = {"round_": found.pk, "person": person}
    try:
        if what == "stoppen":
            team_places.withdraw(**who, **by(request))
            messages.info(request, gettext("You no longer take part. What you showed is gone."))
        elif what == "plaats":
            team_places.give_back(**who, **by(request))
            messages.info(request, gettext("You gave your place back. It goes to who waits."))
        elif what == "naam":
            seen, credit = "bedrijf" in request.POST, "maker" in request.POST
            team_places.say(**who, company_sees=seen, credited=credit, by=by(request)["by"])
            messages.success(request, gettext("Kept. It holds from now on."))
        else:
            raise Http404
    except (Conflict, InputError, NotFound) as error:
        conflict(request, error)


def _form(person: Person, found: TeamRound, data: Any = None, entry: TeamEntry | None = None) -> SignUpForm:
    claims = [one.uri for one in profile_for(person).skills.all()]
    chosen = skill_choices(claims, language())
    skills = dict(sorted(chosen.items(), key=lambda row: row[1].label.casefold()))
    start: dict[str, Any] = {"versie": entry.version if entry else 0, "niveau": person.profile.level}
    if entry and entry.withdrawn is None:
        start |= {
            "school": str(entry.school_id or ""),
            "niveau": entry.level,
            "vaardigheden": entry.skills,
            "bedrijf": entry.company_sees,
            "akkoord": True,
        }
    schools = [one for one in queries.schools_of(found) if one.state == "joined"]
    return SignUpForm(data, initial=start, schools=schools, levels=found.level_list, skills=skills)


def _sign_up(request: HttpRequest, person: Person, found: TeamRound, entry: TeamEntry | None) -> HttpResponse:
    form = _form(person, found, request.POST, entry)
    if not form.is_valid():
        return _page(request, person, found, entry, form=form, status=422)
    version = form.cleaned_data["versie"] or 0
    try:
        team_places.sign_up(round_=found.pk, person=person, said=form.said(), version=version, **by(request))
    except (Conflict, InputError):
        said = gettext("This changed in the meantime. Look at it again; your choice is still there.")
        fresh = queries.entry_of(found, person)
        data = request.POST.copy()
        data["versie"] = str(fresh.version if fresh else 0)
        form = _form(person, found, data, fresh)
        return _page(request, person, _again(found), fresh, form=form, said=said, status=409)
    messages.success(request, gettext("You take part. You can change it until the last day."))
    return redirect("teams:round", key=found.key)


def _again(found: TeamRound) -> TeamRound:
    return queries.round_by_key(found.key) or found


def _hand_in(request: HttpRequest, person: Person, found: TeamRound, entry: TeamEntry | None) -> HttpResponse:
    if entry is None or entry.team is None or entry.returned or entry.withdrawn:
        raise Http404
    form = ResultForm(request.POST)
    if not form.is_valid():
        return _page(request, person, found, entry, result_form=form, status=422)
    version = form.cleaned_data["versie"] or 0
    try:
        team_results.hand_in(team=entry.team.pk, made=form.made(), version=version, **by(request))
    except Conflict:
        said = gettext(
            "Somebody of your team handed in something else. Look at it again; what you wrote is still there."
        )
        result = queries.result_of(entry.team)
        data = request.POST.copy()
        data["versie"] = str(result.version if result else 0)
        return _page(request, person, found, entry, result_form=ResultForm(data), said=said, status=409)
    messages.success(request, gettext("Handed in. Your coach and the company answer."))
    return redirect("teams:round", key=found.key)


def _page(
    request: HttpRequest,
    person: Person,
    found: TeamRound,
    entry: TeamEntry | None,
    *,
    form: SignUpForm | None = None,
    result_form: ResultForm | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    state = queries.state_of(found, now=timezone.now())
    context = page(
        found.name,
        SECTION,
        round=found,
        entry=entry,
        part=entry is not None and entry.withdrawn is None and entry.returned is None,
        state=state,
        word=words.STATES[state],
        last=last_day_before(found.closes),
        levels=level_words(found.level_list),
        joined=[one for one in queries.schools_of(found) if one.state == "joined"],
        work=[one for one in queries.assignments_of(found) if one.gone is None],
        form=form or (_form(person, found, entry=entry) if state == "open" else None),
        wrong=form or result_form,
        asked=purpose(team_places.PURPOSE).text[language()],
        said=said,
        **_team(request, entry, result_form),
    )
    return not_kept(render(request, "teams/my_round.html", context, status=status))


def _team(request: HttpRequest, entry: TeamEntry | None, result_form: ResultForm | None) -> dict[str, Any]:
    """What a member sees of the team. Looking at team mates is written down for them."""
    if entry is None or entry.team is None or entry.returned or entry.withdrawn:
        return {"team": None, "result": None}
    team = entry.team
    members = queries.members_of(team)
    for one in members:
        if one.pk != entry.pk:
            at = one.school.slug if one.school else ""
            record_look(person=one.person, by=by(request)["by"], what="profile", organisation=at)
    reasons = queries.why(entry, team, members)
    result = queries.result_of(team)
    return {
        "team": team,
        "members": [{"one": one, "levels": level_words([one.level])} for one in members],
        "why": reasons,
        "why_levels": level_words(reasons.levels),
        "absent": level_words(reasons.absent),
        "covered": skill_words(reasons.covered),
        "missing": skill_words(reasons.missing),
        "brings": skill_words(reasons.brings),
        "moments": [(one, words.MOMENTS[one.code]) for one in queries.milestones_of(team)],
        "who": queries.coach_of(team.round, team.school_id) if team.school_id else None,
        "today": timezone.localdate(),
        "result_form": result_form or ResultForm(initial=_result_initial(result)),
        **result_context(result, team),
    }


def _result_initial(result: Any) -> dict[str, Any]:
    if result is None:
        return {"versie": 0, "licentie": "CC-BY-4.0", "taal": language()}
    return {
        "titel": result.title,
        "samenvatting": result.summary,
        "link": result.link,
        "licentie": result.licence,
        "taal": result.language,
        "versie": result.version,
    }
