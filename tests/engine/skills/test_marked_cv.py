"""CVs and plain texts of our own, marked by hand before they were read: what people do must be found in their words.

`must` holds the skills a reader of flesh and blood finds, `may` what is right as well, `must_not` what would be wrong.
The texts in `check/` were never used to make the reader better, only to see how well it does.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schakel.engine.advice import Request, advise, profile_of_reading
from schakel.engine.matching import PersonsOwnView, Scorer, load_rules
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.reference import REFERENCE

FOLDER = Path(__file__).parent / "marked_cv"
USED = sorted(FOLDER.glob("*.toml"))
CHECK = sorted((FOLDER / "check").glob("*.toml"))
ROLES_SEEN = 5


def _marked(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _ids(reader: Reader, text: str) -> set[str]:
    return {uri.rpartition(":")[2] for uri in reader.read(text).uris()}


def _measure(reader: Reader, paths: list[Path]) -> tuple[float, float]:
    """Recall and precision over these texts together."""
    hits = wanted = right = found = 0
    for path in paths:
        marked = _marked(path)
        got, must = _ids(reader, marked["text"]), set(marked["must"])
        hits, wanted = hits + len(got & must), wanted + len(must)
        right, found = right + len(got & (must | set(marked["may"]))), found + len(got)
    return hits / wanted, right / found


def test_there_are_enough_texts_and_what_they_mark_exists(taxonomy: Taxonomy) -> None:
    assert (len(USED), len(CHECK)) == (16, 8)
    for path in (*USED, *CHECK):
        marked = _marked(path)
        for slug in (*marked["must"], *marked["must_not"]):
            taxonomy.skill(slug)


@pytest.mark.parametrize("path", [*USED, *CHECK], ids=lambda path: path.stem)
def test_a_text_is_read_as_a_cv_in_its_language_without_what_is_wrong(reader: Reader, path: Path) -> None:
    marked = _marked(path)
    reading = reader.read(marked["text"])
    assert (reading.kind, reading.language) == ("cv", marked["language"])
    assert not {uri.rpartition(":")[2] for uri in reading.uris()} & set(marked["must_not"])


@pytest.mark.parametrize("path", USED, ids=lambda path: path.stem)
def test_the_work_of_now_is_the_occupation(reader: Reader, path: Path) -> None:
    marked = _marked(path)
    found = reader.read(marked["text"]).occupation
    assert (found.uri.rpartition(":")[2] if found else "") == marked["occupation"]


def test_what_people_do_is_found(reader: Reader) -> None:
    recall, precision = _measure(reader, USED)
    assert recall >= 0.90
    assert precision >= 0.88


def test_what_people_do_is_found_in_texts_never_used_before(reader: Reader) -> None:
    recall, precision = _measure(reader, CHECK)
    assert recall >= 0.80
    assert precision >= 0.82


def _roles(reader: Reader, taxonomy: Taxonomy, text: str) -> list[str]:
    scorer = Scorer(taxonomy, load_rules(REFERENCE / "matching"))
    profile = profile_of_reading(reader.read(text, kind="cv"), taxonomy, scorer.rules)
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    advice = advise(view, scorer, (), Request(now=date(2026, 11, 24)))
    return [role.match.target.uri.rpartition(":")[2] for role in advice.roles]


@pytest.mark.parametrize("path", USED, ids=lambda path: path.stem)
def test_the_first_roles_make_sense_to_an_adviser(reader: Reader, taxonomy: Taxonomy, path: Path) -> None:
    marked = _marked(path)
    roles = _roles(reader, taxonomy, marked["text"])
    assert set(roles[:ROLES_SEEN]) & set(marked["roles"]), roles
    assert not set(roles) & set(marked["silly"])


def test_the_first_roles_make_sense_for_texts_never_used_before(reader: Reader, taxonomy: Taxonomy) -> None:
    sensible = 0
    for path in CHECK:
        marked = _marked(path)
        roles = _roles(reader, taxonomy, marked["text"])
        sensible += bool(set(roles[:ROLES_SEEN]) & set(marked["roles"]))
        assert not set(roles) & set(marked["silly"])
    assert sensible >= 6
