"""Runs the parts of a batch on Spark: `read_batch`, unchanged, through `mapInArrow`.

Needs the extra ``spark`` and Java 17. Without a master of its own a run starts Spark on this machine, closed to others.
Every machine of a cluster needs this package, and the files of the plan under the same path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from schakel.engine.batch.parts import Part
from schakel.engine.batch.plans import Plan, built
from schakel.engine.batch.reading import answer_schema, read_batch
from schakel.engine.batch.running import Executor
from schakel.engine.errors import Bug, InputError

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
    "spark.sql.session.timeZone": "UTC",
}
_LOCAL = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}


def on_spark(master: str | None = None) -> Executor:
    """Reads parts on Spark, some at a time; answers come in the order of the parts.

    ``master`` is the address of a cluster; without it Spark runs here, with all cores. Raises InputError when Spark
    cannot be started.
    """

    def execute(parts: Iterator[Part], plan: Plan) -> Iterator[tuple[Part, pa.RecordBatch]]:
        first = next(parts, None)
        if first is None:  # all is finished: no need to start anything
            return
        with _session(master) as session:
            some = 4 * session.sparkContext.defaultParallelism
            group = [first, *islice(parts, some - 1)]
            while group:
                yield from _read_group(session, group, plan)
                group = list(islice(parts, some))

    return execute


def _read_group(session: Any, group: list[Part], plan: Plan) -> Iterator[tuple[Part, pa.RecordBatch]]:
    from pyspark.sql.pandas.types import from_arrow_schema

    def read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield read_batch(batch, built(plan))

    schema = answer_schema(plan)
    documents = session.createDataFrame(pa.Table.from_batches([part.batch for part in group]))
    answers = documents.mapInArrow(read, from_arrow_schema(schema)).toArrow().cast(schema)
    yield from _divided(group, answers)


def _divided(group: list[Part], answers: pa.Table) -> Iterator[tuple[Part, pa.RecordBatch]]:
    """The answer of each part: rows have the numbers of their documents, which follow each other."""
    rows = answers.column("row").to_numpy()
    if (rows[1:] < rows[:-1]).any():
        raise Bug("The answers of Spark are not in the order of the documents")
    for part in group:
        numbers = part.batch.column("row")
        first, stop = rows.searchsorted([numbers[0].as_py(), numbers[-1].as_py() + 1]).tolist()
        pieces = answers.slice(first, stop - first).combine_chunks().to_batches()
        yield part, pieces[0] if pieces else pa.RecordBatch.from_pylist([], schema=answers.schema)


@contextmanager
def _session(master: str | None) -> Iterator[Any]:
    """A session that ends with the block."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError("Spark is not installed", remedy="Install the extra: pip install 'schakel[spark]'") from None
    source = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([source, *filter(None, [os.environ.get("PYTHONPATH")])])
    settings = {**_SETTINGS, **({} if master else _LOCAL), "spark.executorEnv.PYTHONPATH": path}
    builder = SparkSession.builder.master(master or "local[*]").appName("schakel").config(map=settings)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise InputError("Spark does not start", remedy="Install Java 17 and set JAVA_HOME to it") from error
    try:
        yield session
    finally:
        session.stop()
