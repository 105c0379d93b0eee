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
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from browser.moulds import Databases, file_in
from browser.workshop import Workshop

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
        self._workshop: Workshop | None = None
        self._databases = Databases(server) if server else None
        self._name = f"site_{os.getpid()}"
        if self._databases:
            self.variables["DATABASE_URL"] = self._databases.address(self._name)

    def manage(self, *words: str) -> str:
        """What a management command prints."""
        self._workshop = self._workshop or Workshop(self.variables)
        return self._workshop.manage(*words)

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
        """Fill the database, or copy one that was filled before; then serve it."""
        if self._databases:
            self._databases.make(self._name, self._fill)
        else:
            file_in(self.home, self._fill)
        self.manage("collectstatic", "--no-input")
        port = self.address.rpartition(":")[2]
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "schakel.config.wsgi:application"]
        self._child("server", [*granian, "--host", "127.0.0.1", "--port", port, "--no-ws", "--blocking-threads", "4"])
        self._wait()

    def _fill(self) -> None:
        self.manage("migrate", "--no-input")
        self.manage("load_region")
        self.manage("load_fictional", "--scale", "0.3")

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
        if self._workshop:
            self._workshop.close()
        if self._databases:
            self._databases.drop(self._name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
