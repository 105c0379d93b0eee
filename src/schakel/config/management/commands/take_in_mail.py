from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from schakel.records.journeys.actions.mail_in import take_in_mails
from schakel.records.journeys.mail_files import ENDINGS

_WHY = {
    "machine": "written by a machine",
    "no-sender": "has no sender to answer",
    "no-text": "has no words",
    "unreadable": "cannot be read: save it again",
    "no-mail": "is no mail: save it as .eml or .mbox",
    "too-large": "is larger than 20 MB: save fewer mails in one file",
}


class Command(BaseCommand):
    help = "Puts mails (.eml, .mbox, or a folder of them) in the inbox of the desk. Each mail comes in once: safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")

    def handle(self, *args: Any, **options: Any) -> None:
        files = [one for path in options["paths"] for one in self._files(path)]
        named = ((path.name, path.read_bytes()) for path in files)
        report = take_in_mails(files=named, by="command take_in_mail", now=timezone.now())
        self.stdout.write(f"taken in: {len(report.taken)}")
        self.stdout.write(f"there already: {report.there}")
        for left in report.left:
            self.stdout.write(f"left out: {left.place}: {_WHY[left.why]}")

    def _files(self, path: Path) -> list[Path]:
        if path.is_file():
            return [path]
        found = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
        if not found:
            raise CommandError(f"There is no mail at {path}: name a file, or a folder with .eml or .mbox files")
        return found
