"""Editions v1.0 → v1.1 → v1.2 of a made-up ESCO: what changed, and that stored URIs come along."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import DataError
from schakel.engine.store.concepts import Concept
from schakel.engine.store.editions import as_csv, carry_over, compare, read_csv
from schakel.engine.store.esco import import_esco
from support.esco import SKILL_COLUMNS, skill, skill_row, table, write

V10 = [
    skill_row("java", "Java"),
    skill_row("hadoop", "Hadoop"),
    skill_row("web", "web programming"),
    skill_row("html", "use HTML"),
    skill_row("css", "use CSS"),
    skill_row("flash", "Adobe Flash"),
    skill_row("db", "databases"),
]
V11 = [
    skill_row("java", "Java (computer programming)", "Java"),
    skill_row("hadoop2", "Apache Hadoop", "hadoop"),
    skill_row("markup", "markup languages", replaces=f"{skill('html')} {skill('css')}"),
    skill_row("frontend", "front-end programming", replaces=skill("web")),
    skill_row("backend", "back-end programming", replaces=skill("web")),
    skill_row("db", "databases"),
    skill_row("flash", "Adobe Flash", status="obsolete"),
]
V12 = [
    skill_row("java", "Java"),
    skill_row("hadoop3", "Apache Hadoop"),
    skill_row("markup", "markup languages"),
    skill_row("frontend", "front-end programming"),
    skill_row("backend", "back-end programming"),
    skill_row("db", "databases"),
    skill_row("vector", "vector databases", replaces=skill("db")),
    skill_row("flash", "Adobe Flash", status="obsolete", replacedBy=skill("frontend")),
]


@pytest.fixture
def editions(tmp_path: Path) -> list[list[Concept]]:
    found = []
    for version, rows in (("1.0", V10), ("1.1", V11), ("1.2", V12)):
        folder = tmp_path / f"ESCO v{version}"
        write(folder, "skills_en.csv", table([*SKILL_COLUMNS, "replacedBy", "replaces"], rows))
        imported = import_esco([folder])
        assert (imported.edition, imported.problems) == (version, ())
        found.append(list(imported.concepts))
    return found


def short(uris: object) -> object:
    return str(uris).replace(skill(""), "")


def test_first_upgrade_is_told_in_full(editions: list[list[Concept]]) -> None:
    change = compare(editions[0], editions[1])
    assert [(one.language, one.old, one.new) for one in change.renamed] == [
        ("en", "Java", "Java (computer programming)")
    ]
    assert short(change.moved) == "{'hadoop': ('hadoop2',)}"
    assert short(change.merged) == "{'html': ('markup',), 'css': ('markup',)}"
    assert short(change.split) == "{'web': ('frontend', 'backend')}"
    assert short(change.gone) == "('flash',)"
    assert short(change.new) == "('hadoop2', 'markup', 'frontend', 'backend')"
    assert change.counts() == {"renamed": 1, "moved": 1, "merged": 2, "split": 1, "gone": 1, "new": 4}


def test_second_upgrade_is_told_in_full(editions: list[list[Concept]]) -> None:
    change = compare(editions[1], editions[2])
    assert short(change.moved) == "{'hadoop2': ('hadoop3',)}"
    assert short(change.split) == "{'db': ('db', 'vector')}"
    assert (short(change.merged), short(change.gone)) == ("{}", "()")


def test_stored_uris_come_along_over_two_upgrades(editions: list[list[Concept]]) -> None:
    stored = [skill(one) for one in ("java", "hadoop", "html", "web", "flash", "db")] + ["urn:schakel:skill:python"]
    first = carry_over(stored, compare(editions[0], editions[1]))
    assert [short(uris) for uris in (first.kept, first.changed, first.check)] == [
        "('java', 'db', 'urn:schakel:skill:python')",
        "('hadoop', 'html')",
        "('web', 'flash')",
    ]
    carried = [uri for uris in first.uris.values() for uri in uris]
    second = carry_over(carried, compare(editions[1], editions[2]))
    now = {uri for uris in second.uris.values() for uri in uris}
    assert {short(uri) for uri in now} == {
        "java", "hadoop3", "markup", "frontend", "backend", "flash", "db", "vector", "urn:schakel:skill:python",
    }  # fmt: skip


def test_what_the_publisher_says_goes_before_a_label(editions: list[list[Concept]]) -> None:
    change = compare(editions[0], editions[2])
    assert short(change.moved[skill("flash")]) == "('frontend',)"


def test_a_label_taken_over_by_one_that_was_there_is_a_merge() -> None:
    old = [Concept("urn:e:1", "esco", "skill", {"en": "Scrum"}), Concept("urn:e:2", "esco", "skill", {"en": "Agile"})]
    new = [Concept("urn:e:2", "esco", "skill", {"en": "Agile"}, {"en": ("scrum",)})]
    assert compare(old, new).merged == {"urn:e:1": ("urn:e:2",)}


def test_a_preferred_label_weighs_more_than_a_synonym_and_most_languages_win() -> None:
    old = [Concept("urn:e:1", "esco", "skill", {"en": "bank", "nl": "bank", "de": "Bank"})]
    new = [
        Concept("urn:e:2", "esco", "skill", {"en": "bench", "nl": "bank"}),
        Concept("urn:e:3", "esco", "skill", {"en": "bank", "de": "Bank"}),
        Concept("urn:e:4", "esco", "skill", {"en": "shore"}, {"en": ("bank",), "nl": ("bank",), "de": ("Bank",)}),
        Concept("urn:e:5", "esco", "occupation", {"en": "bank", "nl": "bank", "de": "Bank"}),
    ]
    assert compare(old, new).moved == {"urn:e:1": ("urn:e:3",)}


def test_report_has_a_line_for_every_change(editions: list[list[Concept]]) -> None:
    change = compare(editions[0], editions[1])
    lines = list(change.lines())
    assert len(lines) == sum(change.counts().values())
    assert [line.note for line in lines if line.what == "split"] == ["front-end programming, back-end programming"]


def test_report_is_read_back_as_written(editions: list[list[Concept]]) -> None:
    change = compare(editions[0], editions[1])
    assert read_csv(as_csv(change)) == tuple(change.lines())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("uri,to\n", 1),
        ("what,uri,label,to,note\nrenamed,u,,,\nlost,u,,,\n", 3),
        ("what,uri,label,to,note\ngone,,,,\n", 2),
    ],
)
def test_a_report_that_is_none_is_refused(text: str, line: int) -> None:
    with pytest.raises(DataError) as caught:
        read_csv(text, file="changes.csv")
    assert (caught.value.file, caught.value.line) == ("changes.csv", line)


URIS = st.integers(0, 12).map("urn:e:{}".format)
CONCEPT = st.builds(
    Concept,
    uri=URIS,
    scheme=st.just("esco"),
    kind=st.just("skill"),
    labels=st.dictionaries(st.sampled_from(["nl", "en"]), st.sampled_from("abcdef"), min_size=1, max_size=2),
    replaces=st.lists(URIS, max_size=2).map(tuple),
    replaced_by=st.lists(URIS, max_size=1).map(tuple),
    status=st.sampled_from(["released", "released", "obsolete"]),
)
EDITION = st.lists(CONCEPT, max_size=10, unique_by=lambda concept: concept.uri)


@settings(max_examples=50)
@given(EDITION, EDITION)
def test_every_uri_arrives_somewhere(old: list[Concept], new: list[Concept]) -> None:
    change = compare(old, new)
    live = {concept.uri for concept in new if concept.status != "obsolete"}
    was = [concept.uri for concept in old if concept.status != "obsolete"]
    carried = carry_over(was, change)
    assert list(carried.uris) == was
    assert sorted((*carried.kept, *carried.changed, *carried.check)) == sorted(was)
    for uri, to in carried.uris.items():
        assert (to == (uri,)) if uri in change.gone else set(to) <= live
    assert set(change.new) == live - {concept.uri for concept in old}


@settings(max_examples=30)
@given(EDITION)
def test_the_same_edition_loses_nothing(edition: list[Concept]) -> None:
    change = compare(edition, edition)
    assert (change.renamed, change.moved, change.gone, change.new) == ((), {}, (), ())
