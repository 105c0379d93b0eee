import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from schakel.config.demo import DemoAccount, make_accounts

# Words a person can type over from a screen; four of them are 40 bits, far more than a demo needs.
WORDS = [
    "appel",
    "berg",
    "boot",
    "brug",
    "duif",
    "eik",
    "fiets",
    "geit",
    "hout",
    "kaas",
    "kast",
    "kers",
    "lamp",
    "lepel",
    "maan",
    "meer",
    "molen",
    "muis",
    "noot",
    "peer",
    "pen",
    "plant",
    "raam",
    "roos",
    "schip",
    "ster",
    "stoel",
    "tafel",
    "trein",
    "vis",
    "vlag",
    "wolk",
]


class Command(BaseCommand):
    help = "Make an account for every role, for fictional people and organisations only, and say how to enter."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            self.stdout.write(
                "  No demo accounts: they are made with SCHAKEL_DEMO=1 only, on a machine without real people."
            )
            return
        self.stdout.write("  Accounts to try (new passwords at every start; made-up people and organisations only):\n")
        for one in make_accounts(password=new_password):
            self.stdout.write(_line(one))


def new_password() -> str:
    return "-".join([secrets.choice(WORDS) for _ in range(5)])


def _line(one: DemoAccount) -> str:
    where = f"{one.role}, {one.organisation}" if one.organisation else one.role
    return f"    {one.email:<34} {one.password:<34} {where}"
