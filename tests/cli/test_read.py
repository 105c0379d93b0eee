import argparse
import io
import json
from pathlib import Path

import pytest

from schakel.cli.commands import read
from schakel.engine.errors import InputError

TEXT = "Vacature\nWij vragen:\n- Ervaring met Java\n- Je woont in Heerlen\nMail naar jan@zorg.nl\n"


def run(*words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    read.add_arguments(parser)
    out = io.StringIO()
    return read.run(parser.parse_args(words), out), out.getvalue()


@pytest.fixture
def vacancy(tmp_path: Path) -> Path:
    path = tmp_path / "vacature.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_prints_one_object_a_file_and_one_bad_file_stops_nothing(
    vacancy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "leeg.txt"
    empty.write_bytes(b"")
    code, text = run(str(empty), str(tmp_path / "weg.txt"), str(vacancy), "--json")
    first, second, third = map(json.loads, text.splitlines())
    assert code == 2
    assert (first["file"], first["code"]) == (str(empty), "document-empty")
    assert "error" in second
    assert [one["uri"] for one in third["skills"]] == ["urn:schakel:skill:java"]
    assert third["place"]["code"] == "GM0917"
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_read_prints_a_page_for_people(vacancy: Path) -> None:
    code, text = run(str(vacancy))
    assert code == 0
    assert "required    Java" in text


def test_read_writes_the_text_the_offsets_count_in(vacancy: Path, tmp_path: Path) -> None:
    out = tmp_path / "tekst.txt"
    _, text = run(str(vacancy), "--json", "--text-out", str(out))
    skill = json.loads(text)["skills"][0]
    assert out.read_text(encoding="utf-8")[skill["start"] : skill["end"]] == "Java"
    run(str(vacancy), "--text-out", str(out), "--masked")
    assert "jan@zorg.nl" not in out.read_text(encoding="utf-8")


def test_read_of_another_language_warns_and_gives_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pl.txt"
    path.write_text("Szukamy programisty z doświadczeniem w Java oraz Docker.", encoding="utf-8")
    code, text = run(str(path), "--json")
    shape = json.loads(text)
    assert code == 1
    assert [one["label"] for one in shape["skills"]] == ["Java", "Docker"]
    assert shape["warnings"][0]["code"] == "language-unsupported"
    assert "pl.txt" in capsys.readouterr().err


def test_text_out_goes_with_one_file(vacancy: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one FILE"):
        run(str(vacancy), str(vacancy), "--text-out", str(tmp_path / "x"))
