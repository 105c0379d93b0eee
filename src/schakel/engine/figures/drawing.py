"""Shapes of a chart: where they stand, what they mean; colours come later (from the page, or written into a file)."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEVEL_SERIES = {"wo": 1, "mbo": 2, "hbo": 3}  # the same level has the same colour in every chart
CHARACTER = 9.4  # width of a character at the largest type size a chart is shown in


@dataclass(frozen=True)
class Shape:
    """A line, circle, rect or text. `roles` are class names of the theme; `anchor` is start, middle or end."""

    tag: str
    place: Mapping[str, float]
    roles: str
    text: str = ""
    anchor: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart of `width` by `height` units. `shown` of the `count` rows are in it."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    shown: int = 0
    count: int = 0


@dataclass
class Sheet:
    """Collects shapes."""

    shapes: list[Shape] = field(default_factory=list)

    def line(self, start: tuple[float, float], end: tuple[float, float], roles: str) -> None:
        """A straight line."""
        self.shapes.append(Shape("line", {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}, roles))

    def dot(self, x: float, y: float, roles: str) -> None:
        """A point."""
        self.shapes.append(Shape("circle", {"cx": x, "cy": y, "r": 7}, f"dot {roles}"))

    def bar(self, x: float, y: float, size: tuple[float, float], *, roles: str) -> None:
        """A bar of (width, height)."""
        self.shapes.append(Shape("rect", {"x": x, "y": y, "width": size[0], "height": size[1]}, roles))

    def text(self, x: float, y: float, text: str, *, roles: str = "", anchor: str = "", lang: str = "") -> None:
        """Words."""
        self.shapes.append(Shape("text", {"x": x, "y": y}, roles, text, anchor, lang))

    def done(self, width: int, height: float, *, shown: int = 0, count: int = 0) -> Drawing:
        """The drawing."""
        return Drawing(width, round(height), tuple(self.shapes), shown, count)


def wrap(text: str, width: float) -> list[str]:
    """Words in lines that fit in `width` units.

    >>> wrap("Databank- en netwerkspecialisten", 200)
    ['Databank- en', 'netwerkspecialisten']
    """
    return textwrap.wrap(text, max(8, int(width / CHARACTER)), break_long_words=True, break_on_hyphens=False) or [""]


def wide(texts: Sequence[str]) -> float:
    """The width that the longest of `texts` needs."""
    return max((len(text) for text in texts), default=0) * CHARACTER


def series_number(level: str, position: int) -> int:
    """The colour of a series: by level where it has one, else by its place.

    >>> series_number("hbo", 0), series_number("", 4)
    (3, 2)
    """
    return LEVEL_SERIES.get(level, position % 3 + 1)


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Heights of labels near those wanted, at least `gap` apart, in the order given.

    >>> spread([10, 12, 90], 20)
    [1.0, 21.0, 90]
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    blocks: list[list[int]] = []
    centres: list[float] = []
    for index in order:
        blocks.append([index])
        centres.append(wanted[index])
        while len(blocks) > 1 and centres[-1] - centres[-2] < gap * (len(blocks[-1]) + len(blocks[-2])) / 2:
            last, before = blocks.pop(), blocks.pop()
            centres[-2:] = []
            merged = before + last
            blocks.append(merged)
            centres.append(sum(wanted[i] for i in merged) / len(merged))
    placed = [0.0] * len(wanted)
    for block, centre in zip(blocks, centres, strict=True):
        for offset, index in enumerate(block):
            placed[index] = wanted[index] if len(block) == 1 else centre + (offset - (len(block) - 1) / 2) * gap
    return placed
