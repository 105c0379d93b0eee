import pickle
from pathlib import Path

import pytest

from schakel.engine.skills.compiled import ready_reader
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.reference import REFERENCE

TEXT = "Wij zoeken een netwerkbeheerder in Heerlen met kennis van Linux, Java en test management."


class Trap:
    """Making this from a file would leave a mark."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> object:
        return Path.touch, (self.mark,)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = tmp_path_factory.mktemp("home") / "cache"
    ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading", cache=cache)
    return cache


def take(cache: Path) -> tuple[object, Taxonomy]:
    reader, taxonomy = ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading", cache=cache)
    return reader.read(TEXT), taxonomy


def test_kept_reader_reads_as_a_fresh_one(kept: Path) -> None:
    fresh, skills = ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading")
    (file,) = kept.iterdir()
    written = file.stat().st_mtime_ns
    reading, taxonomy = take(kept)
    assert reading == fresh.read(TEXT)
    assert dict(taxonomy.skills) == dict(skills.skills)
    assert file.stat().st_mtime_ns == written


def test_file_that_others_may_write_is_not_taken(kept: Path) -> None:
    (file,) = kept.iterdir()
    file.chmod(0o666)
    take(kept)
    assert file.stat().st_mode & 0o777 == 0o600


def test_file_with_something_else_does_nothing_and_is_replaced(kept: Path, tmp_path: Path) -> None:
    (file,) = kept.iterdir()
    mark = tmp_path / "mark"
    file.write_bytes(pickle.dumps(Trap(mark)))
    reading, _ = take(kept)
    assert reading
    assert not mark.exists()
    assert file.stat().st_size > 100_000


def test_cache_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    reading, _ = take(tmp_path / "cache")
    assert reading
