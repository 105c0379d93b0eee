"""The one place that turns a function into machine code, typed so that the rest can be checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def machine_code(function: Function) -> Function:
    """The function compiled at its first call; the result is kept on disk for later runs."""
    return cast("Function", njit(cache=True)(function))
