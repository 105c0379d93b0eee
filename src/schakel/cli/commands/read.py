"""`schakel read`: CVs, vacancies and courses into skills, each with the words it was read from.

Exit code 0 when every file was read, 1 when one is in a language that is not read (only names of products are given),
2 when one could not be read; the others are read all the same. With --batch 1 means that some documents of it could not
be read: problems.csv in the folder of the answers lists them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from schakel.cli.batch_reading import add_batch_arguments, is_batch, run_batch_command

if TYPE_CHECKING:
    from schakel.engine.skills.reading import Reader, Reading
    from schakel.engine.skills.taxonomy import Taxonomy

NAME = "read"
HELP = "read a CV, a vacancy or a course (text, pdf, docx) into skills"
LANGUAGES = ("nl", "en", "de", "fr")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `read`."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a .txt, .md, .pdf or .docx file; - is standard input")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the text; guessed if not given")
    parser.add_argument("--kind", choices=("cv", "vacancy", "course"), help="kind of text; guessed if not given")
    parser.add_argument("--region", default="limburg", help="region whose places are known (default: limburg)")
    parser.add_argument(
        "--text-out", metavar="F", type=Path, help="write the text the offsets count in (one FILE only)"
    )
    parser.add_argument("--masked", action="store_true", help="black out personal data in what --text-out writes")
    parser.add_argument("--json", action="store_true", help="print JSON, one line a file")
    add_batch_arguments(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Reads each file and prints it. Raises InputError when the arguments do not go together."""
    from schakel.engine.errors import InputError

    if is_batch(args):
        return run_batch_command(args, out)
    if args.text_out and len(args.files) > 1:
        raise InputError("--text-out goes with one FILE", place="--text-out", remedy="Read the files one by one")
    reader, taxonomy = _reader(args.region)
    worst = 0
    for file in args.files:
        worst = max(worst, _read_one(file, args, out, reader=reader, taxonomy=taxonomy))
        out.flush()
    return worst


def _reader(region: str) -> tuple[Reader, Taxonomy]:
    from schakel.config.environment import home
    from schakel.engine.regions import read_region, region_folder
    from schakel.engine.skills.compiled import ready_reader
    from schakel.reference import REFERENCE

    facts = read_region(region_folder(region))
    places: list[Any] = [*facts.municipalities, *facts.neighbours]
    # Building takes seconds; what was built is kept for the next time.
    return ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading", places=places, cache=home() / "cache")


def _read_one(file: str, args: argparse.Namespace, out: TextIO, *, reader: Reader, taxonomy: Taxonomy) -> int:
    from schakel.engine.errors import InputError
    from schakel.engine.text.documents import read_document

    try:
        document = read_document(_bytes(file), file)
        reading = reader.read(document.text, args.language, kind=args.kind)
    except InputError as error:
        if args.json:
            out.write(json.dumps({"file": file, "error": str(error), "code": error.code}, ensure_ascii=False) + "\n")
        sys.stderr.write(f"schakel read: {error}\n")
        return 2
    if args.text_out:
        _write(args.text_out, reading.masked_text() if args.masked else reading.text)
    warnings = [{"code": notice.code, "message": notice.message} for notice in document.warnings]
    warnings += _language_warning(file, reading)
    for warning in warnings:
        sys.stderr.write(f"schakel read: {file}: {warning['message']}\n")
    if args.json:
        shape = {
            "file": file,
            "format": document.format,
            **reading.as_json(taxonomy, args.language),
            "warnings": warnings,
        }
        out.write(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        out.write(_page(file, reading, taxonomy))
    return 0 if reading.supported else 1


def _bytes(file: str) -> bytes:
    from schakel.engine.errors import InputError

    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise InputError(f"The file cannot be opened: {reason}", place=file, remedy="Check the name") from error


def _write(path: Path, text: str) -> None:
    from schakel.engine.errors import InputError

    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        reason = error.strerror or "cannot be written"
        raise InputError(
            f"The text cannot be written: {reason}", place=str(path), remedy="Give another file"
        ) from error


def _language_warning(file: str, reading: Reading) -> list[dict[str, str]]:
    if reading.supported:
        return []
    message = (
        f"The text is in a language that is not read here ({reading.language}). Only names of products were looked for."
        " Give a text in Dutch, English, German or French, or name its language with --language."
    )
    return [{"code": "language-unsupported", "message": message}]


def _page(file: str, reading: Reading, taxonomy: Taxonomy) -> str:
    shown = reading.as_json(taxonomy)
    lines = [file, f"  kind        {reading.kind} ({reading.language})", f"  title       {reading.title or '-'}"]
    if shown["occupation"]:
        lines.append(f"  occupation  {shown['occupation']['label']} (ISCO {shown['occupation']['isco']})")
    for name in ("level", "years", "hours", "remote"):
        if shown[name]:
            value = shown[name]
            lines.append(f"  {name:<11} {', '.join(map(str, value)) if isinstance(value, list) else value}")
    if shown["place"]:
        lines.append(f"  place       {shown['place']['label']}")
    seen: set[tuple[str, str]] = set()
    for skill in shown["skills"]:
        if (skill["uri"], skill["demand"]) not in seen:
            seen.add((skill["uri"], skill["demand"]))
            question = "" if skill["decision"] == "accept" else "  ?"
            lines.append(f"  {skill['demand']:<10}  {skill['label']}  \u2190 {skill['text']!r}{question}")
    unknown = list(dict.fromkeys(span.text for span in reading.unmatched))
    if unknown:
        lines.append(f"  not known   {'; '.join(unknown)}")
    return "\n".join(lines) + "\n\n"
