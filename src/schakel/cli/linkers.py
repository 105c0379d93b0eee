"""What `schakel link` links with: indexes of the imported taxonomies or our own, and the places of a region."""

from __future__ import annotations

import csv
import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schakel.engine.linking.index import LinkIndex, Scheme
    from schakel.engine.linking.places import PlaceName
    from schakel.engine.linking.types import Linked
    from schakel.engine.store.concepts import Concept

Linker = Callable[[Sequence[str]], "list[Linked]"]


def place_linker(region: str, top: int) -> Linker:
    """Links to the municipalities of a region and the towns over its borders."""
    from schakel.engine.linking.places import PlaceLinker
    from schakel.engine.linking.rules import load_rules
    from schakel.engine.text.lexicon import load_lexicon
    from schakel.reference import REFERENCE

    names = _places(region)
    postcodes = {row["postcode"]: row["code"] for row in _rows(REFERENCE / "linking" / "postcodes.csv")}
    words = load_lexicon(REFERENCE / "reading").words["ambiguous_places"]["words"].split()
    linker = PlaceLinker(
        names, postcodes=postcodes, ambiguous=words, around=load_rules(REFERENCE / "linking").noise["place"]
    )
    return lambda phrases: linker.link_batch(phrases, top=top)


def concept_linker(kind: str, *, region: str, language: str | None, top: int, scheme: Scheme | None) -> Linker:
    """Links to skills or occupations; the index is kept in SCHAKEL_HOME/cache for the next time."""
    index = _index(kind, region=region, scheme=scheme, concepts=_concepts, told=_tell)
    return lambda phrases: index.link_batch(phrases, language=language, top=top)


def prepare(*, region: str, told: Callable[[str], object]) -> int:
    """Make every index that `link` may need, so that its first call is quick; gives how many were made now.

    Those that are there stay: what was stopped goes on where it was.
    """
    made: list[str] = []

    def tell(message: str) -> None:
        made.append(message)
        told(message)

    concepts = lru_cache(maxsize=1)(lambda: list(_concepts()))
    schemes: list[Any] = [None, "esco", "own"]
    if _store().exists() and any(one.scheme == "competentnl" for one in concepts()):
        schemes.append("competentnl")
    for kind in ("skill", "occupation"):
        for scheme in schemes:
            _index(kind, region=region, scheme=scheme, concepts=concepts, told=tell)
    return len(made)


def _index(
    kind: str,
    *,
    region: str,
    scheme: Scheme | None,
    concepts: Callable[[], Iterable[Concept]],
    told: Callable[[str], object],
) -> LinkIndex:
    from schakel.config.environment import home
    from schakel.engine.linking.index import LinkIndex
    from schakel.engine.linking.keeping import kept_index
    from schakel.engine.linking.rules import load_rules
    from schakel.engine.linking.sources import source_of
    from schakel.reference import REFERENCE

    rules = load_rules(REFERENCE / "linking")
    # Only titles have places in them.
    places = _places(region) if kind == "occupation" else []
    towns = [name for place in places for name in (place.label, *place.names)]
    chosen: Any = kind

    def build() -> LinkIndex:
        with _without_sweeping():
            source = source_of(concepts(), kind=kind, scheme=scheme)
            return LinkIndex.build(source.labels, kind=chosen, rules=rules, digital=source.digital, places=towns)

    name = f"link-{kind}-{scheme or 'all'}-{_digest()}"
    return kept_index(build, folder=home() / "cache", name=name, rules=rules, places=towns, told=told)


def _tell(message: str) -> None:
    sys.stderr.write(f"schakel link: {message}\n")
    sys.stderr.flush()


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """Making an index makes millions of small things that all stay; looking for rubbish among them costs a third."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _store() -> Path:
    from schakel.config.environment import home

    return home() / "taxonomy" / "concepts.store"


def _concepts() -> Iterable[Concept]:
    """All that was imported together with our own; our own alone where nothing was imported."""
    from schakel.reference import REFERENCE

    if _store().exists():
        from schakel.engine.store.compiled import open_store

        return open_store(_store()).concepts()
    from schakel.engine.skills.taxonomy import load_taxonomy
    from schakel.engine.store.own import own_concepts

    return own_concepts(load_taxonomy(REFERENCE / "taxonomy")).concepts


def _digest() -> str:
    """One name for all that an index depends on: the store (its head holds the checksums of all of it) or our own
    taxonomy, the rules, and the code that makes it."""
    from schakel.engine.linking.ready import code_folders, feed
    from schakel.reference import REFERENCE

    mark = hashlib.sha256()
    if _store().exists():
        with _store().open("rb") as stream:
            mark.update(stream.read(64))
        mark.update(str(_store().stat().st_size).encode())
    else:
        feed(mark, REFERENCE / "taxonomy")
    for folder in (REFERENCE / "linking", *code_folders()):
        feed(mark, folder)
    return mark.hexdigest()[:24]


def _places(region: str) -> list[PlaceName]:
    """The municipalities of a region with their towns, and the towns over its borders, with their other names."""
    from schakel.engine.linking.places import PlaceName
    from schakel.engine.regions import read_region, region_folder
    from schakel.reference import REFERENCE

    facts = read_region(region_folder(region))
    towns: dict[str, list[str]] = {}
    for file in (REFERENCE / "reading" / "towns.csv", REFERENCE / "linking" / "postcodes.csv"):
        for row in _rows(file):
            towns.setdefault(row["code"], []).append(row["town"])
    others = ("name_nl", "name_de", "name_fr")
    given: list[Any] = [*facts.municipalities, *facts.neighbours]
    return [
        PlaceName(
            place.code,
            place.name,
            tuple(
                dict.fromkeys(
                    name for name in (*(getattr(place, key, "") for key in others), *towns.get(place.code, ())) if name
                )
            ),
        )
        for place in given
    ]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
