from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from schakel.records.offers.models import Offer, Session
from support.factories import offer, organisation, place, session
from support.pages import PREFIXES, items, main, text
from support.regions import REGIONS, region_in_use

pytestmark = pytest.mark.django_db
ITEM = "schakel-agenda__item"


def events(response: Any) -> list[Any]:
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.fixture
def two() -> list[Session]:
    """One real and one made-up session, the made-up one first."""
    here = place("Venlo", code="GM0983")
    course = offer("Netwerken", title_en="Networks", title_de="Netze", organisation=organisation("Gilde"))
    day = offer("Een dag mee", kind="shadow-day", fictional=True)
    real = session(course, starts=datetime(2126, 3, 4, 18, 30, tzinfo=UTC), place=here, capacity=9, taken=1)
    return [session(day, days=2, fictional=True, capacity=3, taken=3), real]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["maart 2126", "Netwerken", "Cursus · 19:30 · Venlo · Gilde", "fictief", "vol"]),
        ("en", ["March 2126", "Networks", "19:30", "fictional", "full", "8 seats left"]),
        ("de", ["März 2126", "Netze", "fiktiv"]),
    ],
)
def test_agenda_shows_sessions_by_month(two: Any, client: Any, language: str, words: list[str]) -> None:
    response = client.get(f"{PREFIXES[language]}/agenda/")
    shown = text(response)
    for word in words:
        assert word in shown
    assert ["schakel-fict" in item for item in items(response, ITEM)] == [True, False]


def test_months_are_those_of_local_time(client: Any) -> None:
    late = datetime(2126, 3, 31, 22, 30, tzinfo=UTC)  # already April in the Netherlands
    session(offer("Nacht"), starts=late)
    shown = text(client.get("/agenda/"))
    assert "april 2126" in shown
    assert "00:30" in shown
    assert "maart" not in shown


def test_what_began_is_gone(client: Any) -> None:
    session(offer("Voorbij"), days=-1)
    response = client.get("/agenda/")
    assert items(response, ITEM) == []
    assert 'href="/agenda/"' in main(response)
    assert events(client.get("/agenda/agenda.ics")) == []


def test_filters_narrow_and_unknown_ones_are_left_out(two: Any, client: Any) -> None:
    assert len(items(client.get("/agenda/?soort=course"), ITEM)) == 1
    response = client.get("/agenda/?gemeente=GM0983&soort=course&soort=shadow-day")
    assert len(items(response, ITEM)) == 1
    assert '<option value="GM0983" selected>' in main(response)
    assert 'href="/agenda/agenda.ics?gemeente=GM0983&amp;soort=course&amp;soort=shadow-day"' in main(response)
    for query in ("soort=vacancy", "gemeente=GM0000", "pagina=x", "pagina=99"):
        assert len(items(client.get(f"/agenda/?{query}"), ITEM)) == 2, query


def test_kinds_say_how_many_sessions_they_give(two: Any, client: Any) -> None:
    def counts(query: str) -> dict[str, int]:
        return {choice["value"]: choice["n"] for choice in client.get(f"/agenda/?{query}").context["choices"]}

    assert counts("") == counts("soort=course") == {"shadow-day": 1, "course": 1}
    assert counts("gemeente=GM0983") == {"course": 1}
    assert counts("gemeente=GM0983&soort=shadow-day") == {"shadow-day": 0, "course": 1}


def test_long_agenda_is_paged(client: Any) -> None:
    one = offer("Cursus")
    for number in range(25):
        session(one, days=number + 1)
    assert len(items(client.get("/agenda/?soort=course"), ITEM)) == 24
    assert len(items(client.get("/agenda/?soort=course&pagina=2"), ITEM)) == 1
    assert 'href="?soort=course&amp;pagina=2" rel="next"' in main(client.get("/agenda/?soort=course"))


def test_more_sessions_ask_no_more_queries(client: Any) -> None:
    asked: dict[str, list[int]] = {"/agenda/": [], "/agenda/agenda.ics": []}
    for many in (1, 3):
        Offer.objects.all().delete()
        for number in range(many):
            made = offer(f"o{number}", organisation=organisation())
            session(made, days=number + 1, place=place(f"P{number}"))
        for path, counts in asked.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).content.count(f"o{many - 1}".encode())
            counts.append(len(queries))
    assert all(one == three for one, three in asked.values())


def test_feed_is_a_calendar_that_says_what_is_fictional(two: list[Session], client: Any) -> None:
    response = client.get("/en/agenda/agenda.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    made_up, real = events(response)
    assert made_up["summary"] == "[fictional] Een dag mee"
    assert real["summary"] == "Networks"
    assert real["dtstart"].dt == two[1].starts
    assert real["location"] == "Venlo"
    assert real["url"] == f"http://testserver/en/aanbod/{two[1].offer.slug}/"
    assert made_up["uid"] != real["uid"]
    assert "[fictief]" in events(client.get("/agenda/agenda.ics"))[0]["summary"]
    assert [event["uid"] for event in events(client.get("/de/agenda/agenda.ics?soort=course"))] == [real["uid"]]


def test_a_course_of_weeks_is_one_evening_in_a_calendar(client: Any) -> None:
    begins = timezone.now().replace(microsecond=0) + timedelta(days=2)
    course = offer("Lang, met komma; en \\ streep\nnieuwe regel")
    for days, ends in ((0, timedelta(weeks=8)), (1, timedelta(hours=3)), (2, None)):
        session(
            course, starts=begins + timedelta(days=days), ends=begins + timedelta(days=days) + ends if ends else None
        )
    long, short, open_end = events(client.get("/agenda/agenda.ics"))
    assert long["dtend"].dt - long["dtstart"].dt == timedelta(hours=2)
    assert short["dtend"].dt - short["dtstart"].dt == timedelta(hours=3)
    assert open_end["dtend"].dt - open_end["dtstart"].dt == timedelta(hours=2)
    assert long["summary"] == "Lang, met komma; en \\ streep\nnieuwe regel"


def test_an_empty_site_and_a_made_up_region_show(settings: Any, client: Any) -> None:
    assert items(client.get("/agenda/"), ITEM) == []
    with region_in_use(settings, REGIONS / "oostmark"):
        session(offer("Les"), place_id="GM9001")
        assert "Oostdorp" in text(client.get("/agenda/"))
