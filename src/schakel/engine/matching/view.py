"""The boundary of rule 1: only the person's own view is ranked.

Ranking takes a `PersonsOwnView` and nothing else that holds a person, and such a view opens only when who looks is who
it is about. No function of the engine takes several people and puts them in an order of fit; a test reads the
signatures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from schakel.engine.errors import InputError
from schakel.engine.matching.types import Profile

_KEY = object()


class NotYourView(InputError):
    """Someone else than the person asked for the person's ranked view."""

    code: ClassVar[str] = "not-your-view"


@dataclass(frozen=True, slots=True, init=False)
class PersonsOwnView:
    """A profile, opened by the person it is about. Make one with `PersonsOwnView.open`.

    >>> view = PersonsOwnView.open(Profile(), person="p-1", viewer="p-1")
    >>> view.profile == Profile()
    True
    >>> PersonsOwnView.open(Profile(), person="p-1", viewer="adviser-7")
    Traceback (most recent call last):
    ...
    schakel.engine.matching.view.NotYourView: Only the person sees offers ranked. Search on published criteria instead.
    """

    profile: Profile

    def __init__(self, profile: Profile, *, _key: object) -> None:
        if _key is not _KEY:
            raise NotYourView("A view is opened, not built", remedy="Use PersonsOwnView.open")
        object.__setattr__(self, "profile", profile)

    @classmethod
    def open(cls, profile: Profile, *, person: str, viewer: str) -> PersonsOwnView:
        """The view of `person` (an opaque reference) for `viewer`: `NotYourView` unless they are the same."""
        if not person or person != viewer:
            raise NotYourView("Only the person sees offers ranked", remedy="Search on published criteria instead")
        return cls(profile, _key=_KEY)

    def with_profile(self, profile: Profile) -> PersonsOwnView:
        """The same person looking at a changed profile ("what if I learn ...?")."""
        return PersonsOwnView(profile, _key=_KEY)
