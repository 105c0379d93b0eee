"""The fairness report of the ranker: twins, and exposure by group in a made-up region; as plain data to publish."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError
from schakel.engine.fairness.exposure import LEAST_PEOPLE, Exposure, Reach, exposure, reach
from schakel.engine.fairness.sample import Sample
from schakel.engine.fairness.twins import TwinBook, TwinResult, check_twins, counts_by_kind
from schakel.engine.matching.rank import rank
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.targets import occupation_targets
from schakel.engine.matching.travel import Distances
from schakel.engine.matching.types import Match
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.skills.reading import Reader

ATTRIBUTES = ("sub-region", "level", "experience")
TOP = 10


@dataclass(frozen=True, slots=True)
class TwinCount:
    """Of one kind of twins: how many pairs, and how many of these got the same bits."""

    kind: str
    pairs: int
    same: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Exposure of offers and reach of people, by attribute."""

    offers: Mapping[str, tuple[Exposure, ...]]
    people: Mapping[str, tuple[Reach, ...]]


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """All results, with what is needed to make them again."""

    region: str
    made_on: date
    rules_edition: date
    twins_edition: date
    seed: str
    top: int
    people: int
    offers: int
    twins: tuple[TwinCount, ...]
    differing: tuple[TwinResult, ...]
    audit: Audit

    @property
    def good(self) -> bool:
        """Whether all twins got the same bits. Uneven exposure is a reason to look, not a fault."""
        return not self.differing

    def as_json(self) -> dict[str, Any]:
        """Plain data; `digest` is over all the rest, so that a changed file shows."""
        data: dict[str, Any] = {
            "region": self.region,
            "made_on": self.made_on.isoformat(),
            "rules_edition": self.rules_edition.isoformat(),
            "twins_edition": self.twins_edition.isoformat(),
            "seed": self.seed,
            "top": self.top,
            "people": self.people,
            "offers": self.offers,
            "least_people": LEAST_PEOPLE,
            "twins": [asdict(one) for one in self.twins],
            "differing": [
                {"kind": one.twins.kind, "language": one.twins.language, "differs": list(one.differs)}
                for one in self.differing
            ],
            "exposure": {name: [asdict(row) for row in rows] for name, rows in self.audit.offers.items()},
            "reach": {name: [_plain(asdict(row)) for row in rows] for name, rows in self.audit.people.items()},
        }
        return {**data, "digest": digest_of(data)}


def fairness_report(
    book: TwinBook, sample: Sample, reader: Reader, scorer: Scorer, *, distances: Distances, now: date, region: str
) -> FairnessReport:
    """Everything computed anew; the same input gives the same report."""
    results = check_twins(book.twins, reader, scorer, occupation_targets(scorer.taxonomy), now=now)
    return FairnessReport(
        region=region,
        made_on=now,
        rules_edition=scorer.rules.edition,
        twins_edition=book.edition,
        seed=sample.seed,
        top=TOP,
        people=len(sample.people),
        offers=len(sample.offers),
        twins=tuple(TwinCount(kind, pairs, same) for kind, (same, pairs) in counts_by_kind(results).items()),
        differing=tuple(one for one in results if not one.same),
        audit=audit(sample, scorer, distances=distances, now=now),
    )


def audit(sample: Sample, scorer: Scorer, *, distances: Distances, now: date, top: int = TOP) -> Audit:
    """Rank all offers for every person of the sample; offers that a gate rules out do not stand in the list.

    The shuffle shuffles what is left, so it is the same choice in an order that says nothing. A person is reached when
    an offer among the first `top` has at least `threshold.near` points.
    """
    lists, reached = [], []
    targets = [one.target for one in sample.offers]
    for number, one in enumerate(sample.people):
        view = PersonsOwnView.open(one.profile, person=f"sample-{number}", viewer=f"sample-{number}")
        open_to = [match for match in rank(view, targets, scorer, now=now, distances=distances) if _open(match)]
        lists.append([match.target.uri for match in open_to])
        best = max((match.score or 0 for match in open_to[:top]), default=0)
        reached.append(best >= scorer.rules.threshold_near)
    groups_of = {one.target.uri: one.groups for one in sample.offers}
    return Audit(
        offers={
            name: exposure(
                lists, {uri: groups[name] for uri, groups in groups_of.items()}, top=top, seed=f"{sample.seed} {name}"
            )
            for name in ATTRIBUTES
        },
        people={
            name: reach([one.groups[name] for one in sample.people], reached, seed=f"{sample.seed} {name}")
            for name in ATTRIBUTES
        },
    )


def read_published(path: Path) -> dict[str, Any]:
    """A report as published. Raises DataError when the file cannot be read or was changed by hand."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            f"The report cannot be read: {error}", file=path.name, remedy="Run fairness --publish"
        ) from error
    if data.get("digest") != digest_of({key: value for key, value in data.items() if key != "digest"}):
        raise DataError("The report was changed after it was made", file=path.name, remedy="Run fairness --publish")
    return data


def digest_of(data: Mapping[str, Any]) -> str:
    """The fingerprint of plain data, whatever the order of its keys."""
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _open(match: Match) -> bool:
    return match.milli is not None and not match.gate_results("fail")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    interval: Sequence[Decimal] | None = row["interval"]
    return {**row, "interval": None if interval is None else [str(bound) for bound in interval]}
