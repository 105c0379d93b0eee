"""An internship period from its first day to a place given back: school, students, strangers, bad input."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys import draw_queries
from schakel.records.journeys.actions import draws
from schakel.records.journeys.actions.leaving import erase_person
from schakel.records.journeys.models import DrawEntry, DrawPeriod, DrawPlace, Letter
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
ROOM = "/onderwijs/mijn/stages/"


def signed_in(of: Organisation | None = None, role: str = "school") -> StrictClient:
    client, who = StrictClient(), make.user()
    if of is not None:
        make.membership(role, of=of, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


def student(name: str) -> tuple[Person, StrictClient]:
    """A student with own pages, and the browser."""
    person, client = make.own_person(name), StrictClient()
    client.force_login(person.user)
    return person, client


@pytest.fixture
def school() -> Organisation:
    return make.organisation("Vista", kind="mbo")


@pytest.fixture
def owner(school: Organisation) -> StrictClient:
    return signed_in(school)


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def period_of(school: Organisation, **changes: Any) -> DrawPeriod:
    """A period that is open now."""
    now = timezone.now()
    told = draws.Dates(
        "Voorjaar", now - timedelta(days=1), now + timedelta(days=5), timezone.localdate() + timedelta(7)
    )
    made = draws.make_period(school=school, told=told, by="test", now=now)
    DrawPeriod.objects.filter(pk=made.pk).update(**changes)
    return DrawPeriod.objects.get(pk=made.pk)


def place_in(period: DrawPeriod, title: str, capacity: int = 1) -> DrawPlace:
    offer = make.offer(title, kind="internship", organisation=make.organisation(f"Bedrijf {title}"))
    return draws.set_place(period=period.pk, offer=offer.pk, capacity=capacity, by="test", now=timezone.now())


def wish(client: Any, period: DrawPeriod, *places: DrawPlace, version: int = 0) -> Any:
    given = {f"keuze-{place.pk}": rank for rank, place in enumerate(places, start=1)}
    return client.post(reverse("draw:period", args=[period.key]), {"versie": version, **given})


def close(period: DrawPeriod) -> None:
    """The last day is past, and the day of the draw has come."""
    now = timezone.now()
    DrawPeriod.objects.filter(pk=period.pk).update(
        opens=now - timedelta(days=9), closes=now - timedelta(days=1), draw_on=timezone.localdate()
    )


def drawn(owner: Any, period: DrawPeriod) -> DrawPeriod:
    close(period)
    assert owner.post(reverse("school:draw", args=[period.key])).status_code == 302
    return DrawPeriod.objects.get(pk=period.pk)


def test_every_page_of_a_period_is_of_its_school_alone(client: Any, owner: Any, school: Organisation) -> None:
    period, other = period_of(school), signed_in(make.organisation("Elders", kind="hbo"))
    colleague, (_person, learner) = signed_in(school), student("Sam")
    assert colleague.get(reverse("school:period", args=[period.key])).status_code == 200
    for name in ("period", "places", "change-period", "draw", "check", "discard"):
        page = reverse(f"school:{name}", args=[period.key])
        call = "get" if name in ("period", "places") else "post"
        assert getattr(client, call)(page)["Location"].startswith("/account/")
        assert getattr(learner, call)(page).status_code == 403
        assert getattr(other, call)(page).status_code == 404, name
        assert owner.get(page).status_code in (200, 405)
    assert "Voorjaar" not in other.get(ROOM).content.decode()
    for name in ("period", "leave", "record"):
        page = reverse(f"draw:{name}", args=[period.key])
        assert client.get(page)["Location"].startswith("/account/")
        assert learner.get(page).status_code in (200, 404, 405)


def test_new_period_shows_the_fingerprint_and_hides_the_seed(owner: Any) -> None:
    given = {"naam": "Voorjaar 2027", "van": day(1), "tot": day(9), "loting": day(10)}
    first, second = owner.post(f"{ROOM}nieuw/", given), owner.post(f"{ROOM}nieuw/", given)
    period = DrawPeriod.objects.get()
    assert first["Location"] == second["Location"] == reverse("school:places", args=[period.key])
    html = owner.get(reverse("school:period", args=[period.key])).content.decode()
    assert period.commitment in html
    assert period.seed not in html
    assert f"/stages/{period.key}/" in html


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"naam": ""}, "Schrijf een naam."), ({"tot": day(-2)}, "Deze dag is voorbij."),
     ({"tot": day(0)}, "Dit is voor de eerste dag."), ({"loting": day(9)}, "Kies een dag na de laatste dag"),
     ({"van": "ooit"}, "Dit is geen datum."), ({"naam": "BSN 111222333"}, "burgerservicenummer")],
)  # fmt: skip
def test_new_period_wrong_input_says_what_to_do(owner: Any, wrong: dict[str, str], message: str) -> None:
    given = {"naam": "Voorjaar", "van": day(1), "tot": day(9), "loting": day(10), **wrong}
    answer = owner.post(f"{ROOM}nieuw/", given)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not DrawPeriod.objects.exists()


def test_period_stale_tab_is_told_and_keeps_the_text(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    opens = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=1), datetime.min.time()))
    DrawPeriod.objects.filter(pk=period.pk).update(opens=opens)
    page = reverse("school:change-period", args=[period.key])
    given = {"naam": "Een", "van": day(-1), "tot": day(6), "loting": day(8), "versie": 1}
    assert owner.post(page, given).status_code == 302
    answer = owner.post(page, {**given, "naam": "Twee"})
    assert answer.status_code == 409
    assert 'value="Twee"' in answer.content.decode()
    assert owner.post(page, {**given, "naam": "Twee", "versie": 2}).status_code == 302
    assert owner.post(page, {**given, "van": day(2), "versie": 3}).status_code == 422, "it opened already"


def test_places_are_searched_added_changed_and_taken_out(owner: Any, school: Organisation) -> None:
    period, page = period_of(school), ""
    offer = make.offer("Netwerkstage", kind="internship")
    make.offer("Webstage", kind="internship", published_until=timezone.localdate())
    make.indexed()
    page = reverse("school:places", args=[period.key])
    html = pages.text(owner.get(page))
    assert "Netwerkstage" in html
    assert "Webstage" not in html, "it closes before the draw"
    assert "Netwerkstage" not in pages.text(owner.get(f"{page}?q=bakkerij"))
    for seats in ("2", "3"):
        assert owner.post(f"{page}?q=net", {"stage": offer.pk, "plekken": seats})["Location"] == f"{page}?q=net"
    assert DrawPlace.objects.get().capacity == 3
    assert owner.post(page, {"stage": offer.pk, "plekken": "0"}).status_code == 422
    assert owner.post(page, {"stage": 999999, "plekken": "1"}).status_code == 409
    assert owner.post(page, {"uit": "999999"}).status_code == 404
    assert owner.post(page, {"uit": DrawPlace.objects.get().pk}).status_code == 302
    assert "doet niet meer mee" in pages.text(owner.get(page))
    close(period)
    assert owner.post(page, {"stage": offer.pk, "plekken": "1"}).status_code == 409


def test_student_gives_wishes_changes_them_and_stops(school: Organisation) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    one, two = place_in(period, "Museum"), place_in(period, "Ziekenhuis")
    assert wish(learner, period, one, two).status_code == 302
    assert wish(learner, period, one, two).status_code == 302, "a double click"
    assert DrawEntry.objects.get().version == 1
    assert wish(learner, period, two, one).status_code == 409, "an older window"
    assert wish(learner, period, two, one, version=1).status_code == 302
    order = list(DrawEntry.objects.get().wishes.order_by("rank").values_list("place_id", flat=True))
    assert order == [two.pk, one.pk]
    leave = reverse("draw:leave", args=[period.key])
    assert learner.post(leave, {"wat": "stoppen"}).status_code == 302
    assert "Je doet niet meer mee." in pages.text(learner.get(reverse("draw:period", args=[period.key])))
    assert learner.post(leave, {"wat": "plaats"}).status_code == 409
    assert wish(learner, period, one, version=3).status_code == 302, "back again before it closes"
    assert "Voorjaar" in pages.text(learner.get("/stages/"))


@pytest.mark.parametrize(
    ("given", "message"),
    [({}, "Kies minstens één stage"), ({"keuze-1": "1", "keuze-2": "1"}, "Je gebruikte een nummer twee keer."),
     ({"keuze-999999": "1"}, "Kies 1 tot 10 stages die nog meedoen."), ({"keuze-x": "1"}, "Kies minstens één stage")],
)  # fmt: skip
def test_student_wrong_input_says_what_to_do(school: Organisation, given: dict[str, str], message: str) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    place_in(period, "Museum")
    answer = learner.post(reverse("draw:period", args=[period.key]), {"versie": 0, **given})
    assert answer.status_code == 422
    assert message in pages.text(answer)
    assert not DrawEntry.objects.exists()


def test_wishes_are_refused_before_and_after(school: Organisation) -> None:
    period, (_person, learner) = period_of(school, opens=timezone.now() + timedelta(days=1)), student("Noor")
    place = place_in(period, "Museum")
    assert "Hieruit kun je kiezen" in pages.text(learner.get(reverse("draw:period", args=[period.key])))
    assert wish(learner, period, place).status_code == 409
    close(period)
    assert wish(learner, period, place).status_code == 409
    assert learner.post(reverse("draw:leave", args=[period.key]), {"wat": "stoppen"}).status_code == 404
    assert learner.get(reverse("draw:period", args=["bestaat-niet"])).status_code == 404


def test_draw_waits_for_its_day_and_happens_once(owner: Any, school: Organisation) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    wish(learner, period, place_in(period, "Museum"))
    page = reverse("school:draw", args=[period.key])
    assert owner.post(page).status_code == 409
    done = drawn(owner, period)
    assert owner.post(page).status_code == 302
    again = DrawPeriod.objects.get(pk=period.pk)
    assert (again.drawn, again.record) == (done.drawn, done.record)
    assert AuditEvent.objects.filter(action="journeys.draw").count() == 1


def test_each_student_reads_why_and_can_draw_again(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    museum, hospital = place_in(period, "Museum"), place_in(period, "Ziekenhuis")
    people = [student(name) for name in ("Noor", "Sam", "Kim")]
    for _person, learner in people:
        assert wish(learner, period, museum, hospital).status_code == 302
    done = drawn(owner, period)
    got = {}
    for person, learner in people:
        html = pages.text(learner.get(reverse("draw:period", args=[period.key])))
        assert done.seed in html
        assert "33% kreeg de eerste keuze" in html
        got[person.name] = html
        file = learner.get(reverse("draw:record", args=[period.key])).json()
        assert not any(one.name in str(file) for one, _client in people)
        assert file["placed"] == done.record["placed"]
    first = [html for html in got.values() if "Je krijgt Museum, je eerste keuze." in html]
    second = [html for html in got.values() if "Je krijgt Ziekenhuis, je keuze nummer 2." in html]
    none = [html for html in got.values() if "Je hebt nog geen plaats" in html]
    assert [len(first), len(second), len(none)] == [1, 1, 1]
    assert "Museum was vol: het laatste lotnummer dat erin kwam was 1." in second[0]
    assert draw_queries.same_again(done)


def test_a_student_reads_the_place_in_the_own_language(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    spoken, plain = place_in(period, "Stage water"), place_in(period, "Stage data")
    Offer.objects.filter(pk=spoken.offer_id).update(title_de="Praktikum Wasser")
    _who, client = student("Mia")
    address = f"/de/stages/{period.key}/"
    choose = pages.text(client.get(address))
    assert "Meine Wahl : Praktikum Wasser" in choose
    assert "Meine Wahl : Stage data" in choose
    wish(client, period, spoken, plain)
    drawn(owner, period)
    assert "Sie bekommen Praktikum Wasser, Ihren ersten Wunsch." in pages.text(client.get(address))
    assert "Praktikum Wasser" in pages.text(client.get("/de/stages/"))
    assert "Stage water" in pages.text(client.get("/stages/"))
    Offer.objects.get(pk=spoken.offer_id).delete()
    assert "Stage water" in pages.text(client.get("/de/stages/"))


def test_recompute_finds_a_changed_outcome(owner: Any, school: Organisation) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    wish(learner, period, place_in(period, "Museum"))
    done, page = drawn(owner, period), reverse("school:check", args=[period.key])
    assert "dezelfde uitkomst" in pages.text(owner.post(page))
    done.record["placed"][0]["place"] = None
    done.save()
    assert "de uitkomst is anders" in pages.text(owner.post(page))
    done.record = {"seed": "x"}
    assert not draw_queries.same_again(done)


def test_school_sees_names_only_after_the_draw_and_never_an_order(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    museum = place_in(period, "Museum", 3)
    for name in ("Zoë", "Anna", "Mees"):
        wish(student(name)[1], period, museum)
    page = reverse("school:period", args=[period.key])
    before = pages.text(owner.get(page))
    assert "3 studenten doen mee" in before
    assert "Anna" not in before
    drawn(owner, period)
    after = pages.text(owner.get(page))
    assert after.index("Anna") < after.index("Mees") < after.index("Zoë")
    assert "lotnummer" not in after.lower()
    assert AuditEvent.objects.filter(action="people.look", details__what="booking").count() == 3


def test_place_given_back_goes_to_the_next_number(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    museum, people = place_in(period, "Museum"), [student("Noor"), student("Sam")]
    for _person, learner in people:
        wish(learner, period, museum)
    done = drawn(owner, period)
    holder = DrawEntry.objects.get(place=museum).person
    (_one, has), (_two, lacks) = sorted(people, key=lambda pair: pair[0] != holder)
    leave = reverse("draw:leave", args=[period.key])
    assert lacks.post(leave, {"wat": "plaats"}).status_code == 409
    assert has.post(leave, {"wat": "stoppen"}).status_code == 409
    assert has.post(leave, {"wat": "plaats"}).status_code == 302
    assert has.post(leave, {"wat": "plaats"}).status_code == 302
    assert "Je hebt nu een plek: Museum." in pages.text(lacks.get(reverse("draw:period", args=[period.key])))
    html = pages.text(owner.get(reverse("school:period", args=[period.key])))
    assert "Gaf de plek terug" in html
    assert draw_queries.same_again(done), "the draw itself stands"


def test_person_who_is_erased_leaves_the_place_to_the_next(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    museum, people = place_in(period, "Museum"), [student("Noor"), student("Sam")]
    for _person, learner in people:
        wish(learner, period, museum)
    done = drawn(owner, period)
    erase_person(person=DrawEntry.objects.get(place=museum).person, by="test", now=timezone.now())
    assert DrawEntry.objects.get().place == museum
    assert draw_queries.same_again(done)
    assert owner.get(reverse("school:period", args=[period.key])).status_code == 200


def test_offer_deleted_in_a_running_period_moves_the_next_wish_up(owner: Any, school: Organisation) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    gone, stays = place_in(period, "Museum"), place_in(period, "Ziekenhuis")
    wish(learner, period, gone, stays)
    Offer.objects.filter(pk=gone.offer_id).delete()
    page = reverse("draw:period", args=[period.key])
    assert "Deze doen niet meer mee" in pages.text(learner.get(page))
    assert owner.get(reverse("school:period", args=[period.key])).status_code == 200
    drawn(owner, period)
    html = pages.text(learner.get(page))
    assert "Je krijgt Ziekenhuis, je eerste keuze." in html
    assert "Museum deed niet meer mee." in html
    Offer.objects.filter(pk=stays.offer_id).delete()
    assert "De organisatie haalde deze stage weg." in pages.text(learner.get(page))
    assert "Ziekenhuis" in pages.text(owner.get(reverse("school:period", args=[period.key])))


def test_offer_closed_by_its_host_no_longer_takes_part(school: Organisation) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    place = place_in(period, "Museum")
    Offer.objects.filter(pk=place.offer_id).update(published_until=timezone.localdate() - timedelta(days=1))
    assert wish(learner, period, place).status_code == 422


def test_period_without_students_can_be_thrown_away(owner: Any, school: Organisation) -> None:
    empty, full = period_of(school), period_of(school, name="Vol")
    wish(student("Noor")[1], full, place_in(full, "Museum"))
    assert owner.post(reverse("school:discard", args=[empty.key])).status_code == 302
    assert owner.post(reverse("school:discard", args=[full.key])).status_code == 409
    assert DrawPeriod.objects.get() == full


def test_students_are_mailed_when_the_draw_is_held_and_when_a_place_comes(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    museum, people = place_in(period, "Museum"), [student(name) for name in ("Noor", "Sam", "Kim", "Zoë", "Mees")]
    for _person, learner in people:
        wish(learner, period, museum)
    people[4][1].post(reverse("draw:leave", args=[period.key]), {"wat": "stoppen"})
    drawn(owner, period)
    told = Letter.objects.filter(kind="draw-held").order_by("pk")
    assert [one.person for one in told] == [person for person, _client in people[:4]]
    words = compose(told[0])
    assert words is not None
    assert words.subject == "De stages zijn verdeeld"
    assert f"/stages/{period.key}/" in words.body
    assert "Museum" not in words.body, "what came of it stands on the student's own page"
    holder = DrawEntry.objects.get(place=museum).person
    has = next(client for person, client in people if person == holder)
    has.post(reverse("draw:leave", args=[period.key]), {"wat": "plaats"})
    later = Letter.objects.get(kind="draw-place-later")
    assert later.person == DrawEntry.objects.get(place=museum, returned=None).person
    assert compose(later).subject == "Je hebt nu een stageplek"  # type: ignore[union-attr]
    gave_back = Letter.objects.get(kind="draw-held", person=holder)
    assert compose(gave_back) is None, "no longer true"


def test_draw_without_students_says_so(owner: Any, school: Organisation) -> None:
    period = period_of(school)
    drawn(owner, period)
    assert "Niemand gaf een wens op" in pages.text(owner.get(reverse("school:period", args=[period.key])))


def test_pages_ask_as_often_for_many_as_for_few(
    owner: Any, school: Organisation, django_assert_max_num_queries: Any
) -> None:
    period = period_of(school)
    places = [place_in(period, f"Stage {number}", 2) for number in range(12)]
    for number in range(12):
        person = make.own_person(f"Student {number}")
        draws.wish(period=period.pk, person=person.pk, wishes=[one.pk for one in places[:5]], version=0, by="t",
                   now=timezone.now())  # fmt: skip
    _person, learner = student("Noor")
    with django_assert_max_num_queries(18):
        learner.get(reverse("draw:period", args=[period.key]))
    with django_assert_max_num_queries(20):
        owner.get(reverse("school:places", args=[period.key]))
    drawn(owner, period)
    with django_assert_max_num_queries(23):
        html = pages.main(owner.get(reverse("school:period", args=[period.key])))
    assert {f"Student {number}" for number in range(12)} <= set(re.findall(r"Student \d+", html))


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_pages_stand_in_three_languages(owner: Any, school: Organisation, prefix: str) -> None:
    period, (_person, learner) = period_of(school), student("Noor")
    wish(learner, period, place_in(period, "Museum"))
    drawn(owner, period)
    words = {"": "je eerste keuze", "/en": "your first choice", "/de": "Ihren ersten Wunsch"}[prefix]
    assert words in pages.text(learner.get(f"{prefix}/stages/{period.key}/"))
    assert owner.get(f"{prefix}{ROOM}{period.key}/").status_code == 200
