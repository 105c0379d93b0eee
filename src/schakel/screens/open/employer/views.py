"""Employers: a vacancy text read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext


def employer(request: HttpRequest) -> HttpResponse:
    context = {"section": "employer", "page": "employer", "breadcrumb_here": gettext("I am an employer")}
    return render(request, "open/employer/form.html", context)
