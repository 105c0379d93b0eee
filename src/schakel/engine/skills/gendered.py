"""The forms of a title that is written for everyone at once: "Vendeur/vendeuse", "Mécanicien(ne)", "Kassierer/in"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from schakel.engine.skills.concepts import Occupation

_BRACKET = re.compile(r"\((e|ne|in|ère|euse|trice|nne|le|se)\)")
_SLASHED = re.compile(r"(?<!\w)([^\W\d_]+(?:-[^\W\d_]+)*)/([^\W\d_]+)(?!\w)")
# Dutch "of" joins two titles; in English "Head of IT" is one.
_OR = {
    language: re.compile(rf"\s{word}\s")
    for language, word in {"nl": "of", "en": "or", "de": "oder", "fr": "ou"}.items()
}
# After the slash these are endings; any other word is a form by itself.
_ENDINGS = frozenset({"in", "innen", "ster", "e", "ne", "se", "euse", "trice"})


def forms(label: str, language: str = "") -> tuple[str, ...]:
    """All forms of a title, without the one given; empty where it has only one.

    With a language two titles joined by its "or" come apart.

    >>> forms("Vendeur/vendeuse en magasin")
    ('Vendeur en magasin', 'vendeuse en magasin')
    >>> forms("Technicien(ne) de service"), forms("Kassierer/in"), forms("Cook")
    (('Technicien de service', 'Technicienne de service'), ('Kassierer', 'Kassiererin'), ())
    >>> forms("kok of bakker", "nl"), forms("Head of IT", "en")
    (('kok', 'bakker'), ())
    """
    parts = _OR[language].split(label) if language in _OR else [label]
    found = list(dict.fromkeys(form for part in parts for form in _of_part(part)))
    return tuple(form for form in found if form != label)


def _of_part(part: str) -> Iterator[str]:
    if _BRACKET.search(part):
        yield from _of_part(_BRACKET.sub("", part))
        yield from _of_part(_BRACKET.sub(r"\1", part))
        return
    if not _SLASHED.search(part):
        yield part
        return
    yield _SLASHED.sub(r"\1", part)
    yield _SLASHED.sub(lambda one: one[1] + one[2] if one[2] in _ENDINGS else one[2], part)


def with_forms(occupation: Occupation) -> Occupation:
    """An occupation whose titles may be met in each form; only those that are not there yet are added."""
    alternatives = dict(occupation.alternatives)
    for language, label in occupation.labels.items():
        known = alternatives.get(language, ())
        fresh = [form for one in (label, *known) for form in forms(one, language) if form not in known]
        if fresh:
            alternatives[language] = (*known, *dict.fromkeys(fresh))
    return replace(occupation, alternatives=alternatives)
