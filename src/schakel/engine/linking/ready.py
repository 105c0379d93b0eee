"""The index of our own skills, ready for a site: made once, then opened from the file it is kept in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.keeping import kept_index
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.sources import source_of

_SORTS = {".csv", ".toml", ".py"}


def ready_index(taxonomy: Path, linking: Path, *, cache: Path, told: Callable[[str], object] = str) -> LinkIndex:
    """The index of the skills in the folder ``taxonomy`` by the rules in ``linking``, kept in the folder ``cache``.

    Making it takes seconds, opening it a fraction of one. ``told`` hears in one line why it is made. Raises `DataError`
    where the files cannot be read.
    """
    rules = load_rules(linking)

    def build() -> LinkIndex:
        from schakel.engine.skills.taxonomy import load_taxonomy
        from schakel.engine.store.own import own_concepts

        source = source_of(own_concepts(load_taxonomy(taxonomy)).concepts, kind="skill", scheme="own")
        return LinkIndex.build(source.labels, kind="skill", rules=rules, digital=source.digital)

    mark = hashlib.sha256()
    for folder in (taxonomy, linking, *code_folders()):
        feed(mark, folder)
    return kept_index(build, folder=cache, name=f"link-site-skill-{mark.hexdigest()[:24]}", rules=rules, told=told)


def code_folders() -> tuple[Path, ...]:
    """The folders of the code that an index depends on."""
    import schakel.engine.text

    return Path(__file__).parent, Path(str(schakel.engine.text.__file__)).parent


def feed(mark: Any, folder: Path) -> None:
    """Put the names and contents of all files of data and code below a folder in a checksum."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _SORTS):
        content = path.read_bytes()
        mark.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        mark.update(content)
