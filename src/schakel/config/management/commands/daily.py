from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from schakel.records.core import actions as core
from schakel.records.journeys.actions import forgetting
from schakel.screens.mine.tasks import tell_of_new_offers
from schakel.screens.open.after.tasks import make_round


class Command(BaseCommand):
    help = "What must happen once a day: mail about new offers and reminders to the worker, old audit lines, contact data and sessions out. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        tell_of_new_offers.enqueue()
        make_round.enqueue()
        gone = core.forget_old_events(by="command daily", now=timezone.now())
        forgetting.forget_silent(by="command daily", now=timezone.now())
        call_command("clearsessions")
        self.stdout.write(f"Mail about new offers and reminders is with the worker; {gone} old audit lines are gone.")
