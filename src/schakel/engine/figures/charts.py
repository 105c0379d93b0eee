"""Charts of figures, drawn from the same rows as the table. Every bar and every height starts at zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import ceil

from schakel.engine.figures.build import Computed, Figure, Group
from schakel.engine.figures.drawing import Drawing, Sheet, series_number, spread, wide, wrap
from schakel.engine.figures.observations import Observation
from schakel.engine.figures.saying import Speaker
from schakel.engine.figures.sentences import name_of
from schakel.engine.figures.tables import language_of

WIDTH = 480


def draw(figure: Figure, speaker: Speaker, *, limit: int | None = None) -> Drawing:
    """The chart of a figure. `limit` shows only the first rows of a long list; the drawing says how many."""
    make = {"slope": _slope, "bars": _bars, "dots": _dots, "ladder": _ladder}[figure.definition.chart]
    return make(figure, speaker, limit)


def _said(point: Observation, speaker: Speaker) -> str:
    return speaker.value(point.value, point.unit, point.qualifier)


def _slope(figure: Figure, speaker: Speaker, limit: int | None) -> Drawing:
    lines = [group for group in figure.groups if group.dated][:limit]
    years = sorted({point.year or 0 for group in lines for point in group.dated})
    if not years:
        return _bars(figure, speaker, limit)
    starts = [f"{name_of(figure, g.first, speaker)} {_said(g.dated[0], speaker)}" for g in lines]
    ends = [f"{_said(g.dated[-1], speaker)} {name_of(figure, g.first, speaker)}" for g in lines]
    left, right = wide(starts) + 18, wide(ends) + 18
    width = max(WIDTH, int(left + right + 120))
    sheet, top, bottom = Sheet(), 24.0, 214.0
    span = max(1, years[-1] - years[0])
    x = {year: left + (width - left - right) * ((year - years[0]) / span if len(years) > 1 else 0.5) for year in years}
    largest = max(float(point.value or 0) for group in lines for point in group.dated) or 1.0

    def height(point: Observation) -> float:
        return bottom - (bottom - top) * float(point.value or 0) / largest

    for year in years:
        sheet.line((x[year], top - 8), (x[year], bottom), "axis")
        sheet.text(x[year], bottom + 24, str(year), roles="t-bold", anchor="middle")
    low = spread([height(g.dated[0]) for g in lines], 24)
    high = spread([height(g.dated[-1]) for g in lines], 24)
    for position, group in enumerate(lines):
        number = series_number(group.first.level, position)
        dash = " dash" if number == 3 else ""
        for before, after in zip(group.dated, group.dated[1:], strict=False):
            start, end = (x[before.year or 0], height(before)), (x[after.year or 0], height(after))
            sheet.line(start, end, f"line s-{number}{dash}")
        for point in group.dated:
            sheet.dot(x[point.year or 0], height(point), f"f-{number}")
        lang = language_of(group.first.label, speaker) if "label" in figure.definition.name_by else ""
        first, last = x[group.dated[0].year or 0] - 14, x[group.dated[-1].year or 0] + 14
        if len(group.dated) > 1:
            sheet.text(first, low[position] + 5, starts[position], roles=f"t-bold t-{number}", anchor="end", lang=lang)
        sheet.text(last, high[position] + 5, ends[position], roles=f"t-bold t-{number}", lang=lang)
    bottom_label = max([bottom, *low, *high])
    return sheet.done(width, bottom_label + 34, shown=len(lines), count=len(figure.groups))


def _bars(figure: Figure, speaker: Speaker, limit: int | None) -> Drawing:
    groups = figure.groups[:limit]
    points = [point for group in groups for point in group.points]
    ticks = [_tick(figure, point, speaker) for point in points]
    left = wide(ticks) + 18
    values = [float(point.value) for point in points if point.value is not None]
    percent = figure.definition.unit == "percent" and max(values, default=0) > 25
    largest = 100.0 if percent else max(values, default=0) or 1.0
    room = WIDTH - left - wide([_said(point, speaker) for point in points]) - 10
    sheet, y, name = Sheet(), 4.0, ""
    for group in groups:
        by_level = figure.definition.name_by == "level"
        if not by_level and (now := name_of(figure, group.first, speaker)) != name:
            name = now
            for row in wrap(name, WIDTH):
                sheet.text(0, y + 16, row, roles="t-bold", lang=language_of(group.first.label, speaker))
                y += 22
        for position, point in enumerate(group.points):
            number = series_number(point.level, position) if by_level else 1
            sheet.text(0, y + 17, _tick(figure, point, speaker), roles="t-bold" if by_level else "t-muted")
            if point.value is not None:
                long = max(1.5, room * float(max(point.value, Decimal(0))) / largest)
                sheet.bar(left, y + 2, (long, 20), roles=f"f-{number}")
                sheet.text(left + long + 8, y + 17, _said(point, speaker), roles="t-bold")
            else:
                sheet.text(left, y + 17, _said(point, speaker), roles="t-muted")
            y += 28
        y += 0 if by_level else 8
    return sheet.done(WIDTH, y + 4, shown=len(groups), count=len(figure.groups))


def _tick(figure: Figure, point: Observation, speaker: Speaker) -> str:
    if figure.definition.tick_by == "year":
        return str(point.year) if point.year is not None else speaker.word("no_year")
    return point.level


def _dots(figure: Figure, speaker: Speaker, limit: int | None) -> Drawing:
    pairs = [(g, c) for g, c in zip(figure.groups, figure.computed, strict=True) if c is not None][:limit]
    years = {group.first.year for group, _ in pairs}
    names = [_dot_name(figure, group, speaker, years) for group, _ in pairs]
    left, right = wide(names) + 24, 70
    largest = min(100, 10 * ceil(max((float(c.high or c.value) for _, c in pairs), default=10) / 10)) or 10
    sheet, bottom = Sheet(), 14 + 42.0 * len(pairs)

    def x(share: Decimal) -> float:
        return left + (WIDTH - left - right) * float(share) / largest

    for percent in range(0, largest + 1, 10 if largest <= 50 else 20):
        sheet.line((x(Decimal(percent)), 8), (x(Decimal(percent)), bottom), "grid")
        text = speaker.value(Decimal(percent), "percent")
        sheet.text(x(Decimal(percent)), bottom + 22, text, roles="t-muted", anchor="middle")
    for position, (group, computed) in enumerate(pairs):
        y, number = 30 + 42.0 * position, series_number(group.first.level, position)
        sheet.text(left - 18, y + 5, names[position], roles="t-bold", anchor="end")
        _interval(sheet, computed, x=x, y=y, number=number)
        end = x(computed.high if computed.high is not None else computed.value) + 12
        sheet.text(end, y + 5, speaker.value(computed.value, "percent", computed.qualifier), roles="t-bold")
    return sheet.done(WIDTH, bottom + 32, shown=len(pairs), count=len(figure.groups))


def _interval(sheet: Sheet, computed: Computed, *, x: Callable[[Decimal], float], y: float, number: int) -> None:
    if computed.low is not None and computed.high is not None:
        sheet.line((x(computed.low), y), (x(computed.high), y), f"line s-{number}")
    sheet.dot(x(computed.value), y, f"f-{number}")


def _dot_name(figure: Figure, group: Group, speaker: Speaker, years: set[int | None]) -> str:
    name = name_of(figure, group.first, speaker)
    return name if len(years) < 2 or group.first.year is None else f"{name} {group.first.year}"


def _ladder(figure: Figure, speaker: Speaker, limit: int | None) -> Drawing:
    points = [group.first for group in figure.groups]
    known = sorted({point.level for point in points})
    usual: tuple[str, ...] = ("mbo", "hbo", "wo")
    levels = [*(level for level in usual if level in known), *(level for level in known if level not in usual)]
    column = max(64.0, wide(levels) + 16)
    room = WIDTH - column * len(levels)
    sheet, y = Sheet(), 30.0
    middle = {level: room + column * (number + 0.5) for number, level in enumerate(levels)}
    for level in levels:
        sheet.text(middle[level], 16, level, roles="t-bold", anchor="middle")
    for point in points[:limit]:
        rows = wrap(name_of(figure, point, speaker), room - 36)
        sheet.line((0, y), (WIDTH, y), "grid")
        sheet.text(0, y + 20, _said(point, speaker), roles="t-bold")
        for number, row in enumerate(rows):
            sheet.text(30, y + 20 + 20 * number, row, lang=language_of(point.label, speaker))
        sheet.dot(middle[point.level], y + 15, f"f-{series_number(point.level, 0)}")
        y += 20 * len(rows) + 10
    shown = len(points[:limit])
    return sheet.done(WIDTH, y + 4, shown=shown, count=len(points))
