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
    "SCHAKEL_DEMO": "1 on a machine with fictional people only: roles need no second factor (default: 0)",
    "SCHAKEL_PROXIES": "how many proxies of ours stand before the site (default: 1 with https, else 0)",
    "SCHAKEL_ADDRESS": "where the site is found, for links in mail (default: http://127.0.0.1:8000)",
    "SCHAKEL_SMTP": "smtp://user:password@host:port, or smtps://... (default: mail is written to the log)",
    "SCHAKEL_MAIL_FROM": "the sender of mail (default: schakel@localhost)",
    "SCHAKEL_OIDC": "short names of sign-in brokers, separated by commas (default: none)",
    "SCHAKEL_OIDC_<NAME>_ISSUER": "address of the broker: what /.well-known/openid-configuration comes after",
    "SCHAKEL_OIDC_<NAME>_CLIENT_ID": "our name with the broker",
    "SCHAKEL_OIDC_<NAME>_CLIENT_SECRET": "our secret with the broker",
    "SCHAKEL_OIDC_<NAME>_LABEL": "what stands on the button (default: the short name)",
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


def proxies(*, https: bool) -> int:
    """How many addresses at the end of X-Forwarded-For are our own."""
    value = text("SCHAKEL_PROXIES", "1" if https else "0")
    if not value.isascii() or not value.isdigit():
        raise WrongSetting("SCHAKEL_PROXIES", value, "Use a whole number: 0 without a proxy.")
    return int(value)


def mail() -> dict[str, Any]:
    """Django's mail settings: the server of SCHAKEL_SMTP, or the console."""
    url = text("SCHAKEL_SMTP")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlparse(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongSetting("SCHAKEL_SMTP", f"{parts.scheme}://…", "Use smtp://user:password@host:port.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 20,
    }


def brokers() -> list[dict[str, Any]]:
    """The OIDC brokers one may sign in with, as allauth describes them."""
    return [_broker(name) for name in words("SCHAKEL_OIDC", "")]


def _broker(name: str) -> dict[str, Any]:
    if not name.isascii() or not name.replace("-", "").isalnum():
        raise WrongSetting("SCHAKEL_OIDC", name, "Use short names of letters and digits, such as eduid.")
    prefix = f"SCHAKEL_OIDC_{name.upper().replace('-', '_')}"
    issuer, client = text(f"{prefix}_ISSUER"), text(f"{prefix}_CLIENT_ID")
    parts = urlparse(issuer)
    local = parts.hostname in ("localhost", "127.0.0.1")
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise WrongSetting(f"{prefix}_ISSUER", issuer, "Use the https address of the broker.")
    if not client:
        raise WrongSetting(f"{prefix}_CLIENT_ID", client, "Fill in the client id the broker gave you.")
    return {
        "provider_id": name.lower(),
        "name": text(f"{prefix}_LABEL", name),
        "client_id": client,
        "secret": text(f"{prefix}_CLIENT_SECRET"),
        "settings": {"server_url": issuer.rstrip("/")},
    }
