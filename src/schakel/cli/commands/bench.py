"""`schakel bench`: our kernels against their peers, in one run on this machine; only ratios count.

Exit code 0 when every race reaches its goal, 1 when one does not.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

NAME = "bench"
HELP = "time our kernels against their peers in one run"
RACES = Path(__file__).resolve().parents[4] / "benchmarks" / "races"
KEYS = ("name", "ours", "peer", "peer_name", "unit", "ratio", "goal")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bench`."""
    parser.add_argument("races", metavar="NAME", nargs="*", help="only these races (default: all); `list` names them")
    parser.add_argument("--quick", action="store_true", help="small inputs: shows that a race runs, not how fast")
    parser.add_argument("--json", action="store_true", help="print JSON, one line a race")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Runs the races asked for. Raises InputError for a name that is none, NotFound outside a source tree."""
    from schakel.engine.errors import InputError

    known = _race_files()
    if args.races == ["list"]:
        out.writelines(f"{name}\n" for name in known)
        return 0
    unknown = [name for name in args.races if name not in known]
    if unknown:
        raise InputError(f"There is no race '{unknown[0]}'", remedy=f"Use one of {', '.join(known)}")
    slower = 0
    for name in args.races or known:
        for race in _races(known[name], quick=args.quick):
            slower += race["ratio"] < race["goal"]
            out.write(json.dumps(race) + "\n" if args.json else _line(race))
            out.flush()
    return 1 if slower else 0


def _race_files() -> dict[str, Path]:
    from schakel.engine.errors import NotFound

    if not RACES.is_dir():
        raise NotFound("The races are not here", remedy="Run ./schakel bench in a clone of the repository")
    return {path.stem: path for path in sorted(RACES.glob("[a-z]*.py"))}


def _races(path: Path, *, quick: bool) -> Iterator[dict[str, Any]]:
    """The results of one file of races; what is not known to every race stays as extra keys."""
    for race in _module(path).races(quick=quick):
        missing = [key for key in KEYS if key not in race]
        assert not missing, f"{path.name}: {missing}"  # noqa: S101 -- a fault of ours, not of the user
        yield race


def _module(path: Path) -> ModuleType:
    folder = str(path.parent.parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)  # races share `support`
    spec = importlib.util.spec_from_file_location(f"races_{path.stem}", path)
    assert spec is not None  # noqa: S101
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _line(race: dict[str, Any]) -> str:
    verdict = "reaches" if race["ratio"] >= race["goal"] else "misses"
    ours, peer, unit = race["ours"], race["peer"], race["unit"]
    return (
        f"{race['name']}: ours {ours:.4g} {unit}, {race['peer_name']} {peer:.4g} {unit}; "
        f"ratio {race['ratio']:.2f}, {verdict} the goal of {race['goal']:g}\n"
    )
