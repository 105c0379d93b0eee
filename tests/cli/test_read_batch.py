"""`schakel read --batch`: many documents, in any number of processes, stopped and gone on with, on Spark."""

import argparse
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="batches need the extra `fast`")

from schakel.cli.commands import read
from schakel.engine.errors import InputError

SRC = Path(__file__).resolve().parents[2] / "src"
TEXTS = [
    "Vacature\nWij vragen:\n- Ervaring met Java en C#\n- Je woont in Heerlen\n",
    "Wir suchen einen Systemadministrator mit Kenntnissen in Linux und Python.",
    "We ask for experience with Kubernetes and Azure. You speak Dutch.",
]


def run(*words: object) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    read.add_arguments(parser)
    out = io.StringIO()
    return read.run(parser.parse_args([str(word) for word in words]), out), out.getvalue()


def content(path: Path) -> dict[str, bytes]:
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def rows(path: Path) -> list[dict[str, object]]:
    import pyarrow.parquet as pq

    return [row for part in sorted(path.glob("parts/*.parquet")) for row in pq.read_table(part).to_pylist()]


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.getbasetemp() / "home-of-batches"
    monkeypatch.setenv("SCHAKEL_HOME", str(home))


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"doc": f"d{number}", "text": TEXTS[number % 3]}) for number in range(30)]
    path.write_text("\n".join([*lines[:10], "{kapot", *lines[10:]]) + "\n", encoding="utf-8")
    return path


def test_labels_of_a_batch_are_found_and_a_bad_row_is_listed(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    code, text = run("--batch", given, "--out", out, "--labels-only", "--workers", 1, "--part", 8, "--json")
    assert code == 1
    told = json.loads(text)
    assert (told["level"], told["documents"], told["problems"]) == ("labels", 31, 1)
    assert told["rows"] == len(rows(out))
    assert rows(out)[0] == {
        "row": 0, "doc": "d0", "uri": "urn:schakel:skill:java", "label": "Java", "start": 36, "end": 40,
    }  # fmt: skip
    assert (out / "problems.csv").read_text().splitlines()[1] == "10,in.jsonl line 11,The line is no valid JSON"
    messages = capsys.readouterr().err
    assert "8 documents in 1 parts" in messages
    assert "in.jsonl line 11: The line is no valid JSON" in messages


def test_batch_is_read_in_full(given: Path, tmp_path: Path) -> None:
    code, text = run("--batch", given, "--out", tmp_path / "out", "--workers", 1)
    assert code == 1
    assert "31 documents read" in text
    first = rows(tmp_path / "out")[0]
    assert (first["uri"], first["demand"], first["decision"]) == ("urn:schakel:skill:java", "required", "accept")


def test_labels_come_from_a_file_of_esco_too(given: Path, tmp_path: Path) -> None:
    labels = tmp_path / "skills_nl.csv"
    labels.write_text('conceptUri,preferredLabel,altLabels\nhttp://e/1,iets,"java\nJava en C#"\n', encoding="utf-8")
    run("--batch", given, "--out", tmp_path / "out", "--labels", labels, "--workers", 1)
    assert {(row["uri"], row["label"]) for row in rows(tmp_path / "out")} == {("http://e/1", "Java en C#")}
    labels.write_text("a,b\n")
    with pytest.raises(InputError, match="no labels"):
        run("--batch", given, "--out", tmp_path / "two", "--labels", labels)
    with pytest.raises(InputError, match="cannot be read"):
        run("--batch", given, "--out", tmp_path / "two", "--labels", tmp_path / "weg.csv")


def test_folder_of_files_is_a_batch(tmp_path: Path) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "een.txt").write_text("Ervaring met Java", encoding="utf-8")
    (folder / "twee.pdf").write_bytes(b"%PDF-1.7 kapot")
    code, _ = run("--batch", folder, "--out", tmp_path / "out", "--labels-only", "--workers", 1)
    assert code == 1
    assert [row["doc"] for row in rows(tmp_path / "out")] == ["een.txt"]
    assert "twee.pdf" in (tmp_path / "out" / "problems.csv").read_text()
    with pytest.raises(InputError, match="among the documents"):
        run("--batch", folder, "--out", folder / "out")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "nothing to read"),
        (["--out", "x"], "--out goes with --batch"),
        (["cv.txt", "--labels-only"], "--labels-only goes with --batch"),
        (["--batch", "x.csv"], "no folder for the answers"),
        (["cv.txt", "--batch", "x.csv", "--out", "y"], "FILE does not go with --batch"),
        (["--batch", "x.csv", "--out", "y", "--language", "nl"], "--language does not go with --batch"),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(words: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(*words)


def test_missing_input_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        run("--batch", tmp_path / "weg.csv", "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_document_needs_no_package_for_many(tmp_path: Path) -> None:
    """numba, numpy and pyarrow take a second to import: only a batch may pay for that."""
    (tmp_path / "cv.txt").write_text(TEXTS[0], encoding="utf-8")
    script = (
        "import sys; from schakel.cli.main import main; main(['read', sys.argv[1], '--json']);"
        "print(sorted({'numba','numpy','pyarrow','scipy','pandas','pyspark','multiprocessing'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "cv.txt")]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(SRC)}, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def _command(given: Path, out: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "schakel.cli", "read", "--batch", str(given), "--out", str(out), *words]


@pytest.mark.slow
def test_killed_run_goes_on_and_ends_in_the_same_bytes(given: Path, tmp_path: Path) -> None:
    lines = given.read_text().splitlines()
    given.write_text("\n".join(lines * 40) + "\n")
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    words = ("--workers", "2", "--part", "40")
    killed = subprocess.Popen(
        _command(given, tmp_path / "killed", *words), env=environment, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not (tmp_path / "killed" / "parts" / "part-00002.json").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert not (tmp_path / "killed" / "problems.csv").exists()
    finished = len(list((tmp_path / "killed" / "parts").glob("*.json")))
    assert 3 <= finished < 31
    again = subprocess.run(
        _command(given, tmp_path / "killed", *words), env=environment, capture_output=True, text=True, check=False
    )
    assert again.returncode == 1
    assert f"{finished} of them kept from before" in again.stderr
    run("--batch", given, "--out", tmp_path / "whole", "--workers", 1, "--part", 40)
    assert content(tmp_path / "killed") == content(tmp_path / "whole")


@pytest.mark.spark
@pytest.mark.enable_socket
@pytest.mark.parametrize("level", ["--labels-only", "--json"])
def test_spark_gives_the_same_bytes_as_a_pool(
    given: Path, tmp_path: Path, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    java = Path("/usr/lib/jvm/java-17-openjdk-amd64")
    if not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        if not java.is_dir():
            pytest.skip("there is no Java")
        monkeypatch.setenv("JAVA_HOME", str(java))
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    words = (level, "--part", "4")
    for name, more in (("spark", ["--spark"]), ("pool", ["--workers", "2"])):
        command = _command(given, tmp_path / name, *words, *more)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
    assert content(tmp_path / "spark") == content(tmp_path / "pool")
