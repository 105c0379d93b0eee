"""Finds the skills of the taxonomy in a text: which words name which skill."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from schakel.engine.skills.compounds import Compounds
from schakel.engine.skills.deeds import Deeds
from schakel.engine.skills.index import Entry, Found, LabelIndex
from schakel.engine.skills.matches import Match
from schakel.engine.skills.pairs import Pairs
from schakel.engine.skills.senses import Blockers, beside, has_no_capitals, ict_skills, is_written, near, stands_alone
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.skills.typos import Typos
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.sections import Line
from schakel.engine.text.tokens import Token, normalise

# A doubtful name needs this many companions that are doubtful too before a list of them counts.
_LIST_LEAST = 3
# A phrase of this many words may hold the name of a product.
_INSIDE_LEAST = 2
# A deed of character in a vacancy: its verb, its thing and at most one word in between.
_PLAIN_MOST = 3
_VERB_LAST = frozenset({"nl", "de"})


class SkillFinder:
    """Whole words, the longest label first; then compounds, shared parts and changed order in what is left."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon) -> None:
        """Index all labels."""
        self._taxonomy = taxonomy
        self.index = LabelIndex(taxonomy.skills.values())
        self._ict = ict_skills(taxonomy)
        self._blockers = Blockers(taxonomy)
        self._compounds = Compounds(self.index, lexicon, taxonomy)
        self._pairs = Pairs(taxonomy, lexicon)
        self._deeds = Deeds(taxonomy, lexicon)
        self._typos = Typos(self.index.singles, lexicon.phrases("typos"))
        self._heads = lexicon.compound_words("heads", "nl") | lexicon.compound_words("heads", "de")
        self._creatures = frozenset(map(normalise, lexicon.phrases("small_doubt")))
        self._nouns = frozenset((one, normalise(word)) for one, word in lexicon.by_language("capital_nouns"))
        self._ordinary = frozenset(map(normalise, lexicon.phrases("ordinary")))

    def find(
        self, text: str, tokens: Sequence[Token], *, languages: Sequence[str], lines: Sequence[Line],
        hidden: frozenset[int], kind: str,
    ) -> list[Match]:  # fmt: skip
        """The skills in these words, in order, without overlap.

        ``languages`` gives a language per token; tokens whose number is in ``hidden`` (addresses, names) are not read.
        A vacancy is full of what everybody does ("je werkt samen", "je krijgt de tijd"): there only deeds of ICT count.
        """
        caseless = has_no_capitals(tokens)
        blocked = self._blockers.spans(tokens)
        certain, doubtful = self._labels(tokens, languages, blocked, hidden, caseless=caseless)
        nouns = {place for place, token in enumerate(tokens) if (languages[place], token.norm) in self._nouns}
        found = [*certain, *self._settle(tokens, doubtful, certain, lines, caseless=caseless, nouns=nouns)]
        taken = {place for match in found for place in range(match.first, match.stop)}
        for match in self._compounds.find(tokens, languages, taken=taken | hidden):
            if not _is_blocked(match.uri, match.first, match.stop, blocked):
                found.append(match)
        pairs = self._pairs.find(tokens, languages, found=found, hidden=hidden)
        deeds = self._deeds.find(
            text, tokens, languages, found=_without_overlap(found), hidden=hidden, ask=kind == "cv"
        )
        if kind == "vacancy":
            deeds = [one for one in deeds if self._asked(one, languages[one.first])]
        # Three words that agree say more than two: "sta klanten vriendelijk te woord" is not "klantvriendelijk".
        # But a name is not lost in it: "you install Windows 11 and Office" names Windows.
        named = [one for one in found if one.how == "named"]
        telling = [one for one in deeds if one.label.count(" ") > 1 and not any(one.overlaps(other) for other in named)]
        kept = _without_overlap([*found, *telling, *pairs])
        kept += [one for one in deeds if not any(one.overlaps(other) for other in kept)]
        kept += self._names_inside(tokens, languages, kept)
        if kind == "cv":
            taken = {place for match in kept for place in range(match.first, match.stop)}
            kept += self._typos.find(tokens, languages, taken=frozenset(taken | hidden))
        return sorted(kept)

    def _labels(
        self,
        tokens: Sequence[Token],
        languages: Sequence[str],
        blocked: dict[str, list[tuple[int, int]]],
        hidden: frozenset[int],
        *,
        caseless: bool,
    ) -> tuple[list[Match], list[tuple[int, int, tuple[Entry, ...]]]]:
        certain: list[Match] = []
        doubtful: list[tuple[int, int, tuple[Entry, ...]]] = []
        place = 0
        while place < len(tokens):
            stop = place + 1
            if place not in hidden:
                for found in self.index.at(tokens, place, languages[place]):
                    entries = self._fitting(found, tokens, blocked, caseless=caseless)
                    if not entries:
                        continue
                    stop = found.stop
                    sure = [entry for entry in entries if not entry.context and not (caseless and entry.written)]
                    if not caseless and self._is_creature(tokens, found):
                        sure = []
                    if sure and len({entry.uri for entry in sure}) == 1:
                        certain.append(self._match(found, sure[0]))
                    else:
                        doubtful.append((found.first, found.stop, entries))
                    break
            place = stop
        return certain, doubtful

    def _fitting(
        self, found: Found, tokens: Sequence[Token], blocked: dict[str, list[tuple[int, int]]], *, caseless: bool
    ) -> tuple[Entry, ...]:
        return tuple(
            entry
            for entry in found.entries
            if is_written(entry, tokens, found.first, found.stop, caseless=caseless)
            and stands_alone(entry, tokens, found.first, found.stop, heads=self._heads)
            and not _is_blocked(entry.uri, found.first, found.stop, blocked)
        )

    def _names_inside(self, tokens: Sequence[Token], languages: Sequence[str], kept: Sequence[Match]) -> list[Match]:
        """Names of products within a longer phrase: "manage Windows Server" asks for the deed and for the product."""
        names: list[Match] = []
        for match in kept:
            if match.stop - match.first < _INSIDE_LEAST or self._taxonomy.skill(match.uri).is_named:
                continue
            place = match.first
            while place < match.stop:
                inner = self._certain_name(tokens, place, languages[place])
                if inner and inner.uri != match.uri and (place > match.first or inner.stop < match.stop):
                    names.append(inner)
                place = inner.stop if inner else place + 1
        taken = {(one.first, one.stop, one.uri) for one in kept}
        return [one for one in names if (one.first, one.stop, one.uri) not in taken]

    def _certain_name(self, tokens: Sequence[Token], place: int, language: str) -> Match | None:
        """The longest name that begins here and needs no company to be sure of."""
        for found in self.index.at(tokens, place, language):
            for entry in found.entries:
                plain = entry.exact and not entry.context and not entry.written and found.exact
                if plain and tokens[place].text[0].isupper() and entry.label[0].isupper():
                    return self._match(found, entry)
        return None

    def _match(self, found: Found, entry: Entry) -> Match:
        how = "inflected" if not found.exact else "named" if entry.exact else "exact"
        return Match(found.first, found.stop, entry.uri, entry.label, how)

    def _settle(
        self,
        tokens: Sequence[Token],
        doubtful: Sequence[tuple[int, int, tuple[Entry, ...]]],
        certain: Sequence[Match],
        lines: Sequence[Line],
        *,
        caseless: bool,
        nouns: set[int],
    ) -> list[Match]:
        """Doubtful labels count where a certain skill of ICT, or a list of other doubtful names, stands near."""
        technical = [(match.first, match.stop) for match in certain if match.uri in self._ict]
        names = [(match.first, match.stop) for match in certain if match.how == "named"]
        manners = [(match.first, match.stop) for match in certain if self._is_soft(match.uri)]
        settled: list[Match] = []
        for first, stop, entries in doubtful:
            line = _line_of(lines, first) or (first, stop)
            best = self._best_entry(entries, certain, line)
            creature = not caseless and tokens[first].norm in self._creatures and tokens[first].text.islower()
            if creature:
                if near(technical, first, stop, line):
                    settled.append(Match(first, stop, best.uri, best.label, "sense"))
            elif first in nouns and stop - first == 1:
                # German writes every noun with a capital: "Teams" by itself is several teams.
                if beside(names, first, stop):
                    settled.append(Match(first, stop, best.uri, best.label, "sense"))
            elif not caseless and _is_small_name(best, tokens, first):
                # "react" or "next" in small letters: only in a list of names.
                if beside(names, first, stop):
                    settled.append(Match(first, stop, best.uri, best.label, "sense"))
            elif caseless:
                # Without capitals "next" and "safe" are words like any other: they must stand beside a certain name.
                ordinary = stop - first == 1 and tokens[first].norm in self._ordinary
                if beside(names, first, stop, between=2) if ordinary else near(technical, first, stop, (first, stop)):
                    settled.append(Match(first, stop, best.uri, best.label, "sense"))
            elif near(technical, first, stop, line) or (self._is_soft(best.uri) and near(manners, first, stop, line)):
                settled.append(Match(first, stop, best.uri, best.label, "sense"))
            elif best.written and _companions(doubtful, line) >= _LIST_LEAST:
                settled.append(Match(first, stop, best.uri, best.label, "list_only"))
        return settled

    def _is_creature(self, tokens: Sequence[Token], found: Found) -> bool:
        """Whether a name stands in small letters that is also something else: "a python in the zoo"."""
        token = tokens[found.first]
        return found.stop - found.first == 1 and token.norm in self._creatures and token.text.islower()

    def _asked(self, deed: Match, language: str) -> bool:
        """Whether a deed in a vacancy says something about who is wanted: one of ICT, or plainly one of character.

        English has "set priorities" as its label has it; Dutch and German put a word between: "prioriteiten te stellen".
        """
        if deed.uri in self._ict:
            return True
        plain = deed.how == "deed" and deed.label.count(" ") == 1 and language in _VERB_LAST
        return plain and 1 < deed.stop - deed.first <= _PLAIN_MOST and self._is_soft(deed.uri)

    def _is_soft(self, uri: str) -> bool:
        return self._taxonomy.skill(uri).kind == "soft"

    def _best_entry(self, entries: Sequence[Entry], certain: Sequence[Match], line: tuple[int, int]) -> Entry:
        """Of two skills with one label: the one whose family is named most nearby."""
        if len(entries) == 1:
            return entries[0]
        close = [match.uri for match in certain if line[0] <= match.first < line[1]] or [match.uri for match in certain]
        families = [above for uri in close for above in (uri, *self._taxonomy.ancestors(uri))]
        family_count = {uri: families.count(uri) for uri in dict.fromkeys(families)}

        def kinship(entry: Entry) -> int:
            kin = (*self._taxonomy.ancestors(entry.uri), *self._taxonomy.related(entry.uri))
            return sum(family_count.get(one, 0) for one in kin)

        return max(entries, key=lambda entry: (kinship(entry), not entry.context, -entries.index(entry)))


def _line_of(lines: Sequence[Line], place: int) -> tuple[int, int] | None:
    """From where to where the line runs that a word stands on. ``lines`` are in order."""
    line = lines[max(0, bisect_right(lines, place, key=lambda one: one.first) - 1)] if lines else None
    return (line.first, line.stop) if line and line.first <= place < line.stop else None


def _is_small_name(entry: Entry, tokens: Sequence[Token], first: int) -> bool:
    return entry.exact and entry.label[0].isupper() and tokens[first].text.islower()


def _companions(doubtful: Sequence[tuple[int, int, tuple[Entry, ...]]], line: tuple[int, int]) -> int:
    return sum(1 for first, _, entries in doubtful if line[0] <= first < line[1] and entries[0].written)


def _is_blocked(uri: str, first: int, stop: int, blocked: dict[str, list[tuple[int, int]]]) -> bool:
    return any(start < stop and first < end and end - start > stop - first for start, end in blocked.get(uri, ()))


def _without_overlap(found: Sequence[Match]) -> list[Match]:
    """Left to right; of two that overlap the longer stays, and of equals the first."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(found, key=lambda one: (-(one.stop - one.first), one.first, one.uri)):
        words = range(match.first, match.stop)
        if taken.isdisjoint(words):
            kept.append(match)
            taken.update(words)
    return sorted(kept)
