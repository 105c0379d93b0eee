"""Writes of what an organisation tells of itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from schakel.engine.errors import InputError
from schakel.records.core.actions import record_event
from schakel.records.core.models import Place
from schakel.records.core.region import current_region
from schakel.records.organisations.models import Organisation
from schakel.records.organisations.validators import checked_kvk

WORDS_MOST = 2000
WORKING_LANGUAGES = ("nl", "en", "de", "fr")


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What an organisation tells; empty and None are: not told. `place` and `branches` are codes of places."""

    kvk: str = ""
    sector: str = ""
    place: str | None = None
    branches: tuple[str, ...] = ()
    website: str = ""
    learning_company: bool = False
    working_languages: tuple[str, ...] = ()
    own_words: str = ""


@transaction.atomic
def change_page(*, organisation: Organisation, told: OwnPage, by: str) -> Organisation:
    """Keep what an organisation tells of itself."""
    found = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    sectors = [one.id for one in current_region().sectors]
    if told.sector and told.sector not in sectors:
        raise InputError(f"There is no sector '{told.sector}'", place="sector", remedy="Choose one from the list")
    if not set(told.working_languages) <= set(WORKING_LANGUAGES):
        raise InputError("There is no such language", place="languages", remedy="Choose from the list")
    if len(told.own_words) > WORDS_MOST:
        raise InputError(f"The text is longer than {WORDS_MOST} characters", place="about", remedy="Make it shorter")
    found.kvk, found.sector, found.place_id = checked_kvk(told.kvk), told.sector, told.place
    found.website, found.learning_company = told.website, told.learning_company
    found.working_languages = ",".join(one for one in WORKING_LANGUAGES if one in told.working_languages)
    found.own_words = told.own_words.replace("\x00", "").strip()
    found.save(
        update_fields=["kvk", "sector", "place", "website", "learning_company", "working_languages", "own_words"]
    )
    found.branches.set(_places(told.branches, told.place))
    record_event(by=by, action="organisations.change_page", subject=f"organisation {found.slug}")
    return found


def _places(codes: Iterable[str], main: str | None) -> list[Place]:
    return list(Place.objects.filter(code__in=[code for code in codes if code != main]).order_by("code"))
