"""Mail about new offers for many people: the same lists as one by one, in groups, and on after a stop."""

import random
from typing import Any

import pytest
from django.db.models import Max
from django.utils import timezone

from schakel.records.offers import alerts, engine_io_many
from schakel.records.offers.engine_io import open_offers, rank_offers
from schakel.records.offers.engine_io_many import NewOffers
from schakel.records.offers.models import Alert, AlertedOffer, Offer
from schakel.records.people import queries as people
from schakel.records.people.actions import give_consent
from schakel.records.people.models import Person, Profile
from support import factories

pytestmark = pytest.mark.django_db

SKILLS = ("sql", "python", "html", "css", "excel", "linux", "java", "docker", "scrum", "topdesk")
NOW = timezone.now()


def _people(count: int, *, seed: int = 1) -> list[Person]:
    draw = random.Random(seed)
    found = []
    for at in range(count):
        person = factories.own_person(f"Persoon {at}", skills=draw.sample(SKILLS, draw.randint(1, 5)))
        hours = draw.choice((None, 16, 40))
        Profile.objects.filter(person=person).update(hours_max=hours, remote=draw.choice(("", "fully", "no")))
        found.append(person)
    return found


def _offers(count: int, *, seed: int = 2) -> None:
    draw = random.Random(seed)
    for at in range(count):
        asks = draw.sample(SKILLS, draw.randint(1, 4))
        mode = draw.choice(("", "on-site", "online"))
        factories.offer(f"Baan {at}", kind="vacancy", asks=asks, hours_min=draw.choice((None, 24, 36)), mode=mode)


def _ask(person: Person, *, kinds: str = "vacancy", since: int = 0, points: int = 30) -> Alert:
    give_consent(person=person, purpose_id=alerts.PURPOSE, by="test", now=NOW)
    return Alert.objects.create(person=person, kinds=kinds, points=points, since_offer=since)


def _one_by_one(person: Person) -> list[tuple[int, int | None]]:
    offers = open_offers(now=NOW, kinds=["vacancy"])
    ranked = rank_offers(people.profile_for(person), offers, viewer=str(person.user.key), now=NOW)
    return [(offer.pk, match.milli) for offer, match in ranked if not match.gate_results("fail")]


@pytest.mark.parametrize("small", [0, 1_000_000])
def test_many_at_once_is_one_by_one_to_the_bit(small: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(engine_io_many, "SMALL", small)
    found = _people(12)
    _offers(40)
    profiles = [people.profile_for(one) for one in found]
    new = NewOffers(kinds=["vacancy"], after=0, now=NOW)
    lists = list(new.for_each(profiles, most=5))
    assert len(lists) == len(found)
    assert any(lists)
    for person, fits in zip(found, lists, strict=True):
        alone = _one_by_one(person)
        assert [(offer.pk, match.milli) for offer, match in fits] == alone[: len(fits)]
        assert len(fits) == min(len(alone), 5 + engine_io_many.scorer().rules.outside_among_first)


def test_everybody_is_told_of_their_own_best_and_once() -> None:
    found = _people(6)
    for person in found:
        _ask(person)
    _offers(20)
    told: dict[int, list[int]] = {}

    def send(person: Person, fits: Any) -> None:
        told[person.pk] = [one.offer.pk for one in fits]

    sent = alerts.run(by="test", now=NOW, send=send)
    assert sent == len(told) > 0
    for person in found:
        enough = [pk for pk, milli in _one_by_one(person) if (milli or 0) // 1000 >= 30]
        assert told.get(person.pk, []) == enough[: alerts.TOLD_AT_ONCE]
    assert alerts.run(by="test", now=NOW, send=send) == 0


def test_groups_are_small_and_who_looked_at_other_offers_is_apart(monkeypatch: Any) -> None:
    monkeypatch.setattr(alerts, "GROUP", 2)
    sizes: list[int] = []
    whole = NewOffers.for_each

    def counted(self: NewOffers, profiles: Any, *, most: int) -> Any:
        sizes.append(len(profiles))
        return whole(self, profiles, most=most)

    monkeypatch.setattr(NewOffers, "for_each", counted)
    found = _people(5)
    _offers(4)
    newest = Offer.objects.aggregate(newest=Max("pk"))["newest"]
    for at, person in enumerate(found):
        _ask(person, since=0 if at < 3 else newest - 1)
    alerts.run(by="test", now=NOW, send=lambda _person, _fits: None)
    assert sizes == [2, 1, 2]
    assert set(Alert.objects.values_list("since_offer", flat=True)) == {newest}


def test_a_stop_in_the_middle_is_gone_on_with_by_the_next_run() -> None:
    for person in _people(3):
        Profile.objects.filter(person=person).update(hours_max=None, remote="")
        person.profile.skills.create(uri="urn:schakel:skill:rust")
        _ask(person, points=1)
    factories.offer("Nieuw", kind="vacancy", asks=["rust"])
    got: list[int] = []

    def killed(person: Person, fits: Any) -> None:
        got.append(person.pk)
        if len(got) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        alerts.run(by="test", now=NOW, send=killed)
    assert alerts.run(by="test", now=NOW, send=lambda person, _fits: got.append(person.pk)) == 1
    assert len(got) == len(set(got)) == 3
    assert AlertedOffer.objects.count() == 3


def test_more_people_cost_no_more_queries_to_rank(django_assert_max_num_queries: Any) -> None:
    profiles = [people.profile_for(one) for one in _people(2)]
    _offers(3)
    with django_assert_max_num_queries(6):
        list(NewOffers(kinds=["vacancy"], after=0, now=NOW).for_each(profiles, most=5))


def test_nothing_new_asks_nothing_of_anybody(monkeypatch: Any) -> None:
    _offers(2)
    newest = Offer.objects.aggregate(newest=Max("pk"))["newest"]
    _ask(_people(1)[0], since=newest)

    def never(*_args: Any, **_more: Any) -> None:
        raise AssertionError("looked for offers that are not there")

    monkeypatch.setattr(alerts, "NewOffers", never)
    assert alerts.run(by="test", now=NOW, send=never) == 0
