"""Writes of the observatory."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from schakel.engine.figures import Observation as Number
from schakel.engine.figures import observations
from schakel.engine.regions import Region, check_region
from schakel.records.core.actions import record_event
from schakel.records.core.region import region_folder
from schakel.records.observatory.engine_io import series_key
from schakel.records.observatory.models import NumberFinding, Observation, Series, Snapshot, Source


@transaction.atomic
def load_region(*, by: str, region: Region, folder: Path | None = None) -> dict[str, int]:
    """Make the numbers equal to those of the region folder, and note which of them do not add up; safe to repeat.

    `folder` is where `region` was read from (else the folder of the region in use): its files are hashed.
    """
    numbers = observations(region)
    snapshots = _load_snapshots(region, folder or region_folder(), numbers)
    series = _load_series(numbers)
    rows = [_row(number, position, series, snapshots) for position, number in enumerate(numbers)]
    Observation.objects.all().delete()
    Observation.objects.bulk_create(rows)
    Series.objects.exclude(key__in=list(series)).delete()
    findings = _load_findings(region)
    counts = {"series": len(series), "numbers": len(rows), "findings on numbers": findings}
    record_event(by=by, action="observatory.load_region", subject=region.facts.slug, details=counts)
    return counts


def _load_snapshots(region: Region, folder: Path, numbers: Sequence[Number]) -> dict[str, Snapshot]:
    edition = region.edition
    values = {
        "title": edition.title,
        "publisher": edition.publisher,
        "edition": edition.edition or edition.version,
        "date": edition.date,
        "status": edition.status,
        "language": edition.language,
        "licence": edition.licence,
        "note": edition.note,
    }
    source, _made = Source.objects.update_or_create(key=f"plan-{region.facts.slug}", defaults=values)
    Source.objects.exclude(pk=source.pk).filter(key__startswith="plan-").delete()
    Snapshot.objects.filter(source=source).delete()
    retrieved = edition.extra.get("retrieved")
    files = dict.fromkeys(number.file for number in numbers)
    made = [
        Snapshot(
            source=source,
            file=name,
            sha256=hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            retrieved=retrieved,
        )
        for name in files
    ]
    return {snapshot.file: snapshot for snapshot in Snapshot.objects.bulk_create(made)}


def _load_series(numbers: Sequence[Number]) -> dict[str, Series]:
    rows = {
        series_key(number): Series(
            key=series_key(number),
            measure=number.measure,
            level=number.level,
            area=number.area,
            unit=number.unit,
            code=number.code,
            label_nl=number.label.nl,
            label_en=number.label.en,
            label_de=number.label.de,
        )
        for number in numbers
    }
    fields = ["measure", "level", "area", "unit", "code", "label_nl", "label_en", "label_de"]
    Series.objects.bulk_create(list(rows.values()), update_conflicts=True, unique_fields=["key"], update_fields=fields)
    return {series.key: series for series in Series.objects.filter(key__in=list(rows)).order_by("key")}


def _row(number: Number, position: int, series: dict[str, Series], snapshots: dict[str, Snapshot]) -> Observation:
    return Observation(
        series=series[series_key(number)],
        snapshot=snapshots[number.file],
        key=number.key,
        year=number.year,
        sex=number.sex,
        value=number.value,
        qualifier=number.qualifier,
        status=number.status,
        text=number.text,
        where=number.where,
        position=position,
    )


def _load_findings(region: Region) -> int:
    """The findings whose subject is one of the numbers; those on money and texts belong to the programme."""
    known = {row.key: row for row in Observation.objects.order_by("position")}
    told = [(finding, known.get(finding.id.partition(":")[2])) for finding in check_region(region)]
    rows = [
        NumberFinding(
            observation=number,
            key=finding.id,
            stated=finding.stated,
            computed=finding.computed,
            status=finding.status,
            where=finding.where,
            note=finding.note,
            position=position,
        )
        for position, (finding, number) in enumerate(told)
        if number is not None
    ]
    NumberFinding.objects.bulk_create(rows)
    return len(rows)
