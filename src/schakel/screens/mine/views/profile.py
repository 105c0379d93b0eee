"""The profile: skills with level and proof, from a CV, from Europass or by hand. Nothing is kept before the person says so."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import InputError, UnreadableDocument
from schakel.records.people import actions, queries
from schakel.records.people.actions import Done, Skill
from schakel.records.people.engine_io import Asked, link_words
from schakel.records.people.engine_io.own import SKILL, read_cv, skill_choices
from schakel.records.people.engine_io.reading import given_text
from schakel.records.people.europass import read_europass
from schakel.records.people.models import Person, Profile
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.mine.forms import EuropassForm, ExperienceForm, LanguagesForm
from schakel.screens.open.advice.forms import ADDED_MOST, ANSWERS, answers_in
from schakel.screens.open.text_form import TextForm, not_kept

LEVEL, PROOF = "n_", "bewijs_"


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def profile(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything in the profile on one page; each part has its own button."""
    found = queries.profile_for(person)
    languages = LanguagesForm(initial=_languages(found), held=_languages_held(found))
    unknown: list[Any] = []
    if request.method == "POST":
        languages = LanguagesForm(request.POST, held=_languages_held(found)) if "talen" in request.POST else languages
        unknown, done = _save(request, person, languages)
        if done:
            return redirect("mine:profile")
        found = queries.profile_for(person)
    language = get_language() or "nl"
    choices = skill_choices([claim.uri for claim in found.skills.all()], language)
    claims = sorted(
        found.skills.all(), key=lambda claim: choices[claim.uri].label if claim.uri in choices else claim.uri
    )
    context = {
        "person": person,
        "profile": found,
        "claims": [{"claim": claim, "skill": choices[claim.uri]} for claim in claims if claim.uri in choices],
        "levels": ANSWERS[1:],
        "languages": languages,
        "experiences": list(found.experiences.all()),
        "unknown": unknown,
    }
    status = 422 if unknown or languages.errors else 200
    return render(request, "mine/profile.html", page(gettext("Profile"), "profile", **context), status=status)


def _languages(found: Profile) -> dict[str, str]:
    return {f"taal_{one.language}": one.cefr or "?" for one in found.languages.all()}


def _languages_held(found: Profile) -> list[str]:
    return [one.language for one in found.languages.all()]


def _save(request: HttpRequest, person: Person, languages: LanguagesForm) -> tuple[list[Any], bool]:
    """What a button on the page of the profile does: gives words that were not understood, and whether all is kept."""
    data = request.POST
    if "naam" in data:
        actions.rename(person=person, name=data["naam"], by=by(request))
        return [], True
    if "talen" in data:
        if not languages.is_valid():
            return [], False
        actions.set_languages(person=person, languages=languages.told(), by=by(request))
        return [], True
    if "erbij" in data:
        linked = link_words(data["erbij"][:ADDED_MOST], get_language() or "nl")
        skills = [Skill(SKILL + one.id, 2) for found in linked for one in found.found]
        if skills:
            actions.add_skills(person=person, skills=skills, by=by(request))
        unknown = [one for one in linked if not one.found]
        return unknown, not unknown
    left_out = data.get("weg", "")
    told = [
        Skill(SKILL + id_, _level(value), data.get(PROOF + id_, ""))
        for name, value in data.items()
        if name.startswith(LEVEL) and (id_ := name.removeprefix(LEVEL)) != left_out
    ]
    actions.set_skills(person=person, skills=told, version=_number(data.get("versie", "")), by=by(request))
    messages.info(request, gettext("Your skills are kept."))
    return [], True


def _level(value: Any) -> int | None:
    return int(value) if value in ("1", "2", "3") else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class CvForm(TextForm):
    """A CV: pasted, or a file."""

    nothing_given = TextForm.nothing_given


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def cv(request: HttpRequest, person: Person) -> HttpResponse:
    """Read a CV, look at what was read, and only then keep the skills. The text itself is never kept."""
    form = CvForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        answer = render(request, "mine/cv.html", page(gettext("From my CV"), "profile", form=form), status=status)
        return not_kept(answer)
    language = get_language() or "nl"
    asked = Asked(text=form.given.text, answers=answers_in(request.POST))
    found = read_cv(asked, language=language)
    if "bewaar" in request.POST:
        _keep(request, person, found)
        return redirect("mine:profile")
    context = {"form": form, "read": found.read, "found": found, "answers": ANSWERS, "given": form.given}
    return not_kept(render(request, "mine/cv_read.html", page(gettext("From my CV"), "profile", **context)))


def _keep(request: HttpRequest, person: Person, found: Any) -> None:
    """Put what a CV says beside what is there; what the person told themselves stands."""
    skills = [Skill(uri, level, evidence) for uri, level, evidence in found.skills]
    count = actions.add_skills(person=person, skills=skills, by=by(request))
    profile_now = queries.profile_for(person)
    spoken = {one.language: one.cefr for one in profile_now.languages.all()}
    actions.set_languages(person=person, languages={**found.languages, **spoken}, by=by(request))
    if not profile_now.occupation and found.occupation:
        actions.set_occupation(person=person, occupation=found.occupation, level=found.level, by=by(request))
    said = ngettext("%(n)s skill stands in your profile.", "%(n)s skills stand in your profile.", count)
    messages.info(request, said % {"n": count})


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def europass(request: HttpRequest, person: Person) -> HttpResponse:
    """Read a Europass file, look at it, and keep it with one more click. Name, photo and birth date are not read."""
    form = EuropassForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["bestand"]
        try:
            found = read_europass(upload.read())
        except UnreadableDocument:
            form.add_error(
                "bestand",
                gettext(
                    "There is no Europass CV in this file. Choose the PDF, XML or JSON you downloaded from Europass."
                ),
            )
    if found is None:
        status = 422 if request.method == "POST" else 200
        return not_kept(render(request, "mine/europass.html", page("Europass", "profile", form=form), status=status))
    done = [Done(one.kind, one.title, one.where, one.started, one.ended, one.text) for one in found.lines]
    read = read_cv(Asked(text=given_text(found.text).text), language=get_language() or "nl")
    try:
        actions.add_experiences(person=person, done=done, by=by(request))
    except InputError as error:
        form.add_error("bestand", str(error))
        return not_kept(render(request, "mine/europass.html", page("Europass", "profile", form=form), status=422))
    there = {one.language: one.cefr for one in queries.profile_for(person).languages.all()}
    actions.set_languages(person=person, languages={**found.languages, **there}, by=by(request))
    actions.add_skills(person=person, skills=[Skill(*one) for one in read.skills], by=by(request))
    messages.info(request, gettext("Your Europass CV is read. Look whether it is right."))
    return redirect("mine:profile")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def experience(request: HttpRequest, person: Person) -> HttpResponse:
    """Add work or a study by hand, or take one out."""
    if request.method == "POST" and "weg" in request.POST:
        actions.remove_experience(person=person, experience=_number(request.POST["weg"]), by=by(request))
        return redirect("mine:profile")
    form = ExperienceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = Done(told["soort"], told["wat"], told["waar"], told["van"], told["tot"], told["tekst"])
        try:
            actions.add_experiences(person=person, done=[done], by=by(request))
        except InputError as error:
            form.add_error(None, _said(error))
        else:
            return redirect("mine:profile")
    status = 422 if request.method == "POST" else 200
    context = page(gettext("Work or study"), "profile", form=form)
    return render(request, "mine/experience.html", context, status=status)


def _said(error: InputError) -> str:
    if "BSN" in error.message:
        return gettext(
            "The text holds a number that looks like a citizen service number (BSN). Take it out: we never need it."
        )
    return str(error)
