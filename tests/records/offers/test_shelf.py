"""Offers kept ready: the same list as the plain one, whatever was published, changed or closed since."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.matching.view import NotYourView
from schakel.records.offers import shelf
from schakel.records.offers.engine_io import KINDS, open_offers, rank_offers
from schakel.records.offers.models import Offer, OfferOccupation, OfferSkill
from schakel.records.people import queries
from schakel.records.people.models import Person, Profile
from support import factories as make

pytestmark = pytest.mark.django_db

SKILLS = ("sql", "linux", "python", "git", "docker", "windows", "html", "java")
WORK = ("system-administrator", "data-analyst", "service-desk-agent")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> shelf.Shelf:
    """An empty shelf, that is used however few offers there are."""
    made = shelf.Shelf()
    monkeypatch.setattr(shelf, "SHELF", made)
    monkeypatch.setattr(shelf, "SMALL", 0)
    return made


@pytest.fixture
def many() -> list[Offer]:
    chance, places = Random(2030), [make.place("Heerlen", code="GM0917"), make.place("Venlo", code="GM0983"), None]
    return [
        make.offer(
            f"baan {number:02}",
            kind=chance.choice(["vacancy", "internship", "assignment"]),
            asks=chance.sample(SKILLS, chance.randint(1, 5)),
            language=chance.choice(["", "nl", "de"]),
            hours_min=chance.choice([None, 24, 36]),
            place=chance.choice(places),
        )
        for number in range(60)
    ]


@pytest.fixture
def sam() -> Person:
    person = make.own_person(skills=["sql", "linux", "git"])
    Profile.objects.filter(person=person).update(hours_max=32, occupation="urn:schakel:occupation:service-desk-agent")
    return person


def both(person: Person, kinds: Any = tuple(KINDS)) -> tuple[list[Any], list[Any]]:
    """The list of the shelf and the plain one: number, match to the last term."""
    now, profile = timezone.now(), queries.profile_for(person)
    viewer = str(person.user.key)  # type: ignore[union-attr]
    ours = shelf.with_offers(shelf.best_offers(profile, kinds=kinds, viewer=viewer, now=now))
    return ours, rank_offers(profile, open_offers(now=now, kinds=kinds), viewer=viewer, now=now)[: shelf.MOST]


def test_the_list_is_the_plain_list_to_the_bit(many: list[Offer], sam: Person) -> None:
    ours, plain = both(sam)
    assert ours == plain
    assert len(ours) > 20
    assert both(sam, ["internship"])[0] == both(sam, ["internship"])[1]


def test_a_cut_list_is_the_head_of_the_plain_list(
    many: list[Offer], sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST", 12)
    ours, plain = both(sam)
    assert len(ours) == 12
    assert ours == plain


def test_few_offers_are_ranked_plainly(many: list[Offer], sam: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "SMALL", 1000)
    monkeypatch.setattr(shelf.Shelf, "part", None)
    ours, plain = both(sam)
    assert ours == plain


def test_what_changed_since_is_in_the_next_list(many: list[Offer], sam: Person, fresh: shelf.Shelf) -> None:
    both(sam)
    index = fresh.index
    new = make.offer("nieuw", kind="vacancy", asks=["sql", "git"])
    ours, plain = both(sam)
    assert ours == plain
    assert new in [offer for offer, _match in ours]
    changes = [
        lambda: Offer.objects.filter(pk=many[0].pk).update(language="de", hours_min=40),
        lambda: Offer.objects.filter(pk=many[1].pk).update(published_until=timezone.localdate() - timedelta(days=1)),
        lambda: Offer.objects.filter(pk=many[2].pk).update(kind="event"),
        lambda: OfferSkill.objects.filter(offer=many[3]).delete(),
        lambda: OfferSkill.objects.create(offer=many[4], uri="urn:schakel:skill:linux2", role="requires"),
        lambda: OfferOccupation.objects.create(offer=many[5], uri=f"urn:schakel:occupation:{WORK[0]}"),
        many[6].delete,
        lambda: Offer.objects.filter(pk=many[1].pk).update(published_until=None),
    ]
    for change in changes:
        change()
        ours, plain = both(sam)
        assert ours == plain
    assert fresh.index is index


def test_asking_other_skills_in_place_of_the_old_ones_is_seen(many: list[Offer], sam: Person) -> None:
    both(sam)
    last = many[-1]
    OfferSkill.objects.filter(offer=last).delete()
    OfferSkill.objects.bulk_create(
        OfferSkill(offer=last, uri=f"urn:schakel:skill:{one}", role="requires") for one in ("sql", "linux", "git")
    )
    ours, plain = both(sam)
    assert ours == plain
    assert ours[0][1].score == plain[0][1].score


def test_much_that_changed_makes_the_index_anew(
    many: list[Offer], sam: Person, fresh: shelf.Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(sam)
    index = fresh.index
    monkeypatch.setattr(shelf, "BESIDE_MOST", 3)
    for number in range(4):
        make.offer(f"nieuw {number}", kind="vacancy", asks=["sql"])
    ours, plain = both(sam)
    assert ours == plain
    assert fresh.index is not index
    assert fresh.index is not None
    assert len(fresh.index) == 64


def test_a_changed_profile_gets_its_new_list_at_once(many: list[Offer], sam: Person) -> None:
    before, _plain = both(sam)
    sam.profile.skills.all().delete()
    assert both(sam)[0] == []
    sam.profile.skills.create(uri="urn:schakel:skill:java", level=2)
    ours, plain = both(sam)
    assert ours == plain != before


def test_a_shadow_day_counts_while_a_day_is_to_come(sam: Person, fresh: shelf.Shelf) -> None:
    day = make.offer("kijken", kind="shadow-day", asks=["sql"])
    session = make.session(day)
    assert [offer for offer, _match in both(sam)[0]] == [day]
    session.cancelled = timezone.now()
    session.save()
    assert both(sam) == ([], [])


def test_an_offer_that_went_while_the_page_was_made_falls_out(many: list[Offer], sam: Person) -> None:
    now, profile = timezone.now(), queries.profile_for(sam)
    placed = shelf.best_offers(profile, kinds=KINDS, viewer=str(sam.user.key), now=now)  # type: ignore[union-attr]
    Offer.objects.filter(pk=placed[0][0]).delete()
    assert [offer.pk for offer, _match in shelf.with_offers(placed)] == [pk for pk, _match in placed[1:]]


def test_only_the_person_sees_their_list(many: list[Offer], sam: Person) -> None:
    with pytest.raises(NotYourView):
        shelf.best_offers(queries.profile_for(sam), kinds=KINDS, viewer="somebody else", now=timezone.now())


def test_a_longer_list_asks_no_more_questions(
    many: list[Offer], sam: Person, django_assert_max_num_queries: Any
) -> None:
    both(sam)
    profile, now = queries.profile_for(sam), timezone.now()
    with django_assert_max_num_queries(5):
        shelf.best_offers(profile, kinds=KINDS, viewer=str(sam.user.key), now=now)  # type: ignore[union-attr]
