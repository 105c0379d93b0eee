"""Linking phrases to skills and occupations."""

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.linking import samples
from schakel.engine.errors import InputError
from schakel.engine.linking.index import LinkIndex, scheme_of
from schakel.engine.linking.types import LinkLabel

skills = lru_cache(maxsize=1)(samples.skills)
occupations = lru_cache(maxsize=1)(samples.occupations)
WORDS = sorted(
    {word for names in samples.SKILLS.values() for labels in names.values() for one in labels for word in one.split()}
)


def first(index: LinkIndex, phrase: str, language: str | None = None) -> tuple[str, str]:
    best = index.link(phrase, language=language)[0]
    return best.uri.rpartition(":")[2], best.decision


@pytest.mark.parametrize(
    ("phrase", "language", "skill"),
    [
        ("netwerken beheren", "nl", "net"),
        ("het beheren van netwerken", "nl", "net"),
        ("Netwerkbeheer", None, "net"),
        ("netwerk-beheer", "nl", "net"),
        ("managing a network", "en", "net"),
        ("Verwaltung von Netzwerken", "de", "net"),
        ("ontwerp van databases", "nl", "db"),
        ("je kunt databases ontwerpen en beheren", "nl", "db"),
        ("conception de bases de données", "fr", "db"),
        ("developing websites", "en", "web"),
        ("Kubernetes", "nl", "k8s"),
    ],
)
def test_link_finds_the_skill_a_phrase_means(phrase: str, language: str | None, skill: str) -> None:
    assert first(skills(), phrase, language)[0] == skill


@pytest.mark.parametrize(
    ("title", "occupation"),
    [
        ("Medior Softwareontwikkelaar (m/v/d) 32-40 uur", "dev"),
        ("Senior Software Developer - Maastricht", "dev"),
        ("Software developer Kerkrade", "dev"),
        ("Softwareontwikkelaarster", "dev"),
        ("Softwareentwickler/in (m/w/d)", "dev"),
        ("Softwareentwicklerin", "dev"),
        ("développeuse de logiciels", "dev"),
        ("Vacature: systeembeheerder", "admin"),
        ("boulangère", "baker"),
    ],
)
def test_link_strips_what_is_no_work_from_titles(title: str, occupation: str) -> None:
    assert first(occupations(), title) == (occupation, "accept")


def test_link_answers_with_the_label_in_the_language_of_the_phrase() -> None:
    assert [skills().link(phrase, top=1)[0].label for phrase in ("netwerkbeheer", "network administration")] == [
        "netwerken beheren",
        "manage networks",
    ]
    assert skills().link("software testen", language="fr", top=1)[0].label == "tester des logiciels"


def test_link_prefers_the_language_of_the_phrase() -> None:
    labels = [LinkLabel("urn:x:a", "nl", "bank", True), LinkLabel("urn:x:b", "de", "bank", True)]
    index = LinkIndex.build(labels, kind="skill", rules=samples.rules())
    assert [index.link("bank", language=language)[0].uri for language in ("nl", "de")] == ["urn:x:a", "urn:x:b"]


def test_link_takes_an_english_name_in_another_language_as_it_is() -> None:
    labels = [
        LinkLabel("urn:x:a", "nl", "software developer", False),
        LinkLabel("urn:x:b", "en", "software developer", True),
    ]
    index = LinkIndex.build(labels, kind="occupation", rules=samples.rules())
    assert index.link("Software developer", language="nl")[0].uri == "urn:x:b"


def test_link_orders_equal_candidates_by_uri() -> None:
    labels = [LinkLabel(f"urn:x:{name}", "en", "test software", True) for name in "cab"]
    index = LinkIndex.build(labels, kind="skill", rules=samples.rules())
    assert [one.uri for one in index.link("test software")] == ["urn:x:a", "urn:x:b", "urn:x:c"]


def test_link_lets_the_digital_concept_win_a_tie() -> None:
    labels = [LinkLabel(f"urn:x:{name}", "en", "rust", True) for name in "ab"]
    index = LinkIndex.build(labels, kind="skill", rules=samples.rules(), digital={"urn:x:b"})
    assert index.link("Rust")[0].uri == "urn:x:b"


def test_link_puts_the_same_preferred_label_before_an_alternative_one() -> None:
    labels = [
        LinkLabel("urn:x:a", "nl", "assistent boekhouder", True),
        LinkLabel("urn:x:a", "nl", "boekhouder", False),
        LinkLabel("urn:x:a", "nl", "boekhouder loon", False),
        LinkLabel("urn:x:b", "nl", "boekhouder", True),
        LinkLabel("urn:x:b", "nl", "administrateur van een bedrijf", False),
    ]
    for digital in ((), ("urn:x:a",)):
        index = LinkIndex.build(labels, kind="occupation", rules=samples.rules(), digital=digital)
        best = index.link("Boekhouder", language="nl")[0]
        assert (best.uri, best.decision) == ("urn:x:b", "accept")


def test_link_never_lets_the_digital_concept_pass_the_same_label() -> None:
    labels = [
        LinkLabel("urn:x:a", "en", "test software systems", True),
        LinkLabel("urn:x:b", "en", "test systems", True),
    ]
    index = LinkIndex.build(labels, kind="skill", rules=samples.rules(), digital={"urn:x:a"})
    assert index.link("test systems", language="en")[0].uri == "urn:x:b"


def test_link_prefers_the_general_work_to_a_special_sort() -> None:
    names = ("gespecialiseerd verpleegkundige", "algemeen verpleegkundige", "leidinggevend verpleegkundige")
    labels = [LinkLabel(f"urn:x:{name.split()[0]}", "nl", name, True) for name in names]
    index = LinkIndex.build(labels, kind="occupation", rules=samples.rules())
    assert index.link("verpleegkundige", language="nl")[0].uri == "urn:x:algemeen"


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("Able to manage networks", "en"),
        ("ervaring met netwerken beheren", "nl"),
        ("Erfahrung mit Netzwerke verwalten", "de"),
        ("capable de gérer des réseaux", "fr"),
    ],
)
def test_link_leaves_out_how_somebody_says_to_have_a_skill(phrase: str, language: str) -> None:
    assert first(skills(), phrase, language) == ("net", "accept")


def test_link_only_asks_about_a_typing_error() -> None:
    assert first(skills(), "Kubernetis") == ("k8s", "ask")
    assert first(skills(), "netwerken behern", "nl") == ("net", "ask")


def test_link_takes_a_short_name_as_it_is_written() -> None:
    assert skills().link("Jira")[0].decision == "accept"
    assert all(one.decision == "unmatched" for one in skills().link("Jita"))


def test_link_does_not_answer_what_no_label_resembles() -> None:
    assert all(one.decision == "unmatched" for one in skills().link("xylofoon stemmen"))


@pytest.mark.parametrize("phrase", ["", "   ", "\U0001f600", "\x00\x07", "!?"])
def test_link_gives_nothing_for_a_phrase_without_words(phrase: str) -> None:
    assert skills().link(phrase) == []


def test_link_cuts_a_very_long_phrase() -> None:
    assert first(skills(), "netwerken beheren " * 200, "nl")[0] == "net"


def test_link_limits_the_answers_to_a_scheme() -> None:
    labels = [
        LinkLabel("http://data.europa.eu/esco/skill/1", "en", "python", True),
        LinkLabel("urn:schakel:skill:python", "en", "python", True),
    ]
    index = LinkIndex.build(labels, kind="skill", rules=samples.rules())
    assert [one.uri for one in index.link("python", scheme="own")] == ["urn:schakel:skill:python"]
    assert [scheme_of(one.uri) for one in index.link("python", scheme="esco")] == ["esco"]


def test_link_refuses_what_it_cannot_do() -> None:
    with pytest.raises(InputError, match="nl, en, de or fr"):
        skills().link("x", language="pl")
    with pytest.raises(InputError, match="1 to 1000"):
        skills().link("x", top=0)


def test_link_of_an_empty_index_finds_nothing() -> None:
    assert LinkIndex.build([], kind="skill", rules=samples.rules()).link("python") == []


PHRASES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
        st.text(max_size=30),
        st.tuples(st.sampled_from(WORDS), st.integers(0, 6)).map(
            lambda pair: pair[0][: pair[1]] + pair[0][pair[1] + 1 :]
        ),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(PHRASES, st.sampled_from([None, "nl", "en", "de", "fr"]))
def test_link_batch_is_link_phrase_by_phrase(phrases: list[str], language: str | None) -> None:
    batch = skills().link_batch(phrases, language=language)
    assert [list(one.candidates) for one in batch] == [skills().link(phrase, language=language) for phrase in phrases]


@settings(max_examples=40, deadline=None)
@given(PHRASES, st.sampled_from([None, "nl", "en", "de", "fr"]))
def test_link_batch_compiled_equals_plain_to_the_bit(phrases: list[str], language: str | None) -> None:
    pytest.importorskip("numba")
    for index in (skills(), occupations()):
        index.spelling.forget()
        plain = index.link_batch(phrases, language=language, compiled=False)
        index.spelling.forget()
        assert index.link_batch(phrases, language=language, compiled=True) == plain
