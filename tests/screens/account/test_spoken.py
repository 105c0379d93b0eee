"""What the accounts library says: in German with Sie, in Dutch with je, and in our own words."""

import re

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from schakel.screens.account.spoken import SPOKEN

DU = re.compile(r"\b(du|dir|dich|dein\w*|habe Geduld|gib)\b", re.IGNORECASE)


@pytest.mark.parametrize("text", SPOKEN)
def test_every_text_is_said_in_both_languages(text: str) -> None:
    for language in ("nl", "de"):
        with override(language):
            said = gettext(text)
        assert said != text
        assert sorted(re.findall(r"%(?:\(\w+\))?[ds]", said)) == sorted(re.findall(r"%(?:\(\w+\))?[ds]", text))


@pytest.mark.parametrize("adapter", [DefaultAccountAdapter, DefaultMFAAdapter])
def test_no_error_of_a_form_says_du(adapter: type) -> None:
    with override("de"):
        said = {name: str(text) for name, text in adapter.error_messages.items()}  # type: ignore[attr-defined]
    assert {name: text for name, text in said.items() if DU.search(text)} == {}


@pytest.mark.parametrize(
    "name",
    ["email_confirmed", "logged_out", "cannot_delete_primary_email", "unverified_primary_email", "email_deleted"],
)
def test_no_message_says_du(name: str) -> None:
    with override("de"):
        said = render_to_string(f"account/messages/{name}.txt", {"email": "mia@example.org"})
    assert said.strip()
    assert not DU.search(said)
