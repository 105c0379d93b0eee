"""Names of work for a man and a woman at once: "Leiter/in", "LeiterIn", "vendeur-euse", "leraar/lerares Frans"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schakel.engine.text.tokens import normalise

_SLASH = re.compile(r"\s*/\s*")
_ALIKE_LONG, _ALIKE_SHORT, _LONG = 4, 3, 6
_TAIL_MOST = 6
_REST_MOST = 2


class Genders:
    """Knows how the published rules say that the two forms are written."""

    def __init__(self, forms: Mapping[str, Sequence[str]]) -> None:
        """``forms``: ``marked`` endings behind a mark ("/in", "·e", "(trice)"), ``hyphened`` ones behind a hyphen,
        ``before_capital`` what stands before "In" or "Innen" with a capital ("LeiterIn", but not "LinkedIn")."""
        marked, hyphened = (_choice(forms[name]) for name in ("marked", "hyphened"))
        self._ending = re.compile(
            rf"(?<=\w\w\w)(?:(?:\s?/\s?|[*:_·•.])[-‐]?(?:{marked})s?(?!\w)|\s?\([-‐]?(?:{marked})s?\)(?!\w)"
            rf"|[-‐](?:{hyphened})s?(?!\w))",
            re.IGNORECASE,
        )
        self._capital = re.compile(rf"(?<=\w)({_choice(forms['before_capital'])})In(?:nen)?(?!\w)")

    def both(self, label: str) -> tuple[str, ...]:
        """The forms of a label, that of a man first; the label itself when it has one.

        >>> genders = Genders({"marked": ["in", "r"], "hyphened": ["euse"], "before_capital": ["er"]})
        >>> genders.both("Softwareentwickler/Softwareentwicklerin"), genders.both("TCP/IP")
        (('Softwareentwickler', 'Softwareentwicklerin'), ('TCP/IP',))
        >>> genders.both("Aktienanalyst/in"), genders.both("LeiterIn des Lagers"), genders.both("leraar/lerares Frans")
        (('Aktienanalyst',), ('Leiter des Lagers',), ('leraar Frans', 'lerares Frans'))
        """
        label = self._capital.sub(r"\1", label)
        found = self._ending.sub("", label)
        # "vendeur/euse" loses its ending twice at most: "employé·e·s".
        label = found if found == label else self._ending.sub("", found)
        return _pair(label) or (label,)

    def one(self, text: str) -> str:
        """A text with all its pairs written as one form, that of a man where it comes first."""
        forms = self.both(text)
        for _ in range(_REST_MOST):
            if len(forms) == 1:
                break
            forms = self.both(forms[0])
        return forms[0]


def _choice(endings: Sequence[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(endings, key=lambda one: (-len(one), one))) or r"(?!)"


def _pair(label: str) -> tuple[str, ...]:
    """The two forms around the first slash that stands between such; empty when there is none."""
    for slash in _SLASH.finditer(label):
        left, right = label[: slash.start()].split(" "), label[slash.end() :].split(" ")
        if not left[-1] or not right[0]:
            continue
        if len(left) > 1 and _alike(left[0], right[0]):
            # "directeur de salle/directrice" leaves out for her what it says for him.
            return (" ".join(left), " ".join(right)) if len(right) > 1 else (" ".join(left),)
        if _alike(left[-1], right[0]):
            return " ".join((*left, *right[1:])), " ".join((*left[:-1], *right))
    return ()


def _alike(one: str, other: str) -> bool:
    """Whether two words begin the same and differ in a short ending only."""
    first, second = normalise(one), normalise(other)
    least = _ALIKE_LONG if min(len(first), len(second)) >= _LONG else _ALIKE_SHORT
    same = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return same >= least and max(len(first), len(second)) - same <= _TAIL_MOST
