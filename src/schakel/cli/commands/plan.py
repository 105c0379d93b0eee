"""`schakel plan check`: a region's plan and budget, stated against computed."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

NAME = "plan"
HELP = "hold a region's plan and budget against what its own numbers add up to"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `plan`."""
    parser.add_argument("action", choices=["check"], help="check: list every difference; exit code 1 when there is one")
    parser.add_argument("--region", default="limburg", help="slug of the region (default: limburg)")
    parser.add_argument(
        "--regions", metavar="FOLDER", type=Path, action="append", default=[], help="a folder with more regions"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Prints the findings of the region; 0 when there are none, 1 when there are. Raises EngineError."""
    from schakel.engine.errors import DataError
    from schakel.engine.regions import check_region, read_region, region_folder

    folder = region_folder(args.region, args.regions)
    try:
        region = read_region(folder)
    except DataError as error:
        if len(error.problems) > 1:  # the caller prints one line; whoever mends the files wants them all
            sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        raise
    findings = [finding.as_dict() for finding in check_region(region)]
    report = {
        "region": region.facts.slug,
        "findings": findings,
        "totals": _totals(region.budget),
        "not_compared": _not_compared(region.budget),
    }
    if args.json:
        out.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        out.write(_page(report, shutil.get_terminal_size((100, 24)).columns))
    return 1 if findings else 0


def _totals(budget: Any) -> dict[str, Any]:
    """Computed sums as decimal strings, over the whole period and by year, and how many parts are not known."""
    from schakel.engine.ledger import costs_of, cover_of, sums_by_year
    from schakel.engine.ledger.findings import decimal_text

    if budget is None:
        return {}
    costs, cover = costs_of(budget), cover_of(budget)
    return {
        "costs": decimal_text(costs.known),
        "cover": decimal_text(cover.known),
        "result": decimal_text((cover - costs).known),
        "not_known": {
            "costs": {"pm": costs.pm, "unknown": costs.unknown},
            "cover": {"pm": cover.pm, "unknown": cover.unknown},
        },
        "by_year": [
            {
                "year": sums.year,
                "costs": decimal_text(sums.costs.known),
                "cover": decimal_text(sums.cover.known),
                "result": decimal_text(sums.result.known),
                "cumulative": decimal_text(sums.cumulative.known),
            }
            for sums in sums_by_year(budget)
        ],
    }


def _not_compared(budget: Any) -> list[dict[str, str | None]]:
    from schakel.engine.ledger import not_compared
    from schakel.engine.ledger.findings import decimal_text

    if budget is None:
        return []
    return [
        {"id": stated.id, "label": stated.label, "stated": decimal_text(stated.amount), "where": stated.where}
        for stated in not_compared(budget)
    ]


def _page(report: dict[str, Any], width: int) -> str:
    lines = [f"Plan of region {report['region']}", ""]
    lines += _totals_table(report["totals"])
    findings = report["findings"]
    lines.append(f"{len(findings)} findings" if findings else "No findings: everything adds up.")
    for finding in findings:
        lines += ["", f"{finding['id']}  [{finding['status']}]  {finding['where']}"]
        if finding["difference"] is not None:
            lines.append(
                f"    stated {_money(finding['stated'])}   computed {_money(finding['computed'])}"
                f"   difference {_money(finding['difference'])}"
            )
        lines += textwrap.wrap(finding["note"], max(40, width - 4), initial_indent="    ", subsequent_indent="    ")
    if report["not_compared"]:
        lines += ["", "Printed, but not compared (the page does not tell what they stand for):"]
        lines += [f"    {item['label']}: {_money(item['stated'])}  {item['where']}" for item in report["not_compared"]]
    return "\n".join(lines) + "\n"


def _totals_table(totals: dict[str, Any]) -> list[str]:
    if not totals:
        return ["There is no budget.", ""]
    names = ("costs", "cover", "result", "cumulative")
    head = "".join(f"{name:>16}" for name in names)
    lines = [f"{'':8}{head}"]
    for year in totals["by_year"]:
        lines.append(f"year {year['year']:<3}" + "".join(f"{_money(year[name]):>16}" for name in names))
    lines.append(f"{'total':8}" + "".join(f"{_money(totals[name]):>16}" for name in names[:3]))
    for side, parts in totals["not_known"].items():
        if any(parts.values()):
            lines.append(
                f"The {side} hold {parts['pm']} parts that are pm and {parts['unknown']} that are not printed."
            )
    return [*lines, ""]


def _money(text: str | None) -> str:
    if text is None:
        return ""
    return f"{Decimal(text):,}".translate(str.maketrans(",.", ".,"))
