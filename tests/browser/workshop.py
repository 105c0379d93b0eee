"""Commands of the site without its start-up each time: one process loads the product once, every command is a fork of it.

Run as `python -m browser.workshop` it reads one JSON list of words a line, and answers with the exit status a line;
what the command prints goes to the files that stand before the words.
"""

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

TESTS = Path(__file__).resolve().parents[1]


class Workshop:
    """One such process, for one site: `variables` is its environment."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._folder = TemporaryDirectory()
        path = os.pathsep.join([str(TESTS), variables.get("PYTHONPATH", "")])
        self._child = subprocess.Popen(
            [sys.executable, "-m", "browser.workshop"],
            env={**variables, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def manage(self, *words: str) -> str:
        """What a management command prints; where it fails, the test does."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        out, wrong = (Path(self._folder.name) / name for name in ("out", "wrong"))
        self._child.stdin.write(json.dumps([str(out), str(wrong), *words]) + "\n")
        self._child.stdin.flush()
        status = self._child.stdout.readline().strip()
        said = [file.read_text(encoding="utf-8") if file.exists() else "" for file in (out, wrong)]
        assert status == "0", f"manage {words[0]} ended with {status or 'the process gone'}: {said[0]}{said[1]}"
        return said[0]

    def close(self) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(timeout=20)
        self._child.stdout.close()
        self._folder.cleanup()


def _carry_out(out: str, wrong: str, words: list[str]) -> int:
    """In the fork: the command, its output in files."""
    from django.core.management import execute_from_command_line

    for number, name in ((1, out), (2, wrong)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    try:
        execute_from_command_line(["schakel manage", *words])
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def main() -> None:
    """Load the product, then fork for every line."""
    from importlib import import_module

    import django

    django.setup()
    # What nearly every command needs, so that no fork loads it again.
    for name in ("schakel.config.urls", "schakel.records.offers.fictional", "schakel.records.people.engine_io"):
        import_module(name)
    for line in sys.stdin:
        out, wrong, *words = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_carry_out(out, wrong, words))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
