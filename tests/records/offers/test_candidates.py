"""Which offers are laid beside a profile, and how a long list is read."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.matching.criteria import drawn
from schakel.records.offers import queries
from schakel.records.offers.engine_io import open_offers
from schakel.records.offers.models import Offer
from schakel.records.offers.queries import OfferFilter
from schakel.records.people.engine_io.parts import scorer
from support import factories as make

pytestmark = pytest.mark.django_db

SQL = "urn:schakel:skill:sql"


def titles(**words: Any) -> list[str]:
    return sorted(one.title_nl for one in open_offers(now=timezone.now(), **words))


def test_a_shadow_day_needs_a_day_that_goes_on() -> None:
    now = timezone.now()
    make.session(make.offer("komt", kind="shadow-day"))
    make.session(make.offer("was", kind="shadow-day"), days=-3)
    make.session(make.offer("afgezegd", kind="shadow-day"), cancelled=now)
    make.offer("zonder dag", kind="shadow-day")
    make.offer("gesloten", kind="vacancy", published_until=now.date() - timedelta(days=1))
    assert titles() == ["komt"]


def test_only_what_came_after_a_number() -> None:
    old = make.offer("oud", kind="vacancy")
    make.offer("nieuw", kind="vacancy")
    assert titles(after=old.pk) == ["nieuw"]


def test_more_offers_ask_the_same_number_of_questions(django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        make.offer(f"baan {number}", kind="vacancy", asks=["sql"], organisation=make.organisation(), place=make.place())
    with django_assert_max_num_queries(8):
        for one in open_offers(now=timezone.now()):
            assert (one.organisation.name, one.place.name, one.asked[0].uri) == ("Werkgever", "Oostdorp", SQL)  # type: ignore[union-attr, attr-defined]


def test_a_page_of_a_list_keeps_the_order_and_drops_what_is_gone() -> None:
    now = timezone.now()
    later, sooner, gone = (make.offer(name) for name in ("later", "eerder", "weg"))
    make.session(later, days=9)
    make.session(sooner, days=2)
    make.session(gone, days=1)
    numbers = list(queries.in_order_of_start(queries.find_offers(OfferFilter()), now=now).values_list("pk", flat=True))
    assert numbers == [gone.pk, sooner.pk, later.pk]
    Offer.objects.filter(pk=gone.pk).delete()
    assert [one.title_nl for one in queries.listed(numbers, now=now)] == ["eerder", "later"]
    assert queries.listed([], now=now) == []


def test_the_lot_of_a_person_does_not_hang_on_who_else_is_drawn() -> None:
    few, many = drawn(["7", "8"], seed="s"), drawn([str(number) for number in range(100)], seed="s")
    assert [one for one in many if one in few] == list(few)
    assert drawn(many, seed="s") == many
    assert drawn(many, seed="t") != many


def test_rarity_keeps_only_skills_that_exist() -> None:
    table = scorer().rarity
    before = len(table._by_uri)
    assert table.of("urn:schakel:skill:sql") == table.of("urn:schakel:skill:sql")
    assert table.of("urn:verzonnen:1") == table.of("urn:verzonnen:2")
    assert len(table._by_uri) <= before + 1
