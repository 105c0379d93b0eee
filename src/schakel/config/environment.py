"""Reads settings from the environment, with a clear failure when one is wrong."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

ROOT = Path(__file__).resolve().parents[3]

# Every variable the product reads. The manual lists them; a test holds the two together.
VARIABLES = {
    "SCHAKEL_HOME": "folder that holds all state (default: var/ in the clone)",
    "DATABASE_URL": "postgresql://user:password@host:port/name (default: a SQLite file in SCHAKEL_HOME)",
    "SCHAKEL_REGION": "the region folder to load and show (default: limburg)",
    "SCHAKEL_REGIONS": "folder with region folders of your own, beside the ones that ship (default: none)",
    "SCHAKEL_HOSTS": "host names the site answers to, separated by commas (default: 127.0.0.1,localhost)",
    "SCHAKEL_SECRET_KEY": "signing key (default: made once and kept in SCHAKEL_HOME)",
    "SCHAKEL_HTTPS": "1 when the site is served over https: secure cookies and HSTS (default: 0)",
    "SCHAKEL_DEBUG": "1 to see Django's debug pages (default: 0)",
}


class WrongSetting(SystemExit):
    """A setting that cannot be used; the process stops with one line."""

    def __init__(self, name: str, value: str, remedy: str) -> None:
        super().__init__(f"schakel: setting {name} is {value!r}, which cannot be used. {remedy}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def switch(name: str) -> bool:
    value = text(name, "0").lower()
    if value not in ("0", "1", "true", "false", "yes", "no"):
        raise WrongSetting(name, value, "Use 1 or 0.")
    return value in ("1", "true", "yes")


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def home() -> Path:
    return Path(text("SCHAKEL_HOME", str(ROOT / "var"))).resolve()


def secret_key() -> str:
    """The signing key: from the environment, or made once and kept beside the database, readable by the owner only."""
    given = text("SCHAKEL_SECRET_KEY")
    if given:
        return given
    path = home() / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            key = secrets.token_urlsafe(50)
            out.write(key)
            return key
    except FileExistsError:  # another process made it in the meantime
        return path.read_text().strip()


def database() -> dict[str, Any]:
    """Django's description of the database: SQLite with WAL, or the PostgreSQL of `DATABASE_URL`."""
    url = text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home() / "schakel.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
            },
        }
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise WrongSetting(
            "DATABASE_URL",
            f"{parts.scheme}://…",
            "Use postgresql://user:password@host:port/name, or leave it out for SQLite.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
