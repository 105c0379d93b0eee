"""Words that stand for each other by way of another language, against a plain count."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.linking import samples
from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.part import Part
from schakel.engine.linking.types import LinkLabel

SCALE = 1 << 20
CHECKS = {
    "a": ("Software prüfen", "test software"),
    "b": ("Geräte prüfen", "test devices"),
    "c": ("Motoren prüfen", "test engines"),
    "d": ("Batterien testen", "test batteries"),
    "e": ("Kabel testen", "test cables"),
    "f": ("Brot backen", "bake bread"),
    "g": ("Kuchen backen", "bake cakes"),
}


def index(concepts: Mapping[str, tuple[str, str]]) -> LinkIndex:
    labels = [
        LinkLabel(f"urn:x:{name}", language, label, True)
        for name, both in concepts.items()
        for language, label in zip(("de", "en"), both, strict=True)
    ]
    return LinkIndex.build(labels, kind="skill", rules=samples.rules())


def twins(part: Part) -> dict[str, dict[str, int]]:
    names = {number: word for word, number in part.numbers.items()}
    table = part.arrays.twins
    return {
        names[word]: {
            names[int(table.owners[at])]: int(table.weights[at])
            for at in range(int(table.starts[word]), int(table.starts[word + 1]))
        }
        for word in range(len(names))
    }


def test_words_with_the_same_translation_are_twins() -> None:
    german = next(part for part in index(CHECKS).parts if part.language == "de")
    found = twins(german)
    assert set(found[german.words.root("prufen")]) == {german.words.root("testen")}
    assert found[german.words.root("backen")] == {}


def test_a_twin_finds_the_label_with_the_other_word() -> None:
    made = index(CHECKS)
    assert [one.uri for one in made.link("Batterien prüfen", language="de", top=1)] == ["urn:x:d"]
    with_twin = made.link("Prüfung von Kabeln", language="de", top=1)[0]
    alone = index({name: both for name, both in CHECKS.items() if name in "ef"})
    assert with_twin.score > alone.link("Prüfung von Kabeln", language="de", top=1)[0].score


def test_one_language_alone_tells_no_twins_by_pivot() -> None:
    labels = [LinkLabel(f"urn:x:{name}", "de", both[0], True) for name, both in CHECKS.items()]
    part = LinkIndex.build(labels, kind="skill", rules=samples.rules()).parts[0]
    assert not any(twins(part).values())


WORDS = st.sampled_from(["alpha", "bravo", "cobra", "delta", "ember", "fjord"])
LABEL = st.lists(WORDS, min_size=1, max_size=3, unique=True).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(LABEL, LABEL), min_size=1, max_size=9))
def test_pivots_are_as_a_plain_count_gives_them(rows: list[tuple[str, str]]) -> None:
    made = index({f"{at:02d}": both for at, both in enumerate(rows)})
    parts = {part.language: part for part in made.parts}
    words = {
        language: [[part.numbers[root] for root in part.words.roots(row[at].split())] for row in rows]
        for at, (language, part) in enumerate(sorted(parts.items()))
    }
    for one, other in (("de", "en"), ("en", "de")):
        limits = samples.rules().limits
        plain = _plain(words[one], words[other], least=limits["twin_least"], strongest=samples.rules().twins["skill"])
        names = {number: word for word, number in parts[one].numbers.items()}
        found = twins(parts[one])
        for word, near in plain.items():
            ranked = sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[: limits["twins"]]
            assert found[names[word]] == {names[twin]: strength for twin, strength in ranked}


def _plain(ones: list[list[int]], others: list[list[int]], *, least: int, strongest: int) -> dict[int, dict[int, int]]:
    """As the module says it, concept by concept."""
    spread = Counter(word for row in ones for word in row), Counter(word for row in others for word in row)
    together = Counter((a, b) for row, far in zip(ones, others, strict=True) for a in row for b in far)

    def alike(a: int, b: int) -> int:
        return 2 * SCALE * together[a, b] // (spread[0][a] + spread[1][b])

    pairs: Counter[tuple[int, int]] = Counter()
    for row, far in zip(ones, others, strict=True):
        for a in row:
            near = [b for b in far if together[a, b] > 1]
            if near:
                b = max(near, key=lambda other: (alike(a, other), -other))
                back = max((one for one in row if together[one, b] > 1), key=lambda one: (alike(one, b), -one))
                pairs[a, b] += back == a
    pairs = Counter({pair: count for pair, count in pairs.items() if count})
    total: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for (a, b), count in pairs.items():
        total[a] += count
        whole[b] += count
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for a in {a for row in ones for a in row}:
        for twin in {a for a, _ in pairs} - {a}:
            share = sum(pairs[a, b] * (pairs[twin, b] * SCALE // whole[b]) for b in whole)
            share = share * 1000 // (max(total[a], 1) * SCALE)
            if share >= least:
                found[a][twin] = min(strongest, strongest * share // 500)
    return found
