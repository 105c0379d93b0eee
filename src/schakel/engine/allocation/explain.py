"""The outcome of a draw in sentences for one student: what, which number, why not a better-liked place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from schakel.engine.allocation.places import Allocation, Passed
from schakel.engine.errors import DataError, InputError

LANGUAGES = ("nl", "en", "de", "fr")
_KEYS = (
    "got_first", "got_later", "got_none", "no_wishes", "number", "passed_number", "passed_group", "passed_none", "check",
)  # fmt: skip

Sentences = Mapping[str, Mapping[str, str]]


def load_sentences(path: Path) -> Sentences:
    """The sentences of a file; `DataError` names the one that is missing in a language."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The sentences cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    for key in _KEYS:
        for language in LANGUAGES:
            if not data.get(key, {}).get(language):
                raise DataError(f"'{key}' has no {language}", file=path.name, column=key, remedy="Write the sentence")
    return MappingProxyType({key: MappingProxyType(dict(data[key])) for key in _KEYS})


def explain_draw(
    allocation: Allocation, student: str, sentences: Sentences, language: str, *, names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What a student reads, sentence by sentence. `names` maps a place to what it is called (else its URI).

    Raises InputError for a student who did not take part or an unknown language.

    >>> from schakel.engine.allocation.places import Place, Student, allocate
    >>> from schakel.reference import REFERENCE
    >>> done = allocate([Student("a", ("x",)), Student("b", ("x",))], [Place("x", 1)], seed="2027-spring")
    >>> texts = load_sentences(REFERENCE / "allocation" / "texts.toml")
    >>> for sentence in explain_draw(done, "a", texts, "en", names={"x": "Museum"})[:3]:
    ...     print(sentence)
    You have no place yet: all places you wanted are full. Your school looks further with you.
    Your lottery number is 2 of 2. A low number goes first.
    Museum was full: the last lottery number let in was 1.
    """
    if language not in LANGUAGES:
        raise InputError(f"There are no sentences in '{language}'", remedy=f"Use one of {', '.join(LANGUAGES)}")
    one, called = allocation.of(student), names or {}

    def say(key: str, **facts: object) -> str:
        return sentences[key][language].format(**facts)

    if one.place is None and not one.passed:
        return (say("no_wishes"),)
    place = called.get(one.place or "", one.place or "")
    head = (
        say("got_none")
        if one.place is None
        else say("got_first" if one.choice == 1 else "got_later", place=place, choice=one.choice)
    )
    number = say("number", number=one.number, of=len(allocation.placed))
    why = [
        say(_why(passed), place=called.get(passed.place, passed.place), last=passed.last_number)
        for passed in one.passed
    ]
    check = say("check", commitment=allocation.commitment[:16], seed=allocation.seed)
    return (head, number, *why, check)


def _why(passed: Passed) -> str:
    if passed.last_number is None:
        return "passed_none"
    return "passed_group" if passed.by_group else "passed_number"
