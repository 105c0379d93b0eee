"""A mail server that is away: set `EMAIL_BACKEND` to `support.mail.Away`."""

from typing import Any, NoReturn

from django.core.mail.backends.base import BaseEmailBackend


class Away(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> NoReturn:
        raise ConnectionRefusedError("the mail server is away")
