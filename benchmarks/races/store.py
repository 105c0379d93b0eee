"""The compiled store of concepts against the CSV files it was made from.

What a command pays before it can ask its first question: opening the store and taking one concept out of it, against
reading every file of labels with csv.DictReader into a dict by URI. The real ESCO files where they lie beside the
repository, else made-up ones of that size.
"""

import csv
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from race import in_turns, result

from schakel.engine.store.compiled import Store, compile_store, open_store
from schakel.engine.store.esco import import_esco
from schakel.engine.store.merge import merge

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "esco"
OPENS_IN_MS = 10
ROUNDS = 5


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Opening and one concept; then every label of every skill."""
    with tempfile.TemporaryDirectory() as place:
        folder = REAL if REAL.is_dir() and not quick else _made_up(Path(place) / "esco", 300 if quick else 14_000)
        imported = import_esco([folder], edition="race")
        file = Path(place) / "concepts.store"
        compile_store(file, merge([imported.concepts]), imported.relations)
        uri = imported.concepts[len(imported.concepts) // 2].uri
        files = _files_of_labels(folder)
        facts = {"concepts": len(imported.concepts), "files": "real" if folder == REAL else "made up"}
        assert _one(file, uri) == _all(files)[uri]["preferredLabel"]
        ours, peer = in_turns(lambda: _one(file, uri), lambda: _all(files), rounds=ROUNDS)
        alone, _ = in_turns(lambda: _closed(open_store(file)), lambda: None, rounds=20)
        opened = {
            "open_ms": round(alone * 1000, 3),
            "open_goal_ms": OPENS_IN_MS,
            "open_reached": alone * 1000 <= OPENS_IN_MS,
        }
        yield result("store-open", ours=ours, peer=peer, peer_name="csv.DictReader", goal=100, **facts, **opened)
        ours, peer = in_turns(lambda: _labels(file), lambda: _split(files), rounds=ROUNDS)
        yield result(
            "store-all-labels", ours=ours, peer=peer, peer_name="csv.DictReader", goal=3, labels=_labels(file), **facts
        )


def _one(file: Path, uri: str) -> str:
    store = open_store(file)
    label = store.find(uri).label("en")
    _closed(store)
    return label


def _labels(file: Path) -> int:
    store = open_store(file)
    count = sum(1 for kind in ("skill", "occupation", "group") for _ in store.link_labels(kind))
    _closed(store)
    return count


def _closed(store: Store) -> None:
    store.close()


def _files_of_labels(folder: Path) -> list[Path]:
    """Those with a URI and labels, English last: its label is the one that stays."""
    names = ("occupations", "skills", "ISCOGroups", "skillGroups", "digitalSkillsCollection")
    found = [path for name in names for path in folder.glob(f"{name}_*.csv")]
    return sorted(found, key=lambda path: (path.name.endswith("_en.csv"), path.name))


def _all(files: list[Path]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                found[row.get("conceptUri") or row["uri"]] = {"preferredLabel": row.get("en", ""), **row}
    return found


def _split(files: list[Path]) -> list[tuple[str, str, str, bool]]:
    """What `link_labels` gives, from the files: (URI, language, label, is it preferred), each once."""
    found: dict[tuple[str, str, str], bool] = {}
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                for uri, language, preferred, others in _texts(row, path.stem[-2:]):
                    if preferred:
                        found[uri, language, " ".join(preferred.split())] = True
                    for text in re.split(r"\s*[\r\n]+\s*|\s+\|\s+", others):
                        if text:
                            found.setdefault((uri, language, " ".join(text.split())), False)
    return [(*key, preferred) for key, preferred in found.items()]


def _texts(row: dict[str, str], language: str) -> Iterator[tuple[str, str, str, str]]:
    if "conceptUri" in row:
        yield row["conceptUri"], language, row["preferredLabel"], row["altLabels"]
    else:
        for one in ("nl", "en", "de", "fr"):
            yield row["uri"], one, row[one], row.get(f"{one}_alt", "")


def _made_up(folder: Path, skills: int) -> Path:
    """Skills in four languages with five synonyms and a definition each."""
    folder.mkdir(parents=True)
    columns = ["conceptType", "conceptUri", "skillType", "preferredLabel", "altLabels", "status", "description"]
    for language in ("nl", "en", "de", "fr"):
        with (folder / f"skills_{language}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            for number in range(skills):
                name = f"skill {number} in {language}"
                others = "\n".join(f"{name} also {place}" for place in range(5))
                uri = f"http://data.europa.eu/esco/skill/{number:06}"
                writer.writerow(
                    ["KnowledgeSkillCompetence", uri, "knowledge", name, others, "released", f"{name}. " * 8]
                )
    return folder
