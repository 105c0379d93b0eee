"""What the pages of assignment rounds share: frames, and reading a form's small fields."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.people.engine_io.linking import choice
from schakel.screens.open.offers import labels
from schakel.screens.school.access import by

__all__ = ["by", "conflict", "language", "level_words", "number_in", "skill_words", "version_in"]


def language() -> str:
    """The language of the page."""
    return get_language() or "nl"


def number_in(request: HttpRequest, name: str) -> int:
    """A number out of a form; 0 for anything else."""
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def version_in(request: HttpRequest) -> int:
    """The version of what the page showed."""
    return number_in(request, "versie")


def skill_words(uris: Any) -> list[Any]:
    """Skills with their labels."""
    return [choice(uri, language()) for uri in uris]


def level_words(levels: Any) -> list[str]:
    """Levels in words."""
    return [labels.level_label(one) for one in levels]


def conflict(request: HttpRequest, error: Exception) -> None:
    """Say that it changed in the meantime. What is not there is not there."""
    if isinstance(error, NotFound):
        raise Http404 from None
    if isinstance(error, Conflict):
        said = gettext("This changed in the meantime. Look at it again.")
    elif isinstance(error, InputError):
        said = gettext("That cannot be. Choose something else.")
    messages.error(request, said)
