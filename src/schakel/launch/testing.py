"""`./schakel test`: all tests this machine can run; options add the ones that need a browser or a database server."""

import argparse
import os
import shutil
import subprocess
from collections.abc import Sequence

from schakel.launch import assets, environment
from schakel.launch.places import ROOT, home
from schakel.launch.say import Stop

NOTHING_COLLECTED = 5
LOCAL_POSTGRES = "postgresql://schakel:schakel@127.0.0.1:5432/schakel"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="schakel test", description="Run the tests. Words it does not know are passed on to pytest."
    )
    parser.add_argument(
        "--browser", action="store_true", help="also pages in Chromium: keyboard, widths, no JavaScript, accessibility"
    )
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="also on PostgreSQL (DATABASE_URL, or the local server's `schakel` database)",
    )
    parser.add_argument("--slow", action="store_true", help="also the tests that take more than a few seconds")
    parser.add_argument("--spark", action="store_true", help="also batches on a local Spark (needs Java 17)")
    options, rest = parser.parse_known_args(arguments)
    if options.spark and not shutil.which("java"):
        raise Stop("no Java on this machine for --spark.", "Install it: sudo apt install default-jre-headless")
    python = environment.make("spark" if options.spark else "test")
    packages = assets.make(python, with_dev=options.browser)
    variables = environment.child_variables()
    if options.browser:
        variables["SCHAKEL_CHROMIUM"] = chromium()
        variables["SCHAKEL_AXE"] = str(packages / "node_modules" / "axe-core" / "axe.min.js")
    if not rest:
        for command in (
            ["schakel.cli", "manage", "compile_translations"],
            ["ruff", "check", "--quiet", "."],
            ["mypy", "--no-error-summary"],
        ):
            done = subprocess.run([str(python), "-m", *command], cwd=ROOT, env=variables, check=False)
            if done.returncode:
                return done.returncode
    plain = [str(python), "-m", "pytest", "-o", f"cache_dir={home() / 'pytest'}"]
    spread = plain if any(word.startswith("-n") for word in rest) else [*plain, "-n", str(min(os.cpu_count() or 1, 8))]
    without_server = {name: value for name, value in variables.items() if name != "SCHAKEL_TEST_POSTGRES"}
    rounds = []
    in_browser = without_server
    if options.postgres:
        server = os.environ.get("SCHAKEL_TEST_POSTGRES") or os.environ.get("DATABASE_URL") or LOCAL_POSTGRES
        in_browser = {**variables, "SCHAKEL_TEST_POSTGRES": server}
        # Who may open what is the same on every database: that walk is left to the round on SQLite.
        on_server = [*spread, "--ignore=tests/access"]
        rounds.append((on_server, "django_db and not browser and (not slow or server)", in_browser))
    if options.browser:  # the tests of one file share one site
        rounds.append(([*spread, "--dist", "loadfile"], "browser", in_browser))
    apart = ["browser", *([] if options.slow else ["slow"]), *([] if options.spark else ["spark"])]
    rounds.append((spread, " and ".join(f"not {marker}" for marker in apart), without_server))
    return run_rounds(rounds, rest)


def run_rounds(rounds: Sequence[tuple[list[str], str, dict[str, str]]], rest: list[str]) -> int:
    """Run pytest once a round (command, marker, environment), until one fails. A round in which nothing fits the words given is no failure."""
    outcome = 0
    for command, marker, variables in rounds:
        done = subprocess.run([*command, "-m", marker, *rest], cwd=ROOT, env=variables, check=False)
        outcome = 0 if done.returncode == NOTHING_COLLECTED and rest else done.returncode
        if outcome:
            return outcome
    return outcome


def chromium() -> str:
    """The machine's Chromium; Playwright drives it, and downloads nothing."""
    for name in (os.environ.get("SCHAKEL_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise Stop("no Chromium on this machine for --browser.", "Install it, for example: sudo apt install chromium")
