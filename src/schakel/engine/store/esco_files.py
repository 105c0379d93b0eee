"""Which file of an ESCO download is what: by its name, in any release from v1.0 on, and by its columns where that fails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from schakel.engine.store.files import SourceFile
from schakel.engine.store.rows import plain

Part = Literal["concepts", "collection", "hierarchy", "wide", "broader", "demands", "related", "ignored", "unknown"]

# In this order they are read: who names a concept first gives its preferred label.
ORDER: tuple[Part, ...] = ("concepts", "collection", "hierarchy", "wide", "broader", "demands", "related")

_PARTS: dict[str, Part] = {
    "occupations": "concepts",
    "skills": "concepts",
    "iscogroups": "concepts",
    "skillgroups": "concepts",
    "skillshierarchy": "hierarchy",
    "skillsmultilingual": "wide",
    "broaderrelations": "broader",
    "broaderrelationsoccpillar": "broader",
    "broaderrelationsskillpillar": "broader",
    "occupationskillrelations": "demands",
    "skillskillrelations": "related",
    "conceptschemes": "ignored",
    "dictionary": "ignored",
    "greenshareocc": "ignored",
}
_LANGUAGES = "ar|bg|cs|da|de|el|en|es|et|fi|fr|ga|hr|hu|is|it|lt|lv|mt|nl|no|pl|pt|ro|sk|sl|sv|uk"
_LANGUAGE = re.compile(rf"[_-]({_LANGUAGES})$")
_FOLDER_LANGUAGE = re.compile(rf"(?:^|[-_ ])({_LANGUAGES})(?:$|[-_ .])")
_VERSION = re.compile(r"v(?:ersion)?[ _-]?(\d+\.\d+(?:\.\d+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EscoFile:
    """A file of ESCO: ``part`` says what is in it, ``language`` of the labels ("" where it has none)."""

    file: SourceFile
    part: Part
    language: str
    collection: str = ""


def identify(file: SourceFile) -> EscoFile:
    """What a file is, by its name.

    >>> one = identify(SourceFile("digitalSkillsCollection_nl.csv", "esco/digitalSkillsCollection_nl.csv", bytes))
    >>> one.part, one.language, one.collection
    ('collection', 'nl', 'digital')
    """
    stem = file.name.rsplit(".", 1)[0]
    match = _LANGUAGE.search(stem)
    base = plain(stem[: match.start()] if match else stem)
    language = match.group(1) if match else _language_of_folder(file.origin)
    if base in _PARTS:
        return EscoFile(file, _PARTS[base], language)
    if base.endswith("collection"):
        collection = re.sub(r"(skills|occupations)?collection$", "", base)
        return EscoFile(file, "collection", language, collection)
    return EscoFile(file, "unknown", language)


def _language_of_folder(origin: str) -> str:
    """The language the folder or archive of a file is named after, or the one around it; else ""."""
    for part in reversed(origin.lower().replace("\\", "/").rstrip("/").split("/")[-2:]):
        found = _FOLDER_LANGUAGE.findall(part)
        if found:
            return str(found[-1])
    return ""


def part_by_columns(columns: tuple[str, ...]) -> Part:
    """What a file with an unfamiliar name is, by its columns."""
    has = frozenset(columns)
    if {"occupationuri", "relationtype"} <= has:
        return "demands"
    if {"originalskilluri", "relatedskilluri"} <= has:
        return "related"
    if {"concepturi", "broaderuri"} <= has:
        return "broader"
    if {"level0uri", "level1uri"} <= has:
        return "hierarchy"
    if {"concepttype", "concepturi", "preferredlabel"} <= has:
        return "concepts"
    if "uri" in has and any(len(column) == 2 for column in columns):
        return "wide"
    return "unknown"


def version_in(place: str) -> str:
    """The version that the name of a file, its folder or the folder or archive around it tells, or "".

    >>> version_in("ESCO dataset - v1.2.0 - classification - nl - csv.zip")
    '1.2.0'
    """
    found = _VERSION.findall("/".join(place.replace("\\", "/").split("/")[-3:]))
    return found[-1] if found else ""
