from __future__ import annotations

import json
from pathlib import Path

import pytest

from schakel.cli.commands import fairness
from schakel.cli.main import main


@pytest.mark.slow
def test_fairness_prints_the_report_as_json_and_for_people(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path))
    small = ["fairness", "--people", "27", "--offers", "27", "--on", "2026-11-24"]
    assert main([*small, "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["people"] == 27
    assert set(shape["exposure"]) == {"sub-region", "level", "experience"}
    page = fairness._page(shape)
    assert "pairs the same" in page
    assert "not compared" in page  # nine people a group are too few


@pytest.mark.parametrize("wrong", [["--people", "0"], ["--offers", "many"], ["--on", "soon"]])
def test_fairness_refuses_impossible_arguments(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fairness", *wrong])
    assert stopped.value.code == 2
    assert wrong[1] in capsys.readouterr().err


def test_fairness_does_not_know_an_unknown_region(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fairness", "--region", "atlantis"]) == 1
    assert "atlantis" in capsys.readouterr().err
