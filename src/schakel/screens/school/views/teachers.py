"""Teachers: posts, placements and masterclasses of companies and other schools, and what they ask us.

Who comes: who plans the teachers of a school. They book a date or ask for a place, without the name of the teacher.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import enquiry_queries as queries
from schakel.records.journeys import school_queries
from schakel.records.journeys.actions import enquiries as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Enquiry
from schakel.records.offers.models import Posting
from schakel.records.organisations.models import Organisation
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.open.text_form import not_kept
from schakel.screens.school import answering
from schakel.screens.school.access import by, page, paged, room
from schakel.screens.school.forms import SafeForm, words_field
from schakel.screens.school.words import BOOKINGS, ENQUIRIES

SHOWN = 12
QUESTIONS = answering.Room(
    Enquiry.Kind.TEACHER,
    page,
    "teachers",
    "school:teacher-questions",
    "school:teacher-question",
    _("Questions for a place for a teacher"),
)


class TeacherForm(SafeForm):
    """What a school asks a company for its teacher."""

    tekst = words_field(
        _("What do you ask?"),
        most=2000,
        rows=5,
        missing=_("Write a sentence."),
        help_text=_("Say which subject, from when and for how long. Write no name of the teacher yet."),
    )
    contact = words_field(
        _("How can they reach you?"),
        most=254,
        missing=_("Write an e-mail address or phone number."),
        help_text=_("The e-mail address or phone number of your school."),
    )


@room
@require_safe
def teachers(request: HttpRequest, of: Organisation) -> HttpResponse:
    """What there is for teachers, what the school booked and asked."""
    now, today = timezone.now(), timezone.localdate()
    kind = request.GET.get("soort", "")
    bookings = school_queries.groups_of(of).filter(session__offer__kind__in=Posting.FOR_TEACHERS)
    context = page(
        gettext("Teachers"),
        "teachers",
        kinds=KINDS,
        kind=kind if kind in Posting.FOR_TEACHERS else "",
        kind_choices=[(one, KINDS[one]) for one in Posting.FOR_TEACHERS],
        booked=[{"one": one, "state": BOOKINGS[one.state]} for one in bookings[:SHOWN]],
        asked=[_asked(one) for one in queries.asked_by_school(of)[:SHOWN]],
        questions=queries.waiting_for(of)[Enquiry.Kind.TEACHER],
        **paged(request, queries.for_teachers(of, today=today, now=now, kind=kind)),
    )
    return render(request, "school/teachers.html", context)


def _asked(one: Enquiry) -> dict[str, Any]:
    reason = house_rules().text(one.reason, get_language() or "nl") if one.reason else ""
    return {"one": one, "state": ENQUIRIES[one.state], "reason": reason}


@room
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, of: Organisation, slug: str) -> HttpResponse:
    """Ask the organisation behind an offer for a place for a teacher."""
    offer = queries.for_teachers_by_slug(of, slug, today=timezone.localdate(), now=timezone.now())
    if offer is None:
        raise Http404
    form, said, status = TeacherForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.ask_for_teacher(
                    offer=offer, school=of, text=data["tekst"], contact=data["contact"], **by(request)
                )
            except Conflict:
                said, status = gettext("Nobody of this organisation answers here. Ask the desk for help."), 409
            else:
                messages.success(request, gettext("Asked. You get a mail when they answer."))
                return redirect("school:teachers")
    context = page(
        gettext("Ask for a place"),
        "teachers",
        deeper=True,
        offer=offer,
        kind=KINDS[offer.kind],
        form=form,
        wrong=form if form.is_bound and form.errors else None,
        said=said,
        days=house_rules().days["teacher"],
    )
    return not_kept(render(request, "school/ask_teacher.html", context, status=status))


@room
@require_http_methods(["POST"])
def take_back(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Take a question back that was not answered yet."""
    found = queries.asked_by_school(of).filter(key=key).first()
    if found is None:
        raise Http404
    try:
        actions.withdraw(enquiry=found.pk, **by(request))
        messages.success(request, gettext("You took your question back."))
    except (Conflict, InputError):
        messages.warning(request, gettext("They answered already. Read the answer here."))
    return redirect("school:teachers")


@room
@require_safe
def questions(request: HttpRequest, of: Organisation) -> HttpResponse:
    """What other schools ask us for their teachers."""
    return answering.listed(request, of, QUESTIONS)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One of these questions, and the answer."""
    return answering.answer(request, of, key, QUESTIONS)
