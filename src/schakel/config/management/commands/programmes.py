import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from schakel.records.offers.engine_io_courses import programmes_now


class Command(BaseCommand):
    help = "Print the programmes that schools published, with modules and exemption rules, as JSON for `advise --programmes`."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(programmes_now(now=timezone.now()), ensure_ascii=False, indent=1))
