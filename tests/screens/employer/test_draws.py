"""What an employer hears of a draw: rounded counts, a name after the student's yes, why a place stayed empty, a next step."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from schakel.engine.errors import Conflict, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import draw_queries, host_draw_queries
from schakel.records.journeys.actions import draw_names, draws, hiring
from schakel.records.journeys.actions.forgetting import forget_silent
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import DrawEntry, DrawPeriod, DrawPlace, DrawWish, Hire, Letter, Outcome
from schakel.records.journeys.queries_counts import disclosure
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people import queries as people
from schakel.screens.open.after.mail import compose
from screens.employer.test_employer import ROOM, signed_in
from screens.school.test_draws import close, period_of, student, wish
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = f"{ROOM}stages/"


@pytest.fixture
def school() -> Organisation:
    return make.organisation("Vista", kind="mbo")


@pytest.fixture
def host() -> Organisation:
    return make.organisation("Maasdal Techniek")


def internship(period: DrawPeriod, host: Organisation, title: str = "Beheer", capacity: int = 1) -> DrawPlace:
    offer = make.offer(title, kind="internship", organisation=host)
    return draws.set_place(period=period.pk, offer=offer.pk, capacity=capacity, by="test", now=timezone.now())


def hold(period: DrawPeriod) -> DrawPeriod:
    close(period)
    return draws.hold_draw(period=period.pk, by="test", now=timezone.now())


def chosen_by(period: DrawPeriod, place: DrawPlace, count: int, first: DrawPlace | None = None) -> None:
    for number in range(count):
        entry = DrawEntry.objects.create(period=period, person=make.person(f"Leerling {number}"), made=timezone.now())
        for rank, one in enumerate([one for one in (first, place) if one], start=1):
            DrawWish.objects.create(entry=entry, place=one, rank=rank)


def only(host: Organisation) -> host_draw_queries.HostPlace:
    return host_draw_queries.as_host(list(host_draw_queries.places_at(host)))[0]


def test_before_the_draw_only_a_rounded_count(school: Organisation, host: Organisation) -> None:
    period, owner = period_of(school), signed_in(host)
    place = internship(period, host)
    assert "weinig of niemand" in pages.text(owner.get(PAGE))
    chosen_by(period, place, disclosure().shown_from - 1)
    assert "weinig of niemand" in pages.text(owner.get(PAGE))
    chosen_by(period, place, 3)
    text = pages.text(owner.get(PAGE))
    assert f"ongeveer {disclosure().show(disclosure().shown_from + 2)} studenten" in text
    assert "De loting is op" in text
    assert "bleef leeg" not in text


def test_name_is_seen_after_the_yes_and_no_longer_after_a_no(school: Organisation, host: Organisation) -> None:
    period, owner, (who, client) = period_of(school), signed_in(host), student("Noor Peters")
    place = internship(period, host)
    wish(client, period, place)
    hold(period)
    text = pages.text(owner.get(PAGE))
    assert "Noor" not in text
    assert "1 student met een plek toonde nog geen naam." in text
    name = reverse("draw:name", args=[period.key])
    for wrong in ("", "BSN 111222333", "x" * 300):
        assert client.post(name, {"bereikbaar": wrong}).status_code == 422
    for _twice in range(2):
        assert client.post(name, {"bereikbaar": "noor@example.org"}).status_code == 302
    letter = Letter.objects.get(kind="draw-name")
    assert "Noor" not in str(compose(letter).body)  # type: ignore[union-attr]
    text = pages.text(owner.get(PAGE))
    assert "Noor Peters" in text
    assert "noor@example.org" in text
    assert any(one.organisation == "Maasdal Techniek" for one in people.looks_at(who))
    assert "De gastheer ziet je naam." in pages.text(client.get(reverse("draw:period", args=[period.key])))
    client.post(name, {"wat": "verberg"})
    text = pages.text(owner.get(PAGE))
    assert "Noor" not in text
    assert DrawEntry.objects.get().contact == ""


def test_who_gives_the_place_back_is_forgotten_by_the_host(school: Organisation, host: Organisation) -> None:
    period, (who, client) = period_of(school), student("Noor Peters")
    wish(client, period, internship(period, host))
    hold(period)
    draw_names.show_name(period=period.pk, person=who.pk, contact="n@x.nl", by="test", now=timezone.now())
    draws.give_back(period=period.pk, person=who.pk, by="test", now=timezone.now())
    entry = DrawEntry.objects.get()
    assert (entry.shown, entry.contact) == (None, "")
    row = only(host)
    assert (row.held, row.names, row.empty, row.why) == (0, (), 1, "returned")
    with pytest.raises(Conflict):
        draw_names.show_name(period=period.pk, person=who.pk, contact="n@x.nl", by="test", now=timezone.now())
    with pytest.raises(NotFound):
        draw_names.hide_name(period=period.pk, person=make.person().pk, by="test")


def test_why_a_place_stayed_empty(school: Organisation, host: Organisation) -> None:
    many, period = disclosure().shown_from, period_of(school)
    better = internship(period, make.organisation("Elders"), "Liever", capacity=many + 2)
    place = internship(period, host, "Beheer", capacity=2)
    chosen_by(period, place, many, first=better)
    hold(period)
    row = only(host)
    assert (row.chosen, row.held, row.empty, row.why) == (disclosure().show(many), 0, 2, "elsewhere")
    assert "kreeg een plek die beter beviel" in pages.text(signed_in(host).get(PAGE))


def test_few_and_nobody_are_one_answer(school: Organisation, host: Organisation) -> None:
    texts = []
    for count in (0, 3):
        period, of = period_of(school, name=f"Periode {count}"), make.organisation("Stil")
        better = internship(period, make.organisation("Elders"), "Liever", capacity=9)
        chosen_by(period, internship(period, of), count, first=better)
        hold(period)
        assert only(of).why == "few"
        texts.append(pages.text(signed_in(of).get(PAGE)).replace(period.name, ""))
    assert texts[0] == texts[1]
    assert "Weinig studenten of niemand koos hem." in texts[0]


def test_taken_out_and_closed_say_so(school: Organisation, host: Organisation) -> None:
    period = period_of(school)
    out, closed = internship(period, host, "Eruit"), internship(period, host, "Dicht")
    draws.take_out(place=out.pk, by="test", now=timezone.now())
    gone = timezone.localdate() - timedelta(days=1)
    Offer.objects.filter(pk=closed.offer_id).update(published_until=gone)
    hold(period)
    rows = host_draw_queries.as_host(list(host_draw_queries.places_at(host)))
    assert {row.place.title: row.why for row in rows} == {"Eruit": "out", "Dicht": "closed"}
    text = pages.text(signed_in(host).get(PAGE))
    assert "De school haalde hem uit deze periode." in text
    assert "Hij was dicht voor de loting." in text


def test_intern_is_hired_after_the_yes_alone(school: Organisation, host: Organisation) -> None:
    period, owner, (who, client) = period_of(school), signed_in(host), student("Noor Peters")
    wish(client, period, internship(period, host))
    hold(period)
    entry = DrawEntry.objects.get()
    form = reverse("employer:hire-intern", args=[entry.key])
    given = {"eerste_dag": str(timezone.localdate()), "plan": "", "maatje": ""}
    assert owner.post(form, given).status_code == 404
    with pytest.raises(Conflict):
        hiring.tell(
            after=hiring.After("entry", entry.pk),
            starts=timezone.localdate(),
            told_by="employer",
            by="test",
            now=timezone.now(),
        )
    draw_names.show_name(period=period.pk, person=who.pk, contact="n@x.nl", by="test", now=timezone.now())
    assert signed_in(make.organisation()).get(form).status_code == 404
    assert owner.post(form, given).status_code == 302
    assert Hire.objects.get().person == who
    assert Outcome.objects.get().kind == "hired"
    assert "aangenomen" in pages.text(owner.get(PAGE))


def test_page_is_of_one_employer_alone(school: Organisation, host: Organisation) -> None:
    internship(period_of(school), host)
    assert "Geen van je stages deed al mee" in pages.text(signed_in(make.organisation()).get(PAGE))
    assert StrictClient().get(PAGE)["Location"].startswith("/account/")
    assert signed_in().get(PAGE).status_code == 403
    _who, client = student("Sam")
    period = DrawPeriod.objects.get()
    assert client.get(reverse("draw:name", args=[period.key])).status_code == 405
    assert client.post(reverse("draw:name", args=[period.key]), {"bereikbaar": "x@y.nl"}).status_code == 404


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Loting van stages"), ("/en", "Internship draws"), ("/de", "Verlosung von Praktika")]
)
def test_page_stands_in_three_languages(school: Organisation, host: Organisation, prefix: str, words: str) -> None:
    internship(period_of(school), host)
    assert words in pages.text(signed_in(host).get(f"{prefix}{PAGE}"))


def test_page_asks_as_often_for_many_as_for_one(
    school: Organisation, host: Organisation, django_assert_num_queries: Any
) -> None:
    period, owner = period_of(school), signed_in(host)
    internship(period, host)
    owner.get(PAGE)
    with django_assert_num_queries(9):
        owner.get(PAGE)
    for number in range(5):
        chosen_by(period, internship(period, host, f"Stage {number}"), 2)
    with django_assert_num_queries(9):
        owner.get(PAGE)


@pytest.mark.slow
@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_three_hundred_students_and_one_draw() -> None:
    """Many students wish, several people press draw: one draw, no place twice, and the record draws the same again.

    On PostgreSQL truly at once; SQLite in memory knows one connection, so there one after the other.
    """
    school, host = make.organisation("Vista", kind="mbo"), make.organisation("Maasdal Techniek")
    period = period_of(school)
    places = [internship(period, host, f"Stage {number:02}", capacity=1 + number % 7) for number in range(60)]
    learners = [make.person(f"Leerling {number}").pk for number in range(300)]

    def wishes(number: int) -> None:
        mine = [places[(number * step + step) % len(places)].pk for step in (1, 7, 11, 13)]
        words: dict[str, Any] = {"by": "test", "now": timezone.now()}
        draws.wish(period=period.pk, person=learners[number], wishes=list(dict.fromkeys(mine)), version=0, **words)

    def press(_number: int) -> None:
        draws.hold_draw(period=period.pk, by="test", now=timezone.now())

    at_once(wishes, len(learners))
    close(period)
    at_once(press, 6)
    period = DrawPeriod.objects.get(pk=period.pk)
    assert AuditEvent.objects.filter(action="journeys.draw").count() == 1
    assert Letter.objects.filter(kind="draw-held").count() == len(learners)
    rows = host_draw_queries.as_host(list(host_draw_queries.places_at(host)))
    assert all(row.held <= row.place.capacity for row in rows)
    placed = DrawEntry.objects.filter(place__isnull=False)
    assert sum(row.held for row in rows) == placed.count() == placed.values("person").distinct().count()
    wished = set(DrawWish.objects.order_by("pk").values_list("entry_id", "place_id"))
    assert all((entry.pk, entry.place_id) in wished for entry in placed.order_by("pk"))
    assert draw_queries.same_again(period)


def at_once(do: Any, count: int) -> None:
    def and_leave(number: int) -> None:
        try:
            do(number)
        finally:
            connections.close_all()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(and_leave, range(count)))
    else:
        for number in range(count):
            do(number)


def test_how_a_student_was_reached_is_not_kept_forever(school: Organisation, host: Organisation) -> None:
    period, (who, client) = period_of(school), student("Noor Peters")
    wish(client, period, internship(period, host))
    hold(period)
    now = timezone.now()
    draw_names.show_name(period=period.pk, person=who.pk, contact="n@x.nl", by="test", now=now)
    later = now + timedelta(days=house_rules().days["keep_silent"] + 1)
    assert forget_silent(by="test", now=later)["contacts_given"] == 1
    assert DrawEntry.objects.get().contact == ""
