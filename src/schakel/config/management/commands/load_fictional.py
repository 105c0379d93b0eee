from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from schakel.records.core.region import current_region, taxonomy
from schakel.records.journeys import fictional as journeys
from schakel.records.journeys import fictional_keeping as keeping
from schakel.records.journeys import fictional_teams as teams
from schakel.records.offers import actions as offers
from schakel.records.offers import fictional


class Command(BaseCommand):
    help = "Fill the site with fictional people, employers, vacancies and sessions, marked as such; what is there of an earlier run goes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale",
            type=float,
            default=1.0,
            help="1 is a region to browse; 40 is about 26,000 people and 5,000 offers",
        )
        parser.add_argument("--seed", type=int, default=2030, help="another number makes other people")

    def handle(self, *args: Any, **options: Any) -> None:
        teams.clear()
        journeys.clear()
        counts = fictional.load(
            by="command load_fictional",
            region=current_region(),
            taxonomy=taxonomy(),
            scale=options["scale"],
            seed=options["seed"],
        )
        counts["requests"] = journeys.load(by="command load_fictional", now=timezone.now(), seed=options["seed"])
        counts["assignment rounds"] = teams.load(by="command load_fictional", now=timezone.now(), seed=options["seed"])
        counts["ambassadors"] = keeping.load(by="command load_fictional", now=timezone.now())
        offers.refresh_search(by="command load_fictional", taxonomy=taxonomy())
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
