"""The page behind the link of a letter.

Who comes: somebody who just got a mail, with no account at hand. They leave having answered with one button. A GET
writes nothing down: programs that check mail follow links too.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys import letters
from schakel.records.journeys.actions import after as actions
from schakel.records.journeys.models import Letter
from schakel.screens.open.after.forms import DateForm, EvaluationForm, next_date
from schakel.screens.open.after.words import titled
from schakel.screens.open.text_form import not_kept


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, token: str) -> HttpResponse:
    """One address for every letter that asks something; what it shows follows from the letter."""
    try:
        letter = letters.by_token(token)
    except NotFound:
        raise Http404 from None
    page = PAGES.get(letter.kind)
    if page is None:
        raise Http404
    about = letters.about(letter)
    if about is None or not actions.works(letter, now=timezone.now()):
        return _show(request, "open/after/ended.html", gettext("This link no longer works"), status=410)
    if request.method == "POST":
        return _answered(request, letter, about, token)
    return page(request, letter, about)


def _answered(request: HttpRequest, letter: Letter, about: Any, token: str) -> HttpResponse:
    """Write the answer down; a second one is told that the first counts."""
    try:
        form = POSTS[letter.kind](request, letter, about)
    except Conflict as error:
        messages.info(request, _said(error))
        return redirect("open:after", token=token)
    except InputError:
        return PAGES[letter.kind](request, letter, about)
    if form is not None:
        return form
    return redirect("open:after", token=token)


def _said(error: Conflict) -> str:
    if error.place == "link":
        return gettext("You answered before. The first answer counts.")
    return gettext("This offer is no longer open. Ask the desk for help.")


def stayed(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse:
    buttons = [("yes", gettext("Yes")), ("no", gettext("No")), ("unsaid", gettext("I would rather not say"))]
    return _buttons(request, letter, gettext("Do you still live or work in the region?"), buttons)


def next_step(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse:
    buttons = [
        ("talk", gettext("Talk with an adviser")),
        ("another", gettext("Spend another day along")),
        ("course", gettext("Follow a course")),
        ("none", gettext("Nothing now")),
    ]
    return _buttons(request, letter, gettext("What is your next step?"), buttons, about=about.session.offer)


def _buttons(
    request: HttpRequest, letter: Letter, title: str, buttons: list[tuple[str, str]], *, about: Any = None
) -> HttpResponse:
    """One button per answer; the one whose link was followed comes first."""
    chosen = request.GET.get("antwoord", "")
    reply = _reply_of(letter)
    context = {
        "buttons": [{"id": id_, "label": label, "main": id_ == chosen} for id_, label in buttons],
        "answer": dict(buttons).get(next(iter(reply.values()), ""), "") if reply else "",
        "answer_id": next(iter(reply.values()), "") if reply else "",
        "kind": letter.kind,
        "about": about,
        "title": title,
    }
    return _show(request, "open/after/buttons.html", title, **context)


def evaluate(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse:
    return _evaluation(request, letter, about.session.offer, gettext("How was your day?"))


def host(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse:
    return _evaluation(request, letter, about.offer, gettext("Another day along?"), before=about)


def _evaluation(
    request: HttpRequest,
    letter: Letter,
    offer: Any,
    title: str,
    *,
    before: Any = None,
    date: DateForm | None = None,
    form: EvaluationForm | None = None,
) -> HttpResponse:
    context = {
        "title": title,
        "about": offer,
        "form": form or EvaluationForm(kind=letter.kind),
        "date_form": (date or DateForm(initial=next_date(before))) if before else None,
        "wrong": date or form,
        "answered": bool(_reply_of(letter)),
    }
    return _show(request, "open/after/evaluate.html", title, status=422 if date or form else 200, **context)


def post_stayed(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse | None:
    actions.stayed(letter=letter, answer=request.POST.get("antwoord", ""), now=timezone.now())
    return None


def post_next_step(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse | None:
    """Who wants to talk is in the desk's inbox at once, with a question in their own language."""
    question = gettext("I spent a day along: %(title)s. I want to talk about my next step.")
    made = actions.next_step(
        letter=letter,
        answer=request.POST.get("antwoord", ""),
        question=question % {"title": titled(about.session.offer)},
        now=timezone.now(),
    )
    return redirect("open:asked", key=made.key) if made else None


def post_evaluate(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse | None:
    form = EvaluationForm(request.POST, kind=letter.kind)
    if not form.is_valid():
        offer = about.session.offer if letter.kind == "evaluate" else about.offer
        before = about if letter.kind == "host-again" else None
        return _evaluation(request, letter, offer, gettext("How was your day?"), before=before, form=form)
    actions.evaluate(letter=letter, answers=form.cleaned_data, now=timezone.now())
    return None


def post_host(request: HttpRequest, letter: Letter, about: Any) -> HttpResponse | None:
    """Two forms on one page: another date, and how it was."""
    if "dag" not in request.POST:
        return post_evaluate(request, letter, about)
    form = DateForm(request.POST)
    if not form.is_valid():
        return _evaluation(request, letter, about.offer, gettext("Another day along?"), before=about, date=form)
    given = form.cleaned_data
    actions.offer_again(letter=letter, starts=given["starts"], places=given["plekken"], now=timezone.now())
    messages.success(request, gettext("Thank you. People can book this date now."))
    return None


def _reply_of(letter: Letter) -> dict[str, str]:
    reply = getattr(letter, "reply", None)
    return dict(reply.answers) if reply else {}


def _show(request: HttpRequest, template: str, here: str, *, status: int = 200, **context: Any) -> HttpResponse:
    return not_kept(render(request, template, {"page": "help", "breadcrumb_here": here, **context}, status=status))


PAGES: dict[str, Callable[[HttpRequest, Letter, Any], HttpResponse]] = {
    "stayed": stayed,
    "next-step": next_step,
    "evaluate": evaluate,
    "host-again": host,
}
POSTS: dict[str, Callable[[HttpRequest, Letter, Any], HttpResponse | None]] = {
    "stayed": post_stayed,
    "next-step": post_next_step,
    "evaluate": post_evaluate,
    "host-again": post_host,
}
