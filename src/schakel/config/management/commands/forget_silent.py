from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from schakel.records.journeys.actions import forgetting


class Command(BaseCommand):
    help = "Erase contact data of questions that ended, and of organisations that stayed silent, longer ago than the house rules keep it. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in forgetting.forget_silent(by="command forget_silent", now=timezone.now()).items():
            self.stdout.write(f"{name}: {count}")
