from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Say with which accounts the demo can be entered."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            "  No account is needed: everything that is here is public. Accounts come with the Talent Office."
        )
