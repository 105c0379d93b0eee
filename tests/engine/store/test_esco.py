"""ESCO: every release and language as the publisher hands it out, and what is wrong with a row."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.store.compiled import compile_store
from schakel.engine.store.concepts import Concept, Relation
from schakel.engine.store.drafts import Imported
from schakel.engine.store.esco import import_esco
from support.esco import (
    ESCO,
    OCCUPATION_COLUMNS,
    RELATION_COLUMNS,
    SKILL_COLUMNS,
    occupation,
    occupation_row,
    relation_row,
    skill,
    skill_row,
    small_folder,
    table,
    write,
)


def by_uri(imported: Imported) -> dict[str, Concept]:
    return {concept.uri: concept for concept in imported.concepts}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Imported]:
    def read_files(**files: str) -> Imported:
        for name, text in files.items():
            write(tmp_path, f"{name}.csv", text)
        return import_esco([tmp_path])

    return read_files


def test_esco_reads_a_whole_folder(tmp_path: Path) -> None:
    imported = import_esco([small_folder(tmp_path / "esco")])
    found = by_uri(imported)
    assert found[skill("net")].labels == {"en": "manage networks", "nl": "netwerken beheren"}
    assert found[skill("net")].alternatives == {"nl": ("netwerkbeheer",)}
    assert found[skill("java")].alternatives == {"en": ("JDK", "Java SE")}
    assert found[skill("java")].definitions == {"en": "A language,\nwith lines."}
    assert (found[skill("net")].type, found[skill("net")].reuse) == ("skill/competence", "cross-sector")
    developer = found[occupation("dev")]
    assert (developer.kind, developer.isco, developer.code) == ("occupation", "2512", "2512.1")
    assert developer.broader == (f"{ESCO}isco/C2512",)
    assert (found[f"{ESCO}isco/C2512"].kind, found[f"{ESCO}isco/C2512"].isco) == ("group", "2512")
    assert imported.relations == (
        Relation(occupation("dev"), skill("java"), "essential"),
        Relation(occupation("dev"), skill("sql"), "optional"),
        Relation(occupation("ops"), skill("net"), "essential"),
    )
    assert imported.problems == ()
    assert imported.date == imported.edition == "2024-01-02"


def test_esco_reads_archives_one_a_language_and_takes_the_edition_from_their_name(tmp_path: Path) -> None:
    folder = small_folder(tmp_path / "esco")
    for language in ("nl", "en"):
        name = f"ESCO dataset - v1.2.0 - classification - {language} - csv.zip"
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for path in folder.glob(f"*_{language}.csv"):
                archive.write(path, path.name)
    imported = import_esco(sorted(tmp_path.glob("*.zip")))
    assert imported.edition == "1.2.0"
    assert by_uri(imported)[skill("net")].label("nl") == "netwerken beheren"
    assert len(imported.files) == 6


def test_language_may_stand_in_the_folder_only(tmp_path: Path) -> None:
    write(tmp_path / "de", "skills.csv", table(SKILL_COLUMNS, [skill_row(1, "Netze verwalten")]))
    assert by_uri(import_esco([tmp_path]))[skill(1)].labels == {"de": "Netze verwalten"}


def test_edition_that_is_given_counts(tmp_path: Path) -> None:
    imported = import_esco([small_folder(tmp_path / "esco-v1.1")], edition="1.0.9")
    assert imported.edition == "1.0.9"
    assert {concept.edition for concept in imported.concepts} == {"1.0.9"}


def test_esco_reads_files_with_a_mark_semicolons_and_other_names_of_columns(tmp_path: Path) -> None:
    text = "Concept URI;preferred term;alt label\n" + f"{skill(1)};Netze;Netzwerk | Rechnernetz\n"
    write(tmp_path, "skills_de.csv", text, encoding="utf-8-sig")
    assert by_uri(import_esco([tmp_path]))[skill(1)].named("de") == ("Netze", "Netzwerk", "Rechnernetz")


def test_collections_mark_their_skills(read: Callable[..., Imported]) -> None:
    row = skill_row(1, "Haskell", "Haskell techniques | Haskell talk", broaderConceptUri=f"{skill(8)} | {skill(9)}")
    columns = [*SKILL_COLUMNS, "broaderConceptUri"]
    imported = read(
        skills_en=table(SKILL_COLUMNS, [skill_row(1, "Haskell language")]),
        digitalSkillsCollection_en=table(columns, [row]),
        greenSkillsCollection_en=table(columns, [row]),
    )
    concept = by_uri(imported)[skill(1)]
    assert concept.marks == ("digital", "green")
    assert concept.broader == (skill(8), skill(9))
    assert concept.named("en") == ("Haskell language", "Haskell", "Haskell techniques", "Haskell talk")


def test_hierarchy_gives_groups_and_what_is_above_them(read: Callable[..., Imported]) -> None:
    text = (
        "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Description,Level 0 code,Level 1 code\n"
        f"{skill('S')},skills\n{skill('S')},skills,{skill('S1')},communication,About talk.,S,S1\n"
    )
    found = by_uri(read(skillsHierarchy_en=text))
    assert found[skill("S1")].broader == (skill("S"),)
    assert (found[skill("S1")].kind, found[skill("S1")].code) == ("group", "S1")
    assert found[skill("S1")].definitions == {"en": "About talk."}
    assert found[skill("S")].definitions == {}


def test_table_with_languages_in_columns_is_read(read: Callable[..., Imported]) -> None:
    text = f"uri,en,nl,nl_alt,nl_desc,skillType,digital,broader\n{skill(1)},Go,Go,golang | go-taal,Taal.,nan,1,{skill(2)}\n"
    concept = by_uri(read(skills_multilingual=text))[skill(1)]
    assert concept.named("nl") == ("Go", "golang", "go-taal")
    assert (concept.definitions, concept.marks, concept.type) == ({"nl": "Taal."}, ("digital",), "")


def test_relations_between_skills_are_kept(read: Callable[..., Imported]) -> None:
    text = f"originalSkillUri,relationType,relatedSkillUri\n{skill(1)},optional,{skill(2)}\n"
    imported = read(skills_en=table(SKILL_COLUMNS, [skill_row(1, "Go")]), skillSkillRelations_en=text)
    assert by_uri(imported)[skill(1)].related == (skill(2),)


def test_relation_without_a_uri_finds_its_skill_by_name(tmp_path: Path) -> None:
    write(tmp_path, "skills_en.csv", table(SKILL_COLUMNS, [skill_row(1, "data mining")]))
    text = "occupationUri,relationType,skillUri,skillLabelEn\n"
    text += f"{occupation(1)},optional,,Data mining\n{occupation(1)},optional,,unheard of\n"
    (tmp_path / "occupation_skill_relations.csv.gz").write_bytes(gzip.compress(text.encode()))
    imported = import_esco([tmp_path])
    assert imported.relations == (Relation(occupation(1), skill(1), "optional"),)
    assert imported.problems == ()
    assert [one.line for one in imported.notices if "unheard of" in one.message] == [3]


def test_what_is_essential_stays_essential(read: Callable[..., Imported]) -> None:
    rows = [relation_row(1, 1, "optional"), relation_row(1, 1, "essential"), relation_row(1, 1, "optional")]
    imported = read(
        occupations_en=table(OCCUPATION_COLUMNS, [occupation_row(1, "coder")]),
        occupationSkillRelations=table(RELATION_COLUMNS, rows),
    )
    assert imported.relations == (Relation(occupation(1), skill(1), "essential"),)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (skill_row(2, "Go", conceptUri=""), "concepturi", "The URI is missing"),
        (skill_row(2, "Go", conceptUri="skill 2"), "concepturi", "'skill 2' is no URI"),
        (skill_row(2, ""), "preferredlabel", "has no preferred label"),
        (skill_row(2, "Go", conceptType="Thing"), "concepttype", "'Thing' is no type of concept"),
    ],
)
def test_a_bad_row_is_told_and_left_out(
    read: Callable[..., Imported], row: dict[str, str], column: str, says: str
) -> None:
    imported = read(skills_en=table(SKILL_COLUMNS, [skill_row(1, "Java"), row, skill_row(3, "SQL")]))
    assert set(by_uri(imported)) == {skill(1), skill(3)}
    problem = imported.problems[0]
    assert (problem.line, problem.column) == (3, column)
    assert says in problem.message
    assert problem.remedy


def test_a_wrong_isco_group_does_not_cost_the_occupation(read: Callable[..., Imported]) -> None:
    imported = read(occupations_en=table(OCCUPATION_COLUMNS, [occupation_row(1, "coder", isco="ICT")]))
    assert by_uri(imported)[occupation(1)].isco == ""
    assert "'ICT' is no ISCO-08 group" in imported.problems[0].message


def test_a_bad_relation_is_told(read: Callable[..., Imported]) -> None:
    rows = [relation_row(1, 1, "vital"), {**relation_row(1, 1), "skillUri": "x"}, relation_row(1, 2)]
    imported = read(
        occupations_en=table(OCCUPATION_COLUMNS, [occupation_row(1, "coder")]),
        occupationSkillRelations_en=table(RELATION_COLUMNS, rows),
    )
    assert [(one.line, one.column) for one in imported.problems] == [(2, "relationtype"), (3, "skilluri")]
    assert len(imported.relations) == 1


def test_newer_file_decides_the_isco_group(read: Callable[..., Imported]) -> None:
    imported = read(
        occupations_de=table(OCCUPATION_COLUMNS, [occupation_row(1, "Leiter", isco="2166", modifiedDate="2016-07-05")]),
        occupations_en=table(
            OCCUPATION_COLUMNS, [occupation_row(1, "director", isco="2654", modifiedDate="2024-01-01")]
        ),
    )
    assert by_uri(imported)[occupation(1)].isco == "2654"
    assert any("stands in ISCO group 2166 here and in 2654" in one.message for one in imported.notices)


def test_what_is_missing_is_noticed(tmp_path: Path) -> None:
    notices = [str(one) for one in import_esco([small_folder(tmp_path)]).notices]
    assert any(text.startswith("skills_nl.csv: 1 of 3 skills have a label in nl.") for text in notices)
    assert any(text.startswith("occupations_fr.csv: 0 of 2 occupations have a label in fr.") for text in notices)


def test_files_of_others_are_passed_over(read: Callable[..., Imported]) -> None:
    imported = read(skills_en=table(SKILL_COLUMNS, [skill_row(1, "Go")]), prices="a,b\n1,2\n", dictionary_en="a,b\n")
    assert [one.file.rsplit("/", 1)[-1] for one in imported.notices if "passed over" in one.message] == ["prices.csv"]


def test_an_unfamiliar_name_is_known_by_its_columns(read: Callable[..., Imported]) -> None:
    imported = read(
        mijn_vaardigheden_nl=table(SKILL_COLUMNS, [skill_row(1, "Go")]),
        wat_hoort_bij_wat=table(RELATION_COLUMNS, [relation_row(1, 1)]),
    )
    assert by_uri(imported)[skill(1)].label("nl") == "Go"
    assert len(imported.relations) == 1


def test_a_file_without_its_columns_or_language_is_told(read: Callable[..., Imported]) -> None:
    imported = read(
        skills_en=table(SKILL_COLUMNS, [skill_row(1, "Go")]),
        occupations_en="name\ncoder\n",
        skills=table(SKILL_COLUMNS, [skill_row(2, "Rust")]),
    )
    assert sorted(one.message for one in imported.problems) == [
        "The column concepturi is missing",
        "The language of the file is not known",
    ]


SPLINTERS = st.sampled_from(
    [b'"', b",", b"\n", b";", b"\xff", b"\0", b"\r", b"\xed\xa0\x80", b"\xef\xbb\xbf", skill(9).encode()]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), SPLINTERS), max_size=6), st.integers(0, 5))
def test_whatever_is_broken_the_rest_is_read(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int, bytes]], number: int
) -> None:
    folder = small_folder(tmp_path_factory.mktemp("esco"))
    path = sorted(folder.glob("*.csv"))[number]
    content = path.read_bytes()
    for place, length, splinter in damage:
        cut = int(place * len(content))
        content = content[:cut] + splinter + content[cut + length :]
    path.write_bytes(content)
    others = {one.uri for one in import_esco([small_folder(tmp_path_factory.mktemp("whole"))]).concepts}
    imported = import_esco([folder])
    compile_store(folder / "s", imported.concepts, imported.relations)
    lost = others - {concept.uri for concept in imported.concepts}
    assert len(lost) <= (3 if damage else 0)  # no file of the small folder names more than three


def test_a_folder_without_esco_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "prices.csv", "a,b\n1,2\n")
    with pytest.raises(InputError, match="There is no file of ESCO here"):
        import_esco([tmp_path])


def test_the_real_files_are_read_whole(shared: Path) -> None:
    imported = import_esco([shared / "data" / "esco"])
    kinds = [concept.kind for concept in imported.concepts]
    assert kinds.count("skill") == 14101
    assert kinds.count("occupation") >= 3043
    assert sum("nl" in concept.labels for concept in imported.concepts if concept.kind == "occupation") == 3007
    assert sum("nl" in concept.labels for concept in imported.concepts if concept.kind == "skill") >= 6974
    assert sum("de" in concept.labels for concept in imported.concepts if concept.kind == "skill") >= 12372
    assert len(imported.relations) > 127_000
    assert imported.problems == ()
