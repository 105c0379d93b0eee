from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from schakel.engine.errors import EngineError
from schakel.engine.store.editions import read_csv
from schakel.records.offers.carry_over import carry_over_edition

BY = "command carry_over_edition"


class Command(BaseCommand):
    help = (
        "Bring the skills and occupations of offers and profiles to a new edition, by the list `schakel import` made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", type=Path, help="the CSV file that `schakel import` names after 'since'")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["list"]
        try:
            changes = read_csv(path.read_text(encoding="utf-8"), file=str(path))
        except OSError as error:
            raise CommandError(f"{path}: The list cannot be read: {error.strerror}. Check the name.") from error
        except (EngineError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        counts = carry_over_edition(by=BY, changes=changes)
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
