"""Roles typed or uploaded: good rows are kept, bad ones named by line."""

from datetime import date

import pytest

from schakel.engine.errors import InputError
from schakel.records.journeys.pool_rows import Told, month_of, read_csv, read_row, roles_like, together

GOOD = "kant;rol;aantal;vanaf\nkrimpt;Pensioenmedewerker;22;2027-01\ngroeit;functional designer;14;1-4-2027\n"


def test_a_file_as_a_spreadsheet_saves_it() -> None:
    rows, wrong = read_csv(GOOD.encode("utf-8-sig"))
    assert wrong == []
    assert rows == [
        Told("shrinking", "pension-employee", date(2027, 1, 1), 22),
        Told("growing", "functional-designer", date(2027, 4, 1), 14),
    ]


@pytest.mark.parametrize("mark", [",", "\t"])
def test_other_separators_and_languages(mark: str) -> None:
    text = "from;number;role;side\n2027-01;2;service-desk-agent;grows\n\n2027-01;3;software-tester;schrumpft\n"
    rows, wrong = read_csv(text.replace(";", mark).encode())
    assert (len(rows), wrong) == (2, [])


def test_windows_alphabet_is_read() -> None:
    rows, wrong = read_csv("Seite;Rolle;Anzahl;ab\nwächst;software-tester;1;2027-01\n".encode("cp1252"))
    assert (len(rows), wrong) == (1, [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("blijft;software-tester;1;2027-01", "side"),
        ("groeit;hoofd koffie;1;2027-01", "role"),
        ("groeit;pension-employee;1;2027-01", "cannot-grow"),
        ("groeit;software-tester;nul;2027-01", "number"),
        ("groeit;software-tester;0;2027-01", "number"),
        ("groeit;software-tester;-3;2027-01", "number"),
        ("groeit;software-tester;999999;2027-01", "number"),
        ("groeit;software-tester;²;2027-01", "number"),
        ("groeit;software-tester;1;straks", "from"),
        ("groeit;software-tester;1;2027-13", "from"),
        ("groeit;software-tester", "number"),
        ("krimpt;111222333;1;2027-01", "bsn"),
        ("krimpt;<script>alert(1)</script>;1;2027-01", "role"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_stay(line: str, code: str) -> None:
    rows, wrong = read_csv(f"{GOOD}{line}\nkrimpt;software-tester;4;2027-01\n".encode())
    assert len(rows) == 3
    assert [(one.line, one.code) for one in wrong] == [(4, code)]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"a;b;c\n1;2;3\n", "header"),
        (b"PK\x03\x04\x00\x00", "text"),
        (b"x" * 1_000_001, "size"),
    ],
)
def test_a_file_that_cannot_be_used(data: bytes, place: str) -> None:
    with pytest.raises(InputError) as raised:
        read_csv(data)
    assert raised.value.place == place


def test_a_quote_that_never_ends_is_no_crash() -> None:
    rows, wrong = read_csv(b'kant;rol;aantal;vanaf\n"krimpt;software-tester;1;2027-01\n')
    assert rows == []
    assert len(wrong) == 1


def test_a_file_with_too_many_lines_says_where_it_stopped() -> None:
    line = "krimpt;software-tester;1;2027-01\n"
    rows, wrong = read_csv(("kant;rol;aantal;vanaf\n" + line * 700).encode())
    assert len(rows) == 600
    assert [(one.line, one.code) for one in wrong] == [(602, "too-many")]


def test_a_role_nobody_knows_comes_with_what_it_resembles() -> None:
    assert "pension-employee" in roles_like("pensioenmedewerkster")
    found = read_row("-", "softwaretestr", "1", "2027-01", line=7)
    assert getattr(found, "near", ())[0] == "software-tester"


def test_the_same_role_twice_is_added_up() -> None:
    one = Told("shrinking", "software-tester", date(2027, 1, 1), 2)
    assert together([one, one]) == [Told("shrinking", "software-tester", date(2027, 1, 1), 4)]


@pytest.mark.parametrize("text", ["2027-03", "2027-03-31", "3-2027", "03/2027", " 31-3-2027 ", "2027/3"])
def test_months_as_people_write_them(text: str) -> None:
    assert month_of(text) == date(2027, 3, 1)


@pytest.mark.parametrize("text", ["", "2027", "maart 2027", "2027-0", "1999-01", "2027-00", "٣-2027"])
def test_what_is_no_month(text: str) -> None:
    assert month_of(text) is None
