"""What a password must be, said once and in plain words. The checks are Django's; its own words are not in our languages."""

from typing import Any

from django.contrib.auth import password_validation as checks
from django.core.exceptions import ValidationError
from django.utils.translation import gettext


class PlainPassword:
    """Long enough, not a known one, not only digits, not like the address. One sentence of help, one of what is wrong."""

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length
        self.checks: list[Any] = [
            checks.MinimumLengthValidator(min_length),
            checks.CommonPasswordValidator(),
            checks.NumericPasswordValidator(),
            checks.UserAttributeSimilarityValidator(),
        ]

    def validate(self, password: str, user: Any = None) -> None:
        """Raise a `ValidationError` with the first thing that is wrong and what to do."""
        for check in self.checks:
            try:
                check.validate(password, user)
            except ValidationError as error:
                code = str(error.error_list[0].code)
                raise ValidationError(self._words(code), code=code) from error

    def _words(self, code: str) -> str:
        if code == "password_too_short":
            return gettext("This password is too short. Use at least %(n)s characters.") % {"n": self.min_length}
        if code == "password_too_common":
            return gettext("Many people use this password. Think of another one.")
        if code == "password_entirely_numeric":
            return gettext("This password is only digits. Use letters too.")
        return gettext("This password is too much like your e-mail address. Think of another one.")

    def get_help_text(self) -> str:
        """What stands below the field."""
        return gettext("At least %(n)s characters. A few words in a row are easy to keep in mind.") % {
            "n": self.min_length
        }
