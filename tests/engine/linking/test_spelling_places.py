"""Typing errors, and places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.linking import samples
from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.places import PlaceLinker, PlaceName
from schakel.engine.linking.spelling import edits, plain_edits
from schakel.engine.linking.types import LinkLabel

PLACES = [
    PlaceName("GM0917", "Heerlen", ("Heerlerheide", "Hoensbroek")),
    PlaceName("GM0935", "Maastricht", ("Maestricht",)),
    PlaceName("GM1507", "Horst aan de Maas", ("Horst", "America")),
    PlaceName("DE:aachen", "Aachen", ("Aken", "Aix-la-Chapelle")),
    PlaceName("GM0983", "Venlo", ("Tegelen",)),
    PlaceName("GM0957", "Roermond", ("Tegelen",)),
]


def linker() -> PlaceLinker:
    return PlaceLinker(PLACES, postcodes={"6411": "GM0917"}, ambiguous=["horst"], around=["regio", "in", "nederland"])


@pytest.mark.parametrize(
    ("phrase", "code", "decision"),
    [
        ("Heerlen", "GM0917", "accept"),
        ("regio Heerlen, Nederland", "GM0917", "accept"),
        ("6411 AB", "GM0917", "accept"),
        ("6411AB Heerlen", "GM0917", "accept"),
        ("hoensbroek", "GM0917", "accept"),
        ("Horst aan de Maas", "GM1507", "accept"),
        ("kantoor aan de markt in Horst", "GM1507", "ask"),
        ("Aken", "DE:aachen", "accept"),
        ("maastrihct", "GM0935", "ask"),
        ("Heerlen of Maastricht", "GM0917", "ask"),
        ("Tegelen", "GM0957", "ask"),
    ],
)
def test_place_linker_finds_the_municipality(phrase: str, code: str, decision: str) -> None:
    best = linker().link(phrase)[0]
    assert (best.uri, best.decision) == (code, decision)


@pytest.mark.parametrize("phrase", ["", "9999 ZZ", "thuiswerken", "herlen", "\U0001f600"])
def test_place_linker_finds_nothing_where_no_place_is(phrase: str) -> None:
    assert linker().link(phrase) == []


def test_repaired_brings_an_unknown_word_to_the_nearest_known() -> None:
    spelling = samples.skills().spelling
    assert spelling.repaired("websiets ontwikkelen") == "websites ontwikkelen"
    assert spelling.repaired("netwerken behren") == "netwerken beheren"


def test_repaired_leaves_known_words_compounds_and_short_names() -> None:
    spelling = samples.skills().spelling
    for phrase in ("netwerkbeheer", "brot", "jita", "softwarebeheer", "c# testen"):
        assert spelling.repaired(phrase) == phrase


def test_repaired_leaves_the_beginning_of_a_longer_word_two_errors_away() -> None:
    labels = [LinkLabel("urn:x:a", "en", "postgresql", True), LinkLabel("urn:x:b", "en", "hang posters", True)]
    spelling = LinkIndex.build(labels, kind="skill", rules=samples.rules()).spelling
    assert spelling.repaired("use postgres") == "use postgres"
    assert spelling.repaired("hang postesr") == "hang posters"


@settings(max_examples=50)
@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8), st.integers(0, 3))
def test_edits_counts_as_its_plain_twin(one: str, other: str, most: int) -> None:
    assert edits(one, other, most=most) == plain_edits(one, other, most=most) == plain_edits(other, one, most=most)
