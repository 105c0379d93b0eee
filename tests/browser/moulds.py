"""A filled database is made once a day for the same code, and copied for every run: a file, or a template of PostgreSQL.

What it is made of is in its name, so an edit of the data, its models or what fills them makes a new one.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("config", "engine", "records", "reference")
PREFIX = "journeys"


def name_now() -> str:
    """The day, since what is made counts from today, and a digest of everything that fills the database."""
    package = ROOT / "src" / "schakel"
    seen = hashlib.sha256()
    for part in PARTS:
        for file in sorted((package / part).rglob("*")):
            if file.is_file() and file.parent.name != "__pycache__" and file.suffix not in (".mo", ".po"):
                seen.update(str(file.relative_to(package)).encode() + b"\0" + file.read_bytes())
    return f"{PREFIX}-{date.today():%Y%m%d}-{seen.hexdigest()[:12]}"


def file_in(home: Path, fill: Callable[[], None]) -> None:
    """The SQLite database in `home`, with the cache that filling made beside it: copied, or filled and kept."""
    kept = Path(os.environ.get("SCHAKEL_HOME") or ROOT / "var") / "cache" / name_now()
    if not kept.is_dir():
        fill()
        _keep(home, kept)
        return
    for one in kept.iterdir():
        shutil.copytree(one, home / one.name) if one.is_dir() else shutil.copy2(one, home / one.name)


def _keep(home: Path, kept: Path) -> None:
    """Others may do the same at the same moment: the first one stays."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob(f"{PREFIX}-*"):
        if old.name.split("-")[1] != kept.name.split("-")[1]:
            shutil.rmtree(old, ignore_errors=True)
    made = kept.with_name(f"{kept.name}.{os.getpid()}")
    made.mkdir()
    shutil.copy2(home / "schakel.sqlite3", made / "schakel.sqlite3")
    shutil.copytree(home / "cache", made / "cache")
    try:
        made.rename(kept)
    except OSError:
        shutil.rmtree(made)


class Databases:
    """Databases of our own on a PostgreSQL server, whose address this is."""

    def __init__(self, server: str) -> None:
        self.server = server

    def address(self, name: str) -> str:
        return urlparse(self.server)._replace(path=f"/{name}").geturl()

    def drop(self, name: str) -> None:
        with self._talking() as say:
            say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def make(self, name: str, fill: Callable[[], None]) -> None:
        """The database of this name, as a copy of the template; where there is none yet, filled and kept as one."""
        mould = name_now()
        self.drop(name)
        with self._talking() as say:
            there = [row[0] for row in say(f"SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}-%'")]
            if mould in there:
                say(f'CREATE DATABASE "{name}" TEMPLATE "{mould}"')
                return
            for old in there:
                if old.split("-")[1] != mould.split("-")[1]:
                    say(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            say(f'CREATE DATABASE "{name}"')
            fill()
            self._keep(say, name, mould)

    def _keep(self, say: Callable[[str], Any], name: str, mould: str) -> None:
        """Others may do the same at the same moment: the first one stays."""
        from psycopg.errors import DuplicateDatabase

        making = f"{mould}-{os.getpid()}"
        say(f'CREATE DATABASE "{making}" TEMPLATE "{name}"')
        try:
            say(f'ALTER DATABASE "{making}" RENAME TO "{mould}"')
        except DuplicateDatabase:
            say(f'DROP DATABASE "{making}" WITH (FORCE)')

    @contextmanager
    def _talking(self) -> Iterator[Callable[[str], Any]]:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            yield connection.execute  # type: ignore[misc,unused-ignore]
