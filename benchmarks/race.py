"""What every race shares: fair timing in turns, and the result in the shape `schakel bench` prints.

A file in `races/` has one function, `races(*, quick: bool)`, which yields results made with `result`. A peer runs in the
same process, on the same input, in turns with ours, so that a slow minute of the machine hits both.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any


def in_turns(ours: Callable[[], object], peer: Callable[[], object], *, rounds: int = 5) -> tuple[float, float]:
    """Median seconds of ours and of the peer, called alternately `rounds` times each after one call to warm up."""
    ours()
    peer()
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for place, run in enumerate((ours, peer)):
            start = time.perf_counter()
            run()
            seconds[place].append(time.perf_counter() - start)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def result(
    name: str, *, ours: float, peer: float, peer_name: str, goal: float, unit: str = "s", **extra: Any
) -> dict[str, Any]:
    """A race in times (less is better): `ratio` says how many times quicker ours is, `goal` the least wanted."""
    return {
        "name": name,
        "ours": ours,
        "peer": peer,
        "peer_name": peer_name,
        "unit": unit,
        "ratio": round(peer / ours, 3) if ours else 0.0,
        "goal": goal,
        **extra,
    }
