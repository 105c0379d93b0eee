"""What the launcher tells the person at the keyboard: steps on standard error, and one clear line when it has to stop."""

import sys
import time


class Stop(Exception):
    """The launcher cannot go on; `remedy` says what the person can do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"schakel: {self.message}\n  {self.remedy}"


class Step:
    """One step of the set-up, with its time. Use as a context manager; `note` shows progress on a terminal."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = 0.0
        self._width = 0

    def __enter__(self) -> "Step":
        self.started = time.monotonic()
        self._write(f"  {self.title} …")
        return self

    def note(self, text: str) -> None:
        if sys.stderr.isatty():
            line = f"\r  {self.title} … {text}"[:110]
            self._write(line + " " * max(0, self._width - len(line)))
            self._width = len(line)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        seconds = time.monotonic() - self.started
        outcome = "done" if kind is None else "stopped"
        if sys.stderr.isatty():
            self._write("\r" + " " * self._width + f"\r  {self.title} …")
        self._write(f" {outcome} ({seconds:.1f} s)\n")

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
