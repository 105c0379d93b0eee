"""What employers fill in for a mobility pool."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.journeys.actions.pool import NAME_MOST
from schakel.records.journeys.models import PoolRole
from schakel.records.journeys.pool_rows import NUMBER_MOST, ROWS_MOST, Problem, Told, read_row
from schakel.records.journeys.pool_words import role_words
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Organisation
from schakel.ui.fields import PlainForm

NO_BSN = _("The text holds a number that looks like a citizen service number (BSN). Take it out: we never need it.")
BLANK = 3
FIELDS = {"role": "rol", "cannot-grow": "rol", "bsn": "rol", "number": "aantal", "from": "maand"}


def words_for(problem: Problem, language: str) -> str:
    """What is wrong with a row, and what to do about it."""
    value = problem.value
    if problem.code == "role" and not value:
        return gettext("Name the role.")
    if problem.code == "role" and problem.near:
        near = ", ".join(role_words(one, "2000-01", 1, language).label for one in problem.near)
        return gettext("We do not know the role “%(value)s”. Do you mean: %(near)s?") % {"value": value, "near": near}
    texts = {
        "side": gettext("Write “shrinks” or “grows” in the first column."),
        "role": gettext("We do not know the role “%(value)s”. Choose one from the list."),
        "cannot-grow": gettext("“%(value)s” is no ICT role, so it can only shrink here. Choose another role."),
        "bsn": str(NO_BSN),
        "number": gettext("Write a whole number from 1 to %(most)s."),
        "from": gettext("This is not a month. Write it like 2027-01."),
        "too-many": gettext("A pool takes %(rows)s rows. What came after this was not read."),
    }
    return texts[problem.code] % {"value": value, "most": NUMBER_MOST, "rows": ROWS_MOST}


FILE_WORDS: dict[str, Any] = {
    "size": _("This file is too large. Send one of at most 1 MB."),
    "empty": _("This file is empty. Choose another file."),
    "header": _("Name four columns in the first line: kant, rol, aantal, vanaf."),
    "text": _("This is no CSV file. Save your list as CSV and try again."),
}


class NameForm(PlainForm):
    """A name for a pool."""

    naam = forms.CharField(
        label=_("Name of the pool"),
        help_text=_("For example your organisation and the year. No names of people."),
        max_length=NAME_MOST,
        error_messages={"required": _("Give the pool a name.")},
    )

    def clean_naam(self) -> str:
        try:
            return checked_text(str(self.cleaned_data["naam"]), place="name")
        except InputError:
            raise forms.ValidationError(NO_BSN) from None


class SettingsForm(NameForm):
    """The name, and who looks along."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    loket = forms.BooleanField(
        label=_("Let the Talent Desk look along"),
        required=False,
        help_text=_("Its advisers then see these numbers and can help you with trainings and support."),
    )


class InviteForm(PlainForm):
    """Which organisation to ask."""

    organisatie = forms.ModelChoiceField(
        label=_("Which organisation?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose an organisation."), "invalid_choice": _("Choose an organisation.")},
        widget=forms.Select,
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisatie"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = organisations


class UploadForm(PlainForm):
    """A list as a file."""

    bestand = forms.FileField(
        label=_("CSV file"),
        help_text=_("Four columns: kant (krimpt or groeit), rol, aantal, vanaf (like 2027-01). At most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"required": _("Choose a file."), "empty": FILE_WORDS["empty"]},
    )


class RoleForm(PlainForm):
    """One row. An empty row is no row: that is how a row is taken out."""

    side = ""
    language = "nl"
    rol = forms.CharField(label=_("Role"), required=False, max_length=120)
    aantal = forms.CharField(label=_("How many"), required=False, max_length=12)
    maand = forms.CharField(label=_("From (month)"), required=False, max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rol"].widget.attrs |= {"list": f"rollen-{self.side}", "autocomplete": "off"}
        self.fields["aantal"].widget.attrs |= {"inputmode": "numeric", "size": "5"}
        self.fields["maand"].widget.attrs |= {"placeholder": "2027-01", "size": "8"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rol, aantal, maand = (str(data.get(name, "")).strip() for name in ("rol", "aantal", "maand"))
        if (rol or aantal or maand) and not self.errors:
            found = read_row(self.side, rol, aantal, maand, line=0)
            if isinstance(found, Problem):
                self.add_error(FIELDS[found.code], lazystr(words_for(found, self.language)))
            else:
                data["told"] = found
        return data


class RolesForm:
    """All rows of an organisation: two lists of one-row forms, and the version the page showed."""

    def __init__(self, language: str, data: Any = None, *, told: Sequence[PoolRole] = (), version: int = 0) -> None:
        self.language = language
        self.version = version if data is None else _number(data.get("versie"), most=10**9)
        self.shrinking = self._rows(PoolRole.Side.SHRINKING, data, told)
        self.growing = self._rows(PoolRole.Side.GROWING, data, told)

    def _rows(self, side: str, data: Any, told: Sequence[PoolRole]) -> list[RoleForm]:
        kind = type("SideForm", (RoleForm,), {"side": side, "language": self.language})
        if data is not None:
            count = _number(data.get(f"rijen-{side}"), most=ROWS_MOST + BLANK)
            more = BLANK if "meer" in data else 0
            return [kind(data, prefix=f"{side}-{at}") for at in range(count)] + [
                kind(prefix=f"{side}-{at}") for at in range(count, count + more)
            ]
        rows = [
            {
                "rol": role_words(one.occupation, f"{one.month:%Y-%m}", 1, self.language).label,
                "aantal": one.number,
                "maand": f"{one.month:%Y-%m}",
            }
            for one in told
            if one.side == side
        ]
        return [kind(initial=row, prefix=f"{side}-{at}") for at, row in enumerate([*rows, *[{}] * BLANK])]

    @property
    def rows(self) -> list[RoleForm]:
        """The one-row forms of both lists."""
        return [*self.shrinking, *self.growing]

    def is_valid(self) -> bool:
        """Whether every row is right or empty."""
        return all(row.is_valid() for row in self.rows)

    @property
    def told(self) -> list[Told]:
        """The rows, as they are kept."""
        return [row.cleaned_data["told"] for row in self.rows if "told" in row.cleaned_data]

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """For the summary: the field to go to, and what is wrong."""
        return [
            (field.id_for_label, str(error))
            for row in self.rows
            if row.is_bound
            for field in row
            for error in field.errors
        ]


def _number(text: Any, *, most: int) -> int:
    clean = str(text or "")
    return min(int(clean), most) if clean.isascii() and clean.isdigit() and len(clean) < 12 else 0
