import shutil
from pathlib import Path

import pytest

from schakel.engine.ledger.findings import CLASSES, STATUSES
from schakel.engine.regions import check_region, read_region

REGIONS = Path(__file__).parents[2] / "reference" / "regions"


def findings_after(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    folder = Path(shutil.copytree(REGIONS / "oostmark", tmp_path / "oostmark"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = check_region(read_region(folder))
    assert all(f.class_ in CLASSES and f.status in STATUSES and f.note and f.where for f in findings)
    return [finding.id for finding in findings]


def test_a_region_that_adds_up_has_no_findings() -> None:
    assert check_region(read_region(REGIONS / "oostmark")) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("budget.csv", "19.50", "19.49", "row-sum:a-2"),
        ("budget.csv", "a,300.50", "a,300", "parent-sum:a"),
        ("cover.csv", "75,75", "75,74", "row-sum:cover-province"),
        ("stated.csv", "costs,,300.50", "costs,2,300.50", "column-sum:costs"),
        ("stated.csv", "100.50", "100.51", "key-figure:key"),
        ("stated.csv", "in-kind", "cash", "text-against-table:key-kind"),
        ("budget.csv", "a,60,,,,20,19.50,20.50", "a,pm,,,,,,", "parent-sum:a"),
        ("education.csv", "total,30", "total,31", "men-women:mbo-2025"),
        ("region.toml", "years = 3", "years = 4", "text-against-table:years"),
        ("goals.toml", "year = 2028", "year = 2029", "text-against-table:more-2028-year"),
        ("goals.toml", "baseline_year = 2025", "baseline_year = 2024", "incomplete:more-2028-baseline"),
        ("goals.toml", "baseline_year = 2025\n", "", "incomplete:more-2028-baseline"),
        (
            "lines.toml",
            "[[subline]]",
            '[[line]]\nid = "b"\ntitle_nl = "B"\nwhere = "2"\n[[subline]]',
            "incomplete:line-b-target",
        ),
        ("lines.toml", '["a-1", "a-2"]', '["a-1"]', "reference:budget-a-2"),
        ("lines.toml", '["a-1", "a-2"]', "[]", "reference:subline-2.1"),
        ("partners.toml", "GM9001", "GM9999", "reference:partner-school-municipality"),
    ],
)
def test_each_contradiction_is_found(tmp_path: Path, file: str, old: str, new: str, finding: str) -> None:
    if finding == "parent-sum:a" and "pm" in new:
        old, new = "a-2,a,Lokalen,a,60,,,,20,19.50,20.50,amount", "a-2,a,Lokalen,a,pm,,,,,,,pm"
    assert finding in findings_after(tmp_path, file, old, new)


@pytest.mark.parametrize("qualifier", ["over", "about"])
def test_a_total_the_text_gives_loosely_is_not_held_to_the_unit(tmp_path: Path, qualifier: str) -> None:
    new = f"total,29,persons,{qualifier}"
    assert findings_after(tmp_path, "education.csv", "total,30,persons,exact", new) == []


def test_two_parts_with_one_number_and_two_wordings_are_found(tmp_path: Path) -> None:
    more = '[[subline]]\nid = "2.2"\nprinted = "2.1"\nline = "a"\nbudget = ["a-2"]\n'
    more += 'title_nl = "X"\nwhere = "2"\n[[activity]]'
    assert findings_after(tmp_path, "lines.toml", "[[activity]]", more) == ["numbering:2.1"]
    shutil.rmtree(tmp_path / "oostmark")
    wordings = "".join(
        f'[[wording]]\nid = "w{n}"\ntopic = "line: a"\ntext_nl = "{text}"\nnote = "Two names."\nwhere = "{n}"\n'
        for n, text in enumerate(("Leren", "Onderwijs"))
    )
    assert findings_after(tmp_path, "goals.toml", "[[target]]", f"{wordings}[[target]]") == ["text-against-text:line-a"]


def test_the_same_thing_with_two_values_is_found(tmp_path: Path) -> None:
    header = "id,measure,subject,occupation,level,year,value,unit,qualifier,text_nl,where\n"
    rows = ["one,workers,O,,,2020,10,persons,exact,tien,1", "two,workers,O,,,2020,12,persons,exact,twaalf,2"]
    rows += ["three,workers,O,,,2024,30,persons,exact,dertig,1", "four,workers-factor,O,,,2024,2,factor,exact,dubbel,1"]
    folder = Path(shutil.copytree(REGIONS / "oostmark", tmp_path / "oostmark"))
    (folder / "labour_market.csv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    ids = [finding.id for finding in check_region(read_region(folder))]
    assert ids == ["text-against-text:two", "text-against-text:four"]


def test_a_training_that_teaches_something_unknown_is_found(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REGIONS / "oostmark", tmp_path / "oostmark"))
    text = '[[training]]\nid = "t"\npartner = "school"\nkind = "course"\ntitle_nl = "T"\n'
    text += 'teaches = ["sql", "x"]\nwhere = "1"\n'
    (folder / "trainings.toml").write_text(text, encoding="utf-8")
    region = read_region(folder)
    assert check_region(region) == []
    assert [finding.id for finding in check_region(region, skills={"sql"}, occupations=set())] == ["reference:t-x"]
