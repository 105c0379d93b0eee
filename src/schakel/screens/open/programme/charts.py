"""Bars as numbers for an SVG partial: drawn from the same sums as the table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from schakel.ui.templatetags.schakel import MINUS, number

WIDTH, HEIGHT = 475, 260
LEFT, RIGHT, TOP, FLOOR = 46, 470, 24, 210


@dataclass(frozen=True)
class Bar:
    """One bar: `series` is its colour class, 1 or 2."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Group:
    """The bars of one year, with the words under them."""

    middle: float
    bars: tuple[Bar, ...]
    label: str
    result: str = ""
    short: bool = False


@dataclass(frozen=True)
class YearChart:
    """Bars by year. `ticks` are (height, label); `unit` and `result_unit` say in words what is counted."""

    groups: tuple[Group, ...]
    ticks: tuple[tuple[float, str], ...]
    unit: str
    result_unit: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    floor: int = FLOOR


def year_chart(
    series: Sequence[Sequence[Decimal]], *, results: Sequence[Decimal] = (), named: bool = True
) -> YearChart | None:
    """A chart of one or two series with a value a year; None when there is nothing to draw."""
    values = [value for one in series for value in one]
    if not values or max(values) <= 0:
        return None
    top = max(values)
    unit = Decimal(1_000_000) if top >= 1_000_000 else Decimal(1_000) if top >= 10_000 else Decimal(1)
    step = _step(top / unit)
    scale = (FLOOR - TOP) / float(top)
    ticks, at = [], Decimal(0)
    while at * unit <= top:
        ticks.append((round(FLOOR - float(at * unit) * scale, 1), number(at)))
        at += step
    result_unit = unit / 1_000 if unit > 1 else unit
    years = range(len(series[0]))
    groups = tuple(
        _group(year, [one[year] for one in series], len(years), scale, _result(results, year, result_unit), named)
        for year in years
    )
    return YearChart(groups, tuple(ticks), _unit_name(unit), _unit_name(result_unit))


def _group(year: int, values: list[Decimal], years: int, scale: float, result: tuple[str, bool], named: bool) -> Group:
    room = (RIGHT - LEFT) / years
    width = min(30.0, room * 0.72 / len(values))
    start = LEFT + room * year + (room - width * len(values) - 2 * (len(values) - 1)) / 2
    bars = tuple(
        Bar(
            round(start + index * (width + 2), 1), round(FLOOR - float(value) * scale, 1), round(width, 1),
            round(float(value) * scale, 1), index + 1,
        )
        for index, value in enumerate(values)
    )  # fmt: skip
    label = _("year %(year)s") % {"year": year + 1} if named and years <= 6 else str(year + 1)
    return Group(round(LEFT + room * (year + 0.5), 1), bars, label, *result)


def _result(results: Sequence[Decimal], year: int, unit: Decimal) -> tuple[str, bool]:
    if not results:
        return "", False
    value = results[year]
    text = number((abs(value) / unit).quantize(Decimal(1)))
    return (f"{MINUS}{text}", True) if value < 0 else (f"+{text}" if value else text, False)


def _step(top: Decimal) -> Decimal:
    """A round step that gives two to five lines.

    >>> _step(Decimal("4.9")), _step(Decimal("700"))
    (Decimal('2'), Decimal('200'))
    """
    size = Decimal(10) ** (top.adjusted())
    for factor in (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2)):
        if top / (size * factor) <= 4:
            step = (size * factor).normalize()
            return step if step % 1 else step.quantize(Decimal(1))
    return (size * 5).quantize(Decimal(1)) if size >= 1 else size * 5


def _unit_name(unit: Decimal) -> str:
    if unit == 1_000_000:
        return _("million euro")
    return _("thousand euro") if unit == 1_000 else _("euro")
