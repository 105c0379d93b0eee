from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.fairness.parts import REFERENCE, reader, scorer, taxonomy, towns
from schakel.engine.errors import DataError, InputError
from schakel.engine.fairness.report import ATTRIBUTES, FairnessReport, digest_of, fairness_report, read_published
from schakel.engine.fairness.sample import EXPERIENCE, LEVELS, make_sample
from schakel.engine.fairness.twins import load_twins
from schakel.engine.skills.taxonomy import Taxonomy

NOW = date(2026, 11, 24)


@pytest.fixture(scope="module")
def report() -> FairnessReport:
    book = load_twins(REFERENCE / "fairness" / "twins.toml")
    few = replace(book, twins=book.twins[:2])
    sample = make_sample(taxonomy(), towns(), people=27, offers=27, seed="test")
    return fairness_report(few, sample, reader(), scorer(), distances={}, now=NOW, region="limburg")


def test_a_made_up_region_is_even_and_the_same_each_time() -> None:
    sample = make_sample(taxonomy(), towns(), people=54, offers=27, seed="one")
    assert sample == make_sample(taxonomy(), towns(), people=54, offers=27, seed="one")
    assert sample != make_sample(taxonomy(), towns(), people=54, offers=27, seed="two")
    for name, values in (("level", LEVELS), ("experience", EXPERIENCE)):
        assert Counter(one.groups[name] for one in sample.people) == dict.fromkeys(values, 18)
    assert len({one.groups["sub-region"] for one in sample.offers}) == 3
    assert all(one.profile.skills for one in sample.people)
    assert all(one.target.demands for one in sample.offers)


def test_a_region_without_towns_or_occupations_is_refused() -> None:
    with pytest.raises(InputError, match="without towns"):
        make_sample(taxonomy(), [], people=1, offers=1, seed="s")
    with pytest.raises(InputError, match="No occupation"):
        make_sample(Taxonomy({}, {}), towns(), people=1, offers=1, seed="s")


def test_the_report_holds_every_attribute_and_adds_up(report: FairnessReport) -> None:
    assert report.good
    assert [(one.kind, one.pairs, one.same) for one in report.twins] == [("name", 2, 2)]
    for name in ATTRIBUTES:
        assert sum(row.people for row in report.audit.people[name]) == 27
        assert sum(row.offers for row in report.audit.offers[name]) == 27
        assert 990 <= sum(row.share_milli for row in report.audit.offers[name]) <= 1000


def test_the_report_is_plain_data_that_shows_when_it_was_changed(report: FairnessReport, tmp_path: Path) -> None:
    shape = report.as_json()
    file = tmp_path / "limburg.json"
    file.write_text(json.dumps(shape), encoding="utf-8")
    assert read_published(file) == json.loads(json.dumps(shape))
    file.write_text(json.dumps({**shape, "people": 28}), encoding="utf-8")
    with pytest.raises(DataError, match="changed after it was made"):
        read_published(file)
    with pytest.raises(DataError, match="cannot be read"):
        read_published(tmp_path / "nothing.json")
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})


def test_the_published_report_is_sound_and_says_all_twins_are_the_same() -> None:
    data = read_published(REFERENCE / "fairness" / "published" / "limburg.json")
    assert data["rules_edition"] == scorer().rules.edition.isoformat()
    assert data["differing"] == []
    assert sum(one["pairs"] for one in data["twins"]) >= 100
    assert all(one["pairs"] == one["same"] for one in data["twins"])
