import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from schakel.screens.open.main_pages import counts, main_pages


class Command(BaseCommand):
    help = "Print the main pages in every language, and how much there is of everything, as JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = [
            {"path": path, "language": language}
            for language, _name in settings.LANGUAGES
            for path in main_pages(language)
        ]
        self.stdout.write(json.dumps({"pages": pages, "counts": counts()}))
