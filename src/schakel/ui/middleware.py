"""Turns an engine error that reaches the top into a page that says what is wrong and what to do."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schakel.engine.errors import EngineError
from schakel.engine.outcomes import outcome_of

logger = logging.getLogger("schakel.errors")


class ErrorPages:
    """One place where engine errors become screens; logged by kind and place, without what a person wrote."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, EngineError):
            return None
        outcome = outcome_of(exception)
        logger.warning("%s on %s", exception.code, request.resolver_match.view_name if request.resolver_match else "?")
        return render(request, "ui/error.html", {"status": outcome.status, "error": exception}, status=outcome.status)
