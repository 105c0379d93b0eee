"""The site's addresses, and two more that fail: for tests of the error pages."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from schakel.config.urls import handler400, handler403, handler404, handler500
from schakel.config.urls import urlpatterns as site
from schakel.engine.errors import NotFound

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def break_down(request: HttpRequest) -> NoReturn:
    raise RuntimeError("a secret of a person")


def miss(request: HttpRequest) -> NoReturn:
    raise NotFound("There is no such thing", remedy="Ask for something else")


urlpatterns = [path("stuk/", break_down, name="stuk"), path("zoek/", miss, name="zoek"), *site]
