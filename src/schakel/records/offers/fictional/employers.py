"""Fictional employers."""

from django.utils.text import slugify

from schakel.records.offers.fictional.world import World
from schakel.records.organisations.models import Organisation


def make(world: World, count: int, *, prefix: str = "fictief") -> int:
    """Add employers to the world; names are made of the region's own sounds. `prefix`: what their keys begin with."""
    words = world.words["employer"]
    rows = []
    used: set[str] = set()
    for number in range(count):
        sector = words["sectors"][number % len(words["sectors"])]
        name = f"{world.pick(words['first'])}{world.pick(words['second'][sector])}"
        if name in used:
            name = f"{name} {number + 1}"
        used.add(name)
        rows.append(
            Organisation(
                slug=f"{prefix}-{slugify(name)}-{number + 1}",
                name=name,
                kind=Organisation.Kind.EMPLOYER,
                sector=sector,
                place=world.place(),
                fictional=True,
            )
        )
    there = set(Organisation.objects.filter(fictional=True).order_by("slug").values_list("slug", flat=True))
    Organisation.objects.bulk_create(row for row in rows if row.slug not in there)
    world.employers = list(Organisation.objects.filter(fictional=True).select_related("place").order_by("slug"))
    return len(rows)
