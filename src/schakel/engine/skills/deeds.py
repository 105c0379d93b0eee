"""What people say they do: a verb and what it is done to, in any order, form and distance within one clause.

The labels of the skills give the pairs: "roosters maken" is met in "In Excel maak ik de roosters", "uitleggen" in
"ik leg het rustig uit", "Dienstpläne erstellen" in "ich habe Dienstpläne erstellt".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from schakel.engine.skills.deed_labels import Deed, DeedLabels, Word
from schakel.engine.skills.matches import Match
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.skills.verbs import VerbForms, clauses_of
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.tokens import Token, normalise

_LANGUAGES = ("nl", "en", "de", "fr")
_VERB_FIRST = ("en", "fr")
# "nieuwe collega's", "collega's met inloggen": two things of one deed stand this near to each other.
_TOGETHER = 3
# One word left of a deed, where the others are read as something else, must say something by itself.
_ALONE_LEAST = 4


class _Hit(NamedTuple):
    """A deed in a clause: the places of its words, and how sure ("deed" or "deed_tail")."""

    how: str
    places: tuple[int, ...]
    deed: Deed


class Deeds:
    """Finds skills by verb and object; the deeds of a language are made when a text in it is first read."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon) -> None:
        """Keep what is needed to make them."""
        self._lexicon = lexicon
        self._skills = [skill for skill in taxonomy.skills.values() if not skill.is_group]
        self._small = frozenset(map(normalise, lexicon.verbs["small"]["words"].split()))
        self._starts = frozenset(map(normalise, lexicon.verbs["clause"]["words"].split()))
        self._reach = int(lexicon.verbs["reach"]["words"])
        self._piece = int(lexicon.verbs["reach"]["list_piece"])
        self._made: dict[str, DeedLabels] = {}

    def find(
        self, text: str, tokens: Sequence[Token], languages: Sequence[str], *, found: Sequence[Match],
        hidden: frozenset[int], ask: bool,
    ) -> list[Match]:  # fmt: skip
        """The deeds told in a text that no label in ``found`` names already, without overlap with them.

        With ``ask`` words that are read as another skill may still show a deed, as a question.
        """
        holders = {place: match.uri for match in found for place in range(match.first, match.stop)}
        taken = set(holders) | hidden
        matches: list[Match] = []
        for first, stop in _stretches(languages):
            labels = self._labels(languages[first])
            part = tokens[first:stop]
            words = [labels.word(token.norm) for token in part]
            opens = [word.opens for word in words]
            between = ["", *(text[one.end : other.start] for one, other in pairwise(part))]
            for start, end in clauses_of(between, part, is_verb=opens, starts=self._starts, piece=self._piece):
                for hit in self._in_clause(labels, part[start:end], words[start:end]):
                    match = _placed(hit, first + start, tokens=tokens, holders=holders, taken=taken, ask=ask)
                    if match:
                        matches.append(match)
                        taken.update(range(match.first, match.stop))
        return matches

    def _labels(self, language: str) -> DeedLabels:
        made = self._made.get(language)
        if made is None:
            made = self._made[language] = DeedLabels(self._skills, VerbForms(self._lexicon, language), self._small)
        return made

    def _in_clause(self, labels: DeedLabels, tokens: Sequence[Token], words: Sequence[Word]) -> list[_Hit]:
        """The deeds of a clause, the surest first."""
        verbs = list(_verbs(labels, tokens, words, self._reach))
        if not verbs:
            return []
        things: dict[str, list[int]] = {}
        tails: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            for key in word.things:
                things.setdefault(key, []).append(place)
            for key in word.tails:
                tails.setdefault(key, []).append(place)
        hits: list[_Hit] = []
        for verb, places, alone in verbs:
            by_thing = labels.deeds[verb]
            for first in [thing for thing in dict.fromkeys(["", *things, *tails]) if thing in by_thing]:
                for deed in by_thing[first]:
                    hit = self._hit(deed, places, alone=alone, things=things, tails=tails)
                    if hit and (labels.forms.language not in _VERB_FIRST or hit.places[0] == places[0]):
                        hits.append(hit)
        return sorted(
            hits,
            key=lambda one: (one.how, -len(one.deed.things), one.places[-1] - one.places[0], one.places, one.deed.uri),
        )

    def _hit(
        self, deed: Deed, verb: tuple[int, ...], *, alone: bool, things: Mapping[str, Sequence[int]],
        tails: Mapping[str, Sequence[int]],
    ) -> _Hit | None:  # fmt: skip
        if not deed.things:
            return _Hit("deed", verb, deed) if alone else None
        for how, known in (("deed", things), ("deed_tail", tails)):
            where = self._where(deed, known, verb)
            if where:
                return _Hit(how, tuple(sorted({*verb, *where})), deed)
        return None

    def _where(self, deed: Deed, known: Mapping[str, Sequence[int]], verb: tuple[int, ...]) -> tuple[int, ...]:
        """The places of everything the verb is done to, near it and next to each other; nothing when one is missing."""
        found: list[int] = []
        for thing in deed.things:
            near = [
                place
                for place in known.get(thing, ())
                if place not in verb
                and place not in found
                and abs(place - verb[0]) <= self._reach
                and (not found or abs(place - found[0]) <= _TOGETHER)
            ]
            if not near:
                return ()
            found.append(min(near, key=lambda place: abs(place - verb[0])))
        return tuple(found)


def _verbs(
    labels: DeedLabels, tokens: Sequence[Token], words: Sequence[Word], reach: int
) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """(verb, its places, whether it may say it all by itself) for every verb of a clause.

    By itself only in a form that no label has: "leg het rustig uit", where the first part closes the clause.
    """
    separable = labels.forms.separable
    for place, word in enumerate(words):
        for key in word.verbs:
            yield key, (place,), key != word.written
        particle = tokens[place].norm
        if particle not in separable:
            continue
        if place + 2 < len(tokens) and labels.forms.is_to(tokens[place + 1].norm):
            for key in labels.joined(particle, tokens[place + 2].norm):
                yield key, (place, place + 2), True
        for other in range(max(0, place - reach), place):
            for key in labels.joined(particle, tokens[other].norm):
                yield key, (other, place), place + 1 == len(tokens)


def _stretches(languages: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens in one language that has deeds."""
    first = 0
    for place in range(1, len(languages) + 1):
        if place == len(languages) or languages[place] != languages[first]:
            if languages[first] in _LANGUAGES:
                yield first, place
            first = place


def _placed(
    hit: _Hit, offset: int, *, tokens: Sequence[Token], holders: Mapping[int, str], taken: set[int], ask: bool
) -> Match | None:
    """The words that show a deed: from the first to the last, or one of them where others hold words in between.

    Where one of its own words is read as another skill, that skill says it already; with ``ask`` it becomes a question.
    """
    where = [offset + place for place in hit.places]
    shared = any(place in holders for place in where)
    if any(holders.get(place) == hit.deed.uri for place in where) or (shared and not (ask and hit.how == "deed")):
        return None
    first, stop = where[0], where[-1] + 1
    if taken.isdisjoint(range(first, stop)):
        return Match(first, stop, hit.deed.uri, hit.deed.label, hit.how)
    free = [place for place in where if place not in taken and len(tokens[place].norm) >= _ALONE_LEAST]
    how = "deed_tail" if shared else hit.how
    return Match(free[-1], free[-1] + 1, hit.deed.uri, hit.deed.label, how) if free else None
