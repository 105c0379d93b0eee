"""Reads of the observatory."""

from dataclasses import dataclass

from django.db.models import QuerySet

from schakel.engine.figures import Figure
from schakel.records.core.region import current_region
from schakel.records.observatory import engine_io
from schakel.records.observatory.engine_io import Export, Shown
from schakel.records.observatory.models import NumberFinding, Observation, Snapshot, Source


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """A number the front page opens with, in words. `figure` is the id of the figure it stands in, or empty."""

    value: str
    label: str
    note: str
    where: str
    kind: str
    record: str
    figure: str


def figures() -> tuple[Figure, ...]:
    """All figures of the region that is loaded, computed from its numbers; two queries."""
    rows = Observation.objects.select_related("series", "snapshot").order_by("position")
    return engine_io.to_figures(rows, NumberFinding.objects.order_by("position"))


def figure(id: str) -> Figure:
    """One figure. Raises NotFound (a 404 page) for an id that this region has no figure for."""
    return engine_io.find(figures(), id)


def snapshots() -> dict[str, Snapshot]:
    """The files the numbers were read from, by name, with their source."""
    return {snapshot.file: snapshot for snapshot in Snapshot.objects.select_related("source").order_by("file")}


def sources() -> QuerySet[Source]:
    """The sources the numbers come from."""
    return Source.objects.prefetch_related("snapshots").order_by("key")


@dataclass(frozen=True, kw_only=True)
class FigurePage:
    """One figure, those that go with it, its files as read, and how it compares with what was published."""

    figure: Shown
    related: list[Shown]
    snapshots: list[Snapshot]
    source: Source
    result: str


def shown_figures(language: str) -> list[Shown]:
    """All figures in a language, with small charts, in the order of their definitions."""
    return [engine_io.shown(figure, language, small=True) for figure in figures()]


def figure_page(id: str, language: str) -> FigurePage:
    """One figure with what belongs to it. Raises NotFound."""
    every = figures()
    found = engine_io.find(every, id)
    page = engine_io.shown(found, language)
    known = {other.id: other for other in every}
    files = snapshots()
    used = [files[name] for name in page.files]
    return FigurePage(
        figure=page,
        related=[engine_io.shown(known[other], language, small=True) for other in page.related if other in known],
        snapshots=used,
        source=used[0].source,
        result=engine_io.result_against_published(found, current_region().facts.slug),
    )


def export(id: str) -> Export:
    """One figure as the content of a file. Raises NotFound."""
    return engine_io.to_export(figure(id), snapshots())


def highlights(language: str) -> list[Highlight]:
    """The numbers the region wants on its front page, each formatted with unit and qualifier in `language`.

    The numbers come from the records they name, so they never differ from the figures behind them.
    """
    region = current_region()
    numbers = engine_io.highlight_numbers(region)
    speaker = engine_io.speaker(language)
    homes = {point.key: figure.id for figure in figures() for point in figure.observed}
    found = []
    for highlight in region.highlights:
        value, unit, qualifier = numbers[highlight.kind, highlight.record]
        found.append(
            Highlight(
                value=speaker.value(value, str(unit), str(qualifier)),  # type: ignore[arg-type]
                label=highlight.label.in_language(language),
                note=highlight.note.in_language(language) if highlight.note else "",
                where=highlight.where,
                kind=highlight.kind,
                record=highlight.record,
                figure=homes.get(highlight.record, "") if highlight.kind != "target" else "",
            )
        )
    return found
