"""How well the ranking finds the occupation of a real vacancy back from its skills alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.matching.small import NOW
from schakel.engine.advice import profile_of_reading
from schakel.engine.matching import PersonsOwnView, Profile, Scorer, load_rules, occupation_targets, rank
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE

VACANCIES = Path(__file__).parents[4] / "shared/data/vacancies/dutch_boards_2020.jsonl"


def _profiles(scorer: Scorer) -> list[tuple[str, Profile]]:
    """The occupation of the title, and what the text asks as if a person had it; the occupation itself is hidden."""
    reader = Reader(scorer.taxonomy, load_lexicon(REFERENCE / "reading"))
    found = []
    for line in VACANCIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = reader.read(f"{row['title']}\n{row['text']}", kind="vacancy")
        if reading.occupation and scorer.taxonomy.occupation(reading.occupation.uri).kind == "ict":
            profile = profile_of_reading(reading, scorer.taxonomy, scorer.rules)
            found.append((reading.occupation.uri, replace(profile, occupation=None)))
    return found


@pytest.mark.slow
def test_the_occupation_of_a_real_vacancy_comes_back_high() -> None:
    if not VACANCIES.exists():
        pytest.skip("the real vacancies are not beside this repository")
    scorer = Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))
    targets = occupation_targets(scorer.taxonomy)
    places = []
    for wanted, profile in _profiles(scorer):
        view = PersonsOwnView.open(profile, person="p", viewer="p")
        ranked = [one.target.uri for one in rank(view, targets, scorer, now=NOW)]
        places.append(ranked.index(wanted) + 1)
    assert len(places) > 80
    assert sum(1 / place for place in places) / len(places) > 0.40
    assert sum(place <= 10 for place in places) / len(places) > 0.70
