"""Finding 111,000 labels in 4,000 documents of about 3 KB: ours, normalising included, against ahocorasick_rs.

The peer has no way to compare without regard to case and accents, so Python normalises for it: NFKD, no combining marks,
casefold, a regular expression for the words. Both must give the same spans; the peer is not charged for finding the
offsets in the source back, which ours gives. The labels are those of ESCO in four languages where its files lie beside
the repository, else made up; the documents are made of their words and of whole labels, the same each time.
"""

from __future__ import annotations

import csv
import random
import re
import statistics
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from race import in_turns, result

ESCO = Path(__file__).resolve().parents[3] / "shared" / "data" / "esco"
LABELS, DOCUMENTS, CHARACTERS = 111_000, 4_000, 3_000
# Of a hundred words and labels in a document so many are labels: that gives some 40 spans a document.
_LABELS_IN_HUNDRED = 4
_SKILL_COLUMNS = ("nl", "en", "de", "fr", "nl_alt", "en_alt", "fr_alt")
_OCCUPATION_COLUMNS = ("preferredLabel", "altLabels")
_SYLLABLES = [
    "ba",
    "ke",
    "li",
    "mo",
    "nu",
    "ra",
    "se",
    "ti",
    "vo",
    "zu",
    "ant",
    "eel",
    "ijs",
    "ost",
    "ung",
    "eur",
    "ité",
    "ça",
    "grö",
    "tä",
]


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Against the quickest peer, against plain Python, and opening the tables."""
    labels = some_labels(2_000 if quick else LABELS)
    texts = some_documents(labels, 50 if quick else DOCUMENTS)
    yield _against_ahocorasick(labels, texts, rounds=1 if quick else 5)
    yield _against_plain(labels, texts[: len(texts) // 10])
    yield _opening(labels, rounds=1 if quick else 9)


def _against_ahocorasick(labels: Sequence[str], texts: Sequence[str], *, rounds: int) -> dict[str, Any]:
    import pyarrow as pa

    from schakel.engine.labels.matcher import LabelMatcher

    matcher, peer, column = LabelMatcher(labels, fast=True), Peer(labels), pa.array(texts, pa.large_utf8())
    found = matcher.match(column)
    ours = list(zip(*(one.to_pylist() for one in found.columns), strict=True))
    assert ours == list(peer.spans(texts)), "the spans differ"
    mine, other = in_turns(lambda: matcher.match(column), lambda: peer.find(texts), rounds=rounds)
    return result(
        "labels", ours=mine, peer=other, peer_name="ahocorasick_rs after normalising in Python", goal=5,
        labels=len(labels), real_labels=ESCO.is_dir(), documents=len(texts), spans=len(ours),
        bytes=sum(len(text.encode()) for text in texts), documents_per_second=round(len(texts) / mine),
        peer_documents_per_second=round(len(texts) / other),
    )  # fmt: skip


def _against_plain(labels: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    """A tree of words in plain Python, as flashtext has one of characters: our own reference."""
    from schakel.engine.labels.matcher import LabelMatcher

    matcher, plain = LabelMatcher(labels, fast=True), LabelMatcher(labels, fast=False)
    assert matcher.find(texts) == plain.find(texts), "the spans differ"
    mine, other = in_turns(lambda: matcher.find(texts), lambda: plain.find(texts), rounds=1)
    return result("labels-plain", ours=mine, peer=other, peer_name="a tree of words in plain Python", goal=5)


def _opening(labels: Sequence[str], *, rounds: int) -> dict[str, Any]:
    """Opening the tables from a file, against the ten milliseconds it may take."""
    from schakel.engine.labels.files import open_matcher, save_matcher
    from schakel.engine.labels.matcher import LabelMatcher

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels.bin"
        save_matcher(LabelMatcher(labels, fast=True), path)
        plain = statistics.median(_seconds(lambda: open_matcher(path, check=False)) for _ in range(rounds))
        checked = statistics.median(_seconds(lambda: open_matcher(path)) for _ in range(rounds))
        size = path.stat().st_size
    return result("labels-open", ours=plain, peer=0.010, peer_name="the limit", goal=1, checked=checked, bytes=size)


def _seconds(act: Any) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


class Peer:
    """ahocorasick_rs on normalised text: leftmost, then longest, whole words."""

    def __init__(self, labels: Sequence[str]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self._marks = re.compile(r"[\u0300-\u036f\u00ad\u200b]")
        self._words = re.compile(r"(?:(?<![\w.])\.(?=net(?![\w+#])))?[^\W_]+(?:\+\+|[+#](?!\w))?")
        forms: dict[str, int] = {}
        for number, label in enumerate(labels):
            forms.setdefault(self.normalised(label), number)
        forms.pop("  ", None)
        self._numbers = list(forms.values())
        kind, way = MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        self._automaton = AhoCorasick(list(forms), matchkind=kind, implementation=way)

    def normalised(self, text: str) -> str:
        """The words with a space on both sides: then a label is met at whole words only, and none shares a space."""
        text = self._marks.sub("", unicodedata.normalize("NFKD", text)).casefold()
        return " " + "  ".join(self._words.findall(text)) + " "

    def find(self, texts: Sequence[str]) -> list[list[tuple[int, int, int]]]:
        """(form, start, end) in the normalised text, for each text."""
        return [self._automaton.find_matches_as_indexes(self.normalised(text)) for text in texts]

    def spans(self, texts: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
        """(document, start, end, label) in the source."""
        from schakel.engine.labels.folding import words_of

        for doc, (text, found) in enumerate(zip(texts, self.find(texts), strict=True)):
            starts: dict[int, int] = {}
            ends: dict[int, int] = {}
            place = 0
            for word in words_of(text):
                starts[place], place = word.start, place + len(word.norm) + 2
                ends[place] = word.end
            for form, start, end in found:
                yield doc, starts[start], ends[end], self._numbers[form]


def some_labels(count: int) -> list[str]:
    """So many different labels: of ESCO, in four languages, or made up."""
    found = dict.fromkeys(_esco_labels()) if ESCO.is_dir() else {}
    drawn = random.Random(2)
    while len(found) < count:
        words = ("".join(drawn.choices(_SYLLABLES, k=drawn.randint(1, 3))) for _ in range(drawn.randint(1, 5)))
        found.setdefault(" ".join(words))
    labels = list(found)
    drawn.shuffle(labels)
    return labels[:count]


def _esco_labels() -> Iterator[str]:
    csv.field_size_limit(1 << 30)
    files = [("skills_multilingual.csv", _SKILL_COLUMNS)]
    files += [(f"occupations_{language}.csv", _OCCUPATION_COLUMNS) for language in ("nl", "en", "de", "fr")]
    for name, columns in files:
        with (ESCO / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for column in columns:
                    parts = (row.get(column) or "").replace(" | ", "\n").splitlines()
                    yield from (part.strip() for part in parts if part.strip())


def some_documents(labels: Sequence[str], count: int, characters: int = CHARACTERS) -> list[str]:
    """So many documents of words of labels and whole labels, in sentences, some words with a capital."""
    drawn = random.Random(3)
    words = [word for label in labels for word in label.split()]
    documents = []
    for _ in range(count):
        pieces: list[str] = []
        size = 0
        while size < characters:
            piece = drawn.choice(labels if drawn.randrange(100) < _LABELS_IN_HUNDRED else words)
            chance = drawn.randrange(20)
            piece = piece.capitalize() if chance < 3 else piece + (", ", ". ", ".\n", "")[min(chance - 3, 3)]
            pieces.append(piece)
            size += len(piece) + 1
        documents.append(" ".join(pieces))
    return documents
