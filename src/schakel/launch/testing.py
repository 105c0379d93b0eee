"""`./schakel test`: all tests this machine can run; options add the ones that need a browser or a database server."""

import argparse
import os
import shutil
import subprocess

from schakel.launch import assets, environment
from schakel.launch.places import ROOT, home
from schakel.launch.say import Stop


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="schakel test", description="Run the tests. Words it does not know are passed on to pytest.")
    parser.add_argument("--browser", action="store_true", help="also pages in Chromium: keyboard, widths, no JavaScript, accessibility")
    parser.add_argument("--postgres", action="store_true", help="also on PostgreSQL (DATABASE_URL, or the local server's `schakel` database)")
    parser.add_argument("--slow", action="store_true", help="also the tests that take more than a few seconds")
    options, rest = parser.parse_known_args(arguments)
    python = environment.make("test")
    packages = assets.make(python, with_dev=options.browser)
    variables = environment.child_variables()
    if options.browser:
        variables["SCHAKEL_CHROMIUM"] = chromium()
        variables["SCHAKEL_AXE"] = str(packages / "node_modules" / "axe-core" / "axe.min.js")
    if options.postgres:
        variables.setdefault("SCHAKEL_TEST_POSTGRES", os.environ.get("DATABASE_URL", "postgresql://schakel:schakel@127.0.0.1:5432/schakel"))
    checks = [
        [str(python), "-m", "schakel.cli", "manage", "compile_translations"],
        [str(python), "-m", "ruff", "check", "--quiet", "."],
        [str(python), "-m", "mypy", "--no-error-summary"],
    ]
    if not rest:
        for command in checks:
            done = subprocess.run(command, cwd=ROOT, env=variables, check=False)
            if done.returncode:
                return done.returncode
    else:
        subprocess.run(checks[0], cwd=ROOT, env=variables, check=False)
    skip = [name for name in ("browser", "postgres", "slow") if not getattr(options, name)]
    command = [str(python), "-m", "pytest", "-o", f"cache_dir={home() / 'pytest'}"]
    if skip:
        command += ["-m", " and ".join(f"not {name}" for name in skip)]
    if not any(word.startswith("-n") for word in rest):
        command += ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadgroup"]
    return subprocess.run([*command, *rest], cwd=ROOT, env=variables, check=False).returncode


def chromium() -> str:
    """The machine's Chromium; Playwright drives it, and downloads nothing."""
    for name in (os.environ.get("SCHAKEL_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise Stop("no Chromium on this machine for --browser.", "Install it, for example: sudo apt install chromium")
