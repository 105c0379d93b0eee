"""`schakel fairness`: is the ranker fair? Twin texts, and exposure by group in a made-up region.

Exit code 0 when all twins got the same bits, 1 when some did not. Uneven exposure is shown and never an error: it is a
reason to look. `--publish` writes the report that `/algoritmes/matching` shows.
"""

from __future__ import annotations

import argparse
import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from schakel.engine.fairness.report import FairnessReport
    from schakel.engine.regions.model import Region

NAME = "fairness"
HELP = "twin tests of the ranker, and who is shown how often, by group"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `fairness`."""
    parser.add_argument("--region", default="limburg", help="region whose places are used (default: limburg)")
    parser.add_argument("--people", metavar="N", type=_size, default=270, help="made-up people (default: 270)")
    parser.add_argument("--offers", metavar="N", type=_size, default=162, help="made-up vacancies (default: 162)")
    parser.add_argument("--seed", default="2026-11", help="seed of the made-up region (default: 2026-11)")
    parser.add_argument("--on", metavar="DATE", type=_date, help="the day to reckon from (default: today)")
    parser.add_argument("--publish", action="store_true", help="write the report that the site shows")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _size(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 5000:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to 5000")
    return int(text)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2027-01-31") from None


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Computes and prints the report. Raises EngineError."""
    report = _report(args)
    shape = report.as_json()
    if args.publish:
        _publish(shape, args.region)
    out.write(json.dumps(shape, ensure_ascii=False) + "\n" if args.json else _page(shape))
    return 0 if report.good else 1


def _report(args: argparse.Namespace) -> FairnessReport:
    from schakel.config.environment import home
    from schakel.engine.fairness.report import fairness_report
    from schakel.engine.fairness.sample import Town, make_sample
    from schakel.engine.fairness.twins import load_twins
    from schakel.engine.matching import Scorer, load_rules
    from schakel.engine.regions import read_region, region_folder
    from schakel.engine.skills.compiled import ready_reader
    from schakel.reference import REFERENCE

    region = read_region(region_folder(args.region))
    places: list[Any] = [*region.municipalities, *region.neighbours]
    reader, taxonomy = ready_reader(
        REFERENCE / "taxonomy", REFERENCE / "reading", places=places, cache=home() / "cache"
    )
    towns = [Town(one.code, one.labour_market_region) for one in region.municipalities]
    return fairness_report(
        load_twins(REFERENCE / "fairness" / "twins.toml"),
        make_sample(taxonomy, towns, people=args.people, offers=args.offers, seed=args.seed),
        reader,
        Scorer(taxonomy, load_rules(REFERENCE / "matching", on=args.on)),
        distances=_distances(region),
        now=args.on or datetime.date.today(),
        region=args.region,
    )


def _distances(region: Region) -> dict[tuple[str, str], int]:
    """Whole kilometres as the crow flies between all municipalities."""
    from math import asin, cos, radians, sin, sqrt

    found = {}
    for one in region.municipalities:
        for other in region.municipalities:
            up = sin(radians(other.latitude - one.latitude) / 2) ** 2
            across = sin(radians(other.longitude - one.longitude) / 2) ** 2
            angle = up + cos(radians(one.latitude)) * cos(radians(other.latitude)) * across
            found[one.code, other.code] = round(2 * 6371 * asin(sqrt(angle)))
    return found


def _publish(shape: dict[str, Any], region: str) -> None:
    from schakel.engine.errors import InputError
    from schakel.reference import REFERENCE

    path: Path = REFERENCE / "fairness" / "published" / f"{region}.json"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The report cannot be written: {error.strerror}", place=str(path), remedy="Check the folder"
        ) from error


def _page(shape: dict[str, Any]) -> str:
    lines = ["Twins: the same text with one thing changed"]
    lines += [f"  {one['kind']:<12} {one['same']} of {one['pairs']} pairs the same" for one in shape["twins"]]
    lines += [
        f"  differs: {one['kind']} ({one['language']}): {', '.join(one['differs'])}" for one in shape["differing"]
    ]
    lines += ["", f"Offers among the first {shape['top']} of {shape['people']} made-up people, in percent"]
    for name, rows in shape["exposure"].items():
        lines.append(f"  by {name}")
        lines += [
            f"    {row['group']:<12} {_percent(row['share_milli'])}  shuffled {_percent(row['low_milli'])} to"
            f" {_percent(row['high_milli'])}  {row['verdict']}"
            for row in rows
        ]
    lines += ["", "People who find something near, in percent"]
    for name, rows in shape["reach"].items():
        lines.append(f"  by {name}")
        lines += [f"    {row['group']:<12} {_reach(row, shape)}" for row in rows]
    return "\n".join(lines) + "\n"


def _reach(row: dict[str, Any], shape: dict[str, Any]) -> str:
    if row["reached"] is None:
        return f"fewer than {shape['least_people']} people, not compared"
    low, high = row["interval"]
    signal = "  look at this" if row["signal"] else ""
    return f"{row['reached']} of {row['people']} ({low} to {high}){signal}"


def _percent(milli: int) -> str:
    return f"{milli // 10}.{milli % 10}"
