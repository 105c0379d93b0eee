"""Small made-up folders in the layout of the ESCO downloads of v1.0, v1.1 and v1.2. Labels are facts; URIs are made up."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ESCO = "http://data.europa.eu/esco/"
SKILL_COLUMNS = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
]
OCCUPATION_COLUMNS = [
    "conceptType",
    "conceptUri",
    "iscoGroup",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "regulatedProfessionNote",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
    "code",
]
RELATION_COLUMNS = ["occupationUri", "relationType", "skillType", "skillUri"]


def skill(number: int | str) -> str:
    return f"{ESCO}skill/{number}"


def occupation(number: int | str) -> str:
    return f"{ESCO}occupation/{number}"


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def skill_row(number: int | str, label: str, alt: str = "", **more: str) -> dict[str, str]:
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": skill(number),
        "skillType": "knowledge",
        "reuseLevel": "sector-specific",
        "preferredLabel": label,
        "altLabels": alt,
        "status": "released",
        **more,
    }


def occupation_row(number: int | str, label: str, alt: str = "", isco: str = "2512", **more: str) -> dict[str, str]:
    return {
        "conceptType": "Occupation",
        "conceptUri": occupation(number),
        "iscoGroup": isco,
        "preferredLabel": label,
        "altLabels": alt,
        "status": "released",
        "code": f"{isco}.1",
        **more,
    }


def relation_row(one: int | str, other: int | str, kind: str = "essential") -> dict[str, str]:
    return {
        "occupationUri": occupation(one),
        "relationType": kind,
        "skillType": "knowledge",
        "skillUri": skill(other),
    }


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def small_folder(folder: Path) -> Path:
    """Two occupations, three skills, Dutch and English, with relations, groups and a hierarchy."""
    english = [
        skill_row("java", "Java (computer programming)", "JDK\nJava SE", description="A language,\nwith lines."),
        skill_row("sql", "SQL", "Structured Query Language", modifiedDate="2024-01-02T10:00:00.000Z"),
        skill_row("net", "manage networks", skillType="skill/competence", reuseLevel="cross-sector"),
    ]
    write(folder, "skills_en.csv", table(SKILL_COLUMNS, english))
    write(folder, "skills_nl.csv", table(SKILL_COLUMNS, [skill_row("net", "netwerken beheren", "netwerkbeheer")]))
    people = [
        occupation_row("dev", "software developer", "coder"),
        occupation_row("ops", "ICT technician", isco="3512"),
    ]
    write(folder, "occupations_en.csv", table(OCCUPATION_COLUMNS, people))
    asked = [relation_row("dev", "java"), relation_row("dev", "sql", "optional"), relation_row("ops", "net")]
    write(folder, "occupationSkillRelations_en.csv", table(RELATION_COLUMNS, asked))
    groups = ["conceptType", "conceptUri", "code", "preferredLabel", "status", "altLabels", "inScheme", "description"]
    isco = {"conceptType": "ISCOGroup", "conceptUri": f"{ESCO}isco/C2512", "code": "2512"}
    write(folder, "ISCOGroups_en.csv", table(groups, [{**isco, "preferredLabel": "Software developers"}]))
    above = {"conceptType": "Occupation", "conceptUri": occupation("dev"), "broaderType": "ISCOGroup"}
    columns = ["conceptType", "conceptUri", "broaderType", "broaderUri"]
    write(folder, "broaderRelationsOccPillar_en.csv", table(columns, [{**above, "broaderUri": f"{ESCO}isco/C2512"}]))
    return folder
