"""What can be left out of a problem before it is solved: what cannot be reached, helps nothing or is bettered."""

from __future__ import annotations

from collections.abc import Sequence


def reachable(gives: Sequence[int], needs: Sequence[int]) -> int:
    """All skills that can be had in the end, starting with none.

    >>> bin(reachable([0b01, 0b10, 0b100], [0, 0b01, 0b1000]))
    '0b11'
    """
    held, waiting = 0, list(range(len(gives)))
    while True:
        taken = [at for at in waiting if not needs[at] & ~held]
        if not taken:
            return held
        waiting = [at for at in waiting if needs[at] & ~held]
        for at in taken:
            held |= gives[at]


def matters(gives: Sequence[int], needs: Sequence[int], wanted: int) -> int:
    """The wanted skills and all that may be needed on the way to them."""
    found = wanted
    while True:
        grown = found
        for gift, need in zip(gives, needs, strict=True):
            if gift & grown:
                grown |= need
        if grown == found:
            return found
        found = grown


def worth_keeping(gives: Sequence[int], needs: Sequence[int], costs: Sequence[int], wanted: int) -> list[int]:
    """Positions of modules that can be followed, give something that matters, and are not bettered by another.

    One betters another when it gives no less of what matters, needs no more and costs no more.

    >>> worth_keeping([0b11, 0b01, 0b100], [0, 0, 0], [10, 20, 5], 0b11)
    [0]
    """
    had = reachable(gives, needs)
    usable = [at for at in range(len(gives)) if not needs[at] & ~had]
    scope = matters([gives[at] for at in usable], [needs[at] for at in usable], wanted & had)
    usable = [at for at in usable if gives[at] & scope]

    def bettered(one: int, by: int) -> bool:
        if gives[one] & scope & ~gives[by] or needs[by] & ~needs[one] or costs[by] > costs[one]:
            return False
        same = gives[one] & scope == gives[by] & scope and needs[one] == needs[by] and costs[one] == costs[by]
        return by < one if same else True

    return [one for one in usable if not any(other != one and bettered(one, other) for other in usable)]


def in_order(chosen: Sequence[int], gives: Sequence[int], needs: Sequence[int]) -> tuple[list[int], int]:
    """The chosen modules in an order that keeps prerequisites, and the skills still needed by those that get stuck."""
    held, order, waiting = 0, list[int](), sorted(chosen)
    while waiting:
        free = [at for at in waiting if not needs[at] & ~held]
        if not free:
            break
        order.append(free[0])
        waiting.remove(free[0])
        held |= gives[free[0]]
    stuck = 0
    for at in waiting:
        stuck |= needs[at] & ~held
    return order, stuck
