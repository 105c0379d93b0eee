"""Families: skills that do one job in different ways, from `families.csv` beside the skills."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from schakel.engine.errors import DataError
from schakel.engine.skills.concepts import Skill, skill_uri

COLUMNS = ["id", "members", "why"]
FILE = "families.csv"


def read_families(folder: Path, skills: Mapping[str, Skill]) -> tuple[list[tuple[str, ...]], list[DataError]]:
    """The families as tuples of skill URIs, in file order, and the mistakes met. Without the file there are none."""
    path = folder / FILE
    if not path.is_file():
        return [], []
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    if next(rows, []) != COLUMNS:
        return [], [DataError("The columns are not right", file=FILE, line=1, remedy=f"Use {', '.join(COLUMNS)}")]
    families: list[tuple[str, ...]] = []
    problems: list[DataError] = []
    for row in rows:
        members = [word.strip() for word in row[1].split(";")] if len(row) == len(COLUMNS) else []
        wrong = _mistake(members, skills)
        if wrong:
            problems.append(DataError(wrong[0], file=FILE, line=rows.line_num, column="members", remedy=wrong[1]))
        else:
            families.append(tuple(skill_uri(member) for member in members))
    return families, problems


def _mistake(members: list[str], skills: Mapping[str, Skill]) -> tuple[str, str] | None:
    """What is wrong with one family, and what to do about it."""
    if len(members) < 2 or len(set(members)) < len(members):
        return "A family needs two or more different skills", "Name each skill once, with ; between them"
    unknown = [member for member in members if skill_uri(member) not in skills]
    if unknown:
        return f"There is no skill '{unknown[0]}'", "Use an id of the taxonomy"
    groups = [member for member in members if skills[skill_uri(member)].is_group]
    return (f"'{groups[0]}' is a group", "Name skills only") if groups else None
