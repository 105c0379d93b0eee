from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from schakel.records.journeys import letters
from schakel.records.journeys.actions import rounds
from schakel.records.journeys.models import Letter
from schakel.screens.open.after.mail import compose


class Command(BaseCommand):
    help = "The round of the journeys: one reminder to who is due, and the questions after a shadow day and after months. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--send", action="store_true", help="also send what waits now, without the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        for name, count in rounds.run(by="command remind", now=now).items():
            self.stdout.write(f"{name}: {count}")
        skipped = Letter.objects.filter(state=Letter.State.SKIPPED, made__gte=now).count()
        self.stdout.write(f"without an e-mail address: {skipped}")
        if options["send"]:
            waiting = Letter.objects.filter(state=Letter.State.WAITING).order_by("made", "pk")
            sent = [letters.send(pk, now=now, compose=compose) for pk in waiting.values_list("pk", flat=True)]
            self.stdout.write(f"sent: {sum(sent)}")
