import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from schakel.engine.errors import InputError
from schakel.records.journeys import trials


class Command(BaseCommand):
    help = (
        "The answer of a trial: the outcome that was registered, once as many people had their days as was registered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="id of a trial in reference/desk/trials.toml")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = trials.analyse(trials.trial(options["name"]), now=timezone.now())
        except InputError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), default=str))
            return
        self.stdout.write(f"{found.trial}: {found.outcome} within {found.days} days")
        for arm in found.arms:
            self.stdout.write(f"  {arm.id}: {arm.had} of {arm.people} ({arm.low} to {arm.high} %), lost {arm.lost}")
        second, first = found.arms[1].id, found.arms[0].id
        self.stdout.write(f"  {second} less {first}: {found.difference} percent points ({found.low} to {found.high})")
