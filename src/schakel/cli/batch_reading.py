"""`schakel read --batch`: many documents into one folder, on all cores or on Spark, to be stopped and gone on with."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from schakel.engine.batch.parts import Done, Part
    from schakel.engine.batch.plans import LabelPlan, SkillPlan
    from schakel.engine.batch.running import Executor
    from schakel.engine.skills.taxonomy import Taxonomy

# Documents in a part: some seconds of work for one worker.
_PART = {"skills": 500, "labels": 5000}
_KEY_COLUMNS = ("uri", "concepturi", "key", "id")
_LABEL_COLUMNS = ("label", "preferredlabel", "altlabels", "hiddenlabels")


def add_batch_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `read` for a batch."""
    group = parser.add_argument_group("many documents at once")
    group.add_argument(
        "--batch", metavar="IN", type=Path, help="a .parquet, .jsonl or .csv file with a column text, or a folder"
    )
    group.add_argument(
        "--out", metavar="FOLDER", type=Path, help="where the answers of --batch go; a run goes on there"
    )
    group.add_argument(
        "--workers", metavar="N", type=_workers, help="processes to read with (default: all cores, 1 for labels)"
    )
    group.add_argument("--labels-only", action="store_true", help="only find labels as they stand: much quicker")
    group.add_argument(
        "--labels", metavar="F.csv", type=Path, help="labels to find (columns uri and label, or a file of ESCO)"
    )
    group.add_argument("--spark", action="store_true", help="read on Spark instead of in processes")
    group.add_argument("--spark-master", metavar="URL", help="the cluster for --spark (default: this machine)")
    group.add_argument("--part", metavar="N", type=_workers, help="documents that are kept at a time")


def _workers(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of 1 or more")
    return int(text)


def is_batch(args: argparse.Namespace) -> bool:
    """Whether a batch is asked for. Raises InputError when the arguments do not go together."""
    from schakel.engine.errors import InputError

    if args.batch is None:
        names = ("out", "workers", "labels", "spark_master", "part", "labels_only", "spark")
        for name in names:
            if getattr(args, name):
                option = "--" + name.replace("_", "-")
                raise InputError(f"{option} goes with --batch", place=option, remedy="Give --batch IN too")
        if not args.files:
            raise InputError("There is nothing to read", remedy="Give a FILE, or --batch IN --out FOLDER")
        return False
    for name in ("files", "text_out", "masked", "language", "kind"):
        if getattr(args, name):
            option = "FILE" if name == "files" else "--" + name.replace("_", "-")
            remedy = "Leave it out; language and kind can be columns of the input"
            raise InputError(f"{option} does not go with --batch", place=option, remedy=remedy)
    if args.out is None:
        raise InputError("There is no folder for the answers", place="--out", remedy="Give --out FOLDER")
    return True


def run_batch_command(args: argparse.Namespace, out: TextIO) -> int:
    """Reads the batch; exit code 1 when some documents could not be read. Raises EngineError."""
    _check_packages()
    from schakel.engine.batch.parts import RunFolder, cut
    from schakel.engine.batch.plans import digest_of
    from schakel.engine.batch.running import run_batch
    from schakel.engine.batch.sources import documents_of

    _check_places(args)
    level = "labels" if args.labels_only or args.labels else "skills"
    size = args.part or _PART[level]
    documents = documents_of(args.batch)
    plan = _label_plan(args.labels) if level == "labels" else _skill_plan(args.region)
    settings = {"command": "read --batch", "input": args.batch.name, "level": level, "part": size}
    folder = RunFolder(args.out, settings, digest_of(plan))
    total = run_batch(cut(documents, size), folder, plan, execute=_executor(args, level), progress=_Progress())
    _tell(args, out, total, level)
    return 1 if total.problems else 0


def _check_packages() -> None:
    from importlib.util import find_spec

    from schakel.engine.errors import InputError

    if find_spec("pyarrow") is None:
        raise InputError("Batches need the package pyarrow", remedy="Install the extra: pip install 'schakel[fast]'")


def _check_places(args: argparse.Namespace) -> None:
    from schakel.engine.errors import InputError

    here, there = args.batch.resolve(), args.out.resolve()
    if here.is_dir() and (there == here or here in there.parents):
        raise InputError("The answers would lie among the documents", place="--out", remedy="Give a folder elsewhere")


def _executor(args: argparse.Namespace, level: str) -> Executor:
    from schakel.engine.batch.running import in_pool, in_process

    if args.spark or args.spark_master:
        from schakel.batches.spark import on_spark

        return on_spark(args.spark_master)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Finding labels takes less than sending the texts to another process.
    workers = args.workers or (cores if level == "skills" else 1)
    return in_pool(workers) if workers > 1 else in_process


class _Progress:
    """One line on standard error that tells how far it is: rewritten in a terminal, else now and then a new one."""

    def __init__(self) -> None:
        self.documents = self.parts = self.before = self.problems = 0
        self._live = sys.stderr.isatty()

    def __call__(self, part: Part, done: Done, before: bool) -> None:
        """A part is finished, or was already."""
        self.documents += done.documents
        self.parts += 1
        self.before += before
        self.problems += len(done.problems)
        # Every power of two and every hundredth part: enough for a log.
        if self._live or self.parts & (self.parts - 1) == 0 or self.parts % 100 == 0:
            kept = f", {self.before} of them kept from before" if self.before else ""
            line = f"schakel read: {self.documents} documents in {self.parts} parts{kept}; {self.problems} not read"
            sys.stderr.write(f"\r{line}\x1b[K" if self._live else f"{line}\n")
            sys.stderr.flush()


def _tell(args: argparse.Namespace, out: TextIO, total: Done, level: str) -> None:
    shape = {
        "out": str(args.out),
        "level": level,
        "documents": total.documents,
        "rows": total.rows,
        "problems": len(total.problems),
    }
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    for _, doc, problem in total.problems[:3]:
        sys.stderr.write(f"schakel read: {doc}: {problem}\n")
    if len(total.problems) > 3:
        sys.stderr.write(f"schakel read: and {len(total.problems) - 3} more, see {args.out / 'problems.csv'}\n")
    if args.json:
        out.write(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        out.write(
            f"{args.out}: {total.documents} documents read into {total.rows} rows of {level}, {len(total.problems)} not read\n"
        )


def _skill_plan(region: str) -> SkillPlan:
    from schakel.config.environment import home
    from schakel.engine.batch.plans import SkillPlan, place_names
    from schakel.engine.regions import read_region, region_folder
    from schakel.reference import REFERENCE

    facts = read_region(region_folder(region))
    places: list[Any] = [*facts.municipalities, *facts.neighbours]
    return SkillPlan(REFERENCE / "taxonomy", REFERENCE / "reading", place_names(places), home() / "cache")


def _label_plan(path: Path | None) -> LabelPlan:
    """The labels of a file, or of the taxonomy that ships; the tables for them are kept for the next time."""
    from hashlib import sha256

    from schakel.config.environment import home
    from schakel.engine.batch.plans import LabelPlan
    from schakel.engine.errors import DataError, InputError
    from schakel.engine.labels.files import open_matcher, save_matcher
    from schakel.engine.labels.matcher import LabelMatcher

    pairs = list(_labels_of_file(path) if path else _labels_of_taxonomy())
    if not pairs:
        raise InputError("There are no labels", place=str(path or ""), remedy="Give a file with labels")
    mark = sha256("\n".join(f"{uri}\t{label}" for uri, label in pairs).encode("utf-8", "replace")).hexdigest()
    file = home() / "cache" / f"labels-{mark[:32]}.bin"
    try:
        open_matcher(file)
    except DataError:  # not there, of an earlier version, or damaged
        matcher = LabelMatcher([label for _, label in pairs], keys=[uri for uri, _ in pairs])
        save_matcher(matcher, file)
    return LabelPlan(file)


def _labels_of_taxonomy() -> Iterator[tuple[str, str]]:
    from schakel.engine.skills.taxonomy import load_taxonomy
    from schakel.reference import REFERENCE

    taxonomy: Taxonomy = load_taxonomy(REFERENCE / "taxonomy")
    for skill in taxonomy.skills.values():
        if skill.kind != "group":
            spellings = [*skill.labels.values(), *(one for some in skill.alternatives.values() for one in some)]
            yield from ((skill.uri, label) for label in dict.fromkeys(spellings))


def _labels_of_file(path: Path) -> Iterator[tuple[str, str]]:
    """(uri, label) of a CSV file; a cell may hold several labels, one a line, as in the files of ESCO."""
    import csv

    from schakel.engine.errors import InputError

    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            delimiter = ";" if stream.readline().count(";") else ","
            stream.seek(0)
            for row in csv.DictReader(stream, delimiter=delimiter):
                cells = {str(name).lower(): cell for name, cell in row.items() if isinstance(cell, str)}
                uri = next((cells[name] for name in _KEY_COLUMNS if cells.get(name)), "")
                labels = [one for name in _LABEL_COLUMNS for one in cells.get(name, "").splitlines() if one.strip()]
                yield from ((uri or label, label) for label in dict.fromkeys(labels))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is no CSV file in UTF-8"
        raise InputError(f"The labels cannot be read: {reason}", place=str(path), remedy="Check the file") from error
