"""The shelf: editions are kept, languages are added, and what is stopped leaves the old as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from schakel.engine.errors import DataError
from schakel.engine.store.concepts import Concept
from schakel.engine.store.drafts import Imported
from schakel.engine.store.esco import import_esco
from schakel.engine.store.files import gather
from schakel.engine.store.own import own_files
from schakel.engine.store.shelf import Shelf, fingerprint, read_problems, write_problems
from schakel.reference import REFERENCE
from support.esco import SKILL_COLUMNS, skill, skill_row, small_folder, table, write

OWN = Imported("own", "2026-11", "", (Concept("urn:own:1", "own", "skill", {"": "SQL"}, exact=(skill("sql"),)),), ())


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "taxonomy")


@pytest.fixture
def small(tmp_path: Path) -> Imported:
    return import_esco([small_folder(tmp_path / "esco")], edition="1.1")


def test_what_is_kept_comes_back(shelf: Shelf, small: Imported) -> None:
    kept = shelf.add(small, "mark")
    store = kept.open()
    assert {concept.uri for concept in store.concepts()} == {concept.uri for concept in small.concepts}
    assert set(store.relations()) == set(small.relations)
    assert shelf.kept() == (kept,)
    assert kept.imports[0]["fingerprint"] == "mark"
    assert [name for name, _ in kept.imports[0]["files"]] == [name for name, _ in small.files]


def test_store_has_own_and_imported_concepts_joined(shelf: Shelf, small: Imported) -> None:
    shelf.add(small, "mark")
    store = shelf.build(OWN)
    assert len(store) == len(small.concepts) + 1
    assert store.find(skill("sql")).exact == ("urn:own:1",)
    assert store.edition == "own 2026-11, esco 1.1"
    assert [source["kind"] for source in store.sources] == ["own", "esco"]


def test_the_newest_edition_is_used(shelf: Shelf, small: Imported) -> None:
    for edition in ("1.10", "1.9", "1.2"):
        shelf.add(replace(small, edition=edition), edition)
    assert [one.edition for one in shelf.kept()] == ["1.2", "1.9", "1.10"]
    assert "esco 1.10" in shelf.build(OWN).edition


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("2020-01-01", "2020-01-01"), ("1.2", "2024-01-01")),
        (("1.2", "2022-01-01"), ("2024-01-01", "2024-01-01")),
        (("1.1", "2024-01-01"), ("1.2", "")),
        (("1.1", "2024-01-01"), ("1.2", "2022-01-01")),
        (("undated", ""), ("29.2", "")),
    ],
)
def test_versions_are_compared_by_number_and_others_by_date(
    shelf: Shelf, small: Imported, older: tuple[str, str], newer: tuple[str, str]
) -> None:
    for edition, date in (newer, older):
        shelf.add(replace(small, edition=edition, date=date), edition)
    assert [(one.edition, one.date) for one in shelf.kept()] == [older, newer]


def test_the_edition_in_use_is_the_one_of_the_store(shelf: Shelf, small: Imported) -> None:
    assert shelf.in_use("esco") is None
    first = shelf.add(small, "a")
    shelf.build(OWN)
    shelf.add(replace(small, edition="1.2"), "b")
    assert shelf.in_use("esco") == first
    assert shelf.in_use("onet") is None


def test_a_language_can_be_added_later(shelf: Shelf, small: Imported, tmp_path: Path) -> None:
    shelf.add(small, "first")
    write(tmp_path / "de", "skills_de.csv", table(SKILL_COLUMNS, [skill_row("net", "Netze verwalten")]))
    kept = shelf.add(import_esco([tmp_path / "de"], edition="1.1"), "second")
    concept = kept.open().find(skill("net"))
    assert concept.labels == {"de": "Netze verwalten", "en": "manage networks", "nl": "netwerken beheren"}
    assert [one["fingerprint"] for one in kept.imports] == ["first", "second"]
    assert len(shelf.kept()) == 1


def test_what_tells_no_edition_joins_the_one_that_lacks_it(shelf: Shelf, small: Imported, tmp_path: Path) -> None:
    shelf.add(replace(small, edition="2022-01-01"), "a")
    shelf.build(OWN)
    write(
        tmp_path / "de", "skills_de.csv", table(SKILL_COLUMNS, [skill_row("net", "Netze", modifiedDate="2024-05-05")])
    )
    german = import_esco([tmp_path / "de"])
    assert (german.edition, german.edition_told) == ("2024-05-05", False)
    placed = shelf.placed(german, "b")
    assert placed.edition == "2022-01-01"
    assert {concept.edition for concept in placed.concepts} == {"2022-01-01"}
    shelf.add(placed, "b")
    assert shelf.placed(german, "b").edition == "2022-01-01"  # the same files again
    assert shelf.placed(german, "c").edition == "2024-05-05"  # other files with what is there already
    assert shelf.placed(replace(german, edition_told=True), "b").edition == "2024-05-05"


def test_a_store_is_current_while_our_own_files_are_the_same(shelf: Shelf) -> None:
    files = own_files(REFERENCE / "taxonomy")
    assert not shelf.is_current(files)
    shelf.build(replace(OWN, files=files)).close()
    assert shelf.is_current(files)
    assert not shelf.is_current(files[1:])


def test_problems_of_each_import_are_kept(shelf: Shelf, small: Imported) -> None:
    shelf.add(replace(small, problems=(DataError("first"),)), "a")
    kept = shelf.add(replace(small, problems=(DataError("second"),)), "b")
    assert [str(kept.told(mark)[0][0]) for mark in ("a", "b")] == ["first.", "second."]


def test_a_damaged_edition_is_named_and_the_others_are_used(shelf: Shelf, small: Imported) -> None:
    shelf.add(small, "a")
    damaged = shelf.add(replace(small, edition="1.2"), "b")
    (damaged.folder / "source.store").write_bytes(b"SCHAKEL\0" + bytes(200))
    assert "esco 1.1" in shelf.build(OWN).edition
    assert [str(damaged.folder) in str(error) for error in shelf.unreadable] == [True]


def test_a_build_that_fails_leaves_the_old_store(shelf: Shelf, small: Imported) -> None:
    shelf.add(small, "a")
    before = shelf.build(OWN).path.read_bytes()
    broken = replace(OWN, concepts=(Concept("urn:own:1", "own", "skill", {"en": "\ud800"}),))
    with pytest.raises(DataError):
        shelf.build(broken)
    assert shelf.store_path.read_bytes() == before
    assert list(shelf.folder.glob("*.part")) == []


def test_one_import_at_a_time(shelf: Shelf) -> None:
    with shelf.locked(), pytest.raises(DataError, match="Another import is at work"), Shelf(shelf.folder).locked():
        pass
    with shelf.locked():
        pass


def test_fingerprint_follows_content_and_what_was_asked(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "a")
    first = fingerprint(gather([path], (".csv",)), "esco", "")
    assert fingerprint(gather([path], (".csv",)), "esco", "") == first
    assert fingerprint(gather([path], (".csv",)), "esco", "1.2") != first
    path.write_text("b")
    assert fingerprint(gather([path], (".csv",)), "esco", "") != first


def test_problems_are_read_back_as_written(tmp_path: Path) -> None:
    problems = [DataError('A "wrong", row', file="a.csv", line=3, column="x", remedy="Mend it")]
    notices = [DataError("Nothing there", file="b.csv")]
    write_problems(tmp_path / "log.csv", problems, notices)
    found = read_problems(tmp_path / "log.csv")
    assert [[str(one) for one in errors] for errors in found] == [[str(problems[0])], [str(notices[0])]]
    assert read_problems(tmp_path / "none.csv") == ([], [])
