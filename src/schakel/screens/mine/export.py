"""Everything about a person in one zip: data to take along (JSON) and a page to read (HTML)."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from schakel.records.core.export import everything_about
from schakel.records.journeys import queries as journeys
from schakel.records.people import queries
from schakel.records.people.engine_io.linking import label_of
from schakel.records.people.engine_io.own import OCCUPATION, SKILL
from schakel.records.people.models import Person

# These open doors: they are the person's, but belong in no file.
SECRET = ("accounts.user.password", "mfa.authenticator.data", "people.person.calendar_key")


def everything(person: Person) -> dict[str, Any]:
    """All rows about a person and their account, and who looked at them."""
    rows = everything_about(person.user or person, secret=SECRET)
    looks = queries.looks_at(person, also=[f"request {pk}" for pk in journeys.requests_of(person.pk)])
    rows["looks"] = [
        {"at": look.at.isoformat(), "organisation": look.organisation, "what": look.what} for look in looks
    ]
    return rows


def as_zip(person: Person, *, now: datetime) -> bytes:
    """The zip, made in memory."""
    language = get_language() or "nl"
    rows = everything(person)
    groups = [
        {"name": name, "rows": [[(key, _words(value, language)) for key, value in row.items()] for row in found]}
        for name, found in rows.items()
        if found
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        told = {"made": now.isoformat(), **rows}
        made.writestr("schakel.json", json.dumps(told, ensure_ascii=False, indent=1))
        html = render_to_string("mine/export.html", {"groups": groups, "now": now, "language": language})
        made.writestr("schakel.html", html)
    return out.getvalue()


def _words(value: Any, language: str) -> str:
    """A value as one reads it; a skill or occupation by its name."""
    if value is None or value == "":
        return gettext("unknown")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, str) and value.startswith((SKILL, OCCUPATION)):
        return label_of(value, language)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
