"""Schools that ask for a place for a teacher: at a placement, a masterclass, or as hybrid teacher."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.records.journeys.models import Enquiry
from schakel.records.organisations.models import Organisation
from schakel.screens.employer.access import page, room
from schakel.screens.school import answering

ROOM = answering.Room(
    Enquiry.Kind.TEACHER,
    page,
    "teachers",
    "employer:teacher-questions",
    "employer:teacher-question",
    _("Questions for a place for a teacher"),
)


@room
@require_safe
def questions(request: HttpRequest, of: Organisation) -> HttpResponse:
    """What waits for an answer first."""
    return answering.listed(request, of, ROOM)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One question: yes or no, and why."""
    return answering.answer(request, of, key, ROOM)
