from pathlib import Path

import pytest

from schakel.engine.errors import DataError, NotFound
from schakel.engine.skills.taxonomy import Taxonomy, check_taxonomy, load_taxonomy
from schakel.reference import REFERENCE

HEADER = "id,kind,en,nl,alt,broader,related,sense,sense_labels\n"
ROOTS = HEADER + "ict-data,group,Data,Data,,,,,\n"


def folder(tmp_path: Path, rows: str = "", occupations: str = "") -> Path:
    (tmp_path / "skills").mkdir()
    (tmp_path / "occupations").mkdir()
    (tmp_path / "skills" / "_roots.csv").write_text(ROOTS, encoding="utf-8")
    (tmp_path / "skills" / "data.csv").write_text(HEADER + rows, encoding="utf-8")
    (tmp_path / "occupations" / "data.toml").write_text(occupations, encoding="utf-8")
    return tmp_path


TWO = "sql,programming-language,SQL,,,ict-data,databases,,\ndatabases,knowledge,databases,,,ict-data,,,\n"
OCCUPATION = """
[[occupation]]
id = "dba"
kind = "ict"
en = "database administrator"
nl = "databasebeheerder"
de = "Datenbankadministrator"
isco = "2521"
levels = ["hbo"]
essential = ["sql"]
important = ["databases", "sql"]
"""


def test_graph_goes_both_ways(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(folder(tmp_path, TWO, OCCUPATION))
    sql, databases, root = (taxonomy.skill(one).uri for one in ("sql", "databases", "ict-data"))
    assert taxonomy.related(databases) == (sql,)
    assert taxonomy.related(sql) == (databases,)
    assert taxonomy.ancestors(sql) == (root,)
    assert taxonomy.narrower(root) == (sql, databases)


def test_demand_holds_once_at_its_highest_relevance(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(folder(tmp_path, TWO, OCCUPATION))
    demands = taxonomy.occupation("dba").demands
    assert [(one.uri.rpartition(":")[2], one.relevance) for one in demands] == [
        ("sql", "essential"),
        ("databases", "important"),
    ]
    assert taxonomy.document_frequency(taxonomy.skill("sql").uri) == 1
    assert taxonomy.demanding_count == 1


def test_label_falls_back_on_english(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(folder(tmp_path, TWO, OCCUPATION))
    assert taxonomy.label("urn:schakel:skill:sql", "fr") == "SQL"
    assert taxonomy.label("urn:schakel:occupation:dba", "nl") == "databasebeheerder"


def test_unknown_id_is_not_found(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(folder(tmp_path, TWO))
    with pytest.raises(NotFound, match="cobol"):
        taxonomy.skill("cobol")
    with pytest.raises(NotFound, match="smid"):
        taxonomy.label("urn:schakel:occupation:smid")


@pytest.mark.parametrize(
    ("row", "line", "column"),
    [
        ("sql,tool,,,,ict-data,,,", 2, "en"),
        ("SQL,tool,SQL,,,ict-data,,,", 2, "id"),
        ("sql,tool,SQL,,,nowhere,,,", 2, "broader"),
        ("sql,tool,SQL,,,ict-data,nothing,,", 2, "related"),
        ("sql,tool,SQL,,,ict-data,,,\nsql,tool,SQL 2,,,ict-data,,,", 3, "id"),
    ],
)
def test_mistake_names_file_line_and_column(tmp_path: Path, row: str, line: int, column: str) -> None:
    with pytest.raises(DataError) as caught:
        load_taxonomy(folder(tmp_path, row + "\n"))
    error = caught.value
    assert (error.file, error.line, error.column) == ("skills/data.csv", line, column)
    assert error.remedy


def test_row_that_is_too_short_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"skills/data\.csv line 3.*4 cells"):
        load_taxonomy(folder(tmp_path, "sql,tool,SQL,,,ict-data,,,\na,b,c,d\n"))


def test_line_counts_the_lines_inside_quotes(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_taxonomy(folder(tmp_path, 'sql,tool,SQL,,"a;\nb",ict-data,,,\nx,tool,,,,ict-data,,,\n'))
    assert caught.value.line == 4


def test_unknown_column_and_broken_toml_are_named(tmp_path: Path) -> None:
    path = folder(tmp_path, "", "[[occupation]]\nid = \n")
    (path / "skills" / "extra.csv").write_text("id,kind,en,broader,colour\n", encoding="utf-8")
    problems = check_taxonomy(path)
    assert {(one.file, one.line, one.column) for one in problems} == {
        ("skills/extra.csv", 1, "colour"),
        ("occupations/data.toml", 2, ""),
    }


def test_not_strict_leaves_out_what_is_wrong(tmp_path: Path) -> None:
    path = folder(tmp_path, "sql,tool,SQL,,,ict-data,nothing,,\nx,tool,,,,ict-data,,,\n")
    taxonomy = load_taxonomy(path, strict=False)
    assert [skill.id for skill in taxonomy.skills.values()] == ["ict-data", "sql"]
    assert taxonomy.related(taxonomy.skill("sql").uri) == ()


def test_check_finds_doubles_loops_orphans_and_thin_occupations(tmp_path: Path) -> None:
    rows = "a,tool,Same,,,b,,,\nb,tool,Other,,same,a,,,\nc,tool,Alone,,,,,,\n"
    problems = [str(one) for one in check_taxonomy(folder(tmp_path, rows, OCCUPATION))]
    for part in ("also belongs to 'a'", "stands above itself", "hangs under nothing", "1 essential skills"):
        assert any(part in one for one in problems), part


def test_two_skills_may_share_a_label_when_both_have_a_sense(tmp_path: Path) -> None:
    rows = "a,tool,Epic,,,ict-data,,context,\nb,tool,Other,,epic,ict-data,,context,epic\n"
    assert check_taxonomy(folder(tmp_path, rows)) == []


def test_folder_without_skills_is_a_clear_mistake(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no skills"):
        load_taxonomy(tmp_path)


def test_the_taxonomy_that_ships_is_sound() -> None:
    assert [str(problem) for problem in check_taxonomy(REFERENCE / "taxonomy")] == []


def test_every_uri_the_graph_gives_exists(taxonomy: Taxonomy) -> None:
    for uri in taxonomy.skills:
        near = (*taxonomy.broader(uri), *taxonomy.narrower(uri), *taxonomy.related(uri), *taxonomy.ancestors(uri))
        assert uri not in near
        assert all(one in taxonomy.skills for one in near)
