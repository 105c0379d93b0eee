"""Sources together: one concept a URI, exact both ways, close never made one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.store.concepts import KINDS, SCHEMES, Concept, tidy
from schakel.engine.store.merge import merge, renewed, united

LABEL = st.sampled_from(["Java", "java", "Go", "net-werk", "Net werk", "C", ""])
URI = st.builds("urn:x:{}".format, st.integers(0, 9))
CONCEPT = st.builds(
    Concept,
    uri=URI,
    scheme=st.sampled_from(SCHEMES),
    kind=st.sampled_from(KINDS),
    labels=st.dictionaries(st.sampled_from(["", "nl", "en"]), LABEL, max_size=2),
    alternatives=st.dictionaries(st.sampled_from(["nl", "en"]), st.lists(LABEL, max_size=2).map(tuple), max_size=2),
    exact=st.lists(URI, max_size=2).map(tuple),
    close=st.lists(URI, max_size=1).map(tuple),
)
PARTS = st.lists(st.lists(CONCEPT, max_size=5), max_size=3)


def texts(concept: Concept) -> set[tuple[str, str]]:
    return {(one, text) for one in (*concept.labels, *concept.alternatives) for text in concept.named(one)}


@settings(max_examples=50)
@given(PARTS)
def test_merge_keeps_every_label_and_each_uri_once(parts: list[list[Concept]]) -> None:
    merged = merge(parts)
    uris = [concept.uri for concept in merged]
    assert uris == sorted({concept.uri for part in parts for concept in part})
    found = {concept.uri: texts(concept) for concept in merged}
    for part in parts:
        for concept in part:
            assert texts(tidy(concept)) <= found[concept.uri]


@settings(max_examples=50)
@given(PARTS)
def test_matches_hold_on_both_sides_and_are_one_of_both(parts: list[list[Concept]]) -> None:
    found = {concept.uri: concept for concept in merge(parts)}
    for uri, concept in found.items():
        assert uri not in (*concept.exact, *concept.close)
        assert not set(concept.exact) & set(concept.close)
        for other in concept.exact:
            assert other not in found or uri in found[other].exact
        for other in concept.close:
            assert other not in found or uri in found[other].close


@settings(max_examples=30)
@given(PARTS)
def test_merging_again_changes_nothing(parts: list[list[Concept]]) -> None:
    merged = merge(parts)
    assert merge([merged]) == merged


def test_close_needs_a_preferred_label_on_one_side() -> None:
    one = Concept("urn:x:1", "own", "skill", {"nl": "a"}, {"nl": ("zelfde",)})
    two = Concept("urn:x:2", "esco", "skill", {"nl": "b"}, {"nl": ("zelfde",)})
    three = Concept("urn:x:3", "competentnl", "skill", {"nl": "Zelfde"})
    assert [concept.close for concept in merge([[one], [two], [three]])] == [
        ("urn:x:3",),
        ("urn:x:3",),
        ("urn:x:1", "urn:x:2"),
    ]


def test_close_keeps_to_kind_language_and_other_schemes() -> None:
    alike = [
        Concept("urn:x:1", "own", "skill", {"nl": "arts"}),
        Concept("urn:x:2", "esco", "occupation", {"nl": "arts"}),
        Concept("urn:x:3", "esco", "skill", {"en": "arts"}),
        Concept("urn:x:4", "own", "skill", {"nl": "arts"}),
    ]
    assert [concept.close for concept in merge([alike])] == [(), (), (), ()]


def test_a_name_of_every_language_is_close_in_each() -> None:
    own = Concept("urn:x:1", "own", "skill", {"": "Java"})
    tool = Concept("urn:x:2", "onet", "skill", {"en": "Java"})
    assert [concept.close for concept in merge([[own], [tool]])] == [("urn:x:2",), ("urn:x:1",)]


def test_a_label_that_many_share_brings_nobody_together() -> None:
    many = [Concept(f"urn:x:{n}", "own" if n % 2 else "esco", "skill", {"en": "work"}) for n in range(12)]
    assert {concept.close for concept in merge([many])} == {()}


def test_united_lets_the_first_decide() -> None:
    first = Concept(
        "urn:x:1", "esco", "skill", {"en": "Java"}, definitions={"en": "x"}, status="released", marks=("digital",)
    )
    second = Concept(
        "urn:x:1", "esco", "skill", {"en": "java", "de": "Java"}, definitions={"en": "y"}, marks=("green",)
    )
    both = united(first, second)
    assert both.labels == {"en": "Java", "de": "Java"}
    assert (both.alternatives, both.definitions, both.marks) == ({"en": ("java",)}, {"en": "x"}, ("digital", "green"))


def test_renewed_replaces_a_language_and_keeps_the_others() -> None:
    old = [
        Concept("urn:x:1", "esco", "skill", {"en": "Java", "nl": "Jaav"}, {"nl": ("fout",)}),
        Concept("urn:x:2", "esco", "skill", {"en": "Go"}),
    ]
    new = [Concept("urn:x:1", "esco", "skill", {"nl": "Java"}), Concept("urn:x:3", "esco", "skill", {"nl": "C"})]
    first, second, third = renewed(old, new, {"nl"})
    assert (first.labels, first.alternatives) == ({"en": "Java", "nl": "Java"}, {})
    assert (second, third) == (old[1], new[1])
