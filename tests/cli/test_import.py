"""`schakel import`: brings in what can be used, names what cannot, loses nothing when it is stopped."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schakel.cli.imports import kinds
from schakel.cli.main import main
from schakel.engine.store.compiled import Store, open_store
from support.esco import SKILL_COLUMNS, skill, skill_row, small_folder, table, write

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*words: object) -> tuple[int, str, str]:
        code = main(["import", *map(str, words), "--without-index"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def store(home: Path) -> Store:
    return open_store(home / "taxonomy" / "concepts.store")


def test_import_makes_one_store_with_our_own_taxonomy(run: Run, home: Path, tmp_path: Path) -> None:
    code, out, err = run("esco", small_folder(tmp_path / "ESCO v1.2.0"))
    assert code == 0
    assert "esco 1.2.0 (2024-01-02)" in out
    assert "read skills_nl.csv" in err
    assert store(home).find(skill("net")).label("nl") == "netwerken beheren"
    assert store(home).by_uri("urn:schakel:skill:python") is not None


def test_import_prints_counts_for_programs(run: Run, home: Path, tmp_path: Path) -> None:
    code, out, _ = run("esco", small_folder(tmp_path / "ESCO v1.2.0"), "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["concepts"] == {"group": 1, "occupation": 2, "skill": 3}
    assert answer["labels"] == {
        "skill": {"en": 6, "nl": 2},
        "occupation": {"en": 3},
        "group": {"en": 1},
    }
    assert (answer["relations"], answer["rows_left_out"], answer["change"]) == (3, 0, None)
    assert answer["store"]["file"] == str(home / "taxonomy" / "concepts.store")


def test_each_bad_row_is_named_and_listed(run: Run, home: Path, tmp_path: Path) -> None:
    rows = [skill_row(number, f"skill {number}", conceptUri="") for number in range(30)]
    write(tmp_path / "esco", "skills_en.csv", table(SKILL_COLUMNS, [*rows, skill_row("go", "Go")]))
    code, out, err = run("esco", tmp_path / "esco", "--edition", "1.2", "--json")
    assert code == 1
    assert f"{tmp_path}/esco/skills_en.csv line 2, column concepturi: The URI is missing. Give the URI" in err
    assert "and 10 more rows; all of them stand in" in err
    assert json.loads(out)["rows_left_out"] == 30
    with (home / "log" / "import-esco.csv").open() as stream:
        listed = [row for row in csv.DictReader(stream) if row["weight"] == "row"]
    assert [int(row["line"]) for row in listed] == list(range(2, 32))
    assert {row["remedy"] for row in listed} == {"Give the URI of the concept as ESCO writes it"}
    assert store(home).find(skill("go")).label("en") == "Go"


def test_what_did_not_change_is_not_read_again_but_told_again(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "esco", "skills_en.csv", table(SKILL_COLUMNS, [skill_row(1, ""), skill_row(2, "Go")]))
    run("esco", tmp_path / "esco", "--edition", "1.2")
    code, out, err = run("esco", tmp_path / "esco", "--edition", "1.2", "--json")
    assert code == 1
    assert "was read before and did not change" in err
    assert "has no preferred label" in err
    assert json.loads(out)["rows_left_out"] == 1
    assert "read skills_en.csv" in run("esco", tmp_path / "esco", "--edition", "1.2", "--again")[2]


def test_languages_come_together_in_one_edition(run: Run, home: Path, tmp_path: Path) -> None:
    for language, label in (("nl", "netwerken beheren"), ("de", "Netze verwalten")):
        write(tmp_path / language, f"skills_{language}.csv", table(SKILL_COLUMNS, [skill_row("net", label)]))
        run("esco", tmp_path / language, "--edition", "1.2.0")
    assert store(home).find(skill("net")).labels == {"de": "Netze verwalten", "nl": "netwerken beheren"}


def test_languages_without_an_edition_come_together_too(run: Run, home: Path, tmp_path: Path) -> None:
    for language, date in (("nl", "2022-01-01"), ("de", "2024-01-01"), ("nl", "2022-01-01")):
        rows = [skill_row("net", f"label {language}", modifiedDate=date)]
        write(tmp_path / language, f"skills_{language}.csv", table(SKILL_COLUMNS, rows))
        code, _, err = run("esco", tmp_path / language)
        assert code == 0
    assert "esco 2022-01-01 was read before and did not change" in err
    assert store(home).find(skill("net")).labels == {"de": "label de", "nl": "label nl"}


def test_a_new_edition_is_compared_with_the_old(run: Run, home: Path, tmp_path: Path) -> None:
    write(tmp_path / "v1.1", "skills_en.csv", table(SKILL_COLUMNS, [skill_row(1, "Hadoop"), skill_row(2, "Java")]))
    write(tmp_path / "v1.2", "skills_en.csv", table(SKILL_COLUMNS, [skill_row(3, "Hadoop"), skill_row(2, "Java SE")]))
    run("esco", tmp_path / "v1.1")
    code, out, _ = run("esco", tmp_path / "v1.2", "--json")
    change = json.loads(out)["change"]
    assert code == 0
    assert (change["from"], change["to"], change["moved"], change["renamed"], change["gone"]) == ("1.1", "1.2", 1, 1, 0)
    with Path(change["list"]).open() as stream:
        lines = [(row["what"], row["uri"], row["to"]) for row in csv.DictReader(stream)]
    assert lines == [
        ("renamed", skill(2), skill(2)),
        ("moved", skill(1), skill(3)),
        ("new", skill(3), ""),
    ]
    assert store(home).by_uri(skill(1)) is None


def test_an_older_edition_does_not_push_out_the_newer(run: Run, home: Path, tmp_path: Path) -> None:
    for version, label in (("v1.2", "new"), ("v1.1", "old")):
        write(tmp_path / version, "skills_en.csv", table(SKILL_COLUMNS, [skill_row(1, label)]))
    run("esco", tmp_path / "v1.2")
    _, _, err = run("esco", tmp_path / "v1.1")
    assert "esco 1.2 is newer than 1.1 and stays the one that is used" in err
    assert store(home).find(skill(1)).label("en") == "new"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("none", None, "There is no such file or folder"), ("prices.csv", "a,b\n1,2\n", "There is no file of ESCO here")],
)
def test_what_cannot_be_read_ends_with_one_clear_line(
    run: Run, tmp_path: Path, name: str, content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    code, out, err = run("esco", tmp_path / name)
    assert (code, out) == (2, "")
    assert says in err.splitlines()[-1]
    assert "Traceback" not in err


def test_a_home_that_cannot_be_written_is_said(run: Run, home: Path, tmp_path: Path) -> None:
    home.write_text("a file stands where the folder should be")
    code, _, err = run("esco", small_folder(tmp_path / "v1.2"))
    assert code == 2
    assert "The import cannot be kept" in err.splitlines()[-1]
    assert "SCHAKEL_HOME" in err.splitlines()[-1]


def test_an_unknown_kind_is_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("spam", "x")
    assert caught.value.code == 2
    assert "choose from" in capsys.readouterr().err


def test_every_kind_has_what_it_needs() -> None:
    assert {"esco", "competentnl", "onet"} <= set(kinds())
    for kind, module in kinds().items():
        assert kind == module.KIND
        assert module.HELP
        assert callable(module.run)


@pytest.mark.slow
def test_a_killed_import_leaves_the_old_store_and_goes_on(run: Run, home: Path, tmp_path: Path) -> None:
    run("esco", small_folder(tmp_path / "v1.1"))
    before = (home / "taxonomy" / "concepts.store").read_bytes()
    many = [skill_row(number, f"skill {number}", "a\nb\nc", description="x" * 500) for number in range(4000)]
    write(tmp_path / "v1.2", "skills_en.csv", table(SKILL_COLUMNS, many))
    for last_words in ("read skills_en", "keep 4000", "compare"):
        words = [sys.executable, "-m", "schakel.cli", "import", "esco", str(tmp_path / "v1.2"), "--again"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SCHAKEL_HOME": str(home)}
        with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if last_words in line:
                    process.send_signal(signal.SIGKILL)
                    break
            process.stderr.read()
        assert (home / "taxonomy" / "concepts.store").read_bytes() == before
    code, out, err = run("esco", tmp_path / "v1.2", "--json")
    assert code == 0
    assert "was read before and did not change" in err
    assert json.loads(out)["change"]["new"] == 4000  # the report of the upgrade comes all the same
    assert store(home).find(skill(3999)).label("en") == "skill 3999"


@pytest.mark.slow
def test_the_real_files_go_in_and_open_at_once(run: Run, home: Path, shared: Path) -> None:
    for kind in ("esco", "competentnl", "onet"):
        code, out, _ = run(kind, shared / "data" / kind, "--json")
        assert (code, json.loads(out)["rows_left_out"]) == (0, 0)
    made = store(home)
    made.verify()
    linked = [made.uri(index) for index in range(len(made)) if made.scheme(index) == "own" and made.exact(index)]
    assert len(linked) > 300
    assert all(made.by_uri(made.find(uri).exact[0]) is not None for uri in linked)


@pytest.mark.slow
def test_import_makes_the_indexes_of_link_and_goes_on_where_it_stopped(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(small_folder(tmp_path / "ESCO v1.2.0"))
    assert main(["import", "esco", folder]) == 0
    told = capsys.readouterr().err
    kept = sorted((home / "cache").glob("link-*.index"))
    sorts = [path.stem.rpartition("-")[0] for path in kept]
    assert sorts == [f"link-{kind}-{scheme}" for kind in ("occupation", "skill") for scheme in ("all", "esco", "own")]
    assert told.count("is made, once") == len(kept)
    kept[0].unlink()
    before = [path.stat().st_mtime_ns for path in kept[1:]]
    assert main(["import", "esco", folder]) == 0
    assert capsys.readouterr().err.count("is made, once") == 1
    assert [path.stat().st_mtime_ns for path in kept[1:]] == before
