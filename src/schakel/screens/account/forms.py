"""Forms of an account: inviting somebody, and allauth's sign-in form without the link in its help."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from schakel.records.organisations.models import Role
from schakel.ui.fields import PlainForm

# What the roles are called on screen.
ROLE_WORDS = {
    Role.EMPLOYER: _("employer"),
    Role.SCHOOL: _("school"),
    Role.ADVISER: _("adviser of the talent desk"),
    Role.PARTNER: _("partner of the talent desk"),
    Role.OFFICE: _("programme office"),
}


class InviteForm(PlainForm):
    """Whom to invite, and whether they may invite others."""

    email = forms.EmailField(label=_("E-mail address of your colleague"), max_length=254)
    beheer = forms.ChoiceField(
        label=_("May this colleague invite others?"), choices=[("nee", _("No")), ("ja", _("Yes"))], initial="nee"
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """The way to a new password stands below the form, not between label and field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
