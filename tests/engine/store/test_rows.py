"""Tables: every good row is read, whatever stands between them."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.store.rows import Report, read_table

CELL = st.text(st.sampled_from('ab "\n,;é|'), max_size=6)
ROWS = st.lists(st.tuples(st.integers(0, 99).map("http://x/{}".format), CELL, CELL), max_size=6)


def read(content: bytes | str, **options: bool) -> tuple[list[dict[str, str]], Report]:
    report = Report()
    table = read_table("a.csv", content.encode() if isinstance(content, str) else content, report, **options)
    return ([dict(row) for _, row in table.rows] if table is not None else []), report


def written(rows: list[tuple[str, ...]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


@settings(max_examples=50)
@given(ROWS, st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_table_gives_back_what_was_written(rows: list[tuple[str, str, str]], separator: str, encoding: str) -> None:
    found, report = read(written([("uri", "b", "c"), *rows], separator).encode(encoding))
    assert [tuple(row.values()) for row in found] == [tuple(cell.strip() for cell in row) for row in rows]
    assert report.problems == []


BROKEN = [
    'http://broken/1,"never closed,x\n',
    'http://broken/2,"closed" too early,x\n',
    "http://broken/3,too few\n",
    "http://broken/4,a,b,c,too many\n",
]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_broken_row_costs_itself_only(broken: str, place: int) -> None:
    good = [f'http://good/{number},"two\nlines",c\n' for number in range(3)]
    found, report = read("uri,b,c\n" + "".join([*good[:place], broken, *good[place:]]))
    assert [row["uri"] for row in found] == [f"http://good/{number}" for number in range(3)]
    assert [(one.file, one.line) for one in report.problems] == [("a.csv", 2 + 2 * place)]
    assert report.problems[0].remedy


def test_names_of_columns_are_their_letters() -> None:
    found, _ = read("Level 0 URI,preferred_Label\nhttp://x/1,one\n")
    assert found == [{"level0uri": "http://x/1", "preferredlabel": "one"}]


def test_empty_lines_are_no_rows() -> None:
    found, report = read("\nuri,b\n\nhttp://x/1,one\n,\n\n")
    assert found == [{"uri": "http://x/1", "b": "one"}]
    assert report.problems == []


def test_short_rows_are_good_where_a_table_is_ragged() -> None:
    found, report = read("uri,b,c\nhttp://x/1,one\n", ragged=True)
    assert found == [{"uri": "http://x/1", "b": "one"}]
    assert report.problems == []


def test_empty_cells_too_many_do_no_harm() -> None:
    found, report = read("uri,b\nhttp://x/1,one,,\n")
    assert found == [{"uri": "http://x/1", "b": "one"}]
    assert report.problems == []


def test_bytes_that_are_no_text_cost_their_row() -> None:
    found, report = read(b"uri,b\nhttp://x/1,caf\xe9\nhttp://x/2,caf\xc3\xa9\n")
    assert [row["b"] for row in found] == ["café"]
    assert [(one.line, one.remedy) for one in report.problems] == [(2, "Save the file as UTF-8")]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told(content: str) -> None:
    found, report = read(content)
    assert found == []
    assert [str(one) for one in report.problems] == ["a.csv: The file is empty. Fetch it again."]


def test_line_is_the_first_of_a_row() -> None:
    report = Report()
    table = read_table("a.csv", b'uri,b\nhttp://x/1,"a\nb\nc"\nhttp://x/2,d\n', report)
    assert table is not None
    assert [where for where, _ in table.rows] == [("a.csv", 2), ("a.csv", 5)]
