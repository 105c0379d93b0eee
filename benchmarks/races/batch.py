"""Batches: what parts that are kept cost above a bare loop, and what a pool brings.

`batch-labels` sends 100,000 short documents through the whole of a run, hashes, Parquet and manifests included, in one
process, against a loop that only finds the labels. `batch-pool` reads documents in full with two processes against one,
starting included, and both runs end in the same bytes: its times are processor time of the busiest process, which is
what a machine with two free cores takes; `wall` is what it took here. The documents are those of the race of reading.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from race import result

LABELS, SHORT, FULL = 111_000, 100_000, 2_000
_CHARACTERS = 300


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Both races of batches."""
    from races.reading import some_documents, some_labels

    labels = some_labels(2_000 if quick else LABELS)
    texts = some_documents(labels, 400 if quick else SHORT, _CHARACTERS)
    with tempfile.TemporaryDirectory() as folder:
        yield _parts_against_loop(Path(folder), labels, texts)
        yield _pool_against_one(Path(folder), 40 if quick else FULL)


def _parts_against_loop(folder: Path, labels: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    import pyarrow as pa

    from schakel.engine.batch.plans import LabelPlan, built
    from schakel.engine.batch.reading import documents_batch, read_batch
    from schakel.engine.batch.running import in_process
    from schakel.engine.labels.files import save_matcher
    from schakel.engine.labels.matcher import LabelMatcher

    matcher = LabelMatcher(labels, keys=labels)
    save_matcher(matcher, folder / "labels.bin")
    plan = LabelPlan(folder / "labels.bin")
    documents = _numbered(texts)
    read_batch(documents_batch(documents[:2]), built(plan))  # compiled and opened before the clock runs
    whole = _seconds(lambda: _run(folder / "parts", documents, plan, in_process, size=5_000))
    column = pa.array(texts, pa.large_utf8())
    loop = _seconds(lambda: [matcher.match(column.slice(at, 5_000)) for at in range(0, len(texts), 5_000)])
    again = _seconds(lambda: _run(folder / "parts", documents, plan, in_process, size=5_000))
    return result(
        "batch-labels", ours=whole, peer=loop, peer_name="a loop that keeps nothing", goal=0.1,
        documents=len(texts), documents_per_second=round(len(texts) / whole), goes_on_in=again,
    )  # fmt: skip


def _pool_against_one(folder: Path, count: int) -> dict[str, Any]:
    from schakel.engine.batch.plans import SkillPlan, built
    from schakel.engine.batch.running import in_pool, in_process
    from schakel.reference import REFERENCE

    plan = SkillPlan(REFERENCE / "taxonomy", REFERENCE / "reading", cache=folder / "cache")
    built(plan)
    documents = _numbered(_adverts(count))
    one, _, one_wall = _processor(lambda: _run(folder / "one", documents, plan, in_process, size=50))
    here, there, wall = _processor(lambda: _run(folder / "pool", documents, plan, in_pool(2), size=50))
    assert _content(folder / "one") == _content(folder / "pool"), "the bytes differ"
    return result(
        "batch-pool", ours=max(here, there), peer=one, peer_name="one process", goal=1, unit="s of processor time",
        documents=count, each=[round(here, 2), round(there, 2)], wall=[round(wall, 2), round(one_wall, 2)], load=round(os.getloadavg()[0], 1),
    )  # fmt: skip


def _run(folder: Path, documents: Sequence[Any], plan: Any, execute: Any, *, size: int) -> Any:
    from schakel.engine.batch.parts import RunFolder, cut
    from schakel.engine.batch.plans import digest_of
    from schakel.engine.batch.running import run_batch

    return run_batch(cut(documents, size), RunFolder(folder, {}, digest_of(plan)), plan, execute=execute)


def _numbered(texts: Sequence[str]) -> list[Any]:
    from schakel.engine.batch.reading import BatchDocument

    return [BatchDocument(row, f"d{row}", text) for row, text in enumerate(texts)]


def _adverts(count: int) -> list[str]:
    """Made-up vacancies, each asking for other skills of the taxonomy."""
    import random

    from schakel.engine.skills.taxonomy import load_taxonomy
    from schakel.reference import REFERENCE

    drawn = random.Random(4)
    skills = [one for one in load_taxonomy(REFERENCE / "taxonomy").skills.values() if one.kind != "group"]
    texts = []
    for number in range(count):
        asked = [one.labels.get("nl", one.labels["en"]) for one in drawn.sample(skills, 14)]
        lines = [f"- Ervaring met {label}" for label in asked[:9]] + [f"- {label} is een pre" for label in asked[9:]]
        texts.append(f"Vacature {number}\n\nWij vragen:\n" + "\n".join(lines) + "\n\nWij bieden een goed salaris.\n")
    return texts


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _processor(act: Callable[[], object]) -> tuple[float, float, float]:
    """Processor time of this process, that of the processes it started and waited for, and seconds by the clock."""
    before = os.times()
    act()
    after = os.times()
    mine, theirs = (
        sum(getattr(after, name) - getattr(before, name) for name in names)
        for names in (("user", "system"), ("children_user", "children_system"))
    )
    return mine, theirs, after.elapsed - before.elapsed


def _content(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}
