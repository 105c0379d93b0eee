from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context
from django.test import RequestFactory
from django.utils import translation

from schakel.engine.regions import Words
from schakel.ui.templatetags import schakel, tiles

EVENING = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already the new year in the Netherlands


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("nl", 26000, "26.000"),
        ("en", 26000, "26,000"),
        ("de", 26000, "26.000"),
        ("nl", Decimal("3.5"), "3,5"),
        ("nl", 0, "0"),
        ("nl", -7, "\u22127"),
        ("nl", None, "onbekend"),
        ("en", None, "unknown"),
        ("de", None, "unbekannt"),
    ],
)
def test_number_is_in_the_notation_of_the_reader_and_unknown_is_no_zero(language: str, value: Any, shown: str) -> None:
    with translation.override(language):
        assert schakel.number(value) == shown


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("nl", 1035, "€\u00a01.035"),
        ("en", 1035, "€\u00a01,035"),
        ("nl", Decimal("1035.00"), "€\u00a01.035"),
        ("nl", Decimal("0.5"), "€\u00a00,50"),
        ("de", -20, "\u2212€\u00a020"),
        ("nl", 0, "€\u00a00"),
        ("nl", None, "onbekend"),
    ],
)
def test_euro_has_cents_only_when_there_are_any(language: str, value: Any, shown: str) -> None:
    with translation.override(language):
        assert schakel.euro(value) == shown


def test_percent_is_per_hundred_already() -> None:
    assert schakel.percent(Decimal("52.5")) == "52,5%"
    assert schakel.percent(None) == "onbekend"


@pytest.mark.parametrize(
    ("language", "long", "day"),
    [
        ("nl", "3 december 2026", "donderdag 3 december 2026"),
        ("en", "3 December 2026", "Thursday 3 December 2026"),
        ("de", "3. Dezember 2026", "Donnerstag, 3. Dezember 2026"),
    ],
)
def test_dates_are_in_words(language: str, long: str, day: str) -> None:
    with translation.override(language):
        assert schakel.long_date(date(2026, 12, 3)) == long
        assert schakel.day_date(date(2026, 12, 3)) == day


def test_moments_are_told_in_local_time() -> None:
    assert schakel.long_date(EVENING) == "1 januari 2027"
    assert schakel.day_date(EVENING) == "vrijdag 1 januari 2027"
    assert schakel.month_name(EVENING) == "januari"
    assert schakel.short_month(EVENING) == "jan"


def test_a_text_is_in_the_language_of_the_reader_or_one_there_is() -> None:
    record = SimpleNamespace(title_nl="Les", title_en="", title_de="Stunde")
    shown = {}
    for language in ("nl", "en", "de"):
        with translation.override(language):
            shown[language] = (schakel.in_language(record, "title"), schakel.language_of(record, "title"))
    assert shown == {"nl": ("Les", "nl"), "en": ("Les", "nl"), "de": ("Stunde", "de")}
    assert schakel.in_language({"title_en": "Lesson"}, "title") == "Lesson"
    assert schakel.language_of({"title_en": "Lesson"}, "title") == "en"
    assert schakel.in_language({}, "title") == ""


def with_query(address: str, **changes: Any) -> str:
    return schakel.with_query(Context({"request": RequestFactory().get(address)}), **changes)


def test_with_query_changes_one_thing_and_starts_at_page_one() -> None:
    address = "/aanbod/?soort=a&soort=b&q=net%26werk&pagina=3"
    assert with_query(address, niveau="hbo") == "?soort=a&soort=b&q=net%26werk&niveau=hbo"
    assert with_query(address, soort=None) == "?q=net%26werk"
    assert with_query(address, pagina=2) == "?soort=a&soort=b&q=net%26werk&pagina=2"
    assert with_query("/?q=x", q=None) == "?"


def test_lookup_words_and_host() -> None:
    assert schakel.lookup({"a": 1}, "a") == 1
    assert schakel.lookup({"a": 1}, "b") is None
    assert schakel.lookup(None, "a") is None
    with translation.override("de"):
        assert schakel.words(Words(nl="een", de="eins")) == "eins"
        assert schakel.words(Words(nl="een")) == "een"
    assert schakel.words(None) == ""
    assert schakel.host("https://www.werk.nl/wsp/") == "www.werk.nl"
    assert schakel.host("werk.nl") == "werk.nl"


def block(code: str, column: int | None, row: int | None, region: str = "") -> Any:
    return SimpleNamespace(code=code, name=code, tile_column=column, tile_row=row, sub_region=region)


def test_tile_map_puts_blocks_where_the_region_says() -> None:
    places = [block("a", 1, 1, "noord"), block("b", 3, 2, "zuid"), block("c", None, None)]
    drawn = tiles.tile_map(places, {"b": "Campus"})
    first, second = drawn["tiles"]
    assert (first["x"], first["y"], first["label"]) == (2, 2, "")
    assert (second["x"], second["y"], second["label"]) == (2 + 2 * tiles.STEP, 2 + tiles.STEP, "Campus")
    assert first["shade"] != second["shade"]
    assert [tile["code"] for tile in drawn["labelled"]] == ["b"]
    assert drawn["text_x"] > drawn["label_x"] > second["x2"]
    assert drawn["width"] >= drawn["text_x"]
    assert drawn["height"] >= second["y"] + tiles.SIDE


def test_tile_map_draws_one_label_a_row_and_lights_the_others() -> None:
    drawn = tiles.tile_map([block("a", 1, 1), block("b", 2, 1)], {"a": "A", "b": "B"})
    assert [tile["label"] for tile in drawn["tiles"]] == ["A", "B"]
    assert [tile["label"] for tile in drawn["labelled"]] == ["B"]


def test_tile_map_of_nothing_is_empty() -> None:
    assert tiles.tile_map([], {})["tiles"] == []
    assert tiles.tile_map([block("a", None, None)], {})["labelled"] == []
