"""A running site for the browser: its own database, server and mailbox. Letters go when a journey says so, not by a worker."""

import email
import json
import os
import re
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Mailbox:
    """A mail server that keeps what it gets, on a port of its own."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        kept = self.mails

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 mailbox\r\n")
                while line := self.rfile.readline():
                    word = line.strip().upper().partition(b" ")[0]
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        kept.append(email.message_from_bytes(self._body(), policy=default))
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                    if word == b"QUIT":
                        return

            def _body(self) -> bytes:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line[1:] if line.startswith(b"..") else line)
                return b"".join(lines)

        return Conversation

    def wait_for(self, to: str, words: str) -> str:
        """The text of the last mail to somebody that holds these words, waiting for it if need be."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for mail in reversed(list(self.mails)):
                text = f"{mail['subject']}\n{mail.get_content()}"  # type: ignore[attr-defined]
                if mail["to"] == to and words in text:
                    return text
            time.sleep(0.1)
        got = [f"{mail['to']}: {mail['subject']}" for mail in self.mails]
        raise AssertionError(f"no mail to {to} with {words!r}; there are {got}")

    def link(self, to: str, words: str) -> str:
        """The path behind the first link of that mail."""
        found = re.search(r"https?://\S+", self.wait_for(to, words))
        assert found, f"no link in the mail to {to} with {words!r}"
        return urlparse(found.group()).path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Site:
    """The product as it is served: SQLite in `home`, or the PostgreSQL server of `server` with a database of its own."""

    def __init__(self, home: Path, *, server: str = "") -> None:
        self.home = home
        made = Path(os.environ.get("SCHAKEL_HOME") or ROOT / "var") / "assets"
        if made.is_dir():
            shutil.copytree(made, home / "assets")
        self.mailbox = Mailbox()
        self.children: list[subprocess.Popen[bytes]] = []
        self.address = f"http://127.0.0.1:{_free_port()}"
        self.variables = {
            **os.environ,
            "SCHAKEL_HOME": str(home),
            "PYTHONPATH": str(ROOT / "src"),
            "SCHAKEL_HOSTS": "127.0.0.1",
            "SCHAKEL_DEMO": "1",
            "SCHAKEL_ADDRESS": self.address,
            "SCHAKEL_SMTP": self.mailbox.address,
            "DJANGO_SETTINGS_MODULE": "schakel.config.settings",
        }
        self.variables.pop("DATABASE_URL", None)
        self._drop: Callable[[], None] = lambda: None
        if server:
            self.variables["DATABASE_URL"], self._drop = own_database(server, f"site_{os.getpid()}")

    def manage(self, *words: str) -> str:
        """What a management command prints."""
        command = [sys.executable, "-m", "schakel.cli", "manage", *words]
        done = subprocess.run(command, env=self.variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, script: str, **values: Any) -> Any:
        """Run a script of ours within the site: it finds `values`, and leaves what it made in `made`."""
        lines = ["import json", "from django.utils import timezone", f"values = json.loads({json.dumps(values)!r})"]
        text = "\n".join([*lines, "made = None", script, "print('MADE ' + json.dumps(made))"])
        said = self.manage("shell", "--no-imports", "-c", text)
        return json.loads(said.rpartition("MADE ")[2])

    def post(self) -> None:
        """The daily round: what is due is written, and every letter that waits goes out."""
        self.manage("remind", "--send")

    def start(self) -> None:
        """Fill the database, then serve it."""
        self.manage("collectstatic", "--no-input")
        self.manage("migrate", "--no-input")
        self.manage("load_region")
        self.manage("load_fictional", "--scale", "0.3")
        port = self.address.rpartition(":")[2]
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "schakel.config.wsgi:application"]
        self._child("server", [*granian, "--host", "127.0.0.1", "--port", port, "--no-ws", "--blocking-threads", "4"])
        self._wait()

    def _child(self, name: str, command: list[str]) -> None:
        with (self.home / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(command, env=self.variables, stdout=log, stderr=subprocess.STDOUT)
        self.children.append(child)

    def _wait(self) -> None:
        log = self.home / "server.log"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.children[0].poll() is None, log.read_text()
            try:
                urllib.request.urlopen(f"{self.address}/privacy/", timeout=10).close()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        raise AssertionError("the site did not answer: " + log.read_text())

    def stop(self) -> None:
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(timeout=20)
        self.mailbox.close()
        self._drop()


def own_database(server: str, name: str) -> tuple[str, Callable[[], None]]:
    """A new, empty database on a PostgreSQL server: its address, and what throws it away."""
    import psycopg

    def say(statement: str) -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload,unused-ignore]

    say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    say(f'CREATE DATABASE "{name}"')
    parts = urlparse(server)
    return parts._replace(path=f"/{name}").geturl(), lambda: say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
