"""Made-up contacts for newcomers: marked, once, of employers that work in another language."""

import pytest
from django.utils import timezone

from schakel.records.journeys import fictional_keeping as keeping
from schakel.records.journeys.models import Ambassador, Letter
from schakel.records.organisations.models import Organisation
from support import factories as make

pytestmark = pytest.mark.django_db


def load() -> int:
    return keeping.load(by="test", now=timezone.now())


def test_ambassadors_are_marked_and_made_once() -> None:
    for number in range(30):
        make.organisation(f"Fictief {number}", fictional=True)
    real = make.organisation("Echt")
    count = load()
    assert load() == count == Ambassador.objects.filter(fictional=True).count() == 6
    assert not Ambassador.objects.filter(organisation=real).exists()
    assert {"nl", "nl,en", "nl,de", "nl,en,de"} == set(
        Organisation.objects.filter(fictional=True).order_by("slug").values_list("working_languages", flat=True)
    )
    real.refresh_from_db()
    assert real.working_languages == ""
    assert not Letter.objects.exists()
    for one in Ambassador.objects.select_related("organisation").order_by("pk"):
        assert one.email.endswith("@schakel.example")
        assert {"en", "de"} & set(one.organisation.working_languages.split(","))


def test_what_an_employer_told_stays_and_nobody_is_fine() -> None:
    assert load() == 0
    told = make.organisation("Fictief", fictional=True, working_languages="fr")
    load()
    told.refresh_from_db()
    assert told.working_languages == "fr"
