"""Contacts of a region: whom they serve, and that nothing unchecked promises an address."""

import shutil
from pathlib import Path

import pytest

from schakel.engine.errors import DataError
from schakel.engine.regions import read_region

REGIONS = Path(__file__).parents[2] / "reference" / "regions"

GOOD = """
[[contact]]
id = "loket"
topic = "housing"
name_nl = "Woonloket"
about_nl = "Helpt bij wonen."
verified = "official"
checked = 2026-11-24
source = "oostmark.example"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REGIONS / "oostmark", tmp_path / "oostmark"))


def with_contact(folder: Path, text: str) -> Path:
    (folder / "contacts.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_region_without_contacts_has_none(folder: Path) -> None:
    assert read_region(folder).contacts == ()


def test_a_contact_without_a_place_serves_everywhere(folder: Path) -> None:
    (one,) = read_region(with_contact(folder, GOOD)).contacts
    assert one.name.in_language("de") == "Woonloket"
    assert one.serves("GM9999", "")
    assert one.checked is not None


def test_a_contact_serves_its_municipalities_and_regions(folder: Path) -> None:
    region = read_region(folder)
    code = region.municipalities[0].code
    (one,) = read_region(with_contact(folder, f'{GOOD}municipalities = ["{code}"]\n')).contacts
    assert one.serves(code, "elsewhere")
    assert not one.serves("GM9999", "elsewhere")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('verified = "official"', 'verified = "plan"\naddress = "Markt 1"', "nobody checked"),
        ('verified = "official"', 'verified = "no"\nphone = "14 000"', "nobody checked"),
        ("checked = 2026-11-24\n", "", "day of the check"),
        ('topic = "housing"', 'topic = "food"', "not allowed"),
        ('source = "oostmark.example"', "", "origin"),
        ('name_nl = "Woonloket"', 'name_en = "Desk"', "Dutch text"),
        ('id = "loket"', 'id = "loket"\nmunicipalities = ["GM0000"]', "no municipality"),
        ('id = "loket"', 'id = "loket"\nregions = ["mars"]', "no labour market region"),
    ],
)
def test_a_wrong_contact_is_told_with_its_place(folder: Path, was: str, becomes: str, says: str) -> None:
    with_contact(folder, GOOD.replace(was, becomes))
    with pytest.raises(DataError) as caught:
        read_region(folder)
    assert says in str(caught.value)
    assert "contacts.toml" in str(caught.value)


def test_an_id_stands_once(folder: Path) -> None:
    with pytest.raises(DataError, match="twice"):
        read_region(with_contact(folder, GOOD + GOOD))
