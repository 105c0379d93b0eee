"""Steps of the set-up that are done once for the same input: a fingerprint of the input is kept, so that a second start takes seconds."""

import json
from collections.abc import Callable
from pathlib import Path

from schakel.launch.places import home
from schakel.launch.say import Step


def once(title: str, fingerprint: str, work: Callable[[], None], *, redo: bool = False) -> None:
    """Do `work` unless it was done before with the same fingerprint. Interrupted work leaves no mark, so it is done again.

    `redo` says that what the step made is gone, whatever the mark says.
    """
    path = home() / "steps.json"
    done = _read(path)
    if done.get(title) == fingerprint and not redo:
        return
    with Step(title):
        work()
    done[title] = fingerprint
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(done, indent=1), encoding="utf-8")
    draft.replace(path)


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
