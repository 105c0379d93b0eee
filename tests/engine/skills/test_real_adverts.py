"""Real adverts, where the shared material lies beside the repository: nothing of their text is kept."""

import json
from collections import Counter
from pathlib import Path

from schakel.engine.skills.reading import Reader


def test_real_adverts_are_read_in_their_language_with_offsets_that_hold(reader: Reader, shared: Path) -> None:
    lines = (shared / "data" / "vacancies" / "dutch_boards_2020.jsonl").read_text(encoding="utf-8").splitlines()
    counts: Counter[str] = Counter()
    for line in lines[::3]:
        advert = json.loads(line)
        reading = reader.read(advert["text"])
        counts["all"] += 1
        counts["language"] += reading.language == advert["lang"]
        counts["vacancy"] += reading.kind == "vacancy"
        counts["skills"] += len(reading.uris()) >= 3
        for one in (*reading.skills, *reading.unmatched):
            assert advert["text"][one.start : one.end] == one.text
    assert counts["language"] == counts["all"]
    assert counts["vacancy"] >= 0.97 * counts["all"]
    assert counts["skills"] >= 0.95 * counts["all"]
