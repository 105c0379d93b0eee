"""The reader against texts of our own, marked by hand: it may get better, not worse."""

import tomllib
from pathlib import Path

import pytest

from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy

MARKED = sorted((Path(__file__).parent / "marked").glob("*.toml"))


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_marked_text_is_read_as_the_kind_and_language_it_is(reader: Reader, path: Path) -> None:
    marked = tomllib.loads(path.read_text(encoding="utf-8"))
    reading = reader.read(marked["text"])
    assert (reading.kind, reading.language) == (marked["kind"], marked["language"])


def test_marked_texts_name_skills_that_exist(taxonomy: Taxonomy) -> None:
    for path in MARKED:
        for slug in tomllib.loads(path.read_text(encoding="utf-8"))["skills"]:
            taxonomy.skill(slug)


def test_marked_texts_are_read_well_enough(reader: Reader, taxonomy: Taxonomy) -> None:
    hits = found = wanted = named_hits = named_wanted = 0
    for path in MARKED:
        marked = tomllib.loads(path.read_text(encoding="utf-8"))
        expected = {taxonomy.skill(slug).uri for slug in marked["skills"]}
        got = set(reader.read(marked["text"]).uris())
        names = {uri for uri in expected if taxonomy.skill(uri).is_named}
        hits, found, wanted = hits + len(got & expected), found + len(got), wanted + len(expected)
        named_hits, named_wanted = named_hits + len(got & names), named_wanted + len(names)
    assert named_hits / named_wanted >= 0.95
    assert hits / wanted >= 0.75
    assert hits / found >= 0.85
