"""Mails that came to the desk's own address: an adviser brings in the files, the questions stand in the inbox.

Who comes: an adviser with a mailbox to empty. They leave with every mail in the one inbox, and know which were left out.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from schakel.records.journeys.actions.mail_in import take_in_mails
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.desk.views.inbox import frame
from schakel.screens.open.text_form import not_kept
from schakel.ui.fields import PlainForm

WHY = {
    "machine": _("A machine wrote it. It gets no answer."),
    "no-sender": _("It has no sender whom we can answer."),
    "no-text": _("There are no words in it."),
    "unreadable": _("It cannot be read. Save it again."),
    "no-mail": _("This is no mail. Save it as .eml or .mbox."),
    "too-large": _("It is larger than 20 MB. Save fewer mails in one file."),
}


class MailForm(PlainForm):
    """One file: a mail, or a folder of mails."""

    bestand = forms.FileField(
        label=_("Mail file"),
        help_text=_("One mail (.eml) or a folder of mails (.mbox). At most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".eml,.mbox,.mbx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another.")},
    )


@role_required(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    """Bring in a mail file, and hear what came of it."""
    form = MailForm(request.POST, request.FILES) if request.method == "POST" else MailForm()
    report = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["bestand"]
        report = take_in_mails(
            files=[(given.name, given.read())],
            by=request.user.actor,  # type: ignore[union-attr]
            now=timezone.now(),
        )
    context = {"form": form, "report": report, "why": WHY, **frame(gettext("Bring in mails"))}
    status = 422 if form.is_bound and report is None else 200
    return not_kept(render(request, "desk/mails.html", context, status=status))
