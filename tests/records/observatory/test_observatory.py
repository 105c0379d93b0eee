import hashlib
from pathlib import Path

import pytest

from schakel.engine.figures import build_figures, observations, read_definitions
from schakel.engine.regions import check_region, read_region, region_folder
from schakel.records.observatory import actions, queries
from schakel.records.observatory.models import NumberFinding, Observation, Series, Snapshot, Source
from schakel.reference import REFERENCE

pytestmark = pytest.mark.django_db
OOSTMARK = Path(__file__).parents[2] / "reference" / "regions" / "oostmark"


def load(folder: Path) -> dict[str, int]:
    return actions.load_region(by="test", region=read_region(folder), folder=folder)


def test_figures_from_the_database_equal_those_from_the_files() -> None:
    folder = region_folder("limburg")
    load(folder)
    region = read_region(folder)
    direct = build_figures(read_definitions(REFERENCE / "figures"), observations(region), check_region(region))
    assert [(f.id, f.digest) for f in queries.figures()] == [(f.id, f.digest) for f in direct]
    assert [f.findings for f in queries.figures()] == [f.findings for f in direct]


def test_loading_twice_changes_nothing() -> None:
    folder = region_folder("limburg")
    first, digests = load(folder), [figure.digest for figure in queries.figures()]
    assert load(folder) == first
    assert [figure.digest for figure in queries.figures()] == digests
    counts = [model.objects.count() for model in (Source, Series, Observation, NumberFinding)]
    assert counts == [1, first["series"], first["numbers"], first["findings on numbers"]]


def test_another_region_replaces_all_and_only_shows_its_own_figures() -> None:
    load(region_folder("limburg"))
    load(OOSTMARK)
    assert [figure.id for figure in queries.figures()] == ["gediplomeerden-ict", "vrouwen-gediplomeerden-ict"]
    assert Source.objects.get().key == "plan-oostmark"


def test_snapshots_hold_the_hash_of_the_file() -> None:
    load(OOSTMARK)
    expected = hashlib.sha256((OOSTMARK / "education.csv").read_bytes()).hexdigest()
    assert list(Snapshot.objects.values_list("file", "sha256")) == [("education.csv", expected)]


def test_an_unknown_number_stays_empty() -> None:
    load(region_folder("limburg"))
    assert Observation.objects.get(key="havo-informatica-2006-2020").value is None


def test_highlights_are_the_records_in_words_and_know_their_figure() -> None:
    load(region_folder("limburg"))
    found = {highlight.record: highlight for highlight in queries.highlights("nl")}
    assert found["ict-workers-2022"].value == "26.000"
    assert found["ict-workers-2022"].figure == "ict-werkenden"
    assert found["vacancies-hbo-share"].value == "52%"
    assert found["inflow-1000-2030"].figure == ""
    assert {h.record: h.value for h in queries.highlights("en")}["ict-workers-2022"] == "26,000"
