import hashlib
import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from schakel.engine.skills import compiled
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
    written = file.stat().st_ino
    reading, taxonomy = take(kept)
    assert reading == fresh.read(TEXT)
    assert dict(taxonomy.skills) == dict(skills.skills)
    assert file.stat().st_ino == written


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


@pytest.mark.parametrize("damage", ["changed", "foreign"])
def test_file_that_is_not_as_we_wrote_it_is_not_unpickled(
    kept: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(kept)
    (file,) = kept.iterdir()
    content = file.read_bytes()
    changed = {
        "changed": content[:-1] + b"x",
        "foreign": b"schakel reader 1\n" + content[17:],
    }
    file.write_bytes(changed[damage])
    monkeypatch.setattr(compiled._Unpickler, "load", lambda self: pytest.fail("it was unpickled"))
    reading, _ = take(kept)
    assert reading
    head = len(compiled._MAGIC) + 32
    made = file.read_bytes()
    assert made[:head] == compiled._MAGIC + hashlib.sha256(made[head:]).digest()


def test_folder_that_others_may_write_gives_nothing(kept: Path) -> None:
    take(kept)
    (file,) = kept.iterdir()
    kept.chmod(0o777)
    written = file.stat().st_ino
    take(kept)
    assert file.stat().st_ino != written
    kept.chmod(0o700)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "getattr"),
        ("builtins", "eval"),
        ("schakel.engine.skills.compiled", "os.system"),
        ("schakel.engine.skills.compiled", "ready_reader"),
        ("schakel.engine.skills.compiled", "Path"),
        ("schakel.cli.main", "main"),
    ],
)
def test_only_classes_of_the_engine_are_made(module: str, name: str) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no place in a reader"):
        compiled._Unpickler(io.BytesIO()).find_class(module, name)


def test_readers_used_last_are_kept(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"reader-{number}.pickle").write_bytes(b"")
        os.utime(tmp_path / f"reader-{number}.pickle", (number, number))
    take(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 3
    assert {"reader-2.pickle", "reader-3.pickle"} < set(names)


@pytest.mark.slow
def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from schakel.engine.skills.compiled import ready_reader;"
        "from schakel.reference import REFERENCE;"
        "reader, _ = ready_reader(REFERENCE / 'taxonomy', REFERENCE / 'reading', cache=Path(sys.argv[1]));"
        "print(len(reader.read('Java en Linux', 'nl').skills))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(compiled.__file__).parents[3])}
    command = [sys.executable, "-c", script, str(tmp_path / "cache")]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0].strip() for process in both] == ["2", "2"]
    (file,) = (tmp_path / "cache").iterdir()
    written = file.stat().st_ino
    take(tmp_path / "cache")
    assert file.stat().st_ino == written


def test_cache_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    reading, _ = take(tmp_path / "cache")
    assert reading
