from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.offers import queries
from schakel.records.offers.queries import OfferFilter
from support.factories import indexed, offer, place, session

pytestmark = pytest.mark.django_db


def found(**asked: Any) -> list[str]:
    return sorted(queries.find_offers(OfferFilter(**asked)).order_by("slug").values_list("title_nl", flat=True))


def in_order() -> list[str]:
    now = timezone.now()
    rows = queries.for_list(queries.in_order_of_start(queries.find_offers(OfferFilter()), now=now), now=now)
    return [row.title_nl for row in rows]


def test_a_price_not_known_is_not_nothing() -> None:
    for title, price in (("gratis", 0), ("250", 250), ("duur", 4000), ("onbekend", None)):
        offer(title, price=None if price is None else Decimal(price))
    offer("werk", kind="vacancy")
    assert found(prices=["niets"]) == ["gratis"]
    assert found(prices=["tot-250"]) == ["250", "gratis"]
    assert found(prices=["onbekend"]) == ["onbekend"]
    assert found(prices=["niets", "onbekend"]) == ["gratis", "onbekend"]
    counts = queries.facet_counts(OfferFilter(prices=("onbekend",)))["prices"]
    assert counts == {"niets": 1, "tot-250": 2, "tot-1000": 2, "onbekend": 1}


def test_counts_hold_the_other_facets_but_not_their_own() -> None:
    offer("a", kind="course", levels=["mbo-4", "hbo"], language="nl")
    offer("b", kind="course", levels=["hbo"], language="en")
    offer("c", kind="vacancy", levels=["hbo"], language="nl", fictional=True)
    counts = queries.facet_counts(OfferFilter(kinds=("course",), levels=("hbo",)))
    assert counts["kinds"] == {"course": 2, "vacancy": 1}
    assert counts["levels"] == {"mbo-4": 1, "hbo": 2}
    assert counts["languages"] == {"nl": 1, "en": 1}
    assert counts["origins"] == {"echt": 2, "fictief": 0}
    assert found(kinds=["course"], levels=["mbo-4", "hbo"]) == ["a", "b"]


def test_every_count_is_what_its_choice_gives() -> None:
    here, there = place("Hier"), place("Daar")
    session(offer("a", place=here, price=Decimal(0), levels=["mbo-4"], language="nl", mode="online"), daytime="day")
    evening = offer("b", place=there, price=Decimal(300), levels=["hbo", "mbo-4"], kind="module", fictional=True)
    for number in range(3):
        session(evening, days=number + 1, daytime="evening")
    offer("c", place=here, kind="vacancy", language="de", mode="hybrid")
    asked = OfferFilter(levels=("mbo-4",))
    counts = queries.facet_counts(asked)
    assert counts["times"] == {"dag": 1, "avond": 1, "online": 1}
    assert counts["municipality"] == {here.code: 1, there.code: 1}
    for facet, choices in counts.items():
        for choice, n in choices.items():
            one = {facet: choice if facet == "municipality" else (choice,)}
            held = {} if facet == "levels" else {"levels": ("mbo-4",)}
            assert len(found(**held, **one)) == n, (facet, choice)


def test_real_offers_come_first_then_what_begins_first() -> None:
    session(offer("verzonnen, morgen", fictional=True), days=1)
    late = offer("laat")
    session(late, days=30)
    session(late, days=-2)
    early = offer("vroeg")
    session(early, days=3)
    session(early, days=90)
    session(offer("voorbij"), days=-1)
    offer("aaa verzonnen", fictional=True)
    offer("b zonder datum")
    assert in_order() == ["vroeg", "laat", "b zonder datum", "voorbij", "verzonnen, morgen", "aaa verzonnen"]


def test_list_rows_know_coming_sessions_only_skills_and_levels() -> None:
    one = offer("een", teaches=["python", "sql"], levels=["hbo", "ad"])
    session(one, days=-5)
    soon = session(one, days=2, place=place("Hier"))
    now = timezone.now()
    row = queries.for_list(queries.in_order_of_start(queries.find_offers(OfferFilter()), now=now), now=now).get()
    assert row.coming == [soon]
    assert [skill.uri.rpartition(":")[2] for skill in row.shown_skills] == ["python", "sql"]
    assert [level.level for level in row.shown_levels] == ["ad", "hbo"]


def test_what_closed_is_left_out_from_the_next_day() -> None:
    today = date(2026, 12, 1)
    offer("vandaag nog", published_until=today)
    offer("gisteren", published_until=today - timedelta(days=1), kind="vacancy", occupations=["software-developer"])
    offer("altijd", kind="vacancy", occupations=["software-developer"])
    assert found(on=today) == ["altijd", "vandaag nog"]
    assert found() == ["altijd", "gisteren", "vandaag nog"]
    vacancies = queries.vacancies_for_occupation("urn:schakel:occupation:software-developer", today=today)
    assert [vacancy.title_nl for vacancy in vacancies] == ["altijd"]


def test_free_choices_work_together_with_words() -> None:
    here = place("Hier")
    offer("Python leren", place=here, teaches=["python"], initiative="digiwise")
    offer("Python elders", teaches=["python"])
    offer("Koken", place=here)
    indexed()
    assert found(text="python", municipality=here.code) == ["Python leren"]
    assert found(skill="urn:schakel:skill:python", initiative="digiwise") == ["Python leren"]
    assert found(skill="urn:schakel:skill:cobol") == []


def test_coming_sessions_begin_with_the_first_and_leave_out_what_began() -> None:
    one = offer("een")
    later, sooner, _gone = session(one, days=9), session(one, days=1), session(one, days=-0.01)
    assert list(queries.upcoming_sessions(now=timezone.now())) == [sooner, later]


def test_trainings_for_an_occupation_are_real_ones() -> None:
    offer("echt", occupations=["software-developer"])
    offer("verzonnen", occupations=["software-developer"], fictional=True)
    trainings = queries.offers_for_occupation("urn:schakel:occupation:software-developer")
    assert [training.title_nl for training in trainings] == ["echt"]
