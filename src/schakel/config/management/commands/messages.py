import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from schakel.config import catalogues


class Command(BaseCommand):
    help = "Bring the .po files up to date with the texts in code and templates, and list what is still to translate."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "parts", nargs="*", help="only catalogues whose folder holds one of these words (advice, ui, ...)"
        )
        parser.add_argument(
            "--fill",
            type=Path,
            help='a JSON file {"source text": {"nl": "...", "de": "..."}} to fill in; a plural is a list of two',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fill = json.loads(options["fill"].read_text(encoding="utf-8")) if options["fill"] else {}
        for path in catalogues.update(settings.PACKAGE, options["parts"], fill):
            todo = catalogues.untranslated(path)
            self.stdout.write(f"{path.relative_to(settings.PACKAGE)}: {len(todo)} to translate")
            for text in todo:
                self.stdout.write(f"    {json.dumps(text, ensure_ascii=False)}")
