"""Numba keeps compiled code by the file of the function: a change of what it calls must change that file too."""

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the fast path is not installed")
pytest.importorskip("numba", reason="the fast path is not installed")

from schakel.engine.labels import kernel, tables

FOLDER = Path(kernel.__file__).parent


def test_kernel_names_the_helpers_it_was_compiled_with() -> None:
    helpers = b"".join((FOLDER / name).read_bytes() for name in ("hashing.py", "simd.py"))
    assert zlib.crc32(helpers) == kernel.MADE_WITH == tables.MADE_WITH, "set MADE_WITH in kernel.py and tables.py"


def test_kernel_is_compiled_once_for_built_and_for_opened_tables(tmp_path: Path) -> None:
    from schakel.engine.labels.files import open_matcher, save_matcher
    from schakel.engine.labels.matcher import LabelMatcher

    built = LabelMatcher(["a b", "é"], fast=True)
    save_matcher(built, tmp_path / "l.bin")
    for matcher in (built, open_matcher(tmp_path / "l.bin")):
        matcher.find(["a b"])
        matcher.find([])
    assert len(kernel.find_spans.signatures) == 1
    assert len(kernel.hash_words.signatures) == 1


def test_importing_labels_imports_nothing_heavy() -> None:
    script = (
        "import sys, schakel.engine.labels.files, schakel.engine.batch.running, schakel.engine.batch.sources;"
        "print(sorted({'numba', 'numpy', 'pyarrow'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parents[2])}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
