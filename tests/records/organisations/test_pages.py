"""What an organisation tells of itself."""

from typing import Any

import pytest

from schakel.engine.errors import InputError
from schakel.records.core.models import AuditEvent
from schakel.records.core.region import current_region
from schakel.records.organisations.models import Organisation
from schakel.records.organisations.pages import OwnPage, change_page
from schakel.records.organisations.validators import checked_kvk
from support import factories as make

SECTOR = current_region().sectors[0].id


@pytest.mark.parametrize(("text", "number"), [("12345678", "12345678"), (" 12 34.56 78", "12345678"), ("", "")])
def test_kvk_is_eight_digits(text: str, number: str) -> None:
    assert checked_kvk(text) == number


@pytest.mark.parametrize("text", ["1234567", "123456789", "1234567a", "KvK 12345678", "１２３４５６７８"])
def test_kvk_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="8 digits"):
        checked_kvk(text)


def change(of: Organisation, **told: Any) -> Organisation:
    return change_page(organisation=of, told=OwnPage(**told), by="test")


@pytest.mark.django_db
def test_page_is_kept_with_one_event() -> None:
    of, here, there = make.organisation(), make.place("Heerlen"), make.place("Venlo")
    told = {"kvk": "1234 5678", "sector": SECTOR, "place": here.code, "branches": (here.code, there.code)}
    change(of, **told, learning_company=True, own_words="  Wij maken brood. ")
    of.refresh_from_db()
    assert (of.kvk, of.sector, of.place, of.learning_company) == ("12345678", SECTOR, here, True)
    assert of.own_words == "Wij maken brood."
    assert [one.name for one in of.branches.order_by("name")] == ["Venlo"]
    assert AuditEvent.objects.get().action == "organisations.change_page"


@pytest.mark.django_db
def test_page_with_an_unknown_sector_or_long_words_is_refused() -> None:
    for told in ({"sector": "ruimtevaart"}, {"own_words": "x" * 2001}, {"kvk": "1"}):
        with pytest.raises(InputError):
            change(make.organisation(), **told)
    assert not AuditEvent.objects.exists()
