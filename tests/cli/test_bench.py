"""`schakel bench`: names, bad names, exit codes and the shape of a result."""

import io
import json
from pathlib import Path

import pytest

from schakel.cli.commands import bench
from schakel.cli.main import main

RACE = """
from race import result
def races(*, quick):
    yield result("tiny", ours=1.0, peer=3.0, peer_name="other", goal={goal}, small=quick)
"""


@pytest.fixture
def races(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "races"
    folder.mkdir()
    monkeypatch.setattr(bench, "RACES", folder)
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "benchmarks"))
    return folder


@pytest.mark.parametrize(("goal", "code", "verdict"), [(2, 0, "reaches"), (4, 1, "misses")])
def test_bench_says_whether_the_goal_is_reached(
    races: Path, capsys: pytest.CaptureFixture[str], goal: int, code: int, verdict: str
) -> None:
    (races / "one.py").write_text(RACE.format(goal=goal))
    assert main(["bench", "one", "--quick"]) == code
    assert f"ratio 3.00, {verdict} the goal of {goal}" in capsys.readouterr().out


def test_bench_json_has_the_agreed_keys(races: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (races / "one.py").write_text(RACE.format(goal=2))
    main(["bench", "--json", "--quick"])
    race = json.loads(capsys.readouterr().out)
    assert set(bench.KEYS) <= set(race)
    assert race["small"] is True


def test_bench_unknown_name_names_the_known_ones(races: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (races / "one.py").write_text(RACE.format(goal=2))
    assert main(["bench", "two"]) == 2
    assert "Use one of one" in capsys.readouterr().err


def test_bench_outside_a_clone_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "RACES", tmp_path / "none")
    assert main(["bench"]) == 1
    assert "in a clone" in capsys.readouterr().err


def test_bench_list_names_the_races(races: Path) -> None:
    (races / "one.py").write_text(RACE.format(goal=2))
    out = io.StringIO()
    arguments = type("Arguments", (), {"races": ["list"], "quick": True, "json": False})
    assert bench.run(arguments, out) == 0  # type: ignore[arg-type]
    assert out.getvalue() == "one\n"
