"""Writes of core: places and the audit trail."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from schakel.engine.regions import Region
from schakel.records.core.models import AuditEvent, Place


def record_event(*, by: str, action: str, subject: str = "", details: Mapping[str, Any] | None = None) -> None:
    """Add one line to the audit trail. Call it inside the transaction of what it tells of."""
    AuditEvent.objects.create(actor=by, action=action, subject=subject, details=dict(details or {}))


@transaction.atomic
def load_places(*, by: str, region: Region) -> int:
    """Make the places equal to those of the region folder; returns how many there are."""
    places = [
        Place(
            code=m.code,
            kind=Place.Kind.MUNICIPALITY,
            name=m.name,
            country="NL",
            sub_region=m.labour_market_region,
            latitude=m.latitude,
            longitude=m.longitude,
            tile_column=m.tile_column,
            tile_row=m.tile_row,
        )
        for m in region.municipalities
    ]
    places += [
        Place(
            code=n.code,
            kind=Place.Kind.NEIGHBOUR,
            name=n.name,
            country=n.country,
            latitude=n.latitude,
            longitude=n.longitude,
        )
        for n in region.neighbours
    ]
    fields = ["kind", "name", "country", "sub_region", "latitude", "longitude", "tile_column", "tile_row"]
    Place.objects.bulk_create(places, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    record_event(by=by, action="core.load_places", details={"places": len(places)})
    return len(places)


EVENTS_KEPT = timedelta(days=365)


def forget_old_events(*, by: str, now: datetime) -> int:
    """Take lines older than a year out of the audit trail; returns how many."""
    gone, _rows = AuditEvent.objects.filter(at__lt=now - EVENTS_KEPT).delete()
    if gone:
        record_event(by=by, action="core.forget_old_events", details={"lines": gone})
    return gone
