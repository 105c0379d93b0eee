"""Europass: the Candidate XML of today, the SkillsPassport XML and JSON of before, and a PDF that carries one of them.

What is read: work, studies, languages, and the words in which skills may be found. Name, address, photo, birth date,
sex and nationality are left where they are: they never enter.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree

from schakel.engine.errors import UnreadableDocument
from schakel.records.people.engine_io.own import SPOKEN

MOST_BYTES = 5 * 1024 * 1024
LINES_MOST = 60
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
# Codes of three letters, of Europass, to the codes of two.
THREE_LETTERS = {
    "nld": "nl",
    "dut": "nl",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "pol": "pl",
    "ukr": "uk",
    "rus": "ru",
    "ara": "ar",
    "tur": "tr",
    "ron": "ro",
    "rum": "ro",
    "bul": "bg",
    "hun": "hu",
    "ell": "el",
    "gre": "el",
    "zho": "zh",
    "chi": "zh",
    "fas": "fa",
    "per": "fa",
    "som": "so",
    "lim": "li",
}
REMEDY = "Choose the XML, JSON or PDF file you downloaded from Europass"


@dataclass(frozen=True, slots=True)
class Line:
    """Work or a study. `started` and `ended` are 2021-09, 2021 or empty."""

    kind: str
    title: str
    where: str = ""
    started: str = ""
    ended: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Europass:
    """What a file told: lines, languages (code to European level) and a text to read skills from."""

    lines: tuple[Line, ...]
    languages: dict[str, str]
    text: str


def read_europass(data: bytes) -> Europass:
    """Read a Europass file. Unknown parts are passed over; raises an `UnreadableDocument` when it is none."""
    if len(data) > MOST_BYTES:
        raise UnreadableDocument("The file is larger than 5 MB", place="Europass", remedy=REMEDY)
    if data.startswith(b"%PDF"):
        data = _attachment(data)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    tree = _from_json(data) if start in (b"{", b"[") else _from_xml(data)
    lines = [*_work(tree), *_studies(tree)][:LINES_MOST]
    languages = _languages(tree)
    words = [_words(one) for name in SKILL_PARTS for one in _find(tree, name)]
    if not lines and not languages and not any(words):
        raise UnreadableDocument("There is no Europass CV in this file", place="Europass", remedy=REMEDY)
    text = "\n".join(filter(None, [*(f"{one.title}\n{one.text}" for one in lines), *words]))
    return Europass(tuple(lines), languages, text)


# A tree is a name with a text and children, whatever the file was.
@dataclass(frozen=True, slots=True)
class Node:
    """One element: its name without namespace, its text, what lies in it."""

    name: str
    text: str
    children: tuple["Node", ...]


SKILL_PARTS = (
    "CompetencyName",
    "Communication",
    "Organisational",
    "JobRelated",
    "Computer",
    "Digital",
    "Other",
    "Headline",
)
DEEPEST = 40


def _attachment(data: bytes) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            if attached.get_name().lower().endswith((".xml", ".json")):
                return bytes(attached.get_data())[: MOST_BYTES + 1]
    except pypdfium2.PdfiumError:
        raise UnreadableDocument("The PDF cannot be read", place="Europass", remedy=REMEDY) from None
    raise UnreadableDocument("There is no Europass CV in this PDF", place="Europass", remedy=REMEDY)


def _from_xml(data: bytes) -> Node:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableDocument("The file is no XML or JSON", place="Europass", remedy=REMEDY) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocument("The file asks to load other files", place="Europass", remedy=REMEDY)
    return _node(root, 0)


def _node(element: Any, depth: int) -> Node:
    name = etree.QName(element).localname
    if depth > DEEPEST:
        return Node(name, "", ())
    attributes = tuple(Node(etree.QName(key).localname, str(value), ()) for key, value in element.attrib.items())
    children = tuple(_node(one, depth + 1) for one in element if isinstance(one.tag, str))
    return Node(name, (element.text or "").strip(), attributes + children)


def _from_json(data: bytes) -> Node:
    try:
        return _json_node("", json.loads(data), 0)
    except (ValueError, RecursionError):
        raise UnreadableDocument("The file is no XML or JSON", place="Europass", remedy=REMEDY) from None


def _json_node(name: str, value: Any, depth: int) -> Node:
    if depth > DEEPEST:
        return Node(name, "", ())
    if isinstance(value, dict):
        return Node(name, "", tuple(one for key, inner in value.items() for one in _json_nodes(key, inner, depth)))
    if isinstance(value, list):
        return Node(name, "", tuple(_json_node(name, one, depth + 1) for one in value))
    return Node(name, "" if value is None else str(value).strip(), ())


def _json_nodes(key: str, value: Any, depth: int) -> Iterator[Node]:
    for one in value if isinstance(value, list) else [value]:
        yield _json_node(key, one, depth + 1)


def _find(tree: Node, name: str) -> Iterator[Node]:
    if tree.name == name:
        yield tree
        return
    for child in tree.children:
        yield from _find(child, name)


def _all(tree: Node, name: str) -> Iterator[Node]:
    """Children of this name, of which an old XML has a list element with the same name plus `List` around them."""
    for one in _find(tree, name):
        same = [child for child in one.children if child.name == name]
        yield from same or [one]


def _first(tree: Node, *names: str) -> str:
    for name in names:
        for one in _find(tree, name):
            text = _words(one)
            if text:
                return text
    return ""


def _words(node: Node) -> str:
    """The text of an element and of its label or description, without the mark-up editors leave in it."""
    parts = [node.text, *(_words(child) for child in node.children if child.name in ("Label", "Description", "Name"))]
    text = unescape(" ".join(part for part in parts if part))
    text = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(r"</(p|li|div|h\d)>|<br\s*/?>", "\n", text, flags=re.IGNORECASE)
    text = re.sub(r"<[^>]*>", "", text)
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))[:4000]


def _month(tree: Node, *names: str) -> str:
    for name in names:
        for one in _find(tree, name):
            told = _first(one, "FormattedDateTime", "FormattedDate", "Date") or one.text
            year, month = _first(one, "Year", "year"), _first(one, "Month", "month").strip("-")
            found = re.match(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?", told or f"{year}-{month:0>2}")
            if found:
                return "-".join(part for part in found.groups() if part)
    return ""


def _line(tree: Node, kind: str, title: str, where: str) -> Line | None:
    if not title and not where:
        return None
    started, ended = _month(tree, "StartDate", "From"), _month(tree, "EndDate", "To")
    text = _first(tree, "Description", "Activities", "OccupationalSkillsCovered", "Skills")[:2000]
    return Line(kind, (title or where)[:160], where[:160] if title else "", started, ended, text)


def _work(tree: Node) -> Iterator[Line]:
    for employer in _find(tree, "EmployerHistory"):
        where = _first(employer, "OrganizationName")
        for position in list(_find(employer, "PositionHistory")) or [employer]:
            dated = position if list(_find(position, "StartDate")) else employer
            line = _line(position, "work", _first(position, "PositionTitle"), where)
            if line:
                started, ended = _month(dated, "StartDate"), _month(dated, "EndDate")
                yield Line("work", line.title, line.where, started, ended, line.text)
    for one in _all(tree, "WorkExperience"):
        line = _line(one, "work", _first(one, "Position"), _first(_one(one, "Employer"), "Name"))
        if line:
            yield line


def _studies(tree: Node) -> Iterator[Line]:
    for one in _find(tree, "EducationOrganizationAttendance"):
        line = _line(one, "study", _first(one, "ProgramName", "DegreeName"), _first(one, "OrganizationName"))
        if line:
            yield line
    for one in _all(tree, "Education"):
        line = _line(one, "study", _first(one, "Title"), _first(_one(one, "Organisation"), "Name"))
        if line:
            yield line


def _one(tree: Node, name: str) -> Node:
    return next(_find(tree, name), Node(name, "", ()))


def _languages(tree: Node) -> dict[str, str]:
    """Languages with the lowest level told of the parts of speaking, reading and writing; a mother tongue is C2."""
    found: dict[str, str] = {}
    for one in _find(tree, "PersonCompetency"):
        if _first(one, "TaxonomyID").lower() == "language":
            _keep(found, _first(one, "CompetencyID"), _levels(one))
    for mother in ("PrimaryLanguageCode", "MotherTongue"):
        for one in _all(tree, mother):
            _keep(found, one.text or _first(one, "Code"), ["C2"])
    for one in _all(tree, "ForeignLanguage"):
        _keep(found, _first(_one(one, "Description"), "Code"), _levels(_one(one, "ProficiencyLevel")))
    return found


def _levels(tree: Node) -> list[str]:
    texts = [tree.text, *(text for child in tree.children for text in _levels(child))]
    return [text for text in texts if text in CEFR]


def _keep(found: dict[str, str], code: str, levels: list[str]) -> None:
    short = THREE_LETTERS.get(code.strip().lower()[-3:], code.strip().lower())
    if short in SPOKEN and short not in found:
        found[short] = min(levels, key=CEFR.index) if levels else ""
