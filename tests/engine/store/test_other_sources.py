"""CompetentNL, O*NET and our own taxonomy."""

import io
from pathlib import Path

import openpyxl
import pytest

from schakel.engine.errors import InputError
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.engine.store.competentnl import import_competentnl
from schakel.engine.store.concepts import Relation
from schakel.engine.store.onet import import_onet, tool_uri
from schakel.engine.store.own import own_concepts
from schakel.reference import REFERENCE

CNL = "https://linkeddata.competentnl.nl/"
HEADER = "id,occupation_uri,pref_label,label,label_normalized,label_type,created_at\n"
ONET = ("O*NET-SOC Code", "Title", "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand")
ROWS = [
    ("15-1252.00", "Software Developers", "C#", 43232408, "Web platform software", "Y", "N"),
    ("15-1252.00", "Software Developers", "C++", 43232408, "Web platform software", "N", "Y"),
    ("15-1299.08", "Architects", "C#", 43232408, "Web platform software", "N", "N"),
]


def workbook(path: Path, rows: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (ONET, *rows):
        sheet.append(row)
    book.save(path)
    return path


def test_competentnl_joins_labels_of_a_concept(tmp_path: Path) -> None:
    uri = f"{CNL}uwv/id/occupation/A1"
    rows = f"1,{uri},DJ,DJ,dj,prefLabel,2025-12-26 21:33:22\n2,{uri},DJ,Diskjockey,diskjockey,altLabel,2025-12-27 10:00:00\n"
    (tmp_path / "occupation_labels.csv").write_text(HEADER + rows)
    imported = import_competentnl([tmp_path])
    (concept,) = imported.concepts
    assert (concept.kind, concept.scheme, concept.named("nl")) == ("occupation", "competentnl", ("DJ", "Diskjockey"))
    assert imported.edition == imported.date == "2025-12-27"


def test_competentnl_knows_capabilities_and_knowledge(tmp_path: Path) -> None:
    head = "capability_uri,pref_label,label,closeMatchESCO\n"
    (tmp_path / "a.csv").write_text(f"{head}{CNL}id/humancapability/B,Samenwerken,Teamwerk,http://x/1\n")
    (tmp_path / "b.csv").write_text(
        f"knowledge_uri,pref_label,label\n{CNL}id/knowledgearea/C,Gastvrijheid,Gastvrijheid\n"
    )
    (tmp_path / "c.json").write_text(f'[{{"uri": "{CNL}id/humancapability/D", "label": "Verplegen"}}]')
    found = {concept.uri[-1]: concept for concept in import_competentnl([tmp_path], edition="1.0").concepts}
    assert {key: (one.kind, one.type, one.label("nl")) for key, one in found.items()} == {
        "B": ("skill", "capability", "Samenwerken"),
        "C": ("skill", "knowledge", "Gastvrijheid"),
        "D": ("skill", "capability", "Verplegen"),
    }
    assert found["B"].close == ("http://x/1",)


def test_competentnl_tells_bad_rows(tmp_path: Path) -> None:
    rows = [
        "1,,DJ,DJ,dj,prefLabel,",
        "2,http://elsewhere/1,DJ,DJ,dj,prefLabel,",
        f"3,{CNL}id/thing/1,DJ,DJ,dj,prefLabel,",
        f"4,{CNL}uwv/id/occupation/1,,,,prefLabel,",
        f"5,{CNL}uwv/id/occupation/2,VJ,VJ,vj,prefLabel,",
    ]
    (tmp_path / "occupation_labels.csv").write_text(HEADER + "\n".join(rows) + "\n")
    imported = import_competentnl([tmp_path])
    assert [concept.label("nl") for concept in imported.concepts] == ["VJ"]
    assert [(one.line, one.column) for one in imported.problems] == [
        (2, "occupationuri"),
        (3, "occupationuri"),
        (4, "occupationuri"),
        (5, "label"),
    ]


def test_competentnl_refuses_what_is_no_competentnl(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.json").write_text("{}")
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="There is nothing of CompetentNL here"):
        import_competentnl([tmp_path])


def test_onet_reads_a_workbook(tmp_path: Path) -> None:
    imported = import_onet([workbook(tmp_path / "technology_skills.xlsx", ROWS)], edition="29.2")
    found = {concept.uri: concept for concept in imported.concepts}
    sharp = found[tool_uri("C#")]
    assert (sharp.kind, sharp.type, sharp.marks, sharp.labels) == ("skill", "tool", ("digital", "hot"), {"en": "C#"})
    assert found[tool_uri("C++")].marks == ("digital", "in-demand")
    assert found[sharp.broader[0]].label("en") == "Web platform software"
    developer = "urn:schakel:onet:occupation:15-1252.00"
    assert found[developer].label("en") == "Software Developers"
    assert imported.relations[:2] == (
        Relation(developer, tool_uri("C#"), "optional"),
        Relation(developer, tool_uri("C++"), "important"),
    )


def test_onet_reads_the_text_file_and_its_edition(tmp_path: Path) -> None:
    folder = tmp_path / "db_29_2_text"
    folder.mkdir()
    text = "\n".join("\t".join(map(str, row)) for row in (ONET, *ROWS))
    (folder / "Technology Skills.txt").write_text(text)
    imported = import_onet([folder])
    assert (imported.edition, len(imported.concepts)) == ("29.2", 5)


def test_onet_tells_bad_rows(tmp_path: Path) -> None:
    bad = [("15-1252", "X", "C#", 1, "Y", "N", "N"), ("15-1252.00", "X", None, 1, "Y", "N", "N")]
    imported = import_onet([workbook(tmp_path / "a.xlsx", [*ROWS, *bad])])
    assert [(one.line, one.column) for one in imported.problems] == [(5, "O*NET-SOC Code"), (6, "Example")]
    assert imported.edition == "undated"


@pytest.mark.parametrize("content", [b"no workbook", b""])
def test_onet_refuses_a_broken_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(InputError, match="The workbook cannot be read"):
        import_onet([tmp_path / "a.xlsx"])


def test_onet_refuses_another_workbook(tmp_path: Path) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.save(file)
    (tmp_path / "a.xlsx").write_bytes(file.getvalue())
    with pytest.raises(InputError, match=r"no technology skills of O\*NET here"):
        import_onet([tmp_path])


def test_own_taxonomy_carries_its_matches() -> None:
    taxonomy = load_taxonomy(REFERENCE / "taxonomy")
    own = own_concepts(taxonomy, edition="2026-11")
    found = {concept.uri: concept for concept in own.concepts}
    assert len(found) == len(taxonomy.skills) + len(taxonomy.occupations)
    for uri, skill in taxonomy.skills.items():
        assert found[uri].exact == ((skill.esco,) if skill.esco else ())
        assert found[uri].label("nl") == " ".join(taxonomy.label(uri, "nl").split())
    for uri, occupation in taxonomy.occupations.items():
        assert (found[uri].isco, found[uri].label("de")) == (occupation.isco, occupation.labels["de"])
    asked = sum(len(occupation.demands) for occupation in taxonomy.occupations.values())
    assert len(own.relations) == asked


def test_a_name_in_english_only_is_a_name_in_every_language() -> None:
    own = own_concepts(load_taxonomy(REFERENCE / "taxonomy"))
    assert next(one for one in own.concepts if one.uri == "urn:schakel:skill:linux").labels == {"": "Linux"}


def test_the_real_files_of_competentnl_are_read_whole(shared: Path) -> None:
    imported = import_competentnl([shared / "data" / "competentnl"])
    kinds = [(concept.kind, concept.type) for concept in imported.concepts]
    assert (kinds.count(("occupation", "")), kinds.count(("skill", "capability"))) == (3262, 112)
    assert sum(len(one.named("nl")) for one in imported.concepts if one.kind == "occupation") >= 7525
    assert imported.problems == ()


@pytest.mark.slow
def test_the_real_files_of_onet_are_read_whole(shared: Path) -> None:
    imported = import_onet([shared / "data" / "onet"], edition="29.2")
    assert len(imported.relations) == 32627
    assert imported.problems == ()
