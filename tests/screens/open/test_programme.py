from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.core import actions as core
from schakel.records.organisations import actions as organisations
from schakel.records.programme import actions


def load(region: Region) -> Region:
    core.load_places(by="test", region=region)
    organisations.load_region(by="test", region=region)
    actions.load_region(by="test", region=region)
    return region


@pytest.fixture()
def limburg(db: None) -> Region:
    return load(read_region(region_folder("limburg")))


@pytest.mark.parametrize("path", ["/programma/", "/programma/1/", "/programma/3/", "/programma/begroting/", "/programma/partners/", "/programma/witte-vlekken/", "/initiatieven/", "/initiatieven/make-it-work/"])
@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_pages_show(limburg: Region, client: Any, path: str, prefix: str) -> None:
    response = client.get(prefix + path)
    assert response.status_code == 200
