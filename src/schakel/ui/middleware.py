"""Turns an engine error that reaches the top into a page that says what is wrong and what to do."""

import logging
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schakel.engine.errors import EngineError
from schakel.engine.outcomes import outcome_of
from schakel.ui.errors import bad_request

NULL = "\x00"
logger = logging.getLogger("schakel.errors")


class ErrorPages:
    """One place where engine errors become screens; logged by kind and place, without what a person wrote."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No page has use for a null, and PostgreSQL keeps none: nobody types one.
        if NULL in request.path_info or any(
            NULL in word for pair in request.GET.lists() for word in (pair[0], *pair[1])
        ):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError | ValueError) and "NUL" in str(exception):
            return bad_request(request)  # a null in a field that no form looked at
        if not isinstance(exception, EngineError):
            return None
        outcome = outcome_of(exception)
        logger.warning("%s on %s", exception.code, request.resolver_match.view_name if request.resolver_match else "?")
        return render(request, "ui/error.html", {"status": outcome.status, "error": exception}, status=outcome.status)
