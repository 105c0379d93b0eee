"""What the labels in other languages tell of a phrase: its words translated by the labels themselves."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.linking import samples
from schakel.engine.linking.dictionary import WHOLE, DictionaryArrays, Words, told_plain
from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.postings import Postings
from schakel.engine.linking.types import LinkLabel

# "cartes" is no word of the French label of boards, but the English one says "board", as other French labels with it do.
BOARDS = {
    "boards": ("circuits imprimés électroniques", "printed electronic boards"),
    "control": ("cartes de contrôle", "control boards"),
    "mother": ("cartes mères", "mother boards"),
    "valves": ("valves électroniques", "electronic valves"),
    "locks": ("serrures électroniques", "electronic locks"),
}


def index(concepts: dict[str, tuple[str, str]]) -> LinkIndex:
    labels = [
        LinkLabel(f"urn:x:{name}", language, label, True)
        for name, both in concepts.items()
        for language, label in zip(("fr", "en"), both, strict=True)
    ]
    return LinkIndex.build(labels, kind="skill", rules=samples.rules())


def test_a_label_in_another_language_raises_what_says_half() -> None:
    made = index(BOARDS)
    scores = {one.uri: one.score for one in made.link("cartes électroniques", language="fr", top=5)}
    made.rules = replace(made.rules, told={"skill": 0, "occupation": 0})
    alone = {one.uri: one.score for one in made.link("cartes électroniques", language="fr", top=5)}
    assert scores["urn:x:boards"] > alone["urn:x:boards"]
    gains = {uri: scores[uri] - alone[uri] for uri in alone}
    assert max(gains, key=lambda uri: gains[uri]) == "urn:x:boards"


def test_what_is_the_same_as_the_phrase_stays_first() -> None:
    found = index({**BOARDS, "card": ("cartes", "cards")}).link("cartes", language="fr", top=2)
    assert (found[0].uri, found[0].score) == ("urn:x:card", 1.0)
    assert found[1].score < 1


def test_a_dictionary_holds_translations_both_ways_strongest_first() -> None:
    made = index(BOARDS)
    arrays, names = made.dictionary, [name for part in made.parts for name in part.numbers]
    french = next(part for part in made.parts if part.language == "fr")
    at = [part.language for part in made.parts].index("fr")
    word = int(arrays.offset[at]) + french.numbers[french.words.root("cartes")]
    first, stop = int(arrays.said.starts[word]), int(arrays.said.starts[word + 1])
    assert [names[number] for number in arrays.said.owners[first:stop].tolist()] == ["board"]
    assert len(names) == int(arrays.offset[-1])
    for one in range(len(names)):
        weights = arrays.said.weights[int(arrays.said.starts[one]) : int(arrays.said.starts[one + 1])].tolist()
        assert weights == sorted(weights, reverse=True)


def test_one_language_tells_nothing_more() -> None:
    labels = [LinkLabel("urn:x:a", "nl", "netwerken beheren", True), LinkLabel("urn:x:b", "nl", "brood bakken", True)]
    made = LinkIndex.build(labels, kind="skill", rules=samples.rules())
    assert made.dictionary.said.owners.tolist() == []
    assert made.link("netwerken", language="nl", top=1)[0].uri == "urn:x:a"


@st.composite
def dictionaries(draw: st.DrawFn) -> tuple[DictionaryArrays, list[Words], list[list[int]]]:
    size, concepts = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    word = st.integers(0, size - 1)
    near = [draw(st.dictionaries(word, st.integers(1, 1000), max_size=4)) for _ in range(size)]
    rows = [sorted(row.items(), key=lambda one: (-one[1], one[0])) for row in near]
    held = [sorted(draw(st.sets(word))) for _ in range(concepts)]
    said = Postings(
        np.cumsum([0, *map(len, rows)]),
        np.array([other for row in rows for other, _ in row], np.int32),
        np.array([worth for row in rows for _, worth in row], np.uint16),
    )
    arrays = DictionaryArrays(
        np.array([0, size]),
        said,
        np.cumsum([0, *map(len, held)]),
        np.array([one for words in held for one in words], np.int32),
    )
    asked = []
    for _ in range(draw(st.integers(1, 3))):
        numbers = draw(st.lists(word, unique=True, max_size=4))
        telling = [draw(st.integers(256, 3000)) for _ in numbers]
        asked.append(Words(numbers, telling, max(1, sum(telling) + draw(st.integers(0, 3000)))))
    return arrays, asked, [draw(st.lists(st.integers(0, concepts - 1), unique=True)) for _ in asked]


@settings(max_examples=50, deadline=None)
@given(dictionaries())
def test_the_compiled_sum_is_the_plain_one(drawn: tuple[DictionaryArrays, list[Words], list[list[int]]]) -> None:
    from schakel.engine.linking.kernels import told_batch

    arrays, asked, rows = drawn
    plain = [told_plain(arrays, words, concepts) for words, concepts in zip(asked, rows, strict=True)]
    bounds = np.cumsum([0, *map(len, rows)])
    phrases = (
        np.cumsum([0, *(len(words.numbers) for words in asked)]),
        np.array([number for words in asked for number in words.numbers], np.int64),
        np.array([worth for words in asked for worth in words.telling], np.int64),
        np.array([words.total for words in asked], np.int64),
    )
    marks, out = np.zeros(int(arrays.offset[-1]), np.uint8), np.zeros(int(bounds[-1]), np.int64)
    concepts = np.array([one for row in rows for one in row], np.int64)
    told_batch(phrases, tuple(arrays.said), (arrays.first_word, arrays.word), (bounds, concepts), marks, out)
    assert [out[bounds[at] : bounds[at + 1]].tolist() for at in range(len(rows))] == plain
    assert all(0 <= one <= WHOLE for one in out.tolist())
    assert not marks.any()
