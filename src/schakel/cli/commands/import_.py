"""`schakel import`: taxonomies and other data of publishers, in their own formats.

What can be used is used; each row that cannot is named with file, line and remedy, and stands in a list under
SCHAKEL_HOME/log. At the end the indexes of `link` are made, so that its first call is quick. An import that is stopped
leaves everything as it was; run it again and it goes on.

Exit code 0 when all went in, 1 when rows were left out, 2 when nothing could be read.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from schakel.cli.imports import Request, kinds

NAME = "import"
HELP = "bring in a taxonomy (esco, competentnl, onet) from its publisher's files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `import`."""
    known = kinds()
    what = "; ".join(f"{kind}: {module.HELP}" for kind, module in known.items())
    parser.add_argument("kind", metavar="KIND", choices=list(known), help=what.replace("%", "%%"))
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="a folder, a .zip or a file")
    parser.add_argument("--edition", default="", help="the release, where the files do not tell it (1.2.0)")
    parser.add_argument("--region", default="limburg", help="region the data is for (default: limburg)")
    parser.add_argument("--again", action="store_true", help="read the files again, also when they did not change")
    parser.add_argument(
        "--without-index",
        action="store_true",
        help="do not make the indexes of `link` now (when more imports follow); the first `link` then makes its own",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, one object an import")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Brings it in. Raises EngineError when nothing can be read."""
    request = Request(
        kind=args.kind,
        paths=tuple(args.paths),
        out=out,
        edition=args.edition.strip(),
        region=args.region,
        as_json=args.json,
        again=args.again,
        without_index=args.without_index,
    )
    return int(kinds()[args.kind].run(request))
