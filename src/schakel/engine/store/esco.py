"""ESCO as its publisher hands it out: CSV files by language, releases v1.0 to v1.2, whole or in part.

The classification is (c) European Union, reuse with attribution; nothing of it is shipped with this program.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from schakel.engine.errors import InputError
from schakel.engine.store.concepts import Kind, Relevance, normal_label
from schakel.engine.store.drafts import Draft, Drafts, Imported
from schakel.engine.store.esco_files import ORDER, EscoFile, Part, identify, part_by_columns, version_in
from schakel.engine.store.files import digest, gather
from schakel.engine.store.rows import Report, Row, Table, read_table

ENDINGS = (".csv",)
LANGUAGES = ("nl", "en", "de", "fr")
_TYPES: dict[str, Kind] = {
    "occupation": "occupation",
    "iscogroup": "group",
    "skillgroup": "group",
    "knowledgeskillcompetence": "skill",
}
_URI = re.compile(r"(?:https?://|urn:)\S+")
_ISCO_URI = "http://data.europa.eu/esco/isco/C"
_BETWEEN = re.compile(r"\s*[\r\n]+\s*|\s+\|\s+")
_RELEVANCE: dict[str, Relevance] = {"essential": "essential", "optional": "optional"}
_NEEDED: dict[Part, tuple[str, ...]] = {
    "concepts": ("concepturi", "preferredlabel"),
    "collection": ("concepturi", "preferredlabel"),
    "hierarchy": ("level0uri", "level0preferredterm"),
    "wide": ("uri",),
    "broader": ("concepturi", "broaderuri"),
    "demands": ("occupationuri", "relationtype", "skilluri"),
    "related": ("originalskilluri", "relatedskilluri"),
}
_SYNONYMS = {
    "uri": "concepturi",
    "concept": "concepturi",
    "preferredterm": "preferredlabel",
    "preflabel": "preferredlabel",
    "altlabel": "altlabels",
    "hiddenlabel": "hiddenlabels",
    "isco": "iscogroup",
    "iscocode": "iscogroup",
    "iscogroupcode": "iscogroup",
    "isreplacedby": "replacedby",
    "skilluriid": "skilluri",
    "lastmodified": "modifieddate",
    "broaderconcepturis": "broaderconcepturi",
}
PlacedRow = tuple[tuple[str, int], Row]


@dataclass
class _Loaded:
    source: EscoFile
    rows: Iterable[PlacedRow]
    newest: str


def import_esco(
    paths: Iterable[Path], *, edition: str = "", told: Callable[[str], object] = lambda message: None
) -> Imported:
    """Read ESCO from folders, .zip archives or single files; files and languages may be missing.

    ``edition`` is the release (``1.2.0``); not given, it is what the names of folders tell, else the date of the latest
    change in the files. ``told`` hears which file is read. A broken row is told in ``problems`` and left out, the rest
    is kept. Raises `InputError` when nothing of ESCO is found.
    """
    files = [identify(file) for file in gather(paths, ENDINGS)]
    esco = _Esco(told)
    esco.read(files)
    newest = max((loaded.newest for loaded in esco.loaded), default="")[:10]
    versions = [version for one in files if (version := version_in(one.file.place))]
    edition_told = bool(edition or versions)
    edition = edition or max(versions, key=_numbers, default="") or newest or "undated"
    esco.notice_gaps()
    return Imported(
        kind="esco",
        edition=edition,
        date=newest,
        concepts=esco.drafts.concepts(edition),
        relations=esco.drafts.relations(),
        problems=tuple(esco.report.problems),
        notices=tuple(esco.report.notices),
        files=tuple(esco.files),
        edition_told=edition_told,
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


class _Esco:
    def __init__(self, told: Callable[[str], object]) -> None:
        self.drafts = Drafts("esco")
        self.report = Report()
        self.files: list[tuple[str, str]] = []
        self.loaded: list[_Loaded] = []
        self._told = told
        self._by_label: dict[str, set[str]] | None = None

    def read(self, files: Sequence[EscoFile]) -> None:
        """Read the files in the order in which they decide: whole tables first, newest first, then relations."""
        for source in files:
            loaded = self._load(source)
            if loaded is not None:
                self.loaded.append(loaded)
        if not self.loaded:
            place = ", ".join(dict.fromkeys(one.file.origin for one in files))
            raise InputError(
                "There is no file of ESCO here",
                place=place,
                remedy="Give the folder with occupations_en.csv and the like",
            )
        self.loaded.sort(key=lambda one: one.newest, reverse=True)
        self.loaded.sort(key=lambda one: ORDER.index(one.source.part))
        for loaded in self.loaded:
            self._told(f"read {loaded.source.file.name}")
            self._take(loaded)

    def _load(self, source: EscoFile) -> _Loaded | None:
        place = source.file.place
        if source.part == "ignored":
            return None
        content = source.file.read()
        self.files.append((source.file.name, digest(content)))
        table = read_table(place, content, self.report, ragged=source.part in ("hierarchy", "unknown"))
        if table is None:
            return None
        part = part_by_columns(table.columns) if source.part == "unknown" else source.part
        if part == "unknown":
            self.report.note((place, 0), "This is no file of ESCO that is known here; it was passed over")
            return None
        names = set(table.columns) if part == "wide" else {_SYNONYMS.get(name, name) for name in table.columns}
        missing = [name for name in _NEEDED[part] if name not in names]
        if missing:
            self.report.bad((place, 1), missing[0], f"The column {missing[0]} is missing", "Fetch the file again")
            return None
        if part in ("concepts", "collection", "hierarchy") and not source.language:
            self.report.bad((place, 0), "", "The language of the file is not known", "End its name with _nl, _en ...")
            return None
        return self._kept(EscoFile(source.file, part, source.language, source.collection), table)

    def _kept(self, source: EscoFile, table: Table) -> _Loaded:
        if source.part == "wide":
            return _Loaded(source, table.rows, "")
        renamed = any(name in _SYNONYMS for name in table.columns)
        rows: Iterable[PlacedRow] = table.rows
        if renamed:
            rows = ((where, {_SYNONYMS.get(name, name): cell for name, cell in row.items()}) for where, row in rows)
        if source.part != "concepts":
            return _Loaded(source, rows, "")
        kept = list(rows)
        return _Loaded(source, kept, max((row.get("modifieddate", "") for _, row in kept), default=""))

    def _take(self, loaded: _Loaded) -> None:
        take = {
            "concepts": self._concept,
            "collection": self._concept,
            "hierarchy": self._hierarchy,
            "wide": self._wide,
            "broader": self._broader,
            "demands": self._demand,
            "related": self._related,
        }[loaded.source.part]
        seen: set[str] = set()
        for where, row in loaded.rows:
            take(where, row, loaded.source)
            if loaded.source.part == "concepts":
                uri = row["concepturi"]
                if uri in seen:
                    self.report.note(where, f"{uri} stands twice in this file; its labels were joined")
                seen.add(uri)

    def _uri(self, where: tuple[str, int], row: Row, column: str) -> str:
        """A URI that can be one, or "" with the problem told."""
        uri = row.get(column, "")
        if _URI.fullmatch(uri):
            return uri
        says = f"'{uri}' is no URI" if uri else "The URI is missing"
        self.report.bad(where, column, says, "Give the URI of the concept as ESCO writes it")
        return ""

    def _kind(self, where: tuple[str, int], row: Row, uri: str) -> Kind | None:
        written = row.get("concepttype", "")
        kind = _TYPES.get(written.lower()) if written else _kind_of(uri)
        if kind is None:
            self.report.bad(
                where, "concepttype", f"'{written}' is no type of concept", "Use the type as ESCO writes it"
            )
        return kind

    def _concept(self, where: tuple[str, int], row: Row, source: EscoFile) -> None:
        uri = self._uri(where, row, "concepturi")
        kind = self._kind(where, row, uri) if uri else None
        if not uri or kind is None:
            return
        if not row["preferredlabel"]:
            self.report.bad(where, "preferredlabel", f"{uri} has no preferred label", "Give it its label")
            return
        draft = self.drafts.get(uri, kind)
        others = (*_parts(row.get("altlabels", "")), *_parts(row.get("hiddenlabels", "")))
        draft.name(source.language, row["preferredlabel"], others)
        draft.define(source.language, row.get("description") or row.get("definition") or row.get("scopenote", ""))
        draft.set(
            status=row.get("status", ""),
            type=row.get("skilltype", ""),
            reuse=row.get("reuselevel", ""),
            code=row.get("code", ""),
        )
        draft.add("marks", source.collection)
        draft.add("broader", *_uris(row.get("broaderconcepturi", "")))
        draft.add("replaced_by", *_uris(row.get("replacedby", "")))
        draft.add("replaces", *_uris(row.get("replaces", "")))
        self._isco(where, row, draft)

    def _isco(self, where: tuple[str, int], row: Row, draft: Draft) -> None:
        written = row.get("iscogroup") or (row.get("code", "") if draft.uri.startswith(_ISCO_URI) else "")
        code = written.rsplit("/", 1)[-1].removeprefix("C")
        if not written:
            return
        if not re.fullmatch(r"\d{1,4}", code):
            self.report.bad(
                where, "iscogroup", f"'{written}' is no ISCO-08 group; it was left empty", "Use 1 to 4 digits"
            )
            return
        if draft.texts.get("isco", code) != code:
            group = draft.texts["isco"]
            self.report.note(where, f"{draft.uri} stands in ISCO group {code} here and in {group} in a newer file")
        draft.set(isco=code)

    def _hierarchy(self, where: tuple[str, int], row: Row, source: EscoFile) -> None:
        above = ""
        levels = [level for level in range(10) if row.get(f"level{level}uri")]
        for level in levels:
            uri = self._uri(where, row, f"level{level}uri")
            if not uri:
                return
            draft = self.drafts.get(uri, "group")
            draft.name(source.language, row.get(f"level{level}preferredterm", ""))
            draft.set(code=row.get(f"level{level}code", ""))
            if level == levels[-1] and source.language == "en":  # the text stays English in the other languages
                draft.define("en", row.get("description", ""))
            draft.add("broader", above)
            above = uri

    def _wide(self, where: tuple[str, int], row: Row, source: EscoFile) -> None:
        uri = self._uri(where, row, "uri")
        if not uri:
            return
        draft = self.drafts.get(uri, _kind_of(uri) or "skill")
        for language, label in row.items():
            if len(language) == 2:
                draft.name(language, label, _parts(row.get(f"{language}alt", "")))
                draft.define(language, row.get(f"{language}desc", ""))
        draft.set(type=_filled(row, "skilltype"), reuse=_filled(row, "reuselevel"))
        draft.add("marks", *(mark for mark in ("digital", "transversal", "green") if row.get(mark) == "1"))
        draft.add("broader", *_uris(row.get("broader", "")))

    def _broader(self, where: tuple[str, int], row: Row, source: EscoFile) -> None:
        uri, above = self._uri(where, row, "concepturi"), self._uri(where, row, "broaderuri")
        draft = self.drafts.known(uri)
        if draft is not None and above:
            draft.add("broader", above)

    def _demand(self, where: tuple[str, int], row: Row, source: EscoFile) -> None:
        relevance = _RELEVANCE.get(row["relationtype"].lower())
        if relevance is None:
            self.report.bad(
                where, "relationtype", f"'{row['relationtype']}' is no relation", "Use essential or optional"
            )
            return
        occupation = self._uri(where, row, "occupationuri")
        skill = row["skilluri"] or self._named(row.get("skilllabelen") or row.get("skilllabel", ""))
        if not skill and row.get("skilllabelen"):
            self.report.note(where, f"The skill '{row['skilllabelen']}' has no URI and is not in the files; left out")
            return
        skill = skill if skill and skill != row["skilluri"] else self._uri(where, row, "skilluri")
        if occupation and skill:
            self.drafts.relate(occupation, skill, relevance)

    def _named(self, label: str) -> str:
        """The one skill with this English label, or ""."""
        if self._by_label is None:
            self._by_label = {}
            for draft in self.drafts.all():
                for text in (draft.labels.get("en", ""), *draft.alternatives.get("en", ())):
                    if draft.kind == "skill" and text:
                        self._by_label.setdefault(normal_label(text), set()).add(draft.uri)
        found = self._by_label.get(normal_label(label), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _related(self, where: tuple[str, int], row: Row, source: EscoFile) -> None:
        one, other = self._uri(where, row, "originalskilluri"), self._uri(where, row, "relatedskilluri")
        draft = self.drafts.known(one)
        if draft is not None and other:
            draft.add("related", other)

    def notice_gaps(self) -> None:
        """Say which languages have labels for part of the concepts, and which concepts have none."""
        totals = Counter(draft.kind for draft in self.drafts.all())
        for kind in ("occupation", "skill"):
            for language in LANGUAGES:
                named = sum(draft.kind == kind and language in draft.labels for draft in self.drafts.all())
                if named < totals[kind]:
                    text = f"{named} of {totals[kind]} {kind}s have a label in {language}"
                    self.report.note(
                        (f"{kind}s_{language}.csv", 0), text, f"Import {kind}s_{language}.csv of this release too"
                    )
        nameless = self.drafts.nameless()
        if nameless:
            self.report.note(
                (nameless[0], 0), f"{len(nameless)} concepts have no label in any language and were left out"
            )


def _kind_of(uri: str) -> Kind | None:
    if "/esco/occupation/" in uri:
        return "occupation"
    if "/esco/isco/" in uri or "/esco/isced-f/" in uri:
        return "group"
    return "skill" if "/esco/skill/" in uri else None


def _parts(cell: str) -> list[str]:
    return [part for part in _BETWEEN.split(cell) if part] if cell else []


def _uris(cell: str) -> list[str]:
    return [part for part in re.split(r"[\s|,;]+", cell) if _URI.fullmatch(part)] if cell else []


def _filled(row: Row, column: str) -> str:
    value = row.get(column, "")
    return "" if value == "nan" else value
