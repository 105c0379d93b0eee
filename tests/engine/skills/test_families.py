"""Skills that do one job in different ways stand in for each other, whatever the size of their group."""

import pickle
from pathlib import Path

import pytest

from schakel.engine.matching import Scorer, load_rules
from schakel.engine.skills.families import read_families
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy, skill_uri
from schakel.reference import REFERENCE


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(REFERENCE / "taxonomy")


@pytest.mark.parametrize(
    ("one", "other"),
    [("postgresql", "mysql"), ("react", "angular"), ("azure", "aws"), ("cisco", "juniper"), ("power-bi", "tableau")],
)
def test_alike_works_both_ways_and_gives_part_of_the_points(taxonomy: Taxonomy, one: str, other: str) -> None:
    kinship = Scorer(taxonomy, load_rules(REFERENCE / "matching")).kinship
    for have, asked in ((one, other), (other, one)):
        assert skill_uri(have) in taxonomy.alike(skill_uri(asked))
        assert kinship.relation(skill_uri(have), skill_uri(asked)) in ("sibling", "related", "broader", "narrower")


def test_a_skill_is_not_alike_to_itself(taxonomy: Taxonomy) -> None:
    assert [uri for uri in taxonomy.skills if uri in taxonomy.alike(uri)] == []


def test_a_copy_keeps_the_families(taxonomy: Taxonomy) -> None:
    copy = pickle.loads(pickle.dumps(taxonomy))
    assert copy.alike(skill_uri("react")) == taxonomy.alike(skill_uri("react"))


def test_no_file_no_families(tmp_path: Path, taxonomy: Taxonomy) -> None:
    assert read_families(tmp_path, taxonomy.skills) == ([], [])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("id,members\n", "columns"),
        ("id,members,why\na,react,one\n", "two or more"),
        ("id,members,why\na,react; react,twice\n", "two or more"),
        ("id,members,why\na,react; nothing-like-it,unknown\n", "nothing-like-it"),
        ("id,members,why\na,react; web-front,a group\n", "is a group"),
        ("id,members,why\nshort\n", "two or more"),
    ],
)
def test_a_wrong_family_is_named_with_its_place(tmp_path: Path, taxonomy: Taxonomy, lines: str, message: str) -> None:
    (tmp_path / "families.csv").write_text(lines)
    families, (problem,) = read_families(tmp_path, taxonomy.skills)
    assert families == []
    assert message in str(problem)
    assert "families.csv" in str(problem)
