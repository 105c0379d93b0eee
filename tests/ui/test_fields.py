"""Forms: what is missing says which field it is, in the language of the page."""

from django import forms
from django.utils.translation import gettext_lazy, override

from schakel.ui.fields import PlainForm


class Example(PlainForm):
    naam = forms.CharField(label=gettext_lazy("Language"))
    eigen = forms.CharField(label="Own", error_messages={"required": "Write it down."})
    los = forms.CharField(required=False)


def test_a_field_without_words_of_its_own_is_named() -> None:
    for language, words in (
        ("nl", "Vul nog in: Taal"),
        ("en", "Still to fill in: Language"),
        ("de", "Noch auszufüllen: Sprache"),
    ):
        with override(language):
            errors = Example({}).errors
            assert [list(errors[name]) for name in errors] == [[words], ["Write it down."]]


def test_fields_of_one_form_do_not_name_each_other() -> None:
    first = Example({})
    first.fields["naam"].error_messages["required"] = "changed"
    with override("en"):
        assert Example({}).errors["naam"] == ["Still to fill in: Language"]


def test_a_list_that_misses_a_choice_is_red() -> None:
    class Choosing(PlainForm):
        keuze = forms.ChoiceField(choices=[("", ""), ("a", "a")])

    assert "utrecht-select--invalid" not in str(Choosing()["keuze"])
    for given, red in (({}, True), ({"keuze": "b"}, True), ({"keuze": "a"}, False)):
        form = Choosing(given)
        assert form.is_valid() is not red
        assert ("utrecht-select--invalid" in str(form["keuze"])) is red


def test_a_missing_field_is_marked_and_described() -> None:
    form = Example({"eigen": "iets"})
    assert not form.is_valid()
    assert form.fields["naam"].widget.attrs["aria-invalid"] == "true"
    assert form.fields["naam"].widget.attrs["aria-describedby"] == "id_naam_fout"
    assert "aria-invalid" not in form.fields["eigen"].widget.attrs
