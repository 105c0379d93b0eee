"""Readers: the reader of CVs and vacancies, one text at a time and as a record batch, and the label matchers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from engine.conformance.adapter import Adapter, Many, one_by_one
from engine.matching.small import small_taxonomy
from schakel.engine.labels.matcher import LabelMatcher, has_kernel
from schakel.engine.skills.reading import Reader
from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE

TEXTS = (
    "Werkervaring\n2019-heden Systeembeheerder. Windows Server, PostgreSQL en MySQL.\nVaardigheden: Cisco",
    "Wij zoeken een data-analist met SQL en Power BI. Python is een pré. Geen ervaring met R nodig.",
    "Wir suchen einen Softwareentwickler (m/w/d) mit guten Kenntnissen in Java und Docker.",
    "Experience\nService-desk agent: reporting in Tableau, Cisco networking.\nSkills: English C1",
    "Nous cherchons un développeur Python. Anglais B2.",
    "Kapper in Heerlen",
)
LABELS = ("Windows Server", "SQL", "Power BI", "Python", "Java", "Docker", "data analist", "C#", "C")


@cache
def _lexicon():  # type: ignore[no-untyped-def]
    return load_lexicon(REFERENCE / "reading")


def _reader() -> Many:
    reader = Reader(small_taxonomy(), _lexicon())
    return one_by_one(reader.read)


def _rows() -> Many:
    """The reader as rows of a record batch."""
    from schakel.engine.batch.reading import BatchDocument, SkillRows, documents_batch

    rows = SkillRows(Reader(small_taxonomy(), _lexicon()))

    def read(texts: Sequence[str]) -> list[Any]:
        batch = documents_batch([BatchDocument(at, str(at), text) for at, text in enumerate(texts)])
        return _by_place(rows.read(batch).to_pylist(), len(texts))

    return read


def _labels(*, fast: bool) -> Many:
    matcher = LabelMatcher(list(LABELS), fast=fast)

    def find(texts: Sequence[str]) -> list[Any]:
        spans = matcher.find(list(texts))
        return [[span[1:] for span in spans if span.doc == at] for at in range(len(texts))]

    return find


def _by_place(rows: list[dict[str, Any]], count: int) -> list[Any]:
    answers: list[Any] = [[] for _ in range(count)]
    for row in rows:
        answers[row.pop("place")].append(row)
    return answers


def _holds_nothing(rows: Any) -> bool:
    return not [row for row in rows if row.get("uri")]


READERS = [
    Adapter("Reader", _reader, TEXTS, "", lambda reading: not reading.skills and reading.occupation is None),
    Adapter("LabelMatcher, plain", lambda: _labels(fast=False), TEXTS, "", lambda spans: spans == []),
]
if has_kernel():
    READERS += [
        Adapter("SkillRows", _rows, TEXTS, "", _holds_nothing),
        Adapter("LabelMatcher, compiled", lambda: _labels(fast=True), TEXTS, "", lambda spans: spans == []),
    ]
else:  # pragma: no cover
    READERS.append(pytest.param(None, marks=pytest.mark.skip("the extra `fast` is not installed")))  # type: ignore[arg-type]
