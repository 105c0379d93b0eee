"""Nobody who ranks a short list waits for numba."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import schakel


def test_matching_and_advice_import_no_kernels() -> None:
    code = (
        "import sys; import schakel.engine.matching, schakel.engine.advice; "
        "print([name for name in ('numba', 'scipy', 'pyarrow') if name in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(schakel.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.strip() == "[]"
