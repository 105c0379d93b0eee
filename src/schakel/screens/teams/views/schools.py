"""Assignment rounds, the school's side: collect assignments with other schools, make the teams, coach them.

Who comes: a teacher who wants students of several levels to work on real assignments. They see numbers before the teams
are made, rounded and not the small ones; names after it, and only the coach. Nobody sees an order of students.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import team_results, teams
from schakel.records.journeys.models import RoundAssignment, RoundSchool, TeamRound
from schakel.records.offers.queries import OfferFilter, find_offers
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import meanwhile, page, paged, room
from schakel.screens.school.forms import last_day_before
from schakel.screens.teams import words
from schakel.screens.teams.access import by, conflict, level_words, number_in, skill_words, version_in
from schakel.screens.teams.forms import CoachForm, InviteForm, ReturnForm, RoundForm
from schakel.screens.teams.letters import reason_text

SECTION = "rounds"
TEXT_MOST = 100


@room
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, of: Organisation) -> HttpResponse:
    """The rounds this school is in, and those it is asked to join."""
    asked = list(queries.invitations_for(of))
    if request.method == "POST":
        found = next((one for one in asked if one.pk == number_in(request, "uitnodiging")), None)
        if found is None:
            messages.error(request, gettext("This invitation is no longer there."))
            return redirect("rounds:home")
        yes = "ja" in request.POST
        teams.answer(invitation=found.pk, yes=yes, **by(request))
        return redirect("rounds:round", key=found.round.key) if yes else redirect("rounds:home")
    rows = paged(request, queries.rounds_of(of))
    now = timezone.now()
    shown = [_row(one.round, now) for one in rows["page_obj"]]
    context = page(str(words.MENU_SCHOOL), SECTION, asked=asked, shown=shown, **rows)
    return render(request, "teams/rounds.html", context)


def _row(found: TeamRound, now: Any) -> dict[str, Any]:
    state = queries.state_of(found, now=now)
    return {"round": found, "state": state, "word": words.STATES[state], "last": last_day_before(found.closes)}


@room
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, of: Organisation) -> HttpResponse:
    """A new round."""
    form = RoundForm(request.POST if request.method == "POST" else None, initial={"grootte": 4})
    if form.is_bound and form.is_valid():
        made = teams.begin(school=of, told=form.told(), **by(request))
        messages.success(request, gettext("Made. Now pick up assignments, and ask other schools to join."))
        return redirect("rounds:round", key=made.key)
    context = page(gettext("New round"), SECTION, deeper=True, form=form)
    return render(request, "teams/new_round.html", context, status=422 if form.is_bound else 200)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def round_(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """One round: schools, assignments, who signed up in numbers, the teams."""
    at = _at(of, key)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("wat", ""))
        if act is None:
            raise Http404
        return act(request, at)
    return _page(request, at)


def _at(of: Organisation, key: str) -> RoundSchool:
    found = queries.at_round(of, key)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    at: RoundSchool,
    *,
    form: Any = None,
    said: str = "",
    checked: Any = "",
    status: int = 200,
) -> HttpResponse:
    found, now = at.round, timezone.now()
    state = queries.state_of(found, now=now)
    schools = queries.schools_of(found)
    lead = next((one for one in schools if one.state == "joined"), None)
    able = queries.may_be_invited(found) if found.drawn is None else Organisation.objects.none()
    context = page(
        found.name,
        SECTION,
        deeper=True,
        at=at,
        state=state,
        word=words.STATES[state],
        last=last_day_before(found.closes),
        leads=lead is not None and lead.pk == at.pk,
        lead=lead,
        joined=[one for one in schools if one.state == "joined"],
        waiting=[one for one in schools if one.state == "invited"],
        levels=list(zip(level_words(found.level_list), queries.by_level(found).values(), strict=True)),
        signed_up=queries.signed_up(found),
        work=_work(found, at),
        quality=queries.quality_of(found),
        address=request.build_absolute_uri(reverse("teams:round", args=[found.key])),
        form=form if isinstance(form, RoundForm) else RoundForm(initial=_initial(found)),
        invite_form=form if isinstance(form, InviteForm) else InviteForm(schools=able),
        coach_form=form if isinstance(form, CoachForm) else CoachForm(),
        wrong=form,
        said=said,
        checked=checked,
    )
    return not_kept(render(request, "teams/round.html", context, status=status))


def _work(found: TeamRound, at: RoundSchool) -> list[dict[str, Any]]:
    """The assignments with where each stands: people of a team are counted, never shown here."""
    last = timezone.localdate(found.closes)
    return [
        {
            "one": one,
            "own": one.school_id == at.school_id,
            "open": queries.takes_part(one.offer, last) and one.gone is None,
            "result": getattr(one, "result", None),
        }
        for one in queries.assignments_of(found)
    ]


def _initial(found: TeamRound) -> dict[str, Any]:
    return {
        "naam": found.name,
        "niveaus": found.level_list,
        "grootte": found.team_size,
        "tot": last_day_before(found.closes),
        "start": found.starts,
        "midden": found.midway,
        "eind": found.ends,
        "initiatief": found.initiative,
        "versie": found.version,
    }


def _fresh(request: HttpRequest, at: RoundSchool, **more: Any) -> HttpResponse:
    """The page as it is now: what somebody else did first."""
    return _page(request, _at(at.school, at.round.key), said=more.pop("said", meanwhile()), status=409, **more)


def _invite(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    form = InviteForm(request.POST, schools=queries.may_be_invited(at.round))
    if not form.is_valid():
        return _page(request, at, form=form, status=422)
    try:
        teams.invite(at=at.pk, school=form.cleaned_data["school"], **by(request))
    except (Conflict, InputError):
        return _fresh(request, at)
    return redirect("rounds:round", key=at.round.key)


def _coach(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    form = CoachForm(request.POST)
    if not form.is_valid():
        return _page(request, at, form=form, status=422)
    data, user = form.cleaned_data, request.user
    teams.be_coach(at=at.pk, account=user, name=data["coach"], contact=data["bereik"], **by(request))  # type: ignore[arg-type]
    messages.success(request, gettext("You coach the teams of your school now."))
    return redirect("rounds:round", key=at.round.key)


def _change(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    form = RoundForm(request.POST)
    if not form.is_valid():
        return _page(request, at, form=form, status=422)
    try:
        teams.change(at=at.pk, version=form.cleaned_data["versie"] or 0, told=form.told(), **by(request))
    except Conflict:
        data = request.POST.copy()
        data["versie"] = str(_at(at.school, at.round.key).round.version)
        form.data = data
        return _fresh(request, at, form=form)
    except InputError:
        form.add_error("niveaus", gettext("Students of a level you took out signed up. Keep that level."))
        return _page(request, at, form=form, status=422)
    return redirect("rounds:round", key=at.round.key)


def _make(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    try:
        teams.make_teams(at=at.pk, **by(request))
    except Conflict:
        return _fresh(request, at)
    except InputError as error:
        said = {
            "closes": gettext("Students can sign up until and including the last day. Make the teams after it."),
            "coach": gettext("A school with an assignment has no coach yet. Somebody there has to say who coaches."),
        }.get(error.place or "", gettext("There are too few students, or no assignment that is still open."))
        return _fresh(request, at, said=said)
    messages.success(request, gettext("The teams are made. Every student reads now in which team, and why."))
    return redirect("rounds:round", key=at.round.key)


def _check(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    return _page(request, at, checked=queries.same_again(at.round))


def _discard(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    try:
        teams.discard(at=at.pk, by=by(request)["by"])
    except Conflict:
        return _fresh(request, at, said=gettext("Students signed up, so it stays. Finish it by making the teams."))
    messages.success(request, gettext("The round is gone."))
    return redirect("rounds:home")


def _leave(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    try:
        teams.leave(at=at.pk, **by(request))
    except Conflict:
        said = gettext("Your school cannot leave now: the teams are made, or it is the last one.")
        return _fresh(request, at, said=said)
    messages.success(request, gettext("Your school left the round."))
    return redirect("rounds:home")


def _take_over(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    try:
        teams.take_over(at=at.pk, assignment=number_in(request, "opdracht"), by=by(request)["by"])
    except Conflict:
        return _fresh(request, at)
    return redirect("rounds:round", key=at.round.key)


def _take_out(request: HttpRequest, at: RoundSchool) -> HttpResponse:
    try:
        teams.take_out(at=at.pk, assignment=number_in(request, "opdracht"), **by(request))
    except NotFound:
        raise Http404 from None
    except Conflict:
        return _fresh(request, at, said=gettext("This team has started. Talk with it about how to go on."))
    return redirect("rounds:round", key=at.round.key)


Act = Callable[[HttpRequest, RoundSchool], HttpResponse]
ACTS: dict[str, Act] = {
    "uitnodigen": _invite,
    "coach": _coach,
    "wijzigen": _change,
    "indelen": _make,
    "narekenen": _check,
    "weg": _discard,
    "verlaten": _leave,
    "overnemen": _take_over,
    "uit": _take_out,
}


@room
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Search published assignments of companies and pick them up."""
    at, said, status = _at(of, key), "", 200
    if request.method == "POST":
        try:
            teams.pick_up(at=at.pk, offer=number_in(request, "opdracht"), **by(request))
        except (Conflict, NotFound, InputError):
            said, status = gettext("This assignment or round is no longer open. Choose another one."), 409
        else:
            query = request.GET.urlencode()
            return redirect(reverse("rounds:pick", args=[key]) + (f"?{query}" if query else ""))
    text = request.GET.get("q", "").replace("\x00", "").strip()[:TEXT_MOST]
    there = [one.offer_id for one in queries.assignments_of(at.round) if one.gone is None and one.offer_id]
    asked = OfferFilter(text=text, kinds=["assignment"], on=timezone.localdate(at.round.closes))
    offers = find_offers(asked).exclude(pk__in=there).select_related("organisation", "place")
    rows = paged(request, offers.order_by("fictional", "title_nl", "slug"))
    context = page(gettext("Pick up assignments"), SECTION, deeper=True, at=at, text=text, said=said, **rows)
    return render(request, "teams/pick.html", context, status=status)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, of: Organisation, key: str, team: UUID) -> HttpResponse:
    """A team of this school: its moments and result. Names are for the coach alone."""
    at = _at(of, key)
    found = queries.team_for_school(at, team)
    if found is None or found.round.drawn is None:
        raise Http404
    coach = queries.is_coach(found, request.user)  # type: ignore[arg-type]
    form, status = ReturnForm(request.POST if request.POST.get("wat") == "terug" else None), 200
    if request.method == "POST":
        if not coach:
            raise Http404
        if not form.is_bound or form.is_valid():
            _team_act(request, found, form)
            return redirect("rounds:team", key=key, team=team)
        status = 422
    return _team_page(request, at, found, coach=coach, form=form, status=status)


def _team_act(request: HttpRequest, found: RoundAssignment, form: ReturnForm) -> None:
    what = request.POST.get("wat", "")
    try:
        if what == "moment":
            done, code = request.POST.get("klaar") == "ja", request.POST.get("moment", "")
            team_results.tick(team=found.pk, code=code, done=done, **by(request))
        elif what in ("ja", "terug"):
            answer_result(request, found, side="coach", form=form)
    except (Conflict, InputError, NotFound) as error:
        conflict(request, error)


def answer_result(request: HttpRequest, found: RoundAssignment, *, side: str, form: ReturnForm) -> None:
    """The answer of a coach or a company to what the team handed in."""
    result = queries.result_of(found)
    if result is None:
        raise Http404
    yes = request.POST.get("wat") == "ja"
    reason = "" if yes else form.cleaned_data["reden"]
    version = version_in(request)
    done = team_results.answer(result=result.pk, side=side, yes=yes, reason=reason, version=version, **by(request))
    if done.accepted:
        messages.success(request, gettext("Everybody said yes. It is teaching material now."))
    elif yes:
        messages.success(request, gettext("You said yes."))
    else:
        messages.success(request, gettext("The team reads your reason and can hand it in again."))


def _team_page(
    request: HttpRequest, at: RoundSchool, found: RoundAssignment, *, coach: bool, form: ReturnForm, status: int
) -> HttpResponse:
    members = queries.members_of(found) if coach else []
    if members:
        log_looks(organisation=at.school, people=[one.person for one in members], what="profile", by=by(request)["by"])
    result = queries.result_of(found)
    context = page(
        found.title,
        SECTION,
        deeper=True,
        at=at,
        team=found,
        coach=coach,
        who=queries.coach_of(found.round, at.school_id),
        members=[
            {"one": one, "levels": level_words([one.level]), "skills": skill_words(one.skills)} for one in members
        ],
        moments=[(one, words.MOMENTS[one.code]) for one in queries.milestones_of(found)],
        today=timezone.localdate(),
        form=form,
        wrong=form if form.errors else None,
        **result_context(result, found),
    )
    return not_kept(render(request, "teams/team.html", context, status=status))


def result_context(result: Any, found: RoundAssignment) -> dict[str, Any]:
    """A result with its answers in words."""
    if result is None:
        return {"result": None}
    late = result.accepted is None and result.answer_by is not None and result.answer_by < timezone.localdate()
    return {
        "result": result,
        "licence": words.LICENCES[result.licence],
        "coach_said": words.ANSWERS[result.coach],
        "coach_reason": reason_text(result.coach_reason),
        "company_said": words.ANSWERS[result.company] if team_results.has_company(found) else "",
        "company_reason": reason_text(result.company_reason),
        "late": late,
    }
