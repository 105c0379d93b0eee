"""One function from record batch to record batch: each document by itself, none lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.batch.plans import LabelPlan, PlaceNames, SkillPlan, built, digest_of, place_names
from schakel.engine.batch.reading import BatchDocument, LabelRows, answer_schema, documents_batch, read_batch
from schakel.engine.labels.matcher import LabelMatcher
from schakel.reference import REFERENCE

SKILLS = SkillPlan(REFERENCE / "taxonomy", REFERENCE / "reading", (PlaceNames("GM0917", "Heerlen"),))
TEXTS = st.lists(st.one_of(st.none(), st.text("ab é.", max_size=12)), max_size=12)


def rows(documents: list[BatchDocument], plan: Any) -> list[dict[str, Any]]:
    return read_batch(documents_batch(documents), built(plan)).to_pylist()


def test_labels_are_found_with_their_keys(documents: list[BatchDocument], plan: LabelPlan) -> None:
    found = rows(documents, plan)
    assert [
        (one["row"], one["uri"], one["label"], one["start"], one["end"]) for one in found if not one["problem"]
    ] == [
        (0, "urn:java-ee", "Java EE", 0, 7),
        (0, "urn:c-sharp", "C#", 11, 13),
        (3, "urn:care", "zorg", 0, 4),
        (3, "urn:java", "java", 6, 10),
        *[(4, "urn:java", "java", 5 * place, 5 * place + 4) for place in range(5)],
        (6, "urn:c-sharp", "C#", 2, 4),
        (8, "urn:c-sharp", "C#", 0, 2),
    ]


def test_document_that_cannot_be_read_gives_its_problem(documents: list[BatchDocument], plan: LabelPlan) -> None:
    problems = [(one["row"], one["doc"], one["problem"]) for one in rows(documents, plan) if one["problem"]]
    assert problems == [
        (2, "d2", "There are no words in the text"),
        (5, "d5", "There are no words in the text"),
        (7, "d7", "The line is cut"),
    ]


def test_file_that_is_no_document_gives_its_problem(plan: LabelPlan) -> None:
    picture = BatchDocument(0, "foto.png", data=b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (found,) = rows([picture], plan)
    assert "photo or picture" in found["problem"]
    assert found["uri"] is None


@settings(max_examples=30)
@given(TEXTS, st.integers(1, 5))
def test_batch_is_its_documents_one_by_one(texts: list[str | None], size: int) -> None:
    matcher = LabelRows(LabelMatcher(["a", "a b", "é"], fast=False), ["1", "2", "3"])
    documents = [BatchDocument(row, f"d{row}", text) for row, text in enumerate(texts)]
    whole = read_batch(documents_batch(documents), matcher)
    assert whole.schema == answer_schema(matcher)
    pieces = [documents_batch(documents[at : at + size]) for at in range(0, len(documents), size)]
    assert [row for piece in pieces for row in read_batch(piece, matcher).to_pylist()] == whole.to_pylist()


def test_full_reading_gives_skills_with_demand_as_the_reader_does() -> None:
    text = "Vacature\nWij vragen:\n- Ervaring met Java\n- Linux is een pre\n"
    documents = [BatchDocument(0, "v", text), BatchDocument(1, "w", "Kenntnisse in Python", language="de", kind="cv")]
    found = rows(documents, SKILLS)
    reading = SKILLS.build()._reader.read(text)  # type: ignore[attr-defined]
    assert [(one["uri"], one["start"], one["end"], one["demand"]) for one in found if one["row"] == 0] == [
        (one.uri, one.start, one.end, one.demand) for one in reading.skills
    ]
    assert [one["uri"] for one in found if one["row"] == 1] == ["urn:schakel:skill:python"]


def test_full_reading_reports_a_language_that_does_not_exist() -> None:
    (found,) = rows([BatchDocument(0, "v", "Java", language="xx")], SKILLS)
    assert "xx" in found["problem"]


def test_digest_follows_labels_and_places(plan: LabelPlan) -> None:
    other = SkillPlan(SKILLS.taxonomy, SKILLS.reading, (PlaceNames("GM0935", "Maastricht"),))
    assert digest_of(SKILLS) != digest_of(other)
    assert digest_of(SKILLS) == digest_of(SkillPlan(SKILLS.taxonomy, SKILLS.reading, place_names(SKILLS.places)))
    assert digest_of(plan) == digest_of(LabelPlan(plan.file))


@pytest.mark.parametrize("missing", ["data", "language", "kind", "problem"])
def test_columns_of_a_batch_may_be_left_out(missing: str, documents: list[BatchDocument], plan: LabelPlan) -> None:
    batch = documents_batch(documents[:2]).drop_columns([missing])
    assert read_batch(batch, built(plan)).num_rows == 2
