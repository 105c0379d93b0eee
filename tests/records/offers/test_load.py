from typing import Any

import pytest
from django.utils import translation

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.core import actions as core
from schakel.records.core.models import AuditEvent
from schakel.records.offers import actions
from schakel.records.offers.models import Offer, OfferLevel, OfferOccupation, OfferSkill, Session
from schakel.records.organisations import actions as organisations
from schakel.records.organisations.models import Organisation
from support.factories import offer, organisation, session
from support.regions import REGIONS

pytestmark = pytest.mark.django_db
DETAILS = (OfferLevel, OfferSkill, OfferOccupation)


@pytest.fixture(scope="module")
def limburg() -> Region:
    return read_region(region_folder("limburg"))


def load(region: Region) -> dict[str, int]:
    core.load_places(by="test", region=region)
    return organisations.load_region(by="test", region=region) | actions.load_region(by="test", region=region)


def rows() -> list[Any]:
    details = [list(model.objects.values_list("offer__slug", flat=True)) for model in DETAILS]
    skills = list(OfferSkill.objects.order_by("offer__slug", "uri").values_list("offer__slug", "uri", "role"))
    return [list(Organisation.objects.values()), list(Offer.objects.values()), sorted(map(len, details)), skills]


def test_loading_twice_gives_the_same_rows_with_the_same_keys(limburg: Region) -> None:
    first = load(limburg)
    before = rows()
    with translation.override("de"):
        assert load(limburg) == first
    assert rows() == before
    assert first == {"organisations": len(limburg.partners), "trainings": len(limburg.trainings)}
    assert AuditEvent.objects.filter(action="offers.load_region", actor="test").count() == 2


def test_every_training_is_there_as_the_files_say(limburg: Region) -> None:
    load(limburg)
    for training in limburg.trainings:
        made = Offer.objects.get(slug=training.id)
        assert (made.title_nl, made.kind, made.price) == (training.title.nl, training.kind, training.price_eur)
        assert made.weeks == training.weeks
        assert not made.fictional
        assert (made.organisation.slug if made.organisation else "") == training.partner
        taught = {skill.uri for skill in made.skills.all()}
        assert taught == {f"urn:schakel:skill:{skill}" for skill in training.teaches}
        assert [level.level for level in made.levels.all()] == ([training.level] if training.level else [])
        assert (made.place is None) == (not training.place)


def test_what_is_gone_from_the_files_goes_and_what_is_fictional_stays(limburg: Region) -> None:
    load(limburg)
    old = offer("verdwenen")
    organisation("Verdwenen")
    made_up = offer("verzonnen", fictional=True, organisation=organisation("Verzonnen", fictional=True))
    kept = session(made_up, fictional=True)
    load(limburg)
    assert not Offer.objects.filter(pk=old.pk).exists()
    assert not Organisation.objects.filter(name="Verdwenen").exists()
    assert Session.objects.get() == kept
    assert Offer.objects.filter(fictional=True).get() == made_up


def test_another_region_takes_the_place_of_the_first(limburg: Region) -> None:
    load(limburg)
    assert load(read_region(REGIONS / "oostmark")) == {"organisations": 2, "trainings": 0}
    assert not Offer.objects.exists()
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["province", "school"]


def test_an_organisation_stands_where_its_municipality_is_by_name_or_code(limburg: Region) -> None:
    load(limburg)
    codes = {place.code: place.code for place in (*limburg.municipalities, *limburg.neighbours)}
    codes |= {place.name: place.code for place in (*limburg.municipalities, *limburg.neighbours)}
    for partner in limburg.partners:
        assert Organisation.objects.get(slug=partner.id).place_id == codes.get(partner.municipality)


def test_websites_are_whole_addresses(limburg: Region) -> None:
    load(limburg)
    sites = Organisation.objects.exclude(website="").values_list("website", flat=True)
    assert sites
    assert all(site.startswith(("https://", "http://")) for site in sites)


def test_loading_after_places_changed_keeps_a_place_that_is_in_use(limburg: Region) -> None:
    load(limburg)
    used = Offer.objects.filter(place__isnull=False).first()
    assert used
    assert core.load_places(by="test", region=read_region(REGIONS / "oostmark")) == 1
    used.refresh_from_db()
    assert used.place is not None
