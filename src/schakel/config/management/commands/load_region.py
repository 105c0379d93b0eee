from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from schakel.records.core import actions as core
from schakel.records.core.region import current_region, taxonomy
from schakel.records.observatory import actions as observatory
from schakel.records.offers import actions as offers
from schakel.records.organisations import actions as organisations
from schakel.records.programme import actions as programme

BY = "command load_region"


class Command(BaseCommand):
    help = "Load the region's plan, places, partners, trainings and figures from its folder; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        region = current_region()
        core.load_places(by=BY, region=region)
        for part in (organisations, offers, observatory, programme):
            counts = part.load_region(by=BY, region=region)
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
        offers.refresh_search(by=BY, taxonomy=taxonomy())
        self.stdout.write(f"Region {settings.REGION} loaded.")
