"""A password that is not accepted says why, in the language of the page."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from schakel.records.accounts.models import User
from schakel.screens.account.passwords import PlainPassword


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("kort", "te kort"),
        ("password1234", "Veel mensen"),
        ("493028475610", "alleen uit cijfers"),
        ("els.verhoeven@example.org", "lijkt te veel op"),
    ],
)
def test_password_says_what_is_wrong_in_plain_words(password: str, said: str) -> None:
    with override("nl"), pytest.raises(ValidationError, match=said):
        PlainPassword().validate(password, User(email="els.verhoeven@example.org"))


def test_good_password_is_accepted_and_help_is_one_sentence() -> None:
    PlainPassword().validate("regenboog-fiets-22", User(email="els@example.org"))
    with override("de"):
        assert "12 Zeichen" in PlainPassword().get_help_text()
