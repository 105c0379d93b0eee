"""`schakel link` on standard input."""

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from schakel.cli.commands import link
from schakel.engine.errors import InputError


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path))
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, lines: bytes, *words: str) -> tuple[int, list[dict[str, Any]]]:
    parser = argparse.ArgumentParser()
    link.add_arguments(parser)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    out = io.StringIO()
    code = link.run(parser.parse_args(words), out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_link_answers_every_line_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    code, answers = run(
        monkeypatch,
        "python\r\n\n\U0001f600\nErvaring met Kubernetes\n".encode(),
        "--to",
        "skill",
        "--top",
        "2",
        "--json",
    )
    assert code == 0
    assert [answer["query"] for answer in answers] == ["python", "", "\U0001f600", "Ervaring met Kubernetes"]
    assert [len(answer["candidates"]) for answer in answers] == [2, 0, 0, 2]
    assert answers[0]["candidates"][0] == {
        "uri": "urn:schakel:skill:python", "label": "Python", "score": 1.0, "decision": "accept", "confidence": 0.88,
    }  # fmt: skip
    assert (answers[3]["language"], answers[3]["candidates"][0]["uri"]) == ("nl", "urn:schakel:skill:kubernetes")


def test_link_keeps_the_index_for_the_next_time(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    first = run(monkeypatch, b"Medior software developer (m/v) 36 uur\n", "--to", "occupation", "--language", "nl")
    assert [path.suffix for path in (own_home / "cache").iterdir()] == [".index"]
    assert (
        run(monkeypatch, b"Medior software developer (m/v) 36 uur\n", "--to", "occupation", "--language", "nl") == first
    )
    assert first[1][0]["language"] == "nl"
    assert first[1][0]["candidates"][0]["decision"] == "accept"


def test_link_to_esco_answers_with_esco_uris_only(monkeypatch: pytest.MonkeyPatch) -> None:
    _, answers = run(monkeypatch, b"software tester\n", "--to", "occupation", "--scheme", "esco")
    assert answers[0]["candidates"]
    assert all(one["uri"].startswith("http://data.europa.eu/esco/") for one in answers[0]["candidates"])


def test_link_to_place_gives_the_code_of_the_municipality(monkeypatch: pytest.MonkeyPatch) -> None:
    _, answers = run(monkeypatch, b"regio Heerlen\n6411 AB\nAken\n", "--to", "place")
    assert [answer["candidates"][0]["uri"] for answer in answers] == ["GM0917", "GM0917", "DE:aachen"]


def test_link_says_so_when_nothing_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, b"qqqq\n", "--to", "place") == (1, [{"query": "qqqq", "language": None, "candidates": []}])
    assert run(monkeypatch, b"", "--to", "place") == (1, [])


def test_link_refuses_what_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="line 2"):
        run(monkeypatch, b"Heerlen\n\xff\xfe\n", "--to", "place")


def test_link_warns_about_a_very_long_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, b"Heerlen " * 90 + b"\n", "--to", "place")
    assert "line 1: only the first 400 characters count" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--to", "planet"], ["--to", "skill", "--top", "0"], ["--to", "skill", "--language", "pl"]]
)
def test_link_refuses_arguments_it_does_not_know(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, b"", *words)


def test_batches_grow_so_that_the_first_answer_comes_at_once() -> None:
    assert [len(batch) for batch in link._batches(iter("x" * 10))] == [1, 2, 4, 3]
