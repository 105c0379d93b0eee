import pytest

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.core import actions, queries
from schakel.records.core.models import AuditEvent, Place
from support.factories import place
from support.regions import REGIONS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def limburg() -> Region:
    return read_region(region_folder("limburg"))


def test_places_are_those_of_the_files(limburg: Region) -> None:
    assert actions.load_places(by="test", region=limburg) == len(limburg.municipalities) + len(limburg.neighbours)
    for municipality in limburg.municipalities:
        made = Place.objects.get(code=municipality.code)
        assert (made.name, made.kind, made.country) == (municipality.name, "municipality", "NL")
        assert (made.latitude, made.longitude) == (municipality.latitude, municipality.longitude)
        assert (made.tile_column, made.tile_row) == (municipality.tile_column, municipality.tile_row)
        assert made.sub_region == municipality.labour_market_region
    for neighbour in limburg.neighbours:
        made = Place.objects.get(code=neighbour.code)
        assert (made.kind, made.country, made.tile_row) == ("neighbour", neighbour.country, None)


def test_loading_places_again_changes_what_changed_only(limburg: Region) -> None:
    actions.load_places(by="test", region=limburg)
    before = list(Place.objects.values())
    first = Place.objects.order_by("code").first()
    assert first
    Place.objects.filter(pk=first.pk).update(name="Oude naam")
    actions.load_places(by="test", region=limburg)
    assert list(Place.objects.values()) == before


def test_municipalities_are_by_name_and_leave_out_towns_over_the_border() -> None:
    for name, kind in (("Venlo", "municipality"), ("Aachen", "neighbour"), ("Beek", "municipality")):
        place(name, kind=kind)
    assert [found.name for found in queries.municipalities()] == ["Beek", "Venlo"]
    assert [found.name for found in queries.places()] == ["Aachen", "Beek", "Venlo"]


def test_audit_events_say_who_did_what_and_come_latest_first() -> None:
    actions.record_event(by="command x", action="core.first")
    actions.record_event(by="u-1", action="core.second", subject="offer a", details={"rows": 3})
    second, first = AuditEvent.objects.all()
    assert str(second) == "core.second by u-1"
    assert (second.subject, second.details) == ("offer a", {"rows": 3})
    assert first.details == {}
    assert first.at <= second.at


def test_loading_places_leaves_a_line_in_the_audit_trail() -> None:
    actions.load_places(by="somebody", region=read_region(REGIONS / "oostmark"))
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.details) == ("somebody", "core.load_places", {"places": 1})
