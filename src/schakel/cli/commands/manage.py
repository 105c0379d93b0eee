"""Running the site by hand: everything Django's own command line offers, with our settings."""

import argparse
import os
from collections.abc import Sequence
from typing import TextIO

NAME = "manage"
HELP = "run a command of the site (migrate, load_region, ...)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="the command and its options; `help` lists them")


def run(args: argparse.Namespace, out: TextIO) -> int:
    return hand_over(args.words)


def hand_over(words: Sequence[str]) -> int:
    """Give the words to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["schakel manage", *words])
    return 0
