"""Scores the reader on a folder of adverts that a person marked; the folder stays outside the repository.

One TOML file an advert:

- ``language``: ``"nl"``, ``"en"`` or ``"de"``; ``text``: the advert as it stands
- ``named``: the products, languages and standards in it, each as it is written there
- ``words``: all other key words and phrases (methods, knowledge, tasks); ``soft``: manners of a person
- ``levels``: words for schooling; ``spoken``: spoken languages
- ``part`` (may be left out): ``"dev"`` or ``"held"``, to score what nobody tuned on apart

A key word is found when a skill the reader found shares a character with one of its places in the text (for ``levels``
and ``spoken`` also when the reading names any). A skill is right when it shares a character with a mark. The label is
not judged: look at those yourself with ``--show``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schakel.engine.skills.reading import Reader, Reading
from schakel.engine.skills.taxonomy import Taxonomy

CLASSES = ("named", "words", "soft", "levels", "spoken")
Places = list[tuple[int, int]]


def places_of(text: str, phrase: str) -> Places:
    """Where a phrase stands in a text, whatever its capitals, from the beginning of a word."""
    start = r"(?<!\w)" if phrase[0].isalnum() else ""
    return [one.span() for one in re.finditer(start + re.escape(phrase), text, re.IGNORECASE)]


def touches(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    """Whether ``start`` to ``end`` shares a character with one of the places."""
    return any(start < stop and first < end for first, stop in places)


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """The marked adverts of a folder by name."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def score_one(
    advert: dict[str, Any], reading: Reading, taxonomy: Taxonomy
) -> tuple[Counter[str], list[str], list[str]]:
    """The counts of one advert, the marks that were missed and the skills that hit no mark."""
    counts: Counter[str] = Counter({"adverts": 1, "language": reading.language == advert["language"]})
    skills = [(one.start, one.end) for one in reading.skills]
    unknown = [(one.start, one.end) for one in reading.unmatched]
    marked: Places = []
    missed: list[str] = []
    for kind in CLASSES:
        for phrase in advert.get(kind, ()):
            places = places_of(advert["text"], phrase)
            marked += places
            found = any(touches(*place, skills) for place in places)
            found = found or bool({"levels": reading.levels, "spoken": reading.spoken}.get(kind))
            counts[f"{kind} wanted"] += 1
            counts[f"{kind} found"] += found
            counts[f"{kind} known"] += found or any(touches(*place, unknown) for place in places)
            missed += [] if found else [phrase]
    wrong: list[str] = []
    for uri in reading.uris():
        right = any(touches(one.start, one.end, marked) for one in reading.skills if one.uri == uri)
        named = taxonomy.skill(uri).is_named
        counts.update({"skills": 1, "right": right, "named skills": named, "named right": named and right})
        wrong += [] if right else [taxonomy.skill(uri).id]
    counts.update({"unmatched": len(unknown), "unmatched right": sum(touches(*one, marked) for one in unknown)})
    return counts, missed, wrong


def row(name: str, counts: Counter[str]) -> dict[str, Any]:
    """Precision and recall of one group of adverts."""

    def share(part: str, whole: str) -> float:
        return round(counts[part] / max(1, counts[whole]), 3)

    for kind in ("wanted", "found", "known"):
        counts[f"all {kind}"] = sum(counts[f"{one} {kind}"] for one in CLASSES)
    recalls = {f"recall {kind}": share(f"{kind} found", f"{kind} wanted") for kind in (*CLASSES, "all")}
    return {
        "group": name,
        "adverts": counts["adverts"],
        "language right": share("language", "adverts"),
        **recalls,
        "recall all with unmatched": share("all known", "all wanted"),
        "precision": share("right", "skills"),
        "precision named": share("named right", "named skills"),
        "unmatched that is a term": share("unmatched right", "unmatched"),
    }


def score_folder(folder: Path, reader: Reader, taxonomy: Taxonomy, *, show: bool = False) -> list[dict[str, Any]]:
    """A row per language, and per part where parts are given; with ``show`` misses and wrong skills are printed."""
    groups: dict[str, Counter[str]] = {}
    for name, advert in load(folder).items():
        counts, missed, wrong = score_one(advert, reader.read(advert["text"]), taxonomy)
        language, part = advert["language"], advert.get("part")
        for group in (language, f"{language} {part}") if part else (language,):
            groups.setdefault(group, Counter()).update(counts)
        if show:
            print(f"{name}: missed {missed}; hits no mark {wrong}")
    return [row(name, counts) for name, counts in sorted(groups.items())]
