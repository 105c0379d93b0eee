"""Files of a source: folders, archives, packed and single."""

import gzip
import zipfile
from pathlib import Path

import pytest

from schakel.engine.errors import InputError
from schakel.engine.store.files import digest, gather

ENDINGS = (".csv",)


def test_gather_finds_files_in_folders_archives_and_by_name(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.csv").write_text("a")
    (tmp_path / "deep" / "notes.txt").write_text("no")
    (tmp_path / "b.CSV.gz").write_bytes(gzip.compress(b"b"))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("inside/c.csv", "c")
        archive.writestr("inside/read me.txt", "no")
    found = gather([tmp_path], ENDINGS)
    assert {file.name: file.read() for file in found} == {"a.csv": b"a", "b.CSV": b"b", "c.csv": b"c"}
    assert [file.origin.removeprefix(str(tmp_path)) for file in found] == ["/", "/c.zip/inside/", "/deep/"]


def test_gather_takes_a_file_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    assert len(gather([tmp_path, tmp_path / "a.csv"], ENDINGS)) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.zip", b"no archive", "The archive cannot be opened"),
        ("x.csv.gz", b"no archive", "The file cannot be unpacked"),
        ("x.txt", b"text", r"There is no \.csv file here"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_name(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        [file.read() for file in gather([tmp_path / name], ENDINGS)]
    assert name in str(caught.value)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no such file or folder"):
        gather([tmp_path / "none"], ENDINGS)


def test_digest_is_the_sha256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
