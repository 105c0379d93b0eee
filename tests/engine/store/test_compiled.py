"""The compiled store: what went in comes out, and a damaged file is refused."""

import copy
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import NotFound
from schakel.engine.store.compiled import Store, StoreError, compile_store, open_store
from schakel.engine.store.concepts import KINDS, RELEVANCES, SCHEMES, Concept, Relation, tidy

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
URI = st.builds("urn:x:{}".format, st.integers(0, 40))
URIS = st.lists(URI, max_size=3).map(tuple)
LANGUAGE = st.sampled_from(["", "nl", "en", "de", "fr", "ga"])
CONCEPT = st.builds(
    Concept,
    uri=URI,
    scheme=st.sampled_from(SCHEMES),
    kind=st.sampled_from(KINDS),
    labels=st.dictionaries(LANGUAGE, TEXT, max_size=3),
    alternatives=st.dictionaries(LANGUAGE, st.lists(TEXT, max_size=3).map(tuple), max_size=3),
    definitions=st.dictionaries(LANGUAGE, TEXT, max_size=2),
    broader=URIS,
    related=URIS,
    exact=URIS,
    close=URIS,
    replaced_by=URIS,
    isco=st.sampled_from(["", "2512", "25"]),
    type=TEXT,
    status=st.sampled_from(["", "released", "obsolete"]),
    marks=st.lists(TEXT, max_size=2).map(tuple),
)
CONCEPTS = st.lists(CONCEPT, max_size=12, unique_by=lambda concept: concept.uri)
RELATIONS = st.lists(st.builds(Relation, URI, URI, st.sampled_from(RELEVANCES)), max_size=12)
SAMPLE = [
    Concept("urn:x:java", "own", "skill", {"en": "Java"}, {"nl": ("Javataal",), "": ("JDK",)}, {"nl": "Een taal."}),
    Concept("urn:x:dev", "esco", "occupation", {"nl": "ontwikkelaar", "en": "developer"}, isco="2512"),
    Concept("urn:x:lang", "esco", "skill", {"en": "programming"}, exact=("urn:x:java",), marks=("digital",)),
]
ASKED = [Relation("urn:x:dev", "urn:x:lang", "optional"), Relation("urn:x:dev", "urn:x:java", "essential")]


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Store]:
    def make(concepts: list[Concept] = SAMPLE, relations: list[Relation] = ASKED) -> Store:
        compile_store(tmp_path / "concepts.store", concepts, relations, edition="2026-11", sources=[{"kind": "x"}])
        return open_store(tmp_path / "concepts.store")

    return make


@settings(max_examples=50, deadline=None)
@given(CONCEPTS, RELATIONS)
def test_store_gives_back_what_went_in(tmp_path_factory: pytest.TempPathFactory, concepts, relations) -> None:
    file = tmp_path_factory.mktemp("store") / "s"
    compile_store(file, concepts, relations)
    store = open_store(file)
    plain = {concept.uri: tidy(concept) for concept in concepts}
    assert {concept.uri: concept for concept in store.concepts()} == plain
    strongest: dict[tuple[str, str], int] = {}
    for occupation, skill, relevance in relations:
        place = RELEVANCES.index(relevance)
        strongest[occupation, skill] = min(place, strongest.get((occupation, skill), 9))
    assert {(one.occupation, one.skill): RELEVANCES.index(one.relevance) for one in store.relations()} == strongest


@settings(max_examples=30, deadline=None)
@given(CONCEPTS)
def test_store_lookups_equal_the_plain_concepts(tmp_path_factory: pytest.TempPathFactory, concepts) -> None:
    file = tmp_path_factory.mktemp("store") / "s"
    compile_store(file, concepts)
    store = open_store(file)
    plain = {concept.uri: tidy(concept) for concept in concepts}
    for number in range(41):
        uri = f"urn:x:{number}"
        index = store.by_uri(uri)
        assert (index is None) == (uri not in plain)
        if index is not None:
            concept = plain[uri]
            assert (store.uri(index), store.kind(index), store.isco(index)) == (uri, concept.kind, concept.isco)
            assert (store.exact(index), store.close_to(index)) == (concept.exact, concept.close)
            assert (store.broader(index), store.related(index)) == (concept.broader, concept.related)
            for language in ("", "nl", "en", "xx"):
                assert store.labels(index, language) == concept.named(language)
                assert store.label(index, language) == concept.label(language)
                assert store.definition(index, language) == concept.definitions.get(language, "")


@settings(max_examples=30, deadline=None)
@given(CONCEPTS, st.sampled_from(KINDS), st.sampled_from([None, *SCHEMES]))
def test_link_labels_equal_the_plain_concepts(tmp_path_factory: pytest.TempPathFactory, concepts, kind, scheme) -> None:
    file = tmp_path_factory.mktemp("store") / "s"
    compile_store(file, concepts)
    store = open_store(file)
    expected = [
        (index, language, text, place == 0 and language in concept.labels)
        for index, concept in enumerate(store.concepts())
        if concept.kind == kind and scheme in (None, concept.scheme) and concept.status != "obsolete"
        for language in sorted({*concept.labels, *concept.alternatives})
        for place, text in enumerate(concept.named(language))
    ]
    assert list(store.link_labels(kind, scheme)) == expected


def test_link_labels_gives_every_label_of_a_kind(made: Callable[..., Store]) -> None:
    store = made()
    found = [(store.uri(index), *rest) for index, *rest in store.link_labels("skill")]
    assert found == [
        ("urn:x:java", "", "JDK", False),
        ("urn:x:java", "en", "Java", True),
        ("urn:x:java", "nl", "Javataal", False),
        ("urn:x:lang", "en", "programming", True),
    ]


def test_link_labels_keeps_to_a_scheme(made: Callable[..., Store]) -> None:
    assert [label for *_, label, _ in made().link_labels("skill", "esco")] == ["programming"]


def test_demands_begin_with_the_essential_ones(made: Callable[..., Store]) -> None:
    store = made()
    index = store.by_uri("urn:x:dev")
    assert index is not None
    assert store.demands(index) == (("urn:x:java", "essential"), ("urn:x:lang", "optional"))


def test_relations_of_unknown_occupations_are_kept(made: Callable[..., Store]) -> None:
    lost = Relation("urn:x:gone", "urn:x:java", "optional")
    assert list(made(SAMPLE, [lost]).relations()) == [lost]


def test_store_tells_what_it_was_made_from(made: Callable[..., Store]) -> None:
    store = made()
    assert (store.edition, store.sources, store.languages, len(store)) == (
        "2026-11",
        ({"kind": "x"},),
        ("", "en", "nl"),
        3,
    )


def test_store_travels_to_another_process(made: Callable[..., Store]) -> None:
    store = made()
    assert list(pickle.loads(pickle.dumps(store)).concepts()) == list(store.concepts())
    assert len(copy.copy(store)) == 3


def test_same_content_gives_the_same_file(tmp_path: Path) -> None:
    compile_store(tmp_path / "a", SAMPLE, ASKED)
    compile_store(tmp_path / "b", SAMPLE[::-1], ASKED[::-1])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_concept_may_stand_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"urn:x:java: This concept stands twice"):
        compile_store(tmp_path / "a", [*SAMPLE, SAMPLE[0]])
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="half a character"):
        compile_store(tmp_path / "a", [Concept("urn:x:1", "own", "skill", {"en": "\ud800"})])


def test_who_asks_for_no_concept_hears_so(made: Callable[..., Store]) -> None:
    store = made()
    for wrong in (3, -1):
        with pytest.raises(NotFound, match="There is no concept"):
            store.uri(wrong)
    with pytest.raises(NotFound, match="urn:x:none"):
        store.find("urn:x:none")
    assert store.by_uri("\ud800") is None


def test_an_open_store_outlives_a_new_one(made: Callable[..., Store]) -> None:
    old = made()
    made(SAMPLE[:1], [])
    assert [old.uri(index) for index in range(len(old))] == ["urn:x:dev", "urn:x:java", "urn:x:lang"]


def test_a_closed_store_can_be_removed(made: Callable[..., Store]) -> None:
    store = made()
    store.label(0)
    store.close()
    store.path.unlink()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no compiled taxonomy yet"),
        (b"", "This is no compiled taxonomy"),
        (b"uri,label\n" * 20, "This is no compiled taxonomy"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "x.store"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError, match=says) as caught:
        open_store(file)
    assert "schakel import" in caught.value.remedy


def test_another_version_is_refused(made: Callable[..., Store]) -> None:
    store = made()
    content = bytearray(store.path.read_bytes())
    content[8] = 77
    store.path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match="version 77; this program reads version 1"):
        open_store(store.path)


def test_a_cut_off_file_is_refused(made: Callable[..., Store]) -> None:
    content = made().path.read_bytes()
    for length in (64, 100, len(content) - 1):
        short = made().path.with_name("short")
        short.write_bytes(content[:length])
        with pytest.raises(StoreError, match="bytes long and should be"):
            open_store(short)


def test_no_changed_byte_is_ever_read(made: Callable[..., Store]) -> None:
    store = made()
    content = store.path.read_bytes()
    before = list(store.concepts())
    file = store.path.with_name("damaged")
    for place in range(0, len(content), 7):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0x21]) + content[place + 1 :])
        with pytest.raises(StoreError):
            open_store(file).verify()
        with pytest.raises(StoreError):  # a file this small is one block: whatever is asked meets the damage
            assert list(open_store(file).concepts()) != before


def test_damage_is_met_where_it_is_used(tmp_path: Path) -> None:
    concepts = [Concept(f"urn:x:{n:05}", "own", "skill", {"en": f"label {n} " + "x" * 90}) for n in range(5000)]
    compile_store(tmp_path / "s", concepts)
    content = bytearray((tmp_path / "s").read_bytes())
    content[-50] ^= 1
    (tmp_path / "s").write_bytes(bytes(content))
    store = open_store(tmp_path / "s")
    assert store.label(0).startswith("label 0 ")
    with pytest.raises(StoreError, match="damaged at byte"):
        store.label(4999)
