import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.engine.errors import DataError, NotFound
from schakel.engine.regions import check_region, read_region, region_folder, regions_available

REGIONS = Path(__file__).parents[2] / "reference" / "regions"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the made-up region, to break."""
    return Path(shutil.copytree(REGIONS / "oostmark", tmp_path / "oostmark"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder: Path) -> tuple[DataError, ...]:
    with pytest.raises(DataError) as caught:
        read_region(folder)
    return caught.value.problems


def problems_or_none(folder: Path) -> tuple[DataError, ...]:
    try:
        check_region(read_region(folder))
    except DataError as error:
        return error.problems
    return ()


def test_a_region_of_three_years_reads_as_well_as_one_of_five() -> None:
    region = read_region(REGIONS / "oostmark")
    assert region.budget is not None
    assert region.budget.years == 3
    assert region.budget.costs[1].years[0].known == Decimal("80.50")
    assert region.facts.name.in_language("de") == "Oostmark"
    assert region.vision is not None
    assert region.vision.text_nl.endswith("[[goal]] is hier gewoon tekst.")
    assert region.find("partner", "school").where == "1"


def test_files_that_may_be_missing_give_no_records(tmp_path: Path) -> None:
    for name in ("source.toml", "region.toml"):
        shutil.copy(REGIONS / "oostmark" / name, tmp_path / name)
    region = read_region(tmp_path)
    assert region.budget is None
    assert (region.goals, region.partners, region.trainings, region.municipalities) == ((), (), (), ())


def test_regions_are_found_by_folder_and_an_unknown_one_names_the_others() -> None:
    assert set(regions_available([REGIONS])) >= {"limburg", "oostmark"}
    assert region_folder("oostmark", [REGIONS]) == REGIONS / "oostmark"
    with pytest.raises(NotFound, match="limburg"):
        region_folder("atlantis")


def test_an_empty_cell_is_unknown_and_a_missing_translation_is_empty() -> None:
    region = read_region(REGIONS / "oostmark")
    assert region.budget_rows[1].hours == ()
    assert region.goals[0].title.en == ""


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "column"),
    [
        ("budget.csv", "240.50", "240,50 euro", 3, ""),
        ("budget.csv", "80.50,80.50", "80.50,many", 3, "amount_2"),
        ("budget.csv", "a-2,a,", "a-2,z,", 4, "parent"),
        ("budget.csv", "a-2,a,", "a-1,a,", 4, "id"),
        ("budget.csv", "0,,,,,,,zero", "0,,,,,,,pm", 5, "status"),
        ("budget.csv", "0,,,,,,,zero", "0,,,,,,,perhaps", 5, "status"),
        ("budget.csv", "amount_2,amount_3", "amount_4,amount_3", 1, "amount_2"),
        ("budget.csv", "amount_2,amount_3", "amount_3,amount_3", 1, "amount_3"),
        ("budget.csv", "id,parent", "key,parent", 1, "id"),
        ("cover.csv", "school,in-kind", "nobody,in-kind", 2, "funder"),
        ("cover.csv", "Eigen inbreng", '"Eigen inbreng', 2, ""),
        ("stated.csv", "costs,,300.50", "profit,,300.50", 0, "scope"),
        ("education.csv", "2025,men,20", "2025,men,twenty", 3, "value"),
        ("education.csv", "twintig,3", "twintig,", 3, "where"),
        ("municipalities.csv", "52.1", "152.1", 2, "latitude"),
        ("municipalities.csv", "oost,52", "west,52", 2, "labour_market_region"),
        ("goals.toml", 'goal = "more"', 'goal = "less"', 15, "goal"),
        ("goals.toml", "value = 10", 'value = "ten"', 17, "value"),
        ("goals.toml", 'unit = "percent"', 'unit = "euro"', 18, "unit"),
        ("goals.toml", "baseline_year", "baseline_yeer", 20, "baseline_yeer"),
        ("goals.toml", "title_nl", "title_en", 7, "title_nl"),
        ("lines.toml", 'actors = ["school"]', "actors = [school]", 18, ""),
        ("lines.toml", 'budget = ["a-1", "a-2"]', 'budget = ["a-1", "a-9"]', 10, "budget"),
        ("partners.toml", "consortium = true", 'consortium = "perhaps"', 5, "consortium"),
        ("region.toml", "years = 3", "years = 0", 10, "years"),
        ("region.toml", "start = 2026-01-01", 'start = "soon"', 9, "start"),
    ],
)
def test_each_bad_input_is_named_with_file_line_column_and_remedy(
    folder: Path, file: str, old: str, new: str, line: int, column: str
) -> None:
    edit(folder, file, old, new)
    problems = problems_of(folder)
    places = [(problem.file, problem.line, problem.column) for problem in problems]
    assert (file if line else "budget", line, column) in places, places
    assert all(problem.message and problem.remedy for problem in problems)


def test_several_problems_are_told_together(folder: Path) -> None:
    edit(folder, "cover.csv", "own,", "own thing,")
    edit(folder, "goals.toml", "year = 2028", 'year = "soon"')
    edit(folder, "partners.toml", 'kind = "public"', 'kind = "club"')
    files = [problem.file for problem in problems_of(folder)]
    assert {"cover.csv", "goals.toml", "partners.toml"} <= set(files)


def test_a_needed_file_that_is_missing_is_named(folder: Path) -> None:
    (folder / "region.toml").unlink()
    assert problems_of(folder)[0].file == "region.toml"


def test_a_file_that_is_not_utf8_is_named_with_its_line(folder: Path) -> None:
    text = (folder / "cover.csv").read_text(encoding="utf-8").replace("Eigen", "Eigén")
    (folder / "cover.csv").write_bytes(text.encode("latin-1"))
    assert ("cover.csv", 2) in [(problem.file, problem.line) for problem in problems_of(folder)]


def test_an_empty_table_is_named(folder: Path) -> None:
    (folder / "education.csv").write_text("", encoding="utf-8")
    assert ("education.csv", 1) in [(problem.file, problem.line) for problem in problems_of(folder)]


def test_keys_the_product_does_not_use_are_kept(folder: Path) -> None:
    edit(folder, "partners.toml", 'name = "ROC Oostmark"', 'name = "ROC Oostmark"\nnickname = "ROC"')
    region = read_region(folder)
    assert dict(region.partners[0].extra) == {"nickname": "ROC"}


@given(
    st.sampled_from(sorted(path.name for path in (REGIONS / "oostmark").iterdir())),
    st.integers(0, 10**6),
    st.integers(0, 30),
    st.sampled_from(["", ",", '"', "[[", "=", "\n", "-1", "pm", "é", "x = [1]\n", "\x00", "1e999"]),
)
def test_damage_anywhere_is_either_harmless_or_a_data_error(file: str, at: int, gone: int, new: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(REGIONS / "oostmark", Path(name) / "oostmark"))
        text = (folder / file).read_text(encoding="utf-8")
        start = at % (len(text) + 1)
        (folder / file).write_text(text[:start] + new + text[start + gone :], encoding="utf-8")
        problems = problems_or_none(folder)
    assert all(problem.file and problem.remedy and "\n" not in str(problem) for problem in problems)
