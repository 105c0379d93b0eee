from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from schakel.config import catalogues


class Command(BaseCommand):
    help = "Compile all translations (no gettext needed)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{catalogues.compile_all(settings.PACKAGE)} catalogues compiled.")
