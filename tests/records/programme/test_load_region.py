from pathlib import Path

import pytest

from schakel.engine.ledger import sums_by_year
from schakel.engine.regions import Region, check_region, read_region, region_folder
from schakel.records.core import actions as core
from schakel.records.core.models import AuditEvent
from schakel.records.organisations import actions as organisations
from schakel.records.programme import actions, engine_io, models, queries

REGIONS = Path(__file__).parents[2] / "reference" / "regions"


def load(region: Region) -> dict[str, int]:
    core.load_places(by="test", region=region)
    organisations.load_region(by="test", region=region)
    return actions.load_region(by="test", region=region)


@pytest.fixture(scope="module")
def limburg() -> Region:
    return read_region(region_folder("limburg"))


@pytest.mark.django_db
def test_loading_twice_gives_the_same_rows_with_the_same_keys(limburg: Region) -> None:
    first = load(limburg)
    keys = (
        list(models.Initiative.objects.values_list("pk", "slug")),
        list(models.BudgetRow.objects.values_list("pk", "slug", "parent_id")),
    )
    assert load(limburg) == first
    assert (
        list(models.Initiative.objects.values_list("pk", "slug")),
        list(models.BudgetRow.objects.values_list("pk", "slug", "parent_id")),
    ) == keys
    assert first["initiatives"] == len(limburg.initiatives)
    assert AuditEvent.objects.filter(action="programme.load_region").count() == 2


@pytest.mark.django_db
def test_every_printed_cell_is_kept_as_it_stands(limburg: Region) -> None:
    load(limburg)
    for row in models.BudgetRow.objects.prefetch_related("amounts"):
        record = limburg.find("budget", row.slug)
        assert engine_io.amount_of(row.amount, row.status) == record.printed_total
        printed = tuple(engine_io.amount_of(cell.amount, cell.status) for cell in row.amounts.all())
        assert printed == (record.amount or (None,) * len(printed))
        assert tuple(cell.hours for cell in row.amounts.all()) == (record.hours or (None,) * len(printed))


@pytest.mark.parametrize("folder", [region_folder("limburg"), REGIONS / "oostmark"], ids=["limburg", "oostmark"])
@pytest.mark.django_db
def test_rows_give_the_sums_and_findings_of_the_files(folder: Path) -> None:
    region = read_region(folder)
    load(region)
    assert region.budget
    budget = queries.budget()
    assert sums_by_year(budget) == sums_by_year(region.budget)
    assert budget.stated == region.budget.stated
    kept = [
        (f.slug, f.where, f.stated, f.computed, f.difference, f.kind, f.status, f.note)
        for f in models.Finding.objects.all()
    ]
    assert kept == [
        (f.id, f.where, f.stated, f.computed, f.difference, f.class_, f.status, f.note) for f in check_region(region)
    ]


@pytest.mark.django_db
def test_another_region_takes_the_place_of_the_first(limburg: Region) -> None:
    load(limburg)
    load(read_region(REGIONS / "oostmark"))
    assert list(models.Programme.objects.values_list("slug", flat=True)) == ["oostmark"]
    assert list(models.Line.objects.values_list("slug", flat=True)) == ["a"]
    assert not models.Initiative.objects.exists()
    assert not models.Finding.objects.exists()
