"""Twin tests: the same CV with another name, sex, age, nationality, address or gap must give the same bits.

The whole way is walked: read the text, make a profile, rank. What is compared are the skills with all that is known of
them, the profile, the points, the gates and the order; only the places in the text may differ, as names differ in length.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from schakel.engine.advice.claims import profile_of_reading
from schakel.engine.errors import DataError
from schakel.engine.matching.rank import rank
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.types import Target
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.skills.reading import Reader, Reading

Part = Literal["skills", "profile", "scores", "order"]
PARTS: tuple[Part, ...] = get_args(Part)
LANGUAGES = ("nl", "en", "de")


@dataclass(frozen=True, slots=True)
class Twins:
    """Two texts that differ in one thing: its kind, the two values, the language."""

    kind: str
    language: str
    values: tuple[str, str]
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a text leads to, as one digest a part."""

    digests: tuple[str, ...]
    skills: int


@dataclass(frozen=True, slots=True)
class TwinResult:
    """Whether twins got the same bits; `differs` names the parts that did not. `skills` is how many were read."""

    twins: Twins
    differs: tuple[Part, ...]
    skills: int

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differs


@dataclass(frozen=True, slots=True)
class TwinBook:
    """CVs and what is varied in them; `why` maps a kind to the reason in each language."""

    edition: date
    why: Mapping[str, Mapping[str, str]]
    twins: tuple[Twins, ...]


def load_twins(path: Path) -> TwinBook:
    """The twins of a file. A mistake in it raises `DataError` with what and the remedy."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The twins cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    edition, cvs, variations = data.get("edition"), data.get("cv", []), data.get("variation", [])
    if not isinstance(edition, date) or not cvs or not variations:
        raise DataError("The twins miss edition, [[cv]] or [[variation]]", file=path.name, remedy="Add what is missing")
    why = {one["kind"]: _why(one, path.name) for one in variations}
    twins = [pair for cv in cvs for one in variations for pair in _pairs(cv, variations, one, path.name)]
    return TwinBook(edition, MappingProxyType(why), tuple(twins))


def check_twins(
    twins: Sequence[Twins], reader: Reader, scorer: Scorer, targets: Sequence[Target], *, now: date
) -> tuple[TwinResult, ...]:
    """Every pair read and ranked; each text is read once however many pairs it is in."""
    known: dict[str, Footprint] = {}
    results = []
    for pair in twins:
        for text in pair.texts:
            if text not in known:
                known[text] = footprint(text, pair.language, reader, scorer, targets=targets, now=now)
        first, second = (known[text] for text in pair.texts)
        pairs = zip(PARTS, first.digests, second.digests, strict=True)
        differs = tuple(part for part, one, other in pairs if one != other)
        results.append(TwinResult(pair, differs, first.skills))
    return tuple(results)


def footprint(
    text: str, language: str, reader: Reader, scorer: Scorer, *, targets: Sequence[Target], now: date
) -> Footprint:
    """What a CV leads to: skills read, profile made, points, order."""
    reading = reader.read(text, language, kind="cv")
    profile = profile_of_reading(reading, scorer.taxonomy, scorer.rules)
    view = PersonsOwnView.open(profile, person="twin", viewer="twin")
    matches = rank(view, targets, scorer, now=now)
    by_uri = sorted(matches, key=lambda one: one.target.uri)
    parts: tuple[object, ...] = (
        _skills(reading),
        profile,
        [(one.target.uri, one.score, one.milli, one.terms, one.gates, one.outside) for one in by_uri],
        [one.target.uri for one in matches],
    )
    return Footprint(tuple(sha256(repr(part).encode()).hexdigest() for part in parts), len(reading.skills))


def counts_by_kind(results: Sequence[TwinResult]) -> dict[str, tuple[int, int]]:
    """Kind to (pairs the same, pairs)."""
    counts: dict[str, tuple[int, int]] = {}
    for one in results:
        same, every = counts.get(one.twins.kind, (0, 0))
        counts[one.twins.kind] = same + one.same, every + 1
    return counts


def _skills(reading: Reading) -> object:
    """All that is known of what was read, but for the places in the text."""
    mentions = [
        (
            one.uri,
            one.label,
            one.text,
            one.demand,
            one.level,
            one.years,
            one.confidence,
            one.decision,
            one.how,
            one.section,
        )
        for one in reading.skills
    ]
    occupation = reading.occupation and (reading.occupation.uri, reading.occupation.confidence)
    return mentions, reading.spoken, occupation, reading.levels, reading.title


def _pairs(
    cv: Mapping[str, Any], variations: Sequence[Mapping[str, Any]], varied: Mapping[str, Any], file: str
) -> list[Twins]:
    language = cv.get("language")
    if language not in LANGUAGES:
        raise DataError(f"A [[cv]] has the language {language!r}", file=file, remedy="Use nl, en or de")
    usual = {one["slot"]: _values(one, language, file)[0] for one in variations}
    values = _values(varied, language, file)
    try:
        texts = [str(cv["text"]).format_map({**usual, varied["slot"]: value}) for value in values]
    except KeyError as error:
        raise DataError(f"A [[cv]] has no text or an unknown slot: {error}", file=file, remedy="Add it") from error
    if len(set(texts)) < len(texts):
        raise DataError(f"The CV in {language} does not use {varied['slot']}", file=file, remedy="Put the slot in it")
    return [
        Twins(varied["kind"], language, (values[0], value), (texts[0], text))
        for value, text in zip(values[1:], texts[1:], strict=True)
    ]


def _values(variation: Mapping[str, Any], language: str, file: str) -> list[str]:
    values = variation.get(language, variation.get("values", []))
    if len(values) < 2 or not variation.get("slot") or not variation.get("kind"):
        raise DataError("A [[variation]] needs kind, slot and two values", file=file, remedy="Fill them in")
    return list(values)


def _why(variation: Mapping[str, Any], file: str) -> Mapping[str, str]:
    why = {language: variation.get(f"why_{language}", "") for language in LANGUAGES}
    if not all(why.values()):
        raise DataError(f"The variation {variation.get('kind')!r} has no why", file=file, remedy="Write why_nl/_en/_de")
    return MappingProxyType(why)
