"""The deeds of a language: which verb with which things names which skill, taken from the labels of the skills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from schakel.engine.skills.checks import has_sense, labels_in
from schakel.engine.skills.taxonomy import Skill
from schakel.engine.skills.verbs import VerbForms
from schakel.engine.text.tokens import label_words

_LABEL_WORDS_MOST = 5
_THINGS_MOST = 2
_VERB_LEAST = 3
_SINGLE_LEAST = 6
_TAIL_LEAST = 5
_TAIL_BEFORE = 3
_REMEMBERED_MOST = 100_000
_NO_COMPOUNDS = ("en", "fr")
_OF = frozenset({"van", "von", "der", "des", "aan", "of", "met", "mit", "voor", "in", "bij", "over", "op", "zu", "bei"})

_Label = tuple[Skill, str, list[str]]
"""A skill, one of its labels, the words of it."""
_Reading = tuple[str, list[str]]
"""The stem of a verb, and those of what it is done to."""
_Key = tuple[str, tuple[str, ...]]


class Deed(NamedTuple):
    """A skill as a verb with what it is done to (stems; none for a verb that says it all)."""

    things: tuple[str, ...]
    uri: str
    label: str


class Word(NamedTuple):
    """What a word of a text can be: stems of verbs with a deed, of things, of things a compound ends with."""

    verbs: tuple[str, ...]
    things: tuple[str, ...]
    tails: tuple[str, ...]
    opens: bool
    """Whether a clause begins with it after "en": a verb, and no thing."""
    written: str
    """Its own stem: a verb that differs from it is written otherwise than its label."""


class DeedLabels:
    """The deeds of one language by the stem of their verb. What was looked up is remembered; answers never change."""

    def __init__(self, skills: Sequence[Skill], forms: VerbForms, small: frozenset[str]) -> None:
        """Take the deeds from the labels of these skills; ``small`` are words of a label that say nothing."""
        self.forms = forms
        self.deeds = _deeds(skills, forms, small)
        every = (deed for by_thing in self.deeds.values() for rows in by_thing.values() for deed in rows)
        self.things = frozenset(thing for deed in every for thing in deed.things)
        self._starts = frozenset(self.forms.start(verb) for verb in self.deeds)
        self._words: dict[str, Word] = {}
        self._joined: dict[tuple[str, str], tuple[str, ...]] = {}

    def word(self, norm: str) -> Word:
        """What a word can be."""
        found = self._words.get(norm)
        if found is None:
            found = self._look(norm)
            if len(self._words) < _REMEMBERED_MOST:
                self._words[norm] = found
        return found

    def joined(self, particle: str, norm: str) -> tuple[str, ...]:
        """The verbs with a deed of which ``particle`` stands apart: "leg" and "uit"."""
        key = (particle, norm)
        found = self._joined.get(key)
        if found is None:
            may = len(norm) >= _VERB_LEAST and norm.isalpha() and self.forms.may_join(particle, norm, self._starts)
            verbs = self.forms.joined(particle, norm) if may else ()
            found = tuple(verb for verb in verbs if verb in self.deeds)
            if len(self._joined) < _REMEMBERED_MOST:
                self._joined[key] = found
        return found

    def _look(self, norm: str) -> Word:
        written = self.forms.key(norm)
        things = tuple(key for key in self.forms.thing_keys(norm) if key in self.things)
        if len(norm) < _VERB_LEAST or not norm.isalpha():
            return Word((), things, (), False, written)
        verbs = tuple(key for key in self.forms.keys(norm) if key in self.deeds)
        opens = written not in self.things and (bool(verbs) or self.forms.is_common(norm))
        return Word(verbs, things, self._tails(norm), opens, written)

    def _tails(self, norm: str) -> tuple[str, ...]:
        """The things a compound ends with: "thuisnetwerk" is a kind of "netwerk"."""
        if self.forms.language in _NO_COMPOUNDS or len(norm) < _TAIL_BEFORE + _TAIL_LEAST:
            return ()
        keys = (self.forms.key(norm[cut:]) for cut in range(_TAIL_BEFORE, len(norm) - _TAIL_LEAST + 1))
        return tuple(key for key in keys if len(key) >= _TAIL_LEAST and key in self.things)[:1]


def _deeds(skills: Sequence[Skill], forms: VerbForms, small: frozenset[str]) -> dict[str, dict[str, list[Deed]]]:
    """By verb and first thing. A pair that two skills claim is left out: it does not tell which is meant.

    A label with a noun of a deed ("gestion des tickets") gives way to one with its verb ("gérer des tickets").
    """
    labels = list(_labels(skills, forms.language))
    gerunds = {forms.key(words[0]) for _, _, words in labels if len(words) > 1 and words[0].endswith("ing")}
    told = [(one, reading) for one in labels for reading in _readings(one[2], forms, small=small, gerunds=gerunds)]
    named = [(one, reading) for one in labels for reading in _named(one[2], forms, small=small)]
    found = _unclaimed(told)
    taken = {(verb, tuple(sorted(things))) for _, (verb, things) in told}
    found += [(key, deed) for key, deed in _unclaimed(named) if key not in taken]
    deeds: dict[str, dict[str, list[Deed]]] = {}
    for key, deed in found:
        deeds.setdefault(key[0], {}).setdefault(deed.things[0] if deed.things else "", []).append(deed)
    return deeds


def _unclaimed(rows: Sequence[tuple[_Label, _Reading]]) -> list[tuple[_Key, Deed]]:
    """The deeds that one skill alone claims."""
    found: dict[_Key, Deed] = {}
    clashes: set[_Key] = set()
    for (skill, label, _), (verb, things) in rows:
        key = (verb, tuple(sorted(things)))
        if found.setdefault(key, Deed(tuple(things), skill.uri, label)).uri != skill.uri:
            clashes.add(key)
    return [(key, deed) for key, deed in found.items() if key not in clashes]


def _labels(skills: Sequence[Skill], language: str) -> Iterator[_Label]:
    for skill in skills:
        for label in labels_in(skill, language):
            if label.count(" ") >= _LABEL_WORDS_MOST or (" " not in label and len(label) < _SINGLE_LEAST):
                continue
            if (skill.is_named and not label.islower()) or has_sense(skill, label):
                continue
            words = [word.norm for word in label_words(label)]
            if all(word.isalpha() for word in words):
                yield skill, label, words


def _readings(
    words: Sequence[str], forms: VerbForms, *, small: frozenset[str], gerunds: set[str]
) -> Iterator[_Reading]:
    """(verb, things) of a label that is a verb with one or two things, or one verb that can be split."""
    content = [word for word in words if word not in small]
    fits = 2 <= len(content) <= _THINGS_MOST + 1
    if forms.language == "en":
        told = words[0].endswith("ing") or (forms.key(words[0]) in gerunds and words[-1].endswith("s"))
        if told and fits and content[0] == words[0] and not forms.is_noun(words[0]):
            yield forms.key(content[0]), [forms.key(word) for word in content[1:]]
    elif forms.language == "fr":
        told = words[0].endswith(forms.infinitives) and not forms.is_noun(words[0])
        if told and fits and content[0] == words[0]:
            yield forms.key(content[0]), [forms.key(word) for word in content[1:]]
    elif len(words) == 1:
        if words[0].endswith("en"):
            yield forms.key(words[0]), []
    elif fits:
        verb = _infinitive(words, forms.infinitives)
        if verb in content:
            yield forms.key(verb), [forms.key(word) for word in content if word != verb]


def _named(words: Sequence[str], forms: VerbForms, *, small: frozenset[str]) -> Iterator[_Reading]:
    """The same of a label that names the deed: "gestion des tickets", "user account management"."""
    content = [word for word in words if word not in small]
    if not 2 <= len(content) <= _THINGS_MOST + 1:
        return
    for noun, things in ((content[0], content[1:]), (content[-1], content[:-1])):
        if noun in forms.actions and (noun == content[0] or forms.language == "en"):
            yield forms.key(forms.actions[noun]), [forms.key(word) for word in things]


def _infinitive(words: Sequence[str], endings: tuple[str, ...]) -> str:
    """The verb of a label: its last word, or the word before "van" or "met"; nothing where neither looks like one."""
    verb = words[-1]
    if words[-2] in _OF:
        verb = next((one for one, after in pairwise(words) if after in _OF), "")
    return verb if verb.endswith(endings) else ""
