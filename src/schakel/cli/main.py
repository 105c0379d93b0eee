"""Reads the command line, runs one command, and maps what goes wrong to one clear line and an exit code.

Exit codes: 0 good, 1 findings or not found, 2 bad input. A user's mistake never ends in a traceback.
"""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from schakel import __version__
from schakel.cli import commands
from schakel.engine.errors import EngineError
from schakel.engine.outcomes import outcome_of


def command_modules() -> dict[str, ModuleType]:
    """Every command by name, in alphabetical order."""
    names = sorted(info.name for info in pkgutil.iter_modules(commands.__path__))
    modules = [importlib.import_module(f"{commands.__name__}.{name}") for name in names]
    return {str(module.NAME): module for module in modules}


def build_parser(modules: dict[str, ModuleType]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="schakel",
        description="People, employers, schools and the programme of a regional ICT agenda, on one line.",
        epilog="demo: set up and serve the site on this machine.  test: run the tests.  `schakel <command> --help` tells more.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name, module in modules.items():
        sub = subparsers.add_parser(name, help=module.HELP, description=module.__doc__ or module.HELP)
        module.add_arguments(sub)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    modules = command_modules()
    if words[:1] == ["manage"]:  # everything after it belongs to Django
        return int(modules["manage"].hand_over(words[1:]))
    options = build_parser(modules).parse_args(words)
    try:
        return int(modules[options.command].run(options, sys.stdout))
    except EngineError as error:
        sys.stderr.write(f"schakel {options.command}: {error}\n")
        return outcome_of(error).exit_code
    except BrokenPipeError:  # `schakel read ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
