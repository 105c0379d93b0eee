"""How well phrases are linked, per language, against TF-IDF of runs of letters over the same labels.

Run from the repository root: ``python benchmarks/quality/linking.py --esco FOLDER [--seed N]``; FOLDER holds the CSV files of
ESCO. The peer is the best of three (runs of 3 to 5 letters with counts or their logarithm, of 2 to 5 with the logarithm),
chosen afresh for each row on the very phrases, so that it is never put at a disadvantage. Sorts of phrases:

- ``written``: phrases in ``linking_phrases.csv``, written for concepts drawn by lot, before seeing what linking makes of them;
  they and the next sort were among those the weights were chosen with, so their gains flatter;
- ``own``: labels and synonyms of our own taxonomy for concepts that carry an ESCO URI; ours are not in the index;
- ``one-left-out``: an alternative label of ESCO that was taken out of the index; ``all-left-out``: one of a concept that lost
  all its alternative labels in that language;
- ``noise`` and ``misspelt``: those two with the words of adverts around them, or with a typing error;
- ``advert``: titles with a town, a firm, a contract, pay or a date around them as well, in ways not looked at before;
- ``sentence``: the first sentence of a definition of a digital skill, that definition taken out (skills only).

Rules and weights were made with seeds 31, 32, 77 and 78; other seeds are for measuring. Every share comes with its 95 % interval (Wilson),
every gain with that of 1,000 draws with replacement. With ``--marked FILE`` (CSV with ``phrase``, ``language``, ``uri``; more URIs
separated by "; ") phrases marked by hand are measured too; that file stays outside the repository. ``--calibrate`` prints the
share right by score.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from linking_cases import (
    Case,
    adverts,
    esco_labels,
    left_out,
    marked_cases,
    misspelt,
    noisy,
    own_cases,
    rank_of,
    sentences,
    written_cases,
)
from linking_peer import DEPTH, SORTS, Peer

from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.types import LANGUAGES, LinkLabel
from schakel.engine.store.concepts import Concept
from schakel.engine.store.esco import import_esco
from schakel.reference import REFERENCE

DRAWS = 1000
SHARES = {
    "hit1": lambda rank: rank == 1,
    "hit10": lambda rank: 0 < rank <= 10,
    "mrr": lambda rank: 1 / rank if rank else 0,
}


def cases_of(
    concepts: Sequence[Concept], kind: str, *, seed: int, marked: Path | None
) -> tuple[list[LinkLabel], frozenset[str], dict[str, list[Case]]]:
    """The labels of the index, the digital ones, and the phrases by sort."""
    rng = random.Random(seed)
    labels, digital = esco_labels(concepts, kind)
    sorts = {
        "written": written_cases(kind, labels),
        "own": own_cases(kind, frozenset(label.uri for label in labels), rng),
    }
    if marked:
        sorts["marked"] = marked_cases(marked, kind)
    spared = frozenset(uri for cases in sorts.values() for case in cases for uri in case.right)
    labels, out = left_out(labels, spared, rng)
    sorts |= out
    both = [case for cases in out.values() for case in cases]
    sorts |= {"noise": noisy(both, kind, rng), "misspelt": misspelt(both, rng)}
    if kind == "occupation":
        sorts["advert"] = adverts(both, rng)
    else:
        labels, sorts["sentence"] = sentences(labels, digital, rng)
    return labels, digital, sorts


def measure(
    cases: list[Case], *, index: LinkIndex, peers: dict[str, list[Peer]], seed: int
) -> Iterable[dict[str, Any]]:
    """A row per language: shares of ours and of the best peer, the gain, and how many decisions were right."""
    for language in LANGUAGES:
        chosen = [case for case in cases if case.language == language]
        if not chosen:
            continue
        found = index.link_batch([case.phrase for case in chosen], language=language, top=DEPTH)
        ours = [
            rank_of([one.uri for one in answer.candidates], case) for answer, case in zip(found, chosen, strict=True)
        ]
        theirs = [[peer.rank(case) for case in chosen] for peer in peers[language]]
        row: dict[str, Any] = {"language": language, "cases": len(chosen)}
        for name, worth in SHARES.items():
            mine = [float(worth(rank)) for rank in ours]
            best = max(([float(worth(rank)) for rank in ranks] for ranks in theirs), key=sum)
            row[name] = round(sum(mine) / len(mine), 3)
            row[f"{name}_peer"] = round(sum(best) / len(best), 3)
            row[f"{name}_gain"] = gain(mine, best, random.Random(seed))
            if name != "mrr":
                row[f"{name}_interval"] = wilson(int(sum(mine)), len(mine))
        for decision in ("accept", "ask", "unmatched"):
            taken = [rank == 1 for answer, rank in zip(found, ours, strict=True) if answer.decision == decision]
            row[decision] = [len(taken), round(sum(taken) / len(taken), 3) if taken else None]
        pairs = zip(found, ours, strict=True)
        row["scores"] = [(one.candidates[0].score, rank == 1) for one, rank in pairs if one.candidates]
        yield row


def wilson(right: int, cases: int) -> list[float]:
    """The 95 % interval of a share."""
    z = 1.96
    middle = (right + z * z / 2) / (cases + z * z)
    half = z / (cases + z * z) * sqrt(right * (cases - right) / cases + z * z / 4)
    return [round(middle - half, 3), round(middle + half, 3)]


def gain(ours: Sequence[float], theirs: Sequence[float], rng: random.Random) -> list[float]:
    """The mean difference, and the 95 % interval of it over draws with replacement of the same phrases for both."""
    each = [mine - other for mine, other in zip(ours, theirs, strict=True)]
    drawn = sorted(sum(rng.choices(each, k=len(each))) / len(each) for _ in range(DRAWS))
    return [round(sum(each) / len(each), 3), round(drawn[DRAWS // 40], 3), round(drawn[-1 - DRAWS // 40], 3)]


def calibration(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """By score, in steps of a twentieth: how many best answers, and the share that is right."""
    for kind in ("skill", "occupation"):
        bins: dict[int, list[bool]] = defaultdict(list)
        for row in rows:
            if row["kind"] == kind and row["sort"] not in ("sentence", "misspelt", "advert"):
                for score, right in row["scores"]:
                    bins[int(score * 20)].append(right)
        for step, rights in sorted(bins.items()):
            yield {"kind": kind, "score": step / 20, "cases": len(rights), "right": round(sum(rights) / len(rights), 3)}


def say(row: dict[str, Any]) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps({key: value for key, value in row.items() if key != "scores"}) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--esco", type=Path, required=True)
    parser.add_argument("--kind", choices=("skill", "occupation"))
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--marked", type=Path)
    parser.add_argument("--calibrate", action="store_true")
    args = parser.parse_args()
    concepts = import_esco([args.esco]).concepts
    rows = []
    for kind in (args.kind,) if args.kind else ("skill", "occupation"):
        labels, digital, sorts = cases_of(concepts, kind, seed=args.seed, marked=args.marked)
        index = LinkIndex.build(labels, kind=kind, rules=load_rules(REFERENCE / "linking"), digital=digital)
        peers = {language: [Peer(labels, language, sort) for sort in SORTS] for language in LANGUAGES}
        for sort, chosen in sorts.items():
            for row in measure(chosen, index=index, peers=peers, seed=args.seed):
                rows.append({"kind": kind, "sort": sort, "seed": args.seed, **row})
                say(rows[-1])
    if args.calibrate:
        for step in calibration(rows):
            say(step)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
