from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from schakel.config import catalogues


class Command(BaseCommand):
    help = "Bring the .po files up to date with the texts in code and templates; then translate the empty ones."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in catalogues.update(settings.PACKAGE):
            language = path.parents[1].name
            todo = [m.id for m in catalogues.read(path, language) if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]
            self.stdout.write(f"{path.relative_to(settings.PACKAGE)}: {len(todo)} to translate")
