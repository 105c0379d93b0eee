"""Answers are kept only while all they hang on is equal."""

from schakel.records.core.kept import Kept


def asked(kept: Kept[str], who: str, hangs_on: object, answer: str) -> str:
    return kept.of(who, hangs_on, lambda: answer)


def test_the_same_question_is_worked_out_once() -> None:
    kept: Kept[str] = Kept(most=3, seconds=60)
    assert asked(kept, "sam", {"skills": ["sql"]}, "first") == "first"
    assert asked(kept, "sam", {"skills": ["sql"]}, "second") == "first"
    assert asked(kept, "kim", {"skills": ["sql"]}, "of kim") == "of kim"


def test_a_change_gets_a_new_answer_and_going_back_too() -> None:
    kept: Kept[str] = Kept(most=3, seconds=60)
    assert [asked(kept, "sam", skills, skills) for skills in ("sql", "java", "sql")] == ["sql", "java", "sql"]
    assert asked(kept, "sam", "sql", "again") == "sql"


def test_the_one_asked_for_longest_ago_goes_first() -> None:
    kept: Kept[str] = Kept(most=2, seconds=60)
    for who in ("a", "b", "a", "c"):
        asked(kept, who, 1, f"first of {who}")
    assert [asked(kept, who, 1, "new") for who in ("a", "c", "b")] == ["first of a", "first of c", "new"]


def test_nothing_is_kept_after_forgetting_or_a_failure() -> None:
    kept: Kept[str] = Kept(most=2, seconds=60)
    asked(kept, "sam", 1, "first")
    kept.forget()
    assert asked(kept, "sam", 1, "second") == "second"

    def fails() -> str:
        raise KeyError("no")

    try:
        kept.of("kim", 1, fails)
    except KeyError:
        assert asked(kept, "kim", 1, "later") == "later"


def test_what_nobody_asked_for_in_time_is_gone() -> None:
    kept: Kept[str] = Kept(most=3, seconds=0)
    assert [asked(kept, "sam", 1, answer) for answer in ("first", "second")] == ["first", "second"]
