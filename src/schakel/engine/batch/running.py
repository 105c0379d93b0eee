"""Runs a batch: parts that are not finished yet are read, in this process, in a pool, or elsewhere, and kept in order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from schakel.engine.batch.parts import Done, Part, RunFolder
from schakel.engine.batch.plans import Plan, built
from schakel.engine.batch.reading import read_batch
from schakel.engine.errors import EngineError

if TYPE_CHECKING:
    import pyarrow as pa

# What reads parts: gives each with its answer, in the order they came.
Executor = Callable[[Iterator[Part], Plan], Iterator[tuple[Part, "pa.RecordBatch"]]]
Progress = Callable[[Part, Done, bool], None]

# Parts that wait or are being read, for each other process: none is idle while this one reads a part.
_AHEAD = 2
# Parts that are read or being read and not given yet, for each process: not all of the input is in memory.
_HELD = 4


def run_batch(
    parts: Iterable[Part], folder: RunFolder, plan: Plan, *, execute: Executor, progress: Progress | None = None
) -> Done:
    """Read every part that the folder does not hold yet, and finish the run.

    ``progress`` is told of each part: what it holds, and whether it was there already. Raises EngineError when the
    work stops halfway; what is finished is kept and is not done again.
    """
    told = progress or _silent
    counted = 0

    def unfinished() -> Iterator[Part]:
        nonlocal counted
        for part in parts:
            counted += 1
            kept = folder.done(part)
            if kept is None:
                yield part
            else:
                told(part, kept, True)

    for part, answer in execute(unfinished(), plan):
        told(part, folder.keep(part, answer), False)
    return folder.finish(counted)


def _silent(part: Part, done: Done, before: bool) -> None:
    """Tells nobody."""


def in_process(parts: Iterator[Part], plan: Plan) -> Iterator[tuple[Part, pa.RecordBatch]]:
    """Reads parts here, one after another."""
    for part in parts:
        yield part, read_batch(part.batch, built(plan))


def in_pool(workers: int) -> Executor:
    """Reads parts in so many processes, of which this is one; answers come in the order of the parts.

    Another process needs seconds to start and to make its matcher. This one often has it, and reads meanwhile: what the
    others have no room for.
    """
    others = workers - 1
    if others < 1:
        return in_process

    def execute(parts: Iterator[Part], plan: Plan) -> Iterator[tuple[Part, pa.RecordBatch]]:
        # A fresh process: a fork of one with threads can hang.
        context = multiprocessing.get_context("spawn")
        waiting: deque[tuple[Part, Future[pa.RecordBatch]]] = deque()
        pool = ProcessPoolExecutor(others, mp_context=context)
        try:
            for part in parts:
                at_work = sum(not answer.done() for _, answer in waiting)
                there = at_work < _AHEAD * others
                waiting.append((part, pool.submit(_read, part.batch, plan) if there else _read_here(part, plan)))
                while waiting and (waiting[0][1].done() or len(waiting) >= _HELD * workers):
                    yield _taken(waiting)
            while waiting:
                yield _taken(waiting)
        except BrokenProcessPool as error:
            raise EngineError(
                "A process that was reading parts stopped",
                remedy="Start the same command again, with fewer workers if memory ran out; what is finished is kept",
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return execute


def _read_here(part: Part, plan: Plan) -> Future[pa.RecordBatch]:
    answer: Future[pa.RecordBatch] = Future()
    answer.set_result(_read(part.batch, plan))
    return answer


def _taken(waiting: deque[tuple[Part, Future[pa.RecordBatch]]]) -> tuple[Part, pa.RecordBatch]:
    part, answer = waiting.popleft()
    return part, answer.result()


def _read(batch: pa.RecordBatch, plan: Plan) -> pa.RecordBatch:
    return read_batch(batch, built(plan))
