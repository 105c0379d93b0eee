from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.allocation.test_places import questions
from schakel.engine.allocation import Place, Student, allocate, commitment, explain_draw, load_sentences
from schakel.engine.allocation.explain import LANGUAGES
from schakel.engine.errors import DataError, InputError

FILE = Path(__file__).parents[3] / "src/schakel/reference/allocation/texts.toml"
TEXTS = load_sentences(FILE)


@given(questions())
@settings(max_examples=25)
def test_every_student_gets_a_whole_explanation_in_each_language(question) -> None:  # type: ignore[no-untyped-def]
    students, places, seed = question
    done = allocate(students, places, seed=seed)
    for student in students:
        for language in LANGUAGES:
            told = explain_draw(done, student.id, TEXTS, language)
            one = done.of(student.id)
            assert len(told) == (3 + len(one.passed) if student.wishes else 1)
            assert all(sentence and "{" not in sentence for sentence in told)


def test_the_sentences_say_place_number_and_why_not() -> None:
    places = [Place("x", 1, ("zuyd",)), Place("y", 1), Place("z", 0)]
    students = [Student("a", ("x", "z", "y")), Student("b", ("x",), "zuyd")]
    done = allocate(students, places, seed="autumn")
    first = explain_draw(done, "b", TEXTS, "nl", names={"x": "Museum"})
    assert first[0] == "Je krijgt Museum, je eerste keuze."
    told = explain_draw(done, "a", TEXTS, "nl", names={"x": "Museum", "y": "Ziekenhuis", "z": "Bakker"})
    assert told[0] == "Je krijgt Ziekenhuis, je keuze nummer 3."
    assert "een groep voor" in told[2]
    assert told[3] == "Bakker had geen plaatsen."
    assert commitment("autumn")[:16] in told[-1]
    assert told[-1].endswith("autumn.")


def test_who_wished_nothing_reads_so_and_strangers_are_refused() -> None:
    done = allocate([Student("a", ())], [], seed="s")
    assert explain_draw(done, "a", TEXTS, "de")[0].startswith("Sie haben keine Wünsche")
    with pytest.raises(InputError, match="did not take part"):
        explain_draw(done, "b", TEXTS, "nl")
    with pytest.raises(InputError, match="no sentences"):
        explain_draw(done, "a", TEXTS, "pl")


def test_a_missing_sentence_is_named(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    (tmp_path / "texts.toml").write_text(text.replace("[check]\nnl", "[check]\nxx"), encoding="utf-8")
    with pytest.raises(DataError, match="'check' has no nl"):
        load_sentences(tmp_path / "texts.toml")
    with pytest.raises(DataError, match="cannot be read"):
        load_sentences(tmp_path / "none.toml")
