"""The Python environment of the product: made once per lock file, in the state folder, and reused after that."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from schakel.launch.places import REQUIREMENTS, SOURCE, digest, home
from schakel.launch.say import Step, Stop

NEEDED_BYTES = 900 * 1024 * 1024
NO_NETWORK = (
    "NewConnectionError",
    "name resolution",
    "ConnectTimeout",
    "Connection refused",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
)


def make(lock: str) -> Path:
    """The Python of the environment for `requirements/<lock>.txt`; made first where it is missing or half-finished."""
    requirements = REQUIREMENTS / f"{lock}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = home() / "env" / f"{lock}-{version}-{digest(requirements)}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "ready"
    if ready.exists() and python.exists():
        return python
    check_disk(NEEDED_BYTES)
    with Step(f"Making a Python {version} environment"):
        _create(folder)
    with Step("Installing packages, checked by hash") as step:
        install(python, requirements, step)
    ready.write_text("ok\n")
    _remove_older(folder, lock)
    return python


def check_disk(needed: int) -> None:
    """Stop early when the disk cannot hold what is to come."""
    home().mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home()).free
    if free < needed:
        raise Stop(
            f"the disk is (almost) full: {free // 2**20} MB free in {home()}, {needed // 2**20} MB needed.",
            "Free some space, or let SCHAKEL_HOME point to a folder on another disk. Then start again: it goes on where it stopped.",
        )


def _create(folder: Path) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(
            f"this Python ({sys.executable}) has no `venv`, so no environment can be made.",
            f"Install it, for example: sudo apt install python{version}-venv",
        )
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise failure("the environment could not be made", made.stdout + made.stderr)


def install(python: Path, requirements: Path, step: Step) -> None:
    """Install a lock file; the whole conversation with pip is kept in `log/install.log`."""
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
        "--disable-pip-version-check",
        "--no-input",
    ]
    total = sum(1 for line in requirements.read_text().splitlines() if "==" in line)
    seen = 0

    def note(line: str) -> None:
        nonlocal seen
        if line.startswith("Collecting "):
            seen += 1
            step.note(f"{seen} of {total}: {line.split()[1].partition('=')[0]}")

    follow(
        [*command, "-r", str(requirements)], log="install.log", note=note, what="the packages could not be installed"
    )


def follow(
    command: list[str],
    *,
    log: str,
    note: Callable[[str], None] = lambda line: None,
    what: str,
    cwd: Path | None = None,
    variables: dict[str, str] | None = None,
) -> None:
    """Run a command, hand each line to `note`, keep all lines in `log/<log>`, and explain a failure."""
    path = home() / "log" / log
    path.parent.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    with (
        path.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=cwd,
            env=variables or child_variables(),
        ) as child,
    ):
        assert child.stdout is not None  # noqa: S101 -- PIPE was asked for
        for line in child.stdout:
            out.write(line)
            lines.append(line)
            note(line)
    if child.returncode:
        raise failure(what, "".join(lines), path)


def failure(what: str, output: str, log: Path | None = None) -> Stop:
    """Turn the last words of a failed command into a message with a remedy."""
    if "No space left on device" in output or "Errno 28" in output:
        return Stop(f"{what}: the disk is full.", "Free some space and start again: it goes on where it stopped.")
    if any(sign in output for sign in NO_NETWORK):
        return Stop(
            f"{what}: no network, or the package index cannot be reached.",
            "Check the connection (and HTTPS_PROXY, if you are behind one) and start again: it goes on where it stopped.",
        )
    if "DO NOT MATCH THE HASHES" in output:
        return Stop(
            f"{what}: a package is not the one we locked.", "Do not go on. Report this as described in SECURITY.md."
        )
    last = [line for line in output.strip().splitlines() if line.strip()][-3:]
    where = f" Everything it said is in {log}." if log else ""
    return Stop(f"{what}.", " / ".join(last)[:600] + where)


def child_variables(**more: str) -> dict[str, str]:
    """The environment variables for a child process: ours, with the source on the path."""
    variables = dict(os.environ)
    variables["PYTHONPATH"] = str(SOURCE)
    variables["SCHAKEL_HOME"] = str(home())
    variables["PYTHONUNBUFFERED"] = "1"
    variables.setdefault("DJANGO_SETTINGS_MODULE", "schakel.config.settings")
    variables.update(more)
    return variables


def _remove_older(current: Path, lock: str) -> None:
    """Environments of older lock files only take up space."""
    for other in current.parent.glob(f"{lock}-*"):
        if other != current and other.name.split("-")[1] == current.name.split("-")[1]:
            shutil.rmtree(other, ignore_errors=True)
