"""Inviting somebody into an organisation."""

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
