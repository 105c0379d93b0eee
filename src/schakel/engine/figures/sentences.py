"""The sentences of a figure: which case holds, and the computed numbers its template is filled with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from schakel.engine.errors import DataError
from schakel.engine.figures.build import Figure, Group
from schakel.engine.figures.observations import Observation
from schakel.engine.figures.saying import Speaker
from schakel.engine.regions import Words

CASES = {
    "change": ("mixed", "up", "down", "other"),
    "share": ("several", "one"),
    "compare": ("several", "one", "unknown"),
    "ranking": ("ranking",),
}


def title(figure: Figure, speaker: Speaker) -> str:
    """What the figure says, in one line.

    A template that asks for a number which the figure does not have raises DataError.
    """
    return _fill(figure, figure.definition.titles, speaker)


def lead(figure: Figure, speaker: Speaker) -> str:
    """The numbers behind the title, in a sentence or two; empty where there is nothing to say."""
    return "" if case_of(figure) == "unknown" else _fill(figure, figure.definition.leads, speaker)


def note(figure: Figure, speaker: Speaker) -> str:
    """What is counted, where and when."""
    return _format(figure, figure.definition.note, speaker)


def name_of(figure: Figure, point: Observation, speaker: Speaker) -> str:
    """What a row is called: its level, what is counted, where, or both."""
    by = figure.definition.name_by
    label = speaker.words(point.label)
    parts = {"level": [point.level], "label": [label], "area": [point.area], "area-label": [point.area, label]}[by]
    return ", ".join(part for part in parts if part) or label or point.area


def case_of(figure: Figure) -> str:
    """Which of the figure's sentences holds; the cases by kind stand in CASES."""
    if figure.definition.kind == "change":
        signs = {(c.value > 0) - (c.value < 0) for c in figure.computed if c is not None}
        return {(1, -1): "mixed", (1,): "up", (-1,): "down"}.get(tuple(sorted(signs, reverse=True)), "other")
    if figure.definition.kind == "ranking":
        return "ranking"
    if figure.definition.kind == "share":
        return "several" if sum(computed is not None for computed in figure.computed) > 1 else "one"
    known = [point for group in figure.groups for point in group.points if point.value is not None]
    return "several" if len(known) > 1 else "one" if known else "unknown"


def arguments(figure: Figure, speaker: Speaker) -> dict[str, str]:
    """The computed numbers and names that the templates of this figure may use."""
    make = {"change": _change, "share": _share, "compare": _compare, "ranking": _ranking}[figure.definition.kind]
    years = sorted({point.year for group in figure.groups for point in group.points if point.year is not None})
    areas = dict.fromkeys(point.area for group in figure.groups for point in group.points if point.area)
    common = {"years": speaker.join([str(year) for year in years]), "areas": speaker.join(list(areas))}
    return common | make(figure, speaker)


def _fill(figure: Figure, templates: Mapping[str, Words], speaker: Speaker) -> str:
    case = case_of(figure)
    template = templates.get(case) or templates.get("any")
    if template is None:
        raise DataError(f"Figure '{figure.id}' has no sentence for case '{case}'", remedy="Add it to its definition")
    text = _format(figure, template, speaker)
    return text[:1].upper() + text[1:]


def _format(figure: Figure, template: Words, speaker: Speaker) -> str:
    values = arguments(figure, speaker)
    try:
        return speaker.words(template).format(**values)
    except (KeyError, IndexError, ValueError) as error:
        remedy = f"Use only: {', '.join(sorted(values))}"
        raise DataError(f"A sentence of figure '{figure.id}' cannot be filled: {error}", remedy=remedy) from None


def _said(point: Observation, speaker: Speaker) -> str:
    return speaker.value(point.value, point.unit, point.qualifier)


def _change(figure: Figure, speaker: Speaker) -> dict[str, str]:
    pairs = [(g, c) for g, c in zip(figure.groups, figure.computed, strict=True) if c is not None]
    names: dict[str, list[str]] = {"up": [], "down": []}
    changes = []
    for group, computed in pairs:
        if computed.value:
            names["up" if computed.value > 0 else "down"].append(name_of(figure, group.first, speaker))
        changes.append(speaker.words(figure.definition.item).format(**_ends(figure, group, speaker)))
    found = {key: speaker.join(value) for key, value in names.items()}
    found |= {"changes": speaker.join(changes), "values": _values(figure, speaker)}
    if pairs:
        group, computed = pairs[0]
        found |= _ends(figure, group, speaker)
        found["difference"] = speaker.value(computed.value, computed.unit, computed.qualifier, signed=True)
    return found


def _ends(figure: Figure, group: Group, speaker: Speaker) -> dict[str, str]:
    first, last = group.dated[0], group.dated[-1]
    return {
        "name": name_of(figure, group.first, speaker),
        "first": _said(first, speaker),
        "last": _said(last, speaker),
        "first_year": str(first.year),
        "last_year": str(last.year),
    }


def _values(figure: Figure, speaker: Speaker) -> str:
    points = [point for group in figure.groups for point in group.points]
    said = []
    for point in points:
        year = f" ({point.year})" if point.year is not None else ""
        said.append(f"{name_of(figure, point, speaker)} {_said(point, speaker)}{year}")
    return speaker.join(said)


def _share(figure: Figure, speaker: Speaker) -> dict[str, str]:
    pairs = [(g, c) for g, c in zip(figure.groups, figure.computed, strict=True) if c is not None]
    shares = [
        speaker.words(figure.definition.item).format(
            name=name_of(figure, group.first, speaker), share=speaker.value(c.value, c.unit, c.qualifier)
        )
        for group, c in pairs
    ]
    found = {"shares": speaker.join(shares)}
    for word, choose in (("lowest", min), ("highest", max)):
        if pairs:
            group, computed = choose(pairs, key=lambda pair: pair[1].value)
            whole = computed.value.quantize(Decimal(1))
            found |= {word: speaker.value(whole, "percent", computed.qualifier)}
            found |= {f"{word}_name": name_of(figure, group.first, speaker)}
    return found


def _compare(figure: Figure, speaker: Speaker) -> dict[str, str]:
    points = [point for group in figure.groups for point in group.points if point.value is not None]
    template = speaker.words(figure.definition.item)
    items = [template.format(value=_said(p, speaker), name=name_of(figure, p, speaker), level=p.level) for p in points]
    found = {"count": str(len(points)), "values": speaker.join(items)}
    for word, choose in (("lowest", min), ("highest", max)):
        if points:
            point = choose(points, key=lambda point: point.value or Decimal(0))
            found |= {word: _said(point, speaker), f"{word}_name": name_of(figure, point, speaker)}
            found |= {f"{word}_level": point.level, f"{word}_area": point.area}
            found |= {f"{word}_label": speaker.words(point.label)}
    return found


def _ranking(figure: Figure, speaker: Speaker) -> dict[str, str]:
    points = [group.first for group in figure.groups]
    counts = Counter(point.level for point in points)
    template = speaker.words(figure.definition.item)
    levels = [template.format(n=count, level=level) for level, count in counts.most_common()]
    return {
        "count": str(len(points)),
        "levels": speaker.join(levels),
        "first_name": name_of(figure, points[0], speaker),
        "first_level": points[0].level,
    }
