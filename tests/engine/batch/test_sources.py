"""The documents of every kind of input; a damaged row is kept as a problem."""

import json
from pathlib import Path

import pytest

from schakel.engine.batch.reading import BatchDocument
from schakel.engine.batch.sources import documents_of
from schakel.engine.errors import InputError

pa = pytest.importorskip("pyarrow")


def shown(path: Path) -> list[tuple[int, str, str | None, str | None]]:
    return [(one.row, one.doc, one.text, one.problem) for one in documents_of(path)]


def test_lines_of_json_are_documents(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [
        json.dumps({"doc": "a", "text": "één", "language": "nl", "kind": "cv"}).encode(),
        b"",
        b'{"text": "zonder naam"}',
        b"{kapot",
        b"[1]",
        b'{"text": "\xff"}',
        b'{"id": 7, "text": "\\ud800"}',
        b'{"id": 8, "text": 5}',
        b'{"text": "x", "language": "xx"}',
        b'{"text": "x", "kind": "brief"}',
        b"[" * 100_000,
    ]
    path.write_bytes(b"\n".join(lines))
    assert next(documents_of(path)) == BatchDocument(0, "a", "één", None, "nl", "cv")
    assert shown(path)[1:] == [
        (1, "in.jsonl line 3", "zonder naam", None),
        (2, "in.jsonl line 4", None, "The line is no valid JSON"),
        (3, "in.jsonl line 5", None, "The line is no object"),
        (4, "in.jsonl line 6", None, "The line is no valid UTF-8"),
        (5, "7", None, "The text is no valid Unicode (UTF-8)"),
        (6, "8", None, "There is no text"),
        (7, "in.jsonl line 9", None, "There is no language 'xx'; use nl, en, de or fr"),
        (8, "in.jsonl line 10", None, "There is no kind 'brief'; use cv, vacancy or course"),
        (9, "in.jsonl line 11", None, "The line is no valid JSON: it is nested too deep"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_csv_are_documents(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "in.csv"
    lines = ["\ufeffID,Text", 'a,"twee\nregels"', "", "b", "c,d,e", ",zonder naam", f"lang,{'x' * 200_000}"]
    path.write_text("\n".join(lines).replace(",", delimiter), encoding="utf-8")
    assert shown(path) == [
        (0, "a", "twee\nregels", None),
        (1, "in.csv line 5", None, "The row has 1 cells and 2 are needed"),
        (2, "in.csv line 6", None, "The row has 3 cells and 2 are needed"),
        (3, "in.csv line 7", "zonder naam", None),
        (4, "lang", "x" * 200_000, None),
    ]


def test_row_of_csv_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"doc,text\na,caf\xe9\nb,goed\n")
    assert shown(path) == [(0, "a", None, "The text is no valid Unicode (UTF-8)"), (1, "b", "goed", None)]


def test_rows_of_parquet_are_documents(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"doc": ["a", None, "c"], "text": ["x", "y", None], "other": [1, 2, 3]}), path)
    assert shown(path) == [
        (0, "a", "x", None),
        (1, "in.parquet row 2", "y", None),
        (2, "c", None, "There is no text"),
    ]


def test_files_of_a_folder_are_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.pdf", ".hidden", "a/.x/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(10_000_001)
    found = [(one.row, one.doc, one.data, one.problem) for one in documents_of(tmp_path)]
    assert found == [
        (0, "a/z.pdf", b"a/z.pdf", None),
        (1, "b.txt", b"b.txt", None),
        (2, "big.txt", None, "The file is bigger than 10 MB"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("weg.csv", None, "no such file"),
        ("in.xlsx", b"x", "Give .parquet, .jsonl, .csv or a folder"),
        ("in.csv", b"doc,tekst\na,b\n", "no column 'text', but doc, tekst"),
        ("in.csv", b"", "no column 'text', but nothing"),
        ("in.parquet", b"x", "no parquet file"),
    ],
)
def test_input_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message.replace(".", r"\.")):
        list(documents_of(tmp_path / name))
