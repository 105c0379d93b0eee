"""`schakel figures`: the published figures of a region.

list: every figure the region has numbers for. show ID: one figure with its rows. verify: compute all again and compare
with what was published; exit code 1 when a figure changed or is gone. publish: print the file of what is published now.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from schakel.engine.figures import Figure, Speaker
    from schakel.engine.figures.exports import Origin
    from schakel.engine.regions import Region

NAME = "figures"
HELP = "list, show and verify the published figures of a region"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `figures`."""
    parser.add_argument("action", choices=["list", "show", "verify", "publish"])
    parser.add_argument("id", nargs="?", default="", help="id of the figure, for show")
    parser.add_argument("--region", default="limburg", help="slug of the region (default: limburg)")
    parser.add_argument(
        "--regions", metavar="FOLDER", type=Path, action="append", default=[], help="a folder with more regions"
    )
    parser.add_argument("--language", default="nl", choices=["nl", "en", "de"], help="language of the words")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Does one action; 1 when `verify` finds a difference. Raises EngineError."""
    from schakel.engine.errors import InputError
    from schakel.engine.figures import build_figures, find_figure, observations, read_definitions, read_published
    from schakel.engine.figures.published import as_csv, verify
    from schakel.engine.regions import check_region, read_region, region_folder
    from schakel.reference import REFERENCE

    folder = region_folder(args.region, args.regions)
    region = read_region(folder)
    figures = build_figures(read_definitions(REFERENCE / "figures"), observations(region), check_region(region))
    if args.action == "publish":
        out.write(as_csv(figures))
        return 0
    if args.action == "verify":
        known = read_published(REFERENCE / "figures" / "published" / f"{region.facts.slug}.csv")
        return _verify([vars(check) for check in verify(figures, known)], args.json, out)
    if args.action == "show":
        if not args.id:
            raise InputError("show needs the id of a figure", remedy="Ask for the ids with: schakel figures list")
        figures = (find_figure(figures, args.id),)
    _print(figures, _origin(region, folder), args, out)
    return 0


def _origin(region: Region, folder: Path) -> Origin:
    import hashlib

    from schakel.engine.figures.exports import Origin

    names = ("education.csv", "labour_market.csv", "top_occupations.csv")
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).is_file()
    }
    edition = region.edition
    return Origin(
        title=edition.title,
        publisher=edition.publisher,
        edition=edition.edition or edition.version,
        date=edition.date.isoformat() if edition.date else "",
        licence=edition.licence,
        snapshots=hashes,
    )


def _print(figures: tuple[Figure, ...], origin: Origin, args: argparse.Namespace, out: TextIO) -> None:
    from schakel.engine.figures import Speaker, read_vocabulary
    from schakel.engine.figures.exports import as_document
    from schakel.reference import REFERENCE

    vocabulary = read_vocabulary(REFERENCE / "figures")
    speakers = [Speaker(language, vocabulary) for language in ("nl", "en", "de")]
    speaker = next(speaker for speaker in speakers if speaker.language == args.language)
    for figure in figures:
        if args.json:
            used = {point.file for point in figure.observed}
            document = as_document(figure, _only(origin, used), speakers)
            if args.action == "list":
                del document["rows"]
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
        elif args.action == "list":
            out.write(_line(figure, speaker))
        else:
            out.write(_page(figure, origin, speaker))


def _only(origin: Origin, files: set[str]) -> Origin:
    from dataclasses import replace

    return replace(origin, snapshots={name: origin.snapshots[name] for name in sorted(files)})


def _line(figure: Figure, speaker: Speaker) -> str:
    from schakel.engine.figures.sentences import title

    return f"{figure.id:32}{title(figure, speaker)}\n"


def _page(figure: Figure, origin: Origin, speaker: Speaker) -> str:
    from schakel.engine.figures.sentences import lead, title
    from schakel.engine.figures.tables import table_of

    table = table_of(figure, speaker)
    rows = [[cell.text for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    right = [column.right for column in table.columns]
    lines = [title(figure, speaker), lead(figure, speaker), "", table.caption]
    for row in rows:
        cells = [
            text.rjust(width) if end else text.ljust(width) for text, width, end in zip(row, widths, right, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    lines += ["", *(f"{finding.id}: {finding.note}" for finding in figure.findings)]
    lines += ["", f"{origin.title}, {origin.date}", f"{figure.id}, {figure.definition.version}, sha256 {figure.digest}"]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _verify(checks: list[dict[str, Any]], as_json: bool, out: TextIO) -> int:
    for check in checks:
        if as_json:
            out.write(json.dumps(check) + "\n")
        else:
            says = {"same": "same", "new": "not published yet", "changed": "CHANGED", "gone": "GONE"}[check["result"]]
            out.write(f"{check['id']:32}{says}\n")
    return 1 if any(check["result"] in ("changed", "gone") for check in checks) else 0
