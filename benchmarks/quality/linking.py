"""How well phrases are linked, per language, against TF-IDF of runs of three to five letters over the same labels.

Run from the repository root: ``python benchmarks/quality/linking.py --esco FOLDER [--json]``; FOLDER holds the CSV files
of ESCO. Three sorts of phrases, none of which the index holds:

- ``left-out``: alternative labels of ESCO, one of a concept, taken out of the index (digital skills; occupations);
- ``sentence``: the first sentence of a definition of a digital skill, that definition taken out;
- ``own``: labels and synonyms of our own taxonomy for concepts that carry an ESCO URI; ours are not in the index.

With ``--marked FILE`` (CSV with ``phrase``, ``language``, ``uri``; more URIs separated by "; ") phrases somebody marked by
hand are measured too; that file stays outside the repository. ``--calibrate`` prints the share right by score.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.types import LANGUAGES, LinkLabel
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.engine.store.concepts import Concept
from schakel.engine.store.esco import import_esco
from schakel.reference import REFERENCE

MOST, DEPTH = 200, 100


class Case(NamedTuple):
    """A phrase, its language and the URIs that are right."""

    phrase: str
    language: str
    right: frozenset[str]


class Peer:
    """TF-IDF (raw counts, smooth idf, length one) of runs of 3 to 5 letters within words, cosine, own language."""

    def __init__(self, labels: Sequence[LinkLabel], language: str) -> None:
        rows = [label for label in labels if label.language == language]
        self.uris = [label.uri for label in rows]
        self._numbers: dict[str, int] = {}
        pairs = [(row, run) for row, label in enumerate(rows) for run in _runs(label.label)]
        for _, run in pairs:
            self._numbers.setdefault(run, len(self._numbers))
        shape = (len(rows), len(self._numbers))
        where = ([row for row, _ in pairs], [self._numbers[run] for _, run in pairs])
        counts = csr_matrix((np.ones(len(pairs)), where), shape=shape)
        counts.sum_duplicates()
        self._idf = np.log((1 + shape[0]) / (1 + np.asarray((counts > 0).sum(axis=0)).ravel())) + 1
        weighed = counts.multiply(self._idf).tocsr()
        length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        self._matrix = weighed.multiply(1 / np.maximum(length, 1e-9)[:, None]).tocsr()

    def rank(self, case: Case) -> int:
        """The rank of the first right concept; 0 when it is not among the first 100."""
        values = np.zeros(len(self._numbers))
        for run in _runs(case.phrase):
            if run in self._numbers:
                values[self._numbers[run]] += self._idf[self._numbers[run]]
        scores = self._matrix @ values
        seen: dict[str, None] = {}
        for row in np.argsort(-scores, kind="stable")[: 10 * DEPTH]:
            if scores[row] > 0:
                seen[self.uris[row]] = None
        return _rank(list(seen)[:DEPTH], case)


def _runs(text: str) -> Iterable[str]:
    for word in text.lower().split():
        padded = f" {word} "
        for size in (3, 4, 5):
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


def _rank(uris: Sequence[str], case: Case) -> int:
    return next((rank for rank, uri in enumerate(uris, 1) if uri in case.right), 0)


def esco_labels(concepts: Iterable[Concept], kind: str) -> tuple[list[LinkLabel], frozenset[str]]:
    """All labels of a kind, and the URIs of digital skills."""
    labels, digital = [], set()
    for concept in concepts:
        if concept.kind != kind:
            continue
        if "digital" in concept.marks:
            digital.add(concept.uri)
        for language in LANGUAGES:
            for label in concept.named(language):
                first = label == concept.labels.get(language)
                about = concept.definitions.get(language, "") if first else ""
                labels.append(LinkLabel(concept.uri, language, label, first, about))
    return labels, frozenset(digital)


def left_out(
    labels: list[LinkLabel], among: frozenset[str] | None, rng: random.Random
) -> tuple[list[LinkLabel], list[Case]]:
    """The labels without some alternative ones, and those as cases."""
    others: dict[tuple[str, str], list[LinkLabel]] = defaultdict(list)
    carriers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for label in labels:
        carriers[label.language, label.label.casefold()].add(label.uri)
        if not label.preferred and (among is None or label.uri in among):
            others[label.language, label.uri].append(label)
    gone, cases = set(), []
    for language in LANGUAGES:
        uris = [uri for spoken, uri in sorted(others) if spoken == language]
        for uri in sorted(rng.sample(uris, min(MOST, len(uris)))):
            one = rng.choice(others[language, uri])
            gone.add(one)
            cases.append(Case(one.label, language, frozenset(carriers[language, one.label.casefold()])))
    return [label for label in labels if label not in gone], cases


def sentences(labels: list[LinkLabel], among: frozenset[str], rng: random.Random) -> tuple[list[LinkLabel], list[Case]]:
    """The labels without some definitions, and the first sentences of those as cases."""
    cases, gone = [], set()
    for language in LANGUAGES:
        told = [one for one in labels if one.language == language and one.definition and one.uri in among]
        for one in rng.sample(told, min(MOST, len(told))):
            cases.append(Case(one.definition.split(". ")[0][:200], language, frozenset((one.uri,))))
            gone.add(one.uri)
    return [one._replace(definition="") if one.uri in gone else one for one in labels], cases


def own_cases(kind: str, rng: random.Random) -> list[Case]:
    """Labels of ours that stand for an ESCO concept."""
    taxonomy = load_taxonomy(REFERENCE / "taxonomy")
    concepts: Iterable[Any] = (taxonomy.skills if kind == "skill" else taxonomy.occupations).values()
    cases = [
        Case(label, language, frozenset((concept.esco,)))
        for concept in concepts
        if concept.esco
        for language in LANGUAGES
        for label in dict.fromkeys((concept.labels.get(language, ""), *concept.alternatives.get(language, ())))
        if label
    ]
    rng.shuffle(cases)
    return [case for language in LANGUAGES for case in [one for one in cases if one.language == language][:MOST]]


def marked_cases(file: Path) -> list[Case]:
    """Phrases marked by hand."""
    with file.open(encoding="utf-8", newline="") as stream:
        return [
            Case(row["phrase"], row["language"], frozenset(row["uri"].split("; "))) for row in csv.DictReader(stream)
        ]


def measure(
    kind: str, sort: str, cases: list[Case], *, index: LinkIndex, peers: dict[str, Peer]
) -> Iterable[dict[str, Any]]:
    """A row per language: share right at once, share right among ten, mean of one over the rank; ours and the peer's."""
    for language in LANGUAGES:
        chosen = [case for case in cases if case.language == language]
        if not chosen:
            continue
        found = index.link_batch([case.phrase for case in chosen], language=language, top=DEPTH)
        ours = [_rank([one.uri for one in answer.candidates], case) for answer, case in zip(found, chosen, strict=True)]
        peer = [peers[language].rank(case) for case in chosen]
        row: dict[str, Any] = {"kind": kind, "sort": sort, "language": language, "cases": len(chosen)}
        for name, ranks in (("", ours), ("peer_", peer)):
            row[f"{name}hit1"] = round(sum(rank == 1 for rank in ranks) / len(ranks), 3)
            row[f"{name}hit10"] = round(sum(0 < rank <= 10 for rank in ranks) / len(ranks), 3)
            row[f"{name}mrr"] = round(sum(1 / rank for rank in ranks if rank) / len(ranks), 3)
        for decision in ("accept", "ask"):
            taken = [rank == 1 for answer, rank in zip(found, ours, strict=True) if answer.decision == decision]
            row[decision] = len(taken)
            row[f"{decision}_right"] = round(sum(taken) / len(taken), 3) if taken else None
        row["scores"] = [
            (answer.candidates[0].score, rank == 1)
            for answer, rank in zip(found, ours, strict=True)
            if answer.candidates
        ]
        yield row


def calibration(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """By score, in steps of a twentieth: how many best answers, and the share that is right."""
    for kind in ("skill", "occupation"):
        bins: dict[int, list[bool]] = defaultdict(list)
        for row in rows:
            if row["kind"] == kind and row["sort"] != "sentence":
                for score, right in row["scores"]:
                    bins[int(score * 20)].append(right)
        for step, rights in sorted(bins.items()):
            yield {"kind": kind, "score": step / 20, "cases": len(rights), "right": round(sum(rights) / len(rights), 3)}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--esco", type=Path, required=True)
    parser.add_argument("--kind", choices=("skill", "occupation"))
    parser.add_argument("--marked", type=Path)
    parser.add_argument("--calibrate", action="store_true")
    args = parser.parse_args()
    concepts = import_esco([args.esco]).concepts
    rows = []
    for kind in (args.kind,) if args.kind else ("skill", "occupation"):
        rng = random.Random(8)
        labels, digital = esco_labels(concepts, kind)
        labels, cases = left_out(labels, digital if kind == "skill" else None, rng)
        sorts = {"left-out": cases}
        if kind == "skill":
            labels, sorts["sentence"] = sentences(labels, digital, rng)
        sorts["own"] = own_cases(kind, rng)
        if args.marked:
            wanted = f"/{kind}/"
            sorts["marked"] = [case for case in marked_cases(args.marked) if any(wanted in uri for uri in case.right)]
        index = LinkIndex.build(labels, kind=kind, rules=load_rules(REFERENCE / "linking"), digital=digital)
        peers = {language: Peer(labels, language) for language in LANGUAGES}
        for sort, chosen in sorts.items():
            for row in measure(kind, sort, chosen, index=index, peers=peers):
                rows.append(row)
                sys.stdout.write(json.dumps({key: value for key, value in row.items() if key != "scores"}) + "\n")
                sys.stdout.flush()
    if args.calibrate:
        for step in calibration(rows):
            sys.stdout.write(json.dumps(step) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
