"""`./schakel demo`: the site on this machine. With `--check` it asks every main page once, in every language, and prints what came back."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from schakel.launch import environment, site


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="schakel demo", description="Set up everything (once) and serve the site on this machine."
    )
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")
    parser.add_argument(
        "--scale", default="1", help="how many fictional people and offers: 1 is a region to browse (1)"
    )
    parser.add_argument("--check", action="store_true", help="ask every main page once, print a JSON summary and stop")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # stopped from outside: server and worker stop with us
    # Only made-up people live here: roles need no second factor, and the accounts to try are printed.
    os.environ.setdefault("SCHAKEL_DEMO", "1")
    started = time.monotonic()
    site.check_port(options.port)
    python = site.prepare(scale=options.scale)
    with site.Running(python, options.port) as running:
        if options.check:
            return check(running, started)
        accounts = ask(running, "demo_accounts")
        sys.stderr.write(f"\nReady in {time.monotonic() - started:.0f} s.\n")
        print(f"\n  {running.address}\n\n{accounts}\n  Stop with Ctrl-C.", flush=True)
        return running.wait()


def ask(running: site.Running, *command: str) -> str:
    """What a management command prints."""
    asked = subprocess.run(
        [str(running.python), "-m", "schakel.cli", "manage", *command],
        capture_output=True,
        text=True,
        check=False,
        env=environment.child_variables(),
    )
    if asked.returncode:
        raise environment.failure(f"`manage {command[0]}` failed", asked.stdout + asked.stderr)
    return asked.stdout


def check(running: site.Running, started: float) -> int:
    known = json.loads(ask(running, "main_pages"))
    pages = [fetch(running.address, page) for page in known["pages"]]
    summary = {"pages": pages, "counts": known["counts"], "seconds": round(time.monotonic() - started, 1)}
    print(json.dumps(summary, indent=1, ensure_ascii=False), flush=True)
    bad = [page for page in pages if page["status"] != 200]
    for page in bad:
        sys.stderr.write(f"schakel: {page['path']} answered {page['status']}\n")
    return 1 if bad else 0


def fetch(address: str, page: dict[str, str]) -> dict[str, object]:
    started = time.monotonic()
    try:
        with urllib.request.urlopen(address + page["path"], timeout=60) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    return {**page, "status": status, "ms": round((time.monotonic() - started) * 1000)}
