"""Fictional employers tell in which languages they work, and have made-up people who answer newcomers."""

import tomllib
from datetime import datetime

from django.db import transaction

from schakel.records.core.actions import record_event
from schakel.records.journeys.models import Ambassador
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.reference import REFERENCE

# Which employer, counted in order of key, works in which languages: the first number that divides its own decides.
KNOWN = ("nl", "en", "de")
LANGUAGES = ((7, "nl,en,de"), (3, "nl,en"), (5, "nl,de"))


@transaction.atomic
def load(*, by: str, now: datetime) -> int:
    """Fill in the languages that are not told, and the ambassadors anew; returns how many of those."""
    Ambassador.objects.filter(fictional=True).delete()
    employers = list(Organisation.objects.filter(fictional=True, kind=Organisation.Kind.EMPLOYER).order_by("slug"))
    silent = [(number, one) for number, one in enumerate(employers, start=1) if not one.working_languages]
    offered: dict[int, set[str]] = {}
    for organisation, language in (
        Offer.objects.filter(organisation__in=employers).order_by("pk").values_list("organisation_id", "language")
    ):
        offered.setdefault(organisation or 0, set()).add(language)
    for number, one in silent:
        told = next((told for step, told in LANGUAGES if number % step == 0), "nl").split(",")
        one.working_languages = ",".join(code for code in KNOWN if code in told or code in offered.get(one.pk, ()))
    Organisation.objects.bulk_update([one for _number, one in silent], ["working_languages"], batch_size=500)
    open_ones = [one for one in employers if "en" in one.working_languages or "de" in one.working_languages]
    rows = tomllib.loads((REFERENCE / "fictional" / "ambassadors.toml").read_text(encoding="utf-8"))["ambassadors"]
    made = [
        Ambassador(
            organisation=of,
            name=row["name"],
            languages=",".join(row["languages"]),
            about=row["about"],
            email=f"contact{number}@schakel.example",
            asked=now,
            agreed=now,
            fictional=True,
        )
        for number, (of, row) in enumerate(zip(open_ones, rows, strict=False), start=1)
    ]
    Ambassador.objects.bulk_create(made)
    record_event(by=by, action="journeys.load_fictional_ambassadors", details={"ambassadors": len(made)})
    return len(made)
