"""What `schakel import` can bring in: one small module a kind, found by its name.

A module has ``KIND`` (what the user types), ``HELP`` (one line) and ``run(request: Request) -> int`` (the exit code). Modules
whose name begins with ``_`` are shared parts. Heavy imports belong inside ``run``.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: ``paths`` to bring in; ``edition`` as the user names it ("" when not given); ``out`` for the answer."""

    kind: str
    paths: tuple[Path, ...]
    out: TextIO
    edition: str = ""
    region: str = "limburg"
    as_json: bool = False
    again: bool = False
    without_index: bool = False


def kinds() -> dict[str, ModuleType]:
    """Every kind by name, in alphabetical order.

    >>> "esco" in kinds()
    True
    """
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {str(module.KIND): module for module in modules}
