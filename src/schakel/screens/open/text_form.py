"""The form that takes a text: pasted or uploaded, read in memory and kept nowhere. Shared by advice, employer and school."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.people.engine_io.reading import GivenText, given_text, join_texts, read_upload
from schakel.ui.fields import PlainForm

# What went wrong with a file, in the words of the screens. The engine gives the code.
MESSAGES: dict[str, Any] = {
    "document-empty": _("This file is empty. Choose another file, or paste the text."),
    "document-scanned": _("This is a picture of a text. Paste the text itself, or upload a Word file."),
    "document-too-big": _("This file is too large. Send one of at most 10 MB, or paste the text."),
    "document-suspicious": _(
        "This file unpacks to far more than it should, so we do not open it. Paste the text instead."
    ),
    "document-broken": _("This file is damaged. Open it, save it again and try once more, or paste the text."),
    "document-protected": _("This file has a password. Save it without one, or paste the text."),
    "document-unsupported": _(
        "We cannot read this kind of file. Send a PDF, a Word file (docx) or plain text, or paste the text."
    ),
    "document-binary": _("This is not a text. Send a PDF, a Word file (docx) or plain text, or paste the text."),
}


class TextForm(PlainForm):
    """A text in a box or a file, or both. `cleaned_data["given"]` is what is read."""

    tekst = forms.CharField(label=_("Your text"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    bestand = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word (docx) or plain text, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt,.md,text/plain,application/pdf"}),
    )
    nothing_given = _("Paste a text or choose a file first.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = given_text(data.get("tekst") or "")
        upload = data.get("bestand")
        if upload:
            try:
                given = join_texts(given, read_upload(upload.read(), upload.name or "file"))
            except InputError as error:
                self.add_error("bestand", MESSAGES.get(error.code, str(error)))
                return data
        if given.empty and "bestand" not in self.errors:
            self.add_error("tekst", self.nothing_given)
        data["given"] = given
        return data

    @property
    def given(self) -> GivenText:
        return GivenText(
            self.cleaned_data["given"].text, self.cleaned_data["given"].cut, self.cleaned_data["given"].had_bsn
        )


def not_kept(answer: HttpResponse) -> HttpResponse:
    """An answer that no cache may keep: it holds what a person wrote."""
    answer["Cache-Control"] = "no-store"
    return answer
