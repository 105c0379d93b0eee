from typing import NamedTuple

import pytest

from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy
from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE


class Town(NamedTuple):
    """A place for the tests."""

    code: str
    name: str


TOWNS = (Town("GM0917", "Heerlen"), Town("GM0983", "Venlo"), Town("GM1711", "Echt-Susteren"), Town("GM0888", "Beek"))


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return load_taxonomy(REFERENCE / "taxonomy")


@pytest.fixture(scope="session")
def reader(taxonomy: Taxonomy) -> Reader:
    return Reader(taxonomy, load_lexicon(REFERENCE / "reading"), places=TOWNS)
