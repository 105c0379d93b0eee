"""Fuzzy linking: labels with one or two typing errors, one in five with its words shuffled, against rapidfuzz WRatio.

Labels are those of ESCO where `../shared/data/esco` is beside the repository, else made up of that size. A phrase is
linked right when the best answer is a concept that carries the label the phrase was made of; for rapidfuzz, when the
label found is one of such a concept. Both recalls are given on the phrases both were asked; ours on all of them too.
"""

import gc
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from race import in_turns, result
from rapidfuzz import fuzz, process

from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.types import LANGUAGES, LinkLabel
from schakel.reference import REFERENCE

ESCO = Path(__file__).parents[3] / "shared" / "data" / "esco"
LABELS, QUICK_LABELS = 111_000, 15_000
PHRASES, PEER_PHRASES = 400, 60
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """One race: milliseconds a phrase."""
    rng = random.Random(111)
    labels = _labels(rng, QUICK_LABELS if quick else LABELS)
    index = LinkIndex.build(labels, kind="skill", rules=load_rules(REFERENCE / "linking"))
    asked = rng.sample([label for label in labels if len(label.label) >= 8], PHRASES // (4 if quick else 1))
    phrases = [_garbled(label.label, rng) for label in asked]
    few = phrases[: PEER_PHRASES // (4 if quick else 1)]
    # Every run gets phrases of its own: what was repaired once is remembered.
    runs = (_garbled(label.label, rng) for label in rng.choices(labels, k=100 * len(phrases)) if len(label.label) >= 8)
    choices = [label.label for label in labels]
    # The labels the race was made of are no part of either side: without this Python's collector walks over them again
    # and again while one of the two happens to be running. On the site and the command line they are a mapped file.
    gc.collect()
    gc.freeze()
    ours_s, peer_s = in_turns(
        lambda: index.link_batch(list(islice(runs, len(phrases))), top=1, compiled=True),
        lambda: [process.extractOne(phrase, choices, scorer=fuzz.WRatio) for phrase in few],
        rounds=2,
    )
    carriers = _carriers(labels)
    ours = [
        bool(answer.candidates) and answer.candidates[0].uri in carriers[label.label.casefold()]
        for answer, label in zip(index.link_batch(phrases, top=1, compiled=True), asked, strict=True)
    ]
    peer = [
        labels[process.extractOne(phrase, choices, scorer=fuzz.WRatio)[2]].uri in carriers[label.label.casefold()]
        for phrase, label in zip(few, asked, strict=False)
    ]
    yield result(
        "linking-fuzzy",
        ours=1000 * ours_s / len(phrases),
        peer=1000 * peer_s / len(few),
        peer_name="rapidfuzz WRatio (process.extractOne)",
        goal=100,
        unit="ms",
        labels=len(labels),
        real_labels=ESCO.is_dir(),
        recall=round(sum(ours[: len(few)]) / len(few), 3),
        peer_recall=round(sum(peer) / len(few), 3),
        recall_on_all=round(sum(ours) / len(ours), 3),
        phrases=len(phrases),
        peer_phrases=len(few),
    )


def _carriers(labels: list[LinkLabel]) -> dict[str, set[str]]:
    """The concepts that carry each label, in any language."""
    found: dict[str, set[str]] = {}
    for label in labels:
        found.setdefault(label.label.casefold(), set()).add(label.uri)
    return found


def _labels(rng: random.Random, most: int) -> list[LinkLabel]:
    labels = _real() if ESCO.is_dir() else _made_up(rng, most)
    return labels if len(labels) <= most else sorted(rng.sample(labels, most))


def _real() -> list[LinkLabel]:
    from schakel.engine.store.esco import import_esco

    return [
        LinkLabel(concept.uri, language, label, label == concept.labels.get(language))
        for concept in import_esco([ESCO]).concepts
        if concept.kind in ("skill", "occupation")
        for language in LANGUAGES
        for label in concept.named(language)
    ]


def _made_up(rng: random.Random, most: int) -> list[LinkLabel]:
    """Labels of two to five words of two to four syllables, eight labels a concept."""
    syllables = [
        first + vowel + last for first in "bdfgklmnprstvw" for vowel in "aeiou" for last in ("", "n", "r", "s", "k")
    ]
    words = ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(20_000)]
    chance = [1 / (rank + 10) for rank in range(len(words))]
    return [
        LinkLabel(
            f"urn:made-up:{at // 8:06d}",
            LANGUAGES[at % 4],
            " ".join(rng.choices(words, chance, k=rng.randint(2, 5))),
            at % 8 < 4,
        )
        for at in range(most)
    ]


def _garbled(label: str, rng: random.Random) -> str:
    """A label with one or two letters dropped, put in, replaced or changed over; its words shuffled one time in five."""
    words = label.split()
    if rng.random() < 0.2:
        rng.shuffle(words)
    text = " ".join(words)
    for _ in range(rng.randint(1, 2)):
        at, letter = rng.randrange(len(text)), rng.choice(LETTERS)
        text = rng.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            )
        )
    return text
