from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.matching.small import NOW, RULES_FOLDER, asks, own_view, small_scorer, small_taxonomy
from engine.matching.strategies import profiles, targets
from schakel.engine.errors import Bug, DataError, InputError
from schakel.engine.matching import GateFacts, LanguageClaim, PersonsOwnView, Profile, Target, match, occupation_targets
from schakel.engine.matching.explain import explain
from schakel.engine.matching.texts import LANGUAGES, Texts, load_texts

SCORER = small_scorer()
TEXTS = load_texts(RULES_FOLDER / "texts.toml")


@given(profiles, targets)
@settings(max_examples=60, deadline=None)
def test_every_match_can_be_said_in_every_language(profile: Profile, target: Target) -> None:
    found = match(PersonsOwnView.open(profile, person="p", viewer="p"), target, SCORER, now=NOW)
    for language in LANGUAGES:
        said = explain(found, SCORER, TEXTS, language)
        assert len(said.terms) == len(found.terms)
        assert len(said.unknown) == len(found.unknown)
        assert said.summary
        assert not [line for line in (*said.summary, *said.terms) if "{" in line or len(line) > 300]


def test_the_summary_says_score_strength_and_gap() -> None:
    analyst = occupation_targets(small_taxonomy())[0]
    said = explain(match(own_view("sql"), analyst, SCORER, now=NOW), SCORER, TEXTS, "en")
    assert "data-analyst" in said.summary[0]
    assert any("You still miss" in line for line in said.summary)


def test_a_failed_gate_says_what_is_asked_and_what_is_there() -> None:
    target = Target("t", "vacancy", asks("sql").demands, gates=GateFacts(languages=(LanguageClaim("nl", "B2"),)))
    view = PersonsOwnView.open(Profile(languages=(LanguageClaim("nl", "A2"),)), person="p", viewer="p")
    said = explain(match(view, target, SCORER, now=NOW), SCORER, TEXTS, "en")
    assert said.gates == ("nl B2 is asked. You have A2. A language course helps.",)


def test_load_texts_refuses_a_missing_language_and_other_places(tmp_path: Path) -> None:
    path = tmp_path / "texts.toml"
    path.write_text('["a"]\nnl = "x"\nen = "y"\n', encoding="utf-8")
    with pytest.raises(DataError, match="no text in de"):
        load_texts(path)
    path.write_text('["a"]\nnl = "{x}"\nen = "{y}"\nde = "{x}"\n', encoding="utf-8")
    with pytest.raises(DataError, match="other places"):
        load_texts(path)


def test_say_refuses_an_unknown_language_and_a_missing_fact() -> None:
    texts = Texts({"a": {"nl": "{x}", "en": "{x}", "de": "{x}"}})
    with pytest.raises(InputError):
        texts.say("a", "it", x=1)
    with pytest.raises(Bug):
        texts.say("a", "nl")
