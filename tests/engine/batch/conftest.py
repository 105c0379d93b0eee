"""A small set of labels in a file, and documents to read with them."""

from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="batches need the extra `fast`")

from schakel.engine.batch.plans import LabelPlan
from schakel.engine.batch.reading import BatchDocument
from schakel.engine.labels.files import save_matcher
from schakel.engine.labels.matcher import LabelMatcher

LABELS = {"java": "urn:java", "Java EE": "urn:java-ee", "C#": "urn:c-sharp", "zorg": "urn:care"}


@pytest.fixture
def plan(tmp_path: Path) -> LabelPlan:
    file = tmp_path / "labels.bin"
    save_matcher(LabelMatcher(list(LABELS), keys=list(LABELS.values()), fast=False), file)
    return LabelPlan(file)


@pytest.fixture
def documents() -> list[BatchDocument]:
    texts = ["Java EE en C#", "niets", None, "Zórg, java", "java " * 5, "", "😀 c#"]
    kept = [BatchDocument(row, f"d{row}", text) for row, text in enumerate(texts)]
    return [*kept, BatchDocument(7, "d7", problem="The line is cut"), BatchDocument(8, "d8", data=b"C# in een bestand")]
