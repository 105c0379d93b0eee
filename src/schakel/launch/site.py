"""Preparing and serving the site: translations, database, Limburg, fictional people, then server and worker side by side."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from schakel.launch import assets, environment
from schakel.launch.places import ROOT, SOURCE, digest, home
from schakel.launch.say import Step, Stop
from schakel.launch.steps import once

PACKAGE = SOURCE / "schakel"
ADDRESS = "127.0.0.1"


def prepare(*, scale: str) -> Path:
    """Everything up to a site that can be served; returns the Python to serve it with."""
    python = environment.make("run")
    assets.make(python)
    environment.check_disk(200 * 1024 * 1024)

    def manage(*arguments: str) -> None:
        environment.follow(
            [str(python), "-m", "schakel.cli", "manage", *arguments],
            log=f"{arguments[0]}.log",
            what=f"`manage {arguments[0]}` failed",
        )

    catalogues = sorted(PACKAGE.rglob("*.po"))
    lost = any(not file.with_suffix(".mo").exists() for file in catalogues)
    once("Compiling translations", digest(*catalogues), lambda: manage("compile_translations"), redo=lost)
    styles = digest(PACKAGE / "ui", ROOT / "package-lock.json")
    once(
        "Collecting static files",
        styles,
        lambda: manage("collectstatic", "--no-input", "--clear"),
        redo=not (home() / "static").exists(),
    )
    _fill(manage, scale)
    return python


def _fill(manage: Callable[..., None], scale: str) -> None:
    """The database: made, filled with the region and with fictional people; done again when the file is gone."""
    migrations = sorted(PACKAGE.glob("records/*/migrations/*.py"))
    file = home() / "schakel.sqlite3"
    server = os.environ.get("DATABASE_URL")
    gone = not server and not file.exists()
    once("Making the database", digest(*migrations), lambda: manage("migrate", "--no-input"), redo=gone)
    which = server or str(file.stat().st_ino)
    region = os.environ.get("SCHAKEL_REGION", "limburg")
    facts = digest(PACKAGE / "reference", *migrations) + region + which
    once("Loading the region", facts, lambda: manage("load_region"))
    generator = digest(PACKAGE / "records" / "offers" / "fictional")
    once(
        "Making fictional people and offers",
        facts + generator + scale,
        lambda: manage("load_fictional", "--scale", scale),
    )


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise Stop(
                f"port {port} is taken or not allowed ({error.strerror}).",
                f"Stop what uses it, or choose another: ./schakel demo --port {port + 1 if port < 65535 else 8000}",
            ) from error


class Running:
    """Server and worker as child processes; both stop when the block ends."""

    def __init__(self, python: Path, port: int) -> None:
        self.python, self.port = python, port
        self.children: list[subprocess.Popen[bytes]] = []
        self.address = f"http://{ADDRESS}:{port}"

    def __enter__(self) -> "Running":
        logs = home() / "log"
        variables = environment.child_variables(SCHAKEL_HOSTS=os.environ.get("SCHAKEL_HOSTS", f"{ADDRESS},localhost"))
        server = [
            str(self.python),
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "schakel.config.wsgi:application",
            "--host",
            ADDRESS,
        ]
        server += [
            "--port",
            str(self.port),
            "--workers",
            "1",
            "--blocking-threads",
            "4",
            "--no-ws",
            "--log-level",
            "warning",
        ]
        worker = [str(self.python), "-m", "schakel.cli", "manage", "db_worker", "--queue-name", "*"]
        for command, name in ((server, "server.log"), (worker, "worker.log")):
            with (logs / name).open("wb") as out:
                self.children.append(subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=variables))
        try:
            with Step("Starting server and worker"):
                self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for child, name in zip(self.children, ("server", "worker"), strict=True):
                if child.poll() is not None:
                    said = (home() / "log" / f"{name}.log").read_text(encoding="utf-8", errors="replace")
                    raise environment.failure(f"the {name} did not start", said, home() / "log" / f"{name}.log")
            try:
                with urllib.request.urlopen(self.address + "/privacy/", timeout=10):
                    return
            except OSError:
                time.sleep(0.2)
        raise Stop("the site did not answer within a minute.", f"Look in {home() / 'log' / 'server.log'}.")

    def wait(self) -> int:
        """Until one of the two stops, or the person presses Ctrl-C."""
        try:
            while all(child.poll() is None for child in self.children):
                time.sleep(0.5)
        except KeyboardInterrupt:
            sys.stderr.write("\nStopping.\n")
            return 0
        return 1

    def __exit__(self, *_: object) -> None:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
