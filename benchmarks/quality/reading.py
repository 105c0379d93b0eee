"""How well and how fast texts are read: precision and recall per language on the marked set, and milliseconds a text.

Run from the repository root: ``python benchmarks/quality/reading.py``. The texts and marks are our own
(``tests/engine/skills/marked``). With ``--adverts FILE.jsonl`` (objects with ``text``) the speed is also measured on
those, and what the reader does not know is counted; nothing of their text is printed but single words. With
``--marked FOLDER`` (see ``marked_ads.py`` for the form) precision and recall per language are measured on adverts that
somebody marked by hand; that folder stays outside the repository.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from marked_ads import score_folder

from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy
from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE

MARKED = Path(__file__).parents[2] / "tests" / "engine" / "skills" / "marked"


def score(reader: Reader, taxonomy: Taxonomy) -> dict[str, Counter[str]]:
    """Counts per language: ``hits``, ``found``, ``wanted`` of all skills, and the same of named technologies."""
    counts: dict[str, Counter[str]] = {}
    for path in sorted(MARKED.glob("*.toml")):
        marked = tomllib.loads(path.read_text(encoding="utf-8"))
        expected = {taxonomy.skill(slug).uri for slug in marked["skills"]}
        got = set(reader.read(marked["text"]).uris())
        for name, keep in (("", lambda uri: True), ("named ", lambda uri: taxonomy.skill(uri).is_named)):
            wanted, found = {uri for uri in expected if keep(uri)}, {uri for uri in got if keep(uri)}
            numbers = {"hits": len(wanted & found), "found": len(found), "wanted": len(wanted)}
            for language in (marked["language"], "all"):
                counts.setdefault(language, Counter()).update({name + key: value for key, value in numbers.items()})
    return counts


def table(counts: dict[str, Counter[str]]) -> list[dict[str, Any]]:
    """Precision and recall per language."""
    rows = []
    for language, numbers in sorted(counts.items()):
        row: dict[str, Any] = {"language": language}
        for name in ("", "named "):
            hits, found, wanted = (numbers[name + key] for key in ("hits", "found", "wanted"))
            row[f"{name}precision"] = round(hits / max(1, found), 3)
            row[f"{name}recall"] = round(hits / max(1, wanted), 3)
        row["marks"] = numbers["wanted"]
        rows.append(row)
    return rows


def speed(reader: Reader, texts: list[str]) -> dict[str, float]:
    """Milliseconds a text, median and 95th percentile, after one warm round."""
    taken = []
    for text in texts:
        reader.read(text)
    for text in texts:
        start = time.perf_counter()
        reader.read(text)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return {"median_ms": round(taken[len(taken) // 2], 2), "p95_ms": round(taken[int(len(taken) * 0.95)], 2)}


def main() -> None:
    """Print the table and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--adverts", type=Path, help="a JSON-lines file of real adverts")
    parser.add_argument("--marked", type=Path, help="a folder of adverts marked by hand")
    parser.add_argument("--show", action="store_true", help="with --marked: what is missed and what is wrong")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    start = time.perf_counter()
    taxonomy = load_taxonomy(REFERENCE / "taxonomy")
    loaded = time.perf_counter()
    reader = Reader(taxonomy, load_lexicon(REFERENCE / "reading"))
    built = time.perf_counter()
    texts = [tomllib.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(MARKED.glob("*.toml"))]
    result: dict[str, Any] = {
        "load_s": round(loaded - start, 2),
        "build_s": round(built - loaded, 2),
        "speed": speed(reader, texts),
        "quality": table(score(reader, taxonomy)),
    }
    if args.adverts:
        adverts = [json.loads(line)["text"] for line in args.adverts.read_text(encoding="utf-8").splitlines()]
        result["adverts"] = {"count": len(adverts), "speed": speed(reader, adverts)}
        unknown = Counter(span.text for text in adverts for span in reader.read(text).unmatched)
        result["adverts"]["unknown"] = unknown.most_common(40)
    if args.marked:
        result["marked"] = score_folder(args.marked, reader, taxonomy, show=args.show)
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print(f"taxonomy loaded in {result['load_s']} s, reader built in {result['build_s']} s, {result['speed']}")
    for row in result["quality"]:
        print("  ".join(f"{key} {value}" for key, value in row.items()))
    for row in result.get("marked", ()):
        print("  ".join(f"{key} {value}" for key, value in row.items()))
    if args.adverts:
        print(result["adverts"])


if __name__ == "__main__":
    main()
