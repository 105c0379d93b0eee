"""What people say they do: a verb and what it is done to, in any order, form and distance within one clause.

The labels of the skills give the pairs: "roosters maken" is met in "In Excel maak ik de roosters", "uitleggen" in
"ik leg het rustig uit", "Dienstpläne erstellen" in "ich habe Dienstpläne erstellt".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schakel.engine.skills.checks import has_sense, labels_in
from schakel.engine.skills.matches import Match
from schakel.engine.skills.taxonomy import Skill, Taxonomy
from schakel.engine.skills.verbs import VerbForms, clauses_of
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import Token, label_words, normalise

_LANGUAGES = ("nl", "en", "de")
_LABEL_WORDS_MOST = 5
_THINGS_MOST = 2
_VERB_LEAST = 3
# "nieuwe collega's", "collega's met inloggen": two things of one deed stand this near to each other.
_TOGETHER = 2
_TAIL_LEAST = 5
_TAIL_BEFORE = 3
_SINGLE_LEAST = 6
_OF = frozenset({"van", "von", "der", "des", "aan", "of", "met", "mit"})


class Deed(NamedTuple):
    """A skill as a verb with what it is done to (stems; none for a verb that says it all)."""

    things: tuple[str, ...]
    uri: str
    label: str


class _Language(NamedTuple):
    forms: VerbForms
    deeds: dict[str, list[Deed]]
    things: frozenset[str]


class Deeds:
    """Finds skills by verb and object; the pairs of a language are made when a text in it is first read."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon) -> None:
        """Keep what is needed to make them."""
        self._lexicon = lexicon
        self._skills = [skill for skill in taxonomy.skills.values() if not skill.is_group]
        self._small = frozenset(map(normalise, lexicon.verbs["small"]["words"].split()))
        self._starts = frozenset(map(normalise, lexicon.verbs["clause"]["words"].split()))
        self._reach = int(lexicon.verbs["reach"]["words"])
        self._piece = int(lexicon.verbs["reach"]["list_piece"])
        self._made: dict[str, _Language] = {}

    def find(
        self, text: str, tokens: Sequence[Token], languages: Sequence[str], *, found: Sequence[Match],
        hidden: frozenset[int],
    ) -> list[Match]:  # fmt: skip
        """The deeds told in a text that no label in ``found`` names already, without overlap with them."""
        taken = {place for match in found for place in range(match.first, match.stop)} | hidden
        holders = {place: match.uri for match in found for place in range(match.first, match.stop)}
        matches: list[Match] = []
        for first, stop in self._stretches(languages):
            made = self._language(languages[first])
            part = tokens[first:stop]
            between = _between(text, part)
            verb_keys = [self._verbs(made, token.norm) for token in part]
            is_verb = [self._opens(made, token.norm, keys) for token, keys in zip(part, verb_keys, strict=True)]
            for start, end in clauses_of(between, part, is_verb=is_verb, starts=self._starts, piece=self._piece):
                for places, deed in self._in_clause(made, part[start:end], verb_keys[start:end]):
                    where = tuple(first + start + place for place in places)
                    if any(holders.get(place) == deed.uri for place in where):
                        continue
                    match = _free(where, deed, taken)
                    if match:
                        matches.append(match)
                        taken |= set(range(match.first, match.stop))
        return matches

    def _stretches(self, languages: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Ranges of tokens in one language that has deeds."""
        first = 0
        for place in range(1, len(languages) + 1):
            if place == len(languages) or languages[place] != languages[first]:
                if languages[first] in _LANGUAGES:
                    yield first, place
                first = place

    def _language(self, language: str) -> _Language:
        made = self._made.get(language)
        if made is None:
            made = self._made[language] = _index(
                self._skills, VerbForms(self._lexicon, language), language, self._small
            )
        return made

    def _verbs(self, made: _Language, norm: str) -> tuple[str, ...]:
        if len(norm) < _VERB_LEAST or not norm.isalpha():
            return ()
        return tuple(key for key in made.forms.keys(norm) if key in made.deeds)

    def _opens(self, made: _Language, norm: str, keys: tuple[str, ...]) -> bool:
        """Whether a word is a verb and not also a thing of some label."""
        return bool(keys) and norm not in made.things and stem(norm, "nl") not in made.things

    def _in_clause(
        self, made: _Language, tokens: Sequence[Token], verb_keys: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[tuple[int, ...], Deed]]:
        things: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            for key in _thing_keys(token.norm, made.forms):
                things.setdefault(key, []).append(place)
        hits: list[tuple[tuple[int, ...], Deed]] = []
        for verb, places, apart in self._all_verbs(made, tokens, verb_keys):
            for deed in made.deeds.get(verb, ()):
                if not deed.things:
                    if apart:
                        hits.append((places, deed))
                    continue
                where = self._where(deed, things, places)
                if where:
                    hits.append((tuple(sorted({*places, *where})), deed))
        hits.sort(key=lambda hit: (-len(hit[1].things), hit[0][-1] - hit[0][0], hit[0], hit[1].uri))
        yield from hits

    def _where(self, deed: Deed, things: dict[str, list[int]], verb: tuple[int, ...]) -> tuple[int, ...]:
        """The places of everything the verb is done to, near it and next to each other; nothing when one is missing."""
        found: list[int] = []
        for thing in deed.things:
            near = [
                place
                for place in things.get(thing, ())
                if place not in verb
                and place not in found
                and abs(place - verb[0]) <= self._reach
                and (not found or abs(place - found[0]) <= _TOGETHER)
            ]
            if not near:
                return ()
            found.append(min(near, key=lambda place: abs(place - verb[0])))
        return tuple(found)

    def _all_verbs(
        self, made: _Language, tokens: Sequence[Token], verb_keys: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[str, tuple[int, ...], bool]]:
        """(verb, its places, whether it is written otherwise than its label) for every verb of a clause."""
        forms = made.forms
        for place, token in enumerate(tokens):
            for key in verb_keys[place]:
                yield key, (place,), forms.key(token.norm) != key
            if token.norm not in forms.separable:
                continue
            if place + 2 < len(tokens) and forms.is_to(tokens[place + 1].norm):
                for key in forms.joined(token.norm, tokens[place + 2].norm):
                    yield key, (place, place + 2), True
            for other in range(max(0, place - self._reach), place):
                if len(tokens[other].norm) >= _VERB_LEAST and tokens[other].norm not in self._small:
                    for key in forms.joined(token.norm, tokens[other].norm):
                        if key in made.deeds:
                            yield key, (other, place), True


def _between(text: str, tokens: Sequence[Token]) -> list[str]:
    return [text[tokens[place - 1].end : token.start] if place else "" for place, token in enumerate(tokens)]


def _free(where: tuple[int, ...], deed: Deed, taken: set[int]) -> Match | None:
    """The words that show a deed: from the first to the last, or one of them where others hold words in between."""
    first, stop = where[0], where[-1] + 1
    if taken.isdisjoint(range(first, stop)):
        return Match(first, stop, deed.uri, deed.label, "deed")
    for place in reversed(where):
        if place not in taken:
            return Match(place, place + 1, deed.uri, deed.label, "deed")
    return None


def _thing_keys(norm: str, forms: VerbForms) -> tuple[str, ...]:
    return (forms.key(norm),)


def _index(skills: Sequence[Skill], forms: VerbForms, language: str, small: frozenset[str]) -> _Language:
    plain: list[tuple[Skill, str, list[str], bool]] = []
    for skill in skills:
        for label in labels_in(skill, language):
            words = [word.norm for word in label_words(label)]
            if len(words) <= _LABEL_WORDS_MOST and _may_be_deed(skill, label, words):
                plain.append((skill, label, words, label[:1].islower()))
    gerunds = {forms.key(words[0]) for _, _, words, _ in plain if len(words) > 1 and words[0].endswith("ing")}
    found: dict[tuple[str, tuple[str, ...]], Deed] = {}
    clashes: set[tuple[str, tuple[str, ...]]] = set()
    for skill, label, words, _ in plain:
        for verb, things in _readings(words, forms, language, small=small, gerunds=gerunds):
            key = (verb, tuple(sorted(things)))
            if found.setdefault(key, Deed(key[1], skill.uri, label)).uri != skill.uri:
                clashes.add(key)
    deeds: dict[str, list[Deed]] = {}
    for key, deed in found.items():
        if key not in clashes:
            deeds.setdefault(key[0], []).append(deed)
    return _Language(
        forms, deeds, frozenset(thing for rows in deeds.values() for deed in rows for thing in deed.things)
    )


def _may_be_deed(skill: Skill, label: str, words: Sequence[str]) -> bool:
    named = skill.is_named and not label.islower()
    return bool(words) and not named and not has_sense(skill, label) and all(word.isalpha() for word in words)


def _readings(
    words: Sequence[str], forms: VerbForms, language: str, *, small: frozenset[str], gerunds: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """(verb, things) of a label that is a verb with one or two things, or one verb that can be split."""
    content = [word for word in words if word not in small]
    if language == "en":
        if 2 <= len(content) <= _THINGS_MOST + 1 and content[0] == words[0] and forms.key(words[0]) in gerunds:
            yield forms.key(content[0]), [forms.key(word) for word in content[1:]]
        return
    if len(words) == 1:
        if words[0].endswith("en") and len(words[0]) >= _SINGLE_LEAST:
            yield forms.key(words[0]), []
        return
    if not 2 <= len(content) <= _THINGS_MOST + 1:
        return
    if content[-1] == words[-1] and words[-1].endswith("n"):
        yield forms.key(words[-1]), [forms.key(word) for word in content[:-1]]
    elif words[0].endswith("n") and words[1] in _OF:
        yield forms.key(words[0]), [forms.key(word) for word in content[1:]]
