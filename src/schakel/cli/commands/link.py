"""`schakel link`: phrases to skills, occupations or places, one phrase a line on standard input, one JSON object each.

A phrase without words (an empty line) gives an object without candidates, so that lines in and out stay side by side.
Exit code 0 when a phrase was linked (accept or ask), 1 when none was, 2 when the input is no UTF-8 text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from schakel.cli.linkers import Linker
    from schakel.engine.linking.types import Linked

NAME = "link"
HELP = "phrases on standard input to skills, occupations or places"
LANGUAGES = ("nl", "en", "de", "fr")
_LONGEST = 400
_BATCH_MOST = 4096


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `link`."""
    parser.add_argument("--to", required=True, choices=("skill", "occupation", "place"), help="what to link to")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the phrases; guessed if not given")
    parser.add_argument("--top", type=_count, default=5, metavar="K", help="how many candidates a phrase (default: 5)")
    parser.add_argument(
        "--scheme", choices=("esco", "competentnl", "own"), help="only concepts of this taxonomy (skills, occupations)"
    )
    parser.add_argument("--region", default="limburg", help="region whose places are known (default: limburg)")
    parser.add_argument("--json", action="store_true", help="JSON lines; `link` never prints anything else")


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1000")
    return number


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Links each line and prints it. Raises InputError when a line is no text."""
    linker = _linker(args)
    linked = False
    for batch in _batches(_lines()):
        for answer in linker(batch):
            linked = linked or answer.decision != "unmatched"
            out.write(json.dumps(_shape(answer, args.language), ensure_ascii=False) + "\n")
        out.flush()
    return 0 if linked else 1


def _linker(args: argparse.Namespace) -> Linker:
    from schakel.cli.linkers import concept_linker, place_linker

    if args.to == "place":
        return place_linker(args.region, args.top)
    return concept_linker(args.to, region=args.region, language=args.language, top=args.top, scheme=args.scheme)


def _lines() -> Iterator[str]:
    """The lines of standard input; a very long one is cut by the index, and said so here."""
    from schakel.engine.errors import InputError

    for number, raw in enumerate(sys.stdin.buffer, 1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                "The line is no UTF-8 text", place=f"standard input line {number}", remedy="Save the phrases as UTF-8"
            ) from error
        if len(text) > _LONGEST + 1:
            sys.stderr.write(
                f"schakel link: standard input line {number}: only the first {_LONGEST} characters count\n"
            )
        yield text.rstrip("\r\n")


def _batches(lines: Iterator[str]) -> Iterator[list[str]]:
    """One line, then two, then four: somebody who types is answered at once, and a long list goes in large batches."""
    size = 1
    while batch := list(islice(lines, size)):
        yield batch
        size = min(2 * size, _BATCH_MOST)


def _shape(answer: Linked, language: str | None) -> dict[str, object]:
    return {
        "query": answer.query,
        "language": language or answer.language or None,
        "candidates": [
            {
                "uri": one.uri,
                "label": one.label,
                "score": round(one.score, 4),
                "decision": one.decision,
                "confidence": one.confidence,
            }
            for one in answer.candidates
        ],
    }
