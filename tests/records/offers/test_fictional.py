from collections import Counter
from datetime import date
from typing import Any

import pytest

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.core import actions as core
from schakel.records.core.models import AuditEvent
from schakel.records.core.region import taxonomy
from schakel.records.offers import actions as offers
from schakel.records.offers import fictional
from schakel.records.offers.fictional.world import FAMILIES, level_family
from schakel.records.offers.models import Offer, OfferLevel, OfferOccupation, OfferSkill, Session
from schakel.records.organisations import actions as organisations
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import LanguageClaim, Person, Profile, SkillClaim
from support.factories import offer, organisation, session
from support.regions import REGIONS

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
MODELS = (Organisation, Offer, OfferLevel, OfferOccupation, OfferSkill, Session)


@pytest.fixture(scope="module")
def files() -> Region:
    return read_region(region_folder("limburg"))


@pytest.fixture
def limburg(files: Region) -> Region:
    return load(files)


def load(region: Region) -> Region:
    core.load_places(by="test", region=region)
    for part in (organisations, offers):
        part.load_region(by="test", region=region)
    return region


def make(region: Region, *, scale: float = 0.1, seed: int = 1, today: date = DAY) -> dict[str, int]:
    return fictional.load(by="test", region=region, taxonomy=taxonomy(), scale=scale, seed=seed, today=today)


def rows() -> dict[str, list[Any]]:
    """Everything fictional, without the numbers of the database."""
    numbers = {"id", "offer_id", "organisation_id", "person_id", "profile_id"}
    found: dict[str, list[Any]] = {}
    for model in (*MODELS, Person, Profile, SkillClaim, LanguageClaim):
        fields = [field.attname for field in model._meta.concrete_fields if field.attname not in numbers]
        found[model.__name__] = list(model._default_manager.order_by("pk").values_list(*fields))
    return found


def test_same_seed_and_day_give_the_same_region(limburg: Region) -> None:
    first = make(limburg)
    before = rows()
    assert make(limburg) == first
    assert rows() == before


def test_another_seed_or_day_gives_another_region(limburg: Region) -> None:
    make(limburg)
    before = rows()
    make(limburg, seed=2)
    assert all(rows()[name] != before[name] for name in ("Organisation", "Offer", "Session", "SkillClaim"))
    make(limburg, today=date(2027, 3, 1))
    starts = [when.date() for when in Session.objects.values_list("starts", flat=True)]
    assert min(starts) > date(2027, 3, 1)


def test_everything_is_marked_and_nothing_is_anybody(limburg: Region) -> None:
    make(limburg)
    real = {training.id for training in limburg.trainings} | {partner.id for partner in limburg.partners}
    for model in (Offer, Organisation):
        made = model._default_manager.exclude(slug__in=real)
        assert made.exists()
        assert not made.filter(fictional=False).exists()
        assert all(slug.startswith("fictief-") for slug in made.values_list("slug", flat=True))
    assert not Session.objects.filter(fictional=False).exists()
    assert not Person.objects.filter(fictional=False).exists()
    assert [person.name for person in Person.objects.order_by("pk")] == [
        f"Fictief persoon {number + 1}" for number in range(Person.objects.count())
    ]
    known = {partner.name.casefold() for partner in limburg.partners}
    assert not [o.name for o in Organisation.objects.filter(fictional=True) if o.name.casefold() in known]


def test_sizes_go_with_the_scale(limburg: Region) -> None:
    counts = make(limburg, scale=0.2)
    assert counts["people"] == Person.objects.count() == 130
    assert counts["vacancies"] == Offer.objects.filter(kind="vacancy").count() == 20
    assert counts["employers"] == Organisation.objects.filter(fictional=True, kind="employer").count() == 10
    assert counts["sessions"] == Session.objects.count()
    tiny = make(limburg, scale=0)
    assert {n for name, n in tiny.items() if name != "sessions"} == {1}
    assert Person.objects.count() == 1
    event = AuditEvent.objects.filter(action="offers.load_fictional").first()
    assert event
    assert event.details == {**tiny, "seed": 1}


def shares(values: Any) -> dict[str, float]:
    counted = Counter(values)
    return {name: 100 * n / sum(counted.values()) for name, n in counted.items()}


def test_spreads_look_like_the_region(limburg: Region) -> None:
    make(limburg, scale=4)
    vacancies = Offer.objects.filter(kind="vacancy").order_by("slug")
    assert len(vacancies) == 400
    levels = shares(
        level_family(level)
        for level in OfferLevel.objects.filter(offer__kind="vacancy").values_list("level", flat=True)
    )
    assert levels == {name: pytest.approx(part, abs=6) for name, part in {"mbo": 42, "hbo": 52, "wo": 6}.items()}
    languages = shares(vacancy.language for vacancy in vacancies)
    assert languages == {name: pytest.approx(part, abs=6) for name, part in {"nl": 74, "en": 20, "de": 6}.items()}
    regions = {region.id for region in limburg.labour_market_regions}
    assert set(Offer.objects.filter(kind="vacancy").values_list("place__sub_region", flat=True)) == regions
    assert set(Profile.objects.values_list("place__sub_region", flat=True)) == regions
    published = shares(Profile.objects.values_list("published", flat=True))
    assert published[True] == pytest.approx(70, abs=5)
    _check_sense(list(vacancies))


def _check_sense(vacancies: list[Offer]) -> None:
    """Rows one can believe: texts in the language of the vacancy, salary in order, skills the role asks for."""
    known = taxonomy()
    for vacancy in vacancies[:100]:
        title, summary = (getattr(vacancy, f"{name}_{vacancy.language}") for name in ("title", "summary"))
        assert title
        assert summary
        assert "{" not in title + summary
        assert "  " not in summary
        assert vacancy.salary_min
        assert vacancy.salary_max
        assert vacancy.salary_min < vacancy.salary_max
        assert vacancy.published_until
        assert vacancy.published_until > DAY
        role = known.occupations[vacancy.occupations.get().uri]
        asked = [skill.uri for skill in vacancy.skills.all()]
        assert set(asked) <= {demand.uri for demand in role.demands}
        level = vacancy.levels.get().level
        assert level in FAMILIES[level_family(level)]
    for meeting in Session.objects.order_by("key"):
        assert meeting.capacity is not None
        assert meeting.taken <= meeting.capacity
        assert meeting.starts.weekday() < 5
        assert (12, 24) > (meeting.starts.month, meeting.starts.day) > (1, 1)
        assert meeting.ends is None or meeting.ends > meeting.starts


def test_every_skill_and_occupation_is_in_the_taxonomy(limburg: Region) -> None:
    make(limburg)
    known = taxonomy()
    skills = set(OfferSkill.objects.values_list("uri", flat=True)) | set(
        SkillClaim.objects.values_list("uri", flat=True)
    )
    assert skills <= set(known.skills)
    occupations = set(OfferOccupation.objects.values_list("uri", flat=True))
    occupations |= set(Profile.objects.exclude(occupation="").values_list("occupation", flat=True))
    occupations |= set(Profile.objects.exclude(goal="").values_list("goal", flat=True))
    assert occupations <= set(known.occupations)


def test_a_made_up_region_gets_one_too() -> None:
    make(load(read_region(REGIONS / "oostmark")))
    assert set(Offer.objects.filter(kind="vacancy").values_list("place__name", flat=True)) == {"Oostdorp"}


def test_a_region_without_places_gets_one_without_places() -> None:
    make(read_region(REGIONS / "oostmark"))
    assert Offer.objects.filter(kind="vacancy").exists()
    assert not Offer.objects.filter(place__isnull=False).exists()
    vacancy = Offer.objects.filter(kind="vacancy", language="nl").first()
    assert vacancy
    assert " in Oostmark zoekt " in vacancy.summary_nl


def test_clearing_takes_all_that_is_fictional_and_nothing_else() -> None:
    real = offer("echt", organisation=organisation("Echt"))
    kept = session(real)
    session(real, fictional=True)
    session(offer("verzonnen", fictional=True, organisation=organisation("Verzonnen", fictional=True)), fictional=True)
    Person.objects.create(name="Fictief", fictional=True)
    fictional.clear()
    assert list(Offer.objects.all()) == [real]
    assert list(Session.objects.all()) == [kept]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Echt"]
    assert not Person.objects.exists()
