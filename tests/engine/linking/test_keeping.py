"""An index kept in a file, the rules, and the labels of concepts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.linking import samples
from schakel.engine.errors import DataError
from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.keeping import kept_index
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.sources import source_of
from schakel.engine.store.concepts import Concept
from schakel.reference import REFERENCE

PHRASES = ["netwerkbeheer", "databses ontwerpen", "Kubernetes", "testing of software", ""]
PY = Concept(
    "urn:schakel:skill:py", "own", "skill", {"": "Python"}, exact=("http://data.europa.eu/esco/skill/1",), type="tool"
)
ESCO = Concept(
    "http://data.europa.eu/esco/skill/1", "esco", "skill", {"en": "use Python"}, definitions={"en": "Snakes."}
)
SOFT = Concept("urn:schakel:skill:calm", "own", "skill", {"en": "stay calm"}, type="soft")


def kept(folder: Path, name: str = "link-skill-abc") -> tuple[LinkIndex, list[str]]:
    built: list[str] = []

    def build() -> LinkIndex:
        built.append(name)
        return samples.skills()

    return kept_index(build, folder=folder, name=name, rules=samples.rules()), built


def test_kept_index_is_built_once_and_answers_the_same(tmp_path: Path) -> None:
    first, built = kept(tmp_path)
    again, not_built = kept(tmp_path)
    assert (built, not_built) == (["link-skill-abc"], [])
    assert first.link_batch(PHRASES) == again.link_batch(PHRASES) == samples.skills().link_batch(PHRASES)


def _cut(content: bytes) -> bytes:
    return content[:-64]


def _one_byte_changed(content: bytes) -> bytes:
    at = len(content) * 2 // 3
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("damage", [lambda _: b"{}\n", lambda _: b"", _cut, _one_byte_changed])
def test_kept_index_is_made_anew_when_damaged(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    kept(tmp_path)
    file = next(tmp_path.glob("*.index"))
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    index, built = kept(tmp_path)
    assert built
    assert index.link_batch(PHRASES) == samples.skills().link_batch(PHRASES)
    assert file.read_bytes() == whole


def test_kept_index_is_made_anew_when_open_to_others(tmp_path: Path) -> None:
    kept(tmp_path)
    next(tmp_path.glob("*.index")).chmod(0o666)
    assert kept(tmp_path)[1]


def test_kept_index_tells_in_one_line_why_it_is_made(tmp_path: Path) -> None:
    told: list[str] = []

    def ask(name: str) -> None:
        kept_index(samples.skills, folder=tmp_path, name=name, rules=samples.rules(), told=told.append)

    ask("link-skill-all-abc")
    ask("link-skill-all-abc")
    ask("link-skill-all-def")
    next(tmp_path.glob("*.index")).write_bytes(b"damaged")
    ask("link-skill-all-def")
    assert len(told) == 3
    assert "link-skill-all is made, once" in told[0]
    assert "link-skill-all is out of date" in told[1]
    assert "link-skill-all-def.index is damaged" in told[2]


def test_kept_index_removes_older_ones_of_its_sort(tmp_path: Path) -> None:
    kept(tmp_path, "link-skill-abc")
    kept(tmp_path, "link-occupation-abc")
    kept(tmp_path, "link-skill-def")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link-occupation-abc.index", "link-skill-def.index"]


def test_kept_index_works_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    index, built = kept(tmp_path / "file")
    assert built
    assert index.link("netwerkbeheer")


def test_load_rules_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no rules of linking"):
        load_rules(tmp_path)
    text = next((REFERENCE / "linking").glob("*.toml")).read_text(encoding="utf-8")
    (tmp_path / "2026-01-01.toml").write_text(text.replace("chars = ", "chars = 1"), encoding="utf-8")
    with pytest.raises(DataError, match="do not add up to 1000"):
        load_rules(tmp_path)
    (tmp_path / "2026-01-01.toml").write_text("edition", encoding="utf-8")
    with pytest.raises(DataError, match="no TOML"):
        load_rules(tmp_path, edition="2026-01-01")


def test_source_of_answers_by_the_wanted_scheme() -> None:
    concepts = [PY, ESCO, SOFT]
    by_esco = source_of(concepts, kind="skill", scheme="esco")
    assert {(label.label, label.preferred) for label in by_esco.labels} == {("Python", False), ("use Python", True)}
    assert {label.uri for label in by_esco.labels} == {ESCO.uri}
    by_own = source_of(concepts, kind="skill", scheme="own")
    assert {label.uri for label in by_own.labels} == {PY.uri, SOFT.uri}
    assert {label.uri for label in source_of(concepts, kind="skill").labels} == {PY.uri, SOFT.uri}
    assert by_own.digital == {PY.uri}


def test_source_of_answers_with_esco_before_esco_was_imported() -> None:
    labels = source_of([PY, SOFT], kind="skill", scheme="esco").labels
    assert [(label.uri, label.label, label.preferred) for label in labels] == [(ESCO.uri, "Python", True)]
    assert source_of([PY], kind="occupation").labels == []
