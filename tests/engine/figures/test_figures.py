import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from schakel.engine.errors import DataError, NotFound
from schakel.engine.figures import (
    Figure,
    Observation,
    Speaker,
    build_figures,
    charts,
    exports,
    find_figure,
    observations,
    read_definitions,
    read_published,
    read_vocabulary,
    sentences,
    svg,
    tables,
    verify,
)
from schakel.engine.figures.drawing import spread
from schakel.engine.figures.published import as_csv
from schakel.engine.regions import Region, check_region, read_region, region_folder
from schakel.reference import REFERENCE

FOLDER = REFERENCE / "figures"
OOSTMARK = Path(__file__).parents[2] / "reference" / "regions" / "oostmark"
LANGUAGES = ("nl", "en", "de")
ORIGIN = exports.Origin(title="Plan", publisher="", edition="", date="", licence="", snapshots={"education.csv": "0"})


def figures_of(region: Region) -> tuple[Figure, ...]:
    return build_figures(read_definitions(FOLDER), observations(region), check_region(region))


@pytest.fixture(scope="module")
def limburg() -> Region:
    return read_region(region_folder("limburg"))


@pytest.fixture(scope="module")
def figures(limburg: Region) -> tuple[Figure, ...]:
    return figures_of(limburg)


def speaker(language: str = "nl") -> Speaker:
    return Speaker(language, read_vocabulary(FOLDER))


def small(**changes: object) -> Observation:
    values = {
        "key": "a",
        "file": "education.csv",
        "measure": "entrants",
        "level": "mbo",
        "unit": "persons",
        "year": 2020,
    }
    return Observation(**{"value": Decimal(100), **values, **changes})  # type: ignore[arg-type]


def entrants(*numbers: Observation) -> Figure:
    return find_figure(build_figures(read_definitions(FOLDER), numbers), "instroom-ict")


def test_every_number_of_a_figure_equals_the_record_of_the_region(limburg: Region, figures: tuple[Figure, ...]) -> None:
    records = {
        r.id: (r.value, r.unit, r.qualifier, r.text_nl, r.where) for r in (*limburg.education, *limburg.labour_market)
    }
    numbers = [point for figure in figures for point in figure.observed if point.file != "top_occupations.csv"]
    assert numbers
    for point in numbers:
        assert (point.value, point.unit, point.qualifier, point.text, point.where) == records[point.key]


def test_a_region_only_gets_the_figures_it_has_rows_for() -> None:
    assert [figure.id for figure in figures_of(read_region(OOSTMARK))] == [
        "gediplomeerden-ict",
        "vrouwen-gediplomeerden-ict",
    ]


def test_a_region_without_numbers_has_no_figures() -> None:
    assert build_figures(read_definitions(FOLDER), []) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_numbers_in_sentences_are_computed(figures: tuple[Figure, ...], language: str) -> None:
    """Filled with other numbers, no digit of the sentences stays; templates hold none but the 95 % of the interval."""
    for definition in read_definitions(FOLDER):
        for words in (*definition.titles.values(), *definition.leads.values(), definition.item, definition.note):
            assert not re.search(r"\d", words.in_language(language).replace("95%", ""))
    for figure in figures:
        text = sentences.title(figure, speaker(language)) + sentences.lead(figure, speaker(language))
        assert "{" not in text


def test_the_title_follows_the_numbers() -> None:
    first, fewer = small(), small(key="b", year=2021, value=Decimal(90))
    assert sentences.title(entrants(first, fewer), speaker()) == "Minder nieuwe ICT-studenten op mbo"
    more = replace(fewer, value=Decimal(110))
    assert sentences.title(entrants(first, more), speaker("en")) == "More new ICT students at mbo"
    same = replace(fewer, value=Decimal(100))
    assert sentences.title(entrants(first, same), speaker()) == "Zoveel studenten begonnen aan een ICT-opleiding"
    assert sentences.lead(entrants(first), speaker()) == "Mbo 100 (2020)."


def test_qualifiers_are_words_and_a_difference_of_them_is_about() -> None:
    figure = entrants(small(qualifier="almost"), small(key="b", year=2021, value=Decimal(1265), qualifier="over"))
    assert [cell.text for cell in tables.table_of(figure, speaker()).rows[0]] == [
        "mbo", "bijna 100", "ruim 1.265", "ongeveer +1.165",
    ]  # fmt: skip
    assert speaker("en").value(Decimal("0.5"), "percent", "under") == "less than 0.5%"


def test_unknown_stays_a_word_and_draws_no_bar() -> None:
    figure = entrants(small(value=None))
    assert tables.table_of(figure, speaker("de")).rows[0][1].text == "unbekannt"
    shapes = charts.draw(figure, speaker("de")).shapes
    assert [shape.tag for shape in shapes] == ["text", "text"]
    row = exports.rows_with_source(figure, ORIGIN)[0]
    assert (row["value"], row["qualifier"]) == (None, "unknown")


def test_a_number_printed_twice_counts_once(figures: tuple[Figure, ...]) -> None:
    figure = find_figure(figures, "vacatures-niveau")
    assert [row[1].text for row in tables.table_of(figure, speaker()).rows] == ["52%", "6%"]
    assert [point.where for point in figure.observed if point.level == "hbo"] == ["3.3a", "4"]


def test_share_of_women_is_of_women_and_men_together(figures: tuple[Figure, ...]) -> None:
    figure = find_figure(figures, "vrouwen-ict")
    assert [[cell.text for cell in row[3:]] for row in tables.table_of(figure, speaker()).rows] == [
        ["5,3%", "3,4% tot 8,4%"], ["15,1%", "11,3% tot 19,9%"], ["36,6%", "32,2% tot 41,3%"],
    ]  # fmt: skip
    assert [finding.id for finding in figure.findings] == ["men-women:wo-entrants-2021"]


def test_a_share_of_nobody_is_unknown() -> None:
    pair = [small(sex=sex, key=sex, value=Decimal(0)) for sex in ("men", "women")]
    figure = find_figure(build_figures(read_definitions(FOLDER), pair), "vrouwen-ict")
    assert figure.computed == (None,)
    assert tables.table_of(figure, speaker("en")).rows[0][3].text == "unknown"


def test_bars_are_as_long_as_their_numbers(figures: tuple[Figure, ...]) -> None:
    figure = find_figure(figures, "gevraagde-beroepen")
    bars = [shape.place["width"] for shape in charts.draw(figure, speaker()).shapes if shape.tag == "rect"]
    values = [float(point.value or 0) for point in figure.observed]
    assert [bar / bars[2] for bar in bars] == pytest.approx([value / values[2] for value in values])


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_keep_all_their_shapes_on_the_sheet(figures: tuple[Figure, ...], language: str) -> None:
    for figure in figures:
        drawing = charts.draw(figure, speaker(language))
        for shape in drawing.shapes:
            across = [value for name, value in shape.place.items() if name in ("x", "x1", "x2", "cx")]
            down = [value for name, value in shape.place.items() if name in ("y", "y1", "y2", "cy")]
            assert all(0 <= value <= drawing.width for value in across), (figure.id, shape)
            assert all(0 <= value <= drawing.height for value in down), (figure.id, shape)


def test_labels_that_would_overlap_are_moved_apart() -> None:
    placed = spread([100, 101, 102, 10], 20)
    assert placed[3] == 10
    assert sorted(placed)[1:] == pytest.approx([81, 101, 121])


def test_the_file_of_a_chart_carries_its_own_colours(figures: tuple[Figure, ...]) -> None:
    for figure in figures:
        drawing = charts.draw(figure, speaker())
        text = svg.as_file(drawing, title="A & B", note="<n>", source="S", language="nl")
        root = ET.fromstring(text)
        assert "style" not in text
        assert " class=" not in text
        assert root[0].text == "A & B"
        assert all(node.get("fill") for node in root.iter("{http://www.w3.org/2000/svg}text"))


def test_files_hold_every_row_and_its_source(figures: tuple[Figure, ...]) -> None:
    for figure in figures:
        text = exports.as_csv(figure, ORIGIN)
        assert not text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        document = json.loads(json.dumps(exports.as_document(figure, ORIGIN, [speaker()])))
        columns = exports.as_metadata(figure, ORIGIN, [speaker()])["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == list(rows[0]) == [name for name, _, _ in exports.COLUMNS]
        assert [row["value"] for row in rows] == [row["value"] or "" for row in document["rows"]]
        assert {row["source"] for row in rows} == {"Plan"}


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    figure = entrants(small(text='=HYPERLINK("x")', area="@home", value=Decimal(-5)))
    row = next(iter(csv.DictReader(io.StringIO(exports.as_csv(figure, ORIGIN)))))
    assert (row["text"], row["area"], row["value"]) == ('\'=HYPERLINK("x")', "'@home", "-5")


def test_the_digest_changes_with_a_number_and_not_with_a_translation(limburg: Region) -> None:
    numbers = observations(limburg)
    before = build_figures(read_definitions(FOLDER), numbers)
    other = [replace(n, value=Decimal(1)) if n.key == "mbo-entrants-2017" else n for n in numbers]
    after = build_figures(read_definitions(FOLDER), other)
    changed = [a.id for a, b in zip(before, after, strict=True) if a.digest != b.digest]
    assert changed == ["instroom-ict"]
    translated = [replace(n, label=replace(n.label, de="x")) for n in numbers]
    assert [f.digest for f in build_figures(read_definitions(FOLDER), translated)] == [f.digest for f in before]


def test_published_figures_of_limburg_are_what_is_computed(figures: tuple[Figure, ...]) -> None:
    """A number changed on purpose? Then: schakel figures publish > src/schakel/reference/figures/published/limburg.csv"""
    checks = verify(figures, read_published(FOLDER / "published" / "limburg.csv"))
    assert [(check.id, check.result) for check in checks if check.result != "same"] == []


def test_verify_tells_what_changed_is_new_or_gone(figures: tuple[Figure, ...], tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    path.write_text(as_csv(figures[1:]).replace(figures[1].digest, "0" * 64) + "old,1,abc\n", encoding="utf-8")
    results = {check.id: check.result for check in verify(figures, read_published(path))}
    assert results[figures[0].id] == "new"
    assert results[figures[1].id] == "changed"
    assert results[figures[2].id] == "same"
    assert results["old"] == "gone"


def test_a_broken_published_file_is_a_plain_problem(tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    path.write_text("id,digest\na,b\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"published\.csv"):
        read_published(path)


def test_an_unknown_figure_names_those_there_are(figures: tuple[Figure, ...]) -> None:
    with pytest.raises(NotFound, match="instroom-ict"):
        find_figure(figures, "nope")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "change"', 'kind = "guess"', "is no kind"),
        ('related = ["gediplomeerden-ict"', 'related = ["nothing"', "which is no figure"),
        ('id = "gediplomeerden-ict"', 'id = "instroom-ict"', "stands twice"),
        ('name_de = "Anfänger in IT-Ausbildungen"\n', "", "name_de is missing"),
        ("[[figure]]", "[[figure]", "cannot be read"),
    ],
)
def test_broken_definitions_say_what_is_wrong(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (FOLDER / "2026-11-24.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "2026-11-24.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=says):
        read_definitions(tmp_path)


def test_a_sentence_that_asks_for_a_number_there_is_not_is_a_plain_problem(figures: tuple[Figure, ...]) -> None:
    wrong = replace(figures[0].definition, note=replace(figures[0].definition.note, nl="{nothing}"))
    with pytest.raises(DataError, match="cannot be filled"):
        sentences.note(replace(figures[0], definition=wrong), speaker())
