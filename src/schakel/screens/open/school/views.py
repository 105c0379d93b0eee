"""Teachers: a module read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext


def school(request: HttpRequest) -> HttpResponse:
    context = {"section": "school", "page": "school", "breadcrumb_here": gettext("I teach")}
    return render(request, "open/school/form.html", context)
