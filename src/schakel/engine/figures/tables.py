"""A figure as a table for people: the same numbers as the chart, in words of one language."""

from __future__ import annotations

from dataclasses import dataclass

from schakel.engine.figures.build import Computed, Figure, Group
from schakel.engine.figures.observations import Observation
from schakel.engine.figures.saying import Speaker
from schakel.engine.figures.sentences import name_of, note
from schakel.engine.regions import Words


@dataclass(frozen=True)
class Cell:
    """One cell. `column` is the heading above it; `lang` is set where the text is in another language."""

    text: str
    column: str
    right: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first cell of a row is its name."""

    caption: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(figure: Figure, speaker: Speaker) -> Table:
    """The table of a figure, in the language of `speaker`."""
    make = {"change": _change, "share": _share, "compare": _compare, "ranking": _ranking}[figure.definition.kind]
    rows = make(figure, speaker)
    columns = tuple(Cell(cell.column, cell.column, right=cell.right) for cell in rows[0])
    return Table(note(figure, speaker), columns, tuple(tuple(row) for row in rows))


def language_of(words: Words, speaker: Speaker) -> str:
    """`nl` where the Dutch words stand in for a missing translation, else nothing.

    >>> from schakel.engine.figures.definitions import Vocabulary
    >>> language_of(Words(nl="beroep"), Speaker("de", Vocabulary({})))
    'nl'
    """
    return "" if speaker.language == "nl" or getattr(words, speaker.language) or not words.nl else "nl"


def _name(figure: Figure, point: Observation, speaker: Speaker) -> Cell:
    column = {"level": "level", "label": "label", "area": "area", "area-label": "label"}[figure.definition.name_by]
    if figure.definition.measure in ("demand", "occupation-rank"):
        column = "occupation"
    lang = language_of(point.label, speaker) if "label" in figure.definition.name_by else ""
    return Cell(name_of(figure, point, speaker), speaker.word(column), lang=lang)


def _change(figure: Figure, speaker: Speaker) -> list[list[Cell]]:
    years = sorted({point.year for group in figure.groups for point in group.points if point.year is not None})
    undated = any(point.year is None for group in figure.groups for point in group.points)
    rows = []
    for group, computed in zip(figure.groups, figure.computed, strict=True):
        row = [_name(figure, group.first, speaker)]
        row += [_at(group, year, str(year), speaker) for year in years]
        if undated:
            row.append(_at(group, None, speaker.word("no_year"), speaker))
        if any(figure.computed):
            row.append(_difference(computed, speaker))
        rows.append(row)
    return rows


def _at(group: Group, year: int | None, column: str, speaker: Speaker) -> Cell:
    found = [point for point in group.points if point.year == year]
    text = _said(found[0], speaker) if found else speaker.word("not_named")
    return Cell(text, column, right=True)


def _difference(computed: Computed | None, speaker: Speaker) -> Cell:
    if computed is None:
        text = speaker.word("unknown")
    else:
        text = speaker.value(computed.value, computed.unit, computed.qualifier, signed=True)
    return Cell(text, speaker.word("difference"), right=True)


def _share(figure: Figure, speaker: Speaker) -> list[list[Cell]]:
    rows = []
    several = len({group.first.year for group in figure.groups}) > 1
    for group, computed in zip(figure.groups, figure.computed, strict=True):
        sexes = {point.sex: point for point in group.points}
        row = [_name(figure, group.first, speaker)]
        if several:
            row.append(_year(group.first, speaker))
        row += [Cell(_said(sexes[sex], speaker), speaker.word(sex), right=True) for sex in ("women", "men")]
        share = (computed.value, computed.unit, computed.qualifier) if computed else (None, "percent", "exact")
        row += [Cell(speaker.value(*share), speaker.word("share"), right=True)]
        row += [Cell(margin(computed, speaker), speaker.word("margin"), right=True)]
        rows.append(row)
    return rows


def margin(computed: Computed | None, speaker: Speaker) -> str:
    """The interval in words: `3,4% tot 8,4%`."""
    if computed is None or computed.low is None or computed.high is None:
        return speaker.word("unknown")
    low, high = speaker.value(computed.low, "percent"), speaker.value(computed.high, "percent")
    return speaker.word("to").format(low=low, high=high)


def _compare(figure: Figure, speaker: Speaker) -> list[list[Cell]]:
    rows = []
    points = [point for group in figure.groups for point in group.points]
    dated = any(point.year is not None for point in points)
    for point in points:
        row = [_name(figure, point, speaker)]
        if figure.definition.name_by != "level":
            row.append(Cell(point.level or speaker.word("not_named"), speaker.word("level")))
        if dated:
            row.append(_year(point, speaker))
        row.append(Cell(_said(point, speaker), speaker.word("value"), right=True))
        rows.append(row)
    return rows


def _ranking(figure: Figure, speaker: Speaker) -> list[list[Cell]]:
    rows = []
    for point in (group.first for group in figure.groups):
        rows.append(
            [
                Cell(_said(point, speaker), speaker.word("rank")),
                _name(figure, point, speaker),
                Cell(point.level, speaker.word("level")),
                Cell(point.code, speaker.word("code"), right=True),
            ]
        )
    return rows


def _year(point: Observation, speaker: Speaker) -> Cell:
    text = speaker.word("not_named") if point.year is None else str(point.year)
    return Cell(text, speaker.word("year"), right=True)


def _said(point: Observation, speaker: Speaker) -> str:
    return speaker.value(point.value, point.unit, point.qualifier)
