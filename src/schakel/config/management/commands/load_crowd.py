from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from schakel.engine.errors import Conflict
from schakel.records.core.actions import record_event
from schakel.records.core.region import current_region, taxonomy
from schakel.records.journeys import fictional as journeys
from schakel.records.offers import actions as offers
from schakel.records.offers.fictional import crowd

BY = "command load_crowd"


class Command(BaseCommand):
    help = "Fill a database without real people with a made-up crowd, to measure with. It goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=50_000, help="so many profiles in all")
        parser.add_argument("--offers", type=int, default=10_000, help="so many offers in all")
        parser.add_argument("--seed", type=int, default=2030, help="another number makes another crowd")
        parser.add_argument("--remove", action="store_true", help="remove the crowd, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            gone = {"requests": journeys.clear_crowd(), **crowd.clear()}
            record_event(by=BY, action="offers.remove_crowd", details=gone)
        else:
            gone = self._load(options)
        offers.refresh_search(by=BY, taxonomy=taxonomy())
        said = ", ".join(f"{count} {name}" for name, count in gone.items())
        self.stdout.write(f"Removed: {said}" if options["remove"] else f"Made up: {said}")

    def _load(self, options: dict[str, Any]) -> dict[str, int]:
        parts = crowd.load(
            people_most=options["people"],
            offers_most=options["offers"],
            region=current_region(),
            taxonomy=taxonomy(),
            seed=options["seed"],
            today=timezone.localdate(),
        )
        try:
            for there in parts:
                if options["verbosity"] > 1:
                    self.stdout.write(f"  {there['offers']} offers, {there['people']} people")
        except Conflict as error:
            raise CommandError(str(error)) from None
        journeys.crowd(requests=options["people"] // 25, now=timezone.now(), seed=options["seed"])
        made = {**crowd.size(), "requests": journeys.crowd_requests().count()}
        record_event(by=BY, action="offers.load_crowd", details={**made, "seed": options["seed"]})
        return made
