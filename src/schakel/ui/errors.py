"""Pages for what can go wrong: each says what happened and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 404, "error": None}, status=404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 403, "error": None}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the page was open for long, or the browser keeps no cookies."""
    return render(request, "ui/error.html", {"status": 403, "error": None, "again": request.path}, status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 400, "error": None}, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 500, "error": None}, status=500)


def too_often(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The same thing was tried again and again: signing in, asking for a code."""
    return render(request, "ui/error.html", {"status": 429, "error": None}, status=429)
