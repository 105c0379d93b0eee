"""What the launcher says when it cannot go on."""

import socket
from pathlib import Path

import pytest

from schakel.launch import environment, site, steps
from schakel.launch.say import Stop


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "no network"),
        ("npm error code ENOTFOUND", "no network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one we locked"),
        ("something odd\nthe last line", "the last line"),
    ],
)
def test_failure_says_what_to_do(output: str, words: str) -> None:
    assert words in str(environment.failure("it failed", output))


def test_full_disk_stops_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path))
    with pytest.raises(Stop, match="full"):
        environment.check_disk(2**60)


def test_python_without_venv_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Stop, match=r"apt install python3\.\d+-venv"):
        environment._create(tmp_path)


@pytest.mark.enable_socket
def test_taken_port_names_another() -> None:
    with socket.socket() as taken:
        taken.bind((site.ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=f"--port {port + 1}"):
            site.check_port(port)


def test_step_is_done_once_per_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path))
    done: list[str] = []
    for fingerprint in ("a", "a", "b", "b"):
        steps.once("work", fingerprint, lambda: done.append("x"))
    assert len(done) == 2


def test_interrupted_step_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path))

    def broken() -> None:
        raise Stop("halfway", "try again")

    with pytest.raises(Stop):
        steps.once("work", "a", broken)
    done: list[str] = []
    steps.once("work", "a", lambda: done.append("x"))
    assert done == ["x"]


def test_broken_marks_are_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHAKEL_HOME", str(tmp_path))
    (tmp_path / "steps.json").write_text("{half")
    done: list[str] = []
    steps.once("work", "a", lambda: done.append("x"))
    assert done == ["x"]
