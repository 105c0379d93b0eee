"""The trainings of Limburg: real ones, in the taxonomy, and enough to close common gaps."""

from __future__ import annotations

import csv

import pytest

from schakel.engine.advice import region_offers
from schakel.engine.matching import load_rules
from schakel.engine.regions import check_region, read_region, region_folder
from schakel.reference import REFERENCE

REGION = read_region(region_folder("limburg"))
OFFERS = region_offers(REGION, load_rules(REFERENCE / "matching"))


def _skill_ids() -> set[str]:
    files = sorted((REFERENCE / "taxonomy/skills").glob("*.csv"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return {row["id"] for text in texts for row in csv.DictReader(text.splitlines())}


def test_there_are_trainings_of_schools_and_initiatives_without_findings() -> None:
    assert len(REGION.trainings) >= 30
    assert {training.partner for training in REGION.trainings} >= {
        "vista",
        "gilde",
        "zuyd",
        "fontys",
        "um",
        "ou",
        "novi",
    }
    assert {training.initiative for training in REGION.trainings} >= {"make-it-work", "zuyd-switch", "ke-at-work"}
    assert not [finding for finding in check_region(REGION) if finding.id.startswith("reference:")]


def test_what_trainings_teach_is_in_the_taxonomy() -> None:
    ids = _skill_ids()
    named = {one for training in REGION.trainings for one in (*training.teaches, *training.needs)}
    assert not named - ids


def test_what_the_plan_does_not_say_stays_unknown() -> None:
    by_id = {offer.route.id: offer.route for offer in OFFERS}
    assert by_id["make-it-work"].weeks == 22
    assert by_id["um-ke-at-work"].hours_per_week == 16
    assert by_id["zuyd-ad-ict"].weeks == 104
    assert {route.price_eur for route in by_id.values()} == {None}
    assert by_id["novi-bootcamp-service-desk"].weeks is None


def test_inferred_trainings_are_not_called_verified() -> None:
    assert not [training.id for training in REGION.trainings if training.teaches_basis == "name" and training.verified]


@pytest.mark.parametrize(
    "skill",
    [
        "first-line-support",
        "system-administration",
        "programming",
        "data-analysis",
        "cyber-security",
        "machine-learning",
    ],
)
def test_common_gaps_are_closed_by_something_real(skill: str) -> None:
    assert [offer for offer in OFFERS if f"urn:schakel:skill:{skill}" in offer.route.teaches]
