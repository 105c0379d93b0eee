"""A matcher in a file: the same spans, quickly opened, and nothing taken from a damaged file."""

import time
from pathlib import Path

import pytest

from schakel.engine.errors import DataError
from schakel.engine.labels.files import StoredLabels, open_matcher, save_matcher
from schakel.engine.labels.matcher import LabelMatcher, has_kernel

LABELS = ["java", "Java EE", "coördinatie", "", "C#"]
TEXTS = ["Java EE met C#", "coordinatie java"]
WAYS = [False, *([True] if has_kernel() else [])]


@pytest.fixture(params=WAYS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "labels.bin"
    save_matcher(LabelMatcher(LABELS, fast=request.param), path)
    return path


@pytest.mark.parametrize("fast", WAYS)
def test_file_gives_the_same_matcher(file: Path, fast: bool) -> None:
    opened = open_matcher(file, fast=fast)
    assert opened.fast is fast
    assert opened.find(TEXTS) == LabelMatcher(LABELS, fast=False).find(TEXTS)
    assert list(opened.labels) == LABELS
    assert opened.labels[1:3] == LABELS[1:3]
    assert isinstance(opened.labels, StoredLabels)


def test_writing_leaves_one_file_and_the_same_bytes(file: Path) -> None:
    before = file.read_bytes()
    save_matcher(open_matcher(file), file)
    assert [path.name for path in file.parent.iterdir()] == ["labels.bin"]
    if open_matcher(file, fast=False).fast or len(before) == file.stat().st_size:
        assert file.read_bytes() == before


@pytest.mark.parametrize("place", [0, 10, 30, 70, 200, "body"])
def test_changed_byte_is_seen(file: Path, place: int | str) -> None:
    content = bytearray(file.read_bytes())
    body = 60 + int.from_bytes(content[20:28], "little")
    content[body if isinstance(place, str) else place] ^= 1
    file.write_bytes(content)
    with pytest.raises(DataError, match="Make the file again"):
        open_matcher(file)


@pytest.mark.parametrize("keep", [0, 10, 100, -1])
def test_cut_file_is_seen(file: Path, keep: int) -> None:
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(DataError, match="Make the file again"):
        open_matcher(file, check=False)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"weg\.bin"):
        open_matcher(tmp_path / "weg.bin")


@pytest.mark.slow
@pytest.mark.skipif(not has_kernel(), reason="the fast path is not installed")
def test_file_of_111_000_labels_opens_within_ten_milliseconds(tmp_path: Path) -> None:
    labels = [f"label{number % 40_000} of{number % 7} kind{number}" for number in range(111_000)]
    save_matcher(LabelMatcher(labels, fast=True), tmp_path / "l.bin")
    open_matcher(tmp_path / "l.bin", check=False)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        open_matcher(tmp_path / "l.bin", check=False)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.010
