"""CompetentNL: occupations (UWV), human capabilities and areas of knowledge, with their Dutch labels.

Read are tables of labels (CSV, one label a row, as its SPARQL endpoint and those who mirror it hand them out) and lists of
concepts (JSON: objects with ``uri`` and ``label``). CompetentNL is open data of the Dutch state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from schakel.engine.errors import InputError
from schakel.engine.store.concepts import Kind
from schakel.engine.store.drafts import Drafts, Imported
from schakel.engine.store.esco_files import version_in
from schakel.engine.store.files import SourceFile, digest, gather
from schakel.engine.store.rows import Report, Row, read_table

ENDINGS = (".csv", ".json")
_URI = re.compile(r"https?://\S*competentnl\S*", re.IGNORECASE)
_URI_COLUMNS = ("occupationuri", "capabilityuri", "knowledgeuri", "skilluri", "concepturi", "uri", "concept")
_TYPES: dict[str, tuple[Kind, str]] = {
    "occupation": ("occupation", ""),
    "humancapability": ("skill", "capability"),
    "knowledgearea": ("skill", "knowledge"),
}
_FIRST = frozenset({"preflabel", "skosxlpreflabel", "officiallabel"})
# Columns that map to other taxonomies, where a table has them.
_EXACT = ("exactmatchesco", "exactmatch", "escouri")
_CLOSE = ("closematchesco", "closematchonet", "closematch", "broadmatchesco", "narrowmatchesco")


def import_competentnl(
    paths: Iterable[Path], *, edition: str = "", told: Callable[[str], object] = lambda message: None
) -> Imported:
    """Read CompetentNL from folders, archives or files; see `import_esco` for edition, problems and errors."""
    reader = _Reader()
    files = []
    for file in gather(paths, ENDINGS):
        told(f"read {file.name}")
        content = file.read()
        if reader.take(file, content):
            files.append((file.name, digest(content)))
        edition = edition or version_in(file.place)
    if not files:
        raise InputError("There is nothing of CompetentNL here", remedy="Give the folder with occupation_labels.csv")
    edition_told = bool(edition)
    edition = edition or reader.newest or "undated"
    for uri in reader.drafts.nameless():
        reader.report.note((uri, 0), "This concept has no preferred label and was left out")
    return Imported(
        kind="competentnl",
        edition=edition,
        date=reader.newest,
        concepts=reader.drafts.concepts(edition),
        relations=(),
        problems=tuple(reader.report.problems),
        notices=tuple(reader.report.notices),
        files=tuple(files),
        edition_told=edition_told,
    )


class _Reader:
    def __init__(self) -> None:
        self.drafts = Drafts("competentnl")
        self.report = Report()
        self.newest = ""

    def take(self, file: SourceFile, content: bytes) -> bool:
        """Read one file; whether it is one of CompetentNL."""
        if file.name.lower().endswith(".json"):
            return self._take_json(file.place, content)
        table = read_table(file.place, content, self.report)
        column = next((name for name in _URI_COLUMNS if table is not None and name in table.columns), "")
        if table is None or not column or not {"preflabel", "label"} & set(table.columns):
            self.report.note((file.place, 0), "This is no table of CompetentNL that is known here; it was passed over")
            return False
        for where, row in table.rows:
            self._label(where, row, column)
        return True

    def _label(self, where: tuple[str, int], row: Row, column: str) -> None:
        uri = row[column]
        kind = self._kind(where, uri, column)
        if kind is None:
            return
        label, preferred = row.get("label", ""), row.get("preflabel", "")
        if not (label or preferred):
            self.report.bad(where, "label", f"{uri} has no label", "Give it its label")
            return
        draft = self.drafts.get(uri, kind[0])
        draft.set(type=kind[1], code=row.get("code", ""))
        if not preferred and row.get("labeltype", "prefLabel").lower() in _FIRST:
            preferred = label
        draft.name("nl", preferred, (label, row.get("altlabel", "")))
        draft.define("nl", row.get("definition") or row.get("description", ""))
        draft.add("exact", *(row.get(name, "") for name in _EXACT))
        draft.add("close", *(row.get(name, "") for name in _CLOSE))
        draft.set(isco=row.get("isco", ""))
        self.newest = max(self.newest, row.get("updatedat", "")[:10], row.get("createdat", "")[:10])

    def _kind(self, where: tuple[str, int], uri: str, column: str) -> tuple[Kind, str] | None:
        if not _URI.fullmatch(uri):
            says = f"'{uri}' is no URI of CompetentNL" if uri else "The URI is missing"
            self.report.bad(where, column, says, "Give the URI that begins with https://linkeddata.competentnl.nl/")
            return None
        kind = _TYPES.get(uri.rstrip("/").split("/")[-2].lower())
        if kind is None:
            self.report.bad(where, column, f"{uri} is no occupation, capability or knowledge area", "Leave it out")
        return kind

    def _take_json(self, place: str, content: bytes) -> bool:
        try:
            found = json.loads(content)
        except (ValueError, RecursionError) as error:
            self.report.bad((place, getattr(error, "lineno", 0)), "", "The file is no JSON", "Fetch it again")
            return False
        items = found if isinstance(found, list) else []
        good = [item for item in items if isinstance(item, dict) and isinstance(item.get("uri"), str)]
        if not good:
            self.report.note((place, 0), "This is no list of CompetentNL that is known here; it was passed over")
            return False
        for number, item in enumerate(good, 1):
            kind = self._kind((place, 0), item["uri"], f"item {number}")
            label = item.get("label", "")
            if kind is not None and isinstance(label, str) and label:
                draft = self.drafts.get(item["uri"], kind[0])
                draft.set(type=kind[1])
                draft.name("nl", label)
        return True
