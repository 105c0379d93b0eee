"""Exemptions people ask the school for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.records.journeys.models import Enquiry
from schakel.records.organisations.models import Organisation
from schakel.screens.school import answering
from schakel.screens.school.access import page, room

ROOM = answering.Room(
    Enquiry.Kind.EXEMPTION, page, "exemptions", "school:exemptions", "school:exemption", _("Exemptions")
)


@room
@require_safe
def exemptions(request: HttpRequest, of: Organisation) -> HttpResponse:
    """What waits for an answer first."""
    return answering.listed(request, of, ROOM)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One question: yes to all or some of the modules, or no, and why."""
    return answering.answer(request, of, key, ROOM)
