"""Dutch and German compounds: "Pythonkennis", "netwerkbeheerder", "netwerk- en systeembeheer"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schakel.engine.skills.index import Entry, LabelIndex
from schakel.engine.skills.matches import Match
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import BREAK, SPACE, TIGHT, Token, normalise

_LANGUAGES = ("nl", "de")
_NAME_LEAST = 3
_WORD_LEAST = 5
_TAIL_LEAST = 7
_REST_LEAST = 3
_ELLIPSIS_REACH = 6


class Compounds:
    """Reads the words that the labels themselves do not explain."""

    def __init__(self, index: LabelIndex, lexicon: Lexicon, taxonomy: Taxonomy) -> None:
        """Prepare heads, links and endings per language."""
        self._index = index
        self._skills = dict(taxonomy.skills)
        self._heads = {
            one: frozenset(stem(normalise(word), one) for word in lexicon.compound_words("heads", one))
            for one in _LANGUAGES
        }
        self._links = {one: tuple(lexicon.compounds["links"][one]) for one in _LANGUAGES}
        self._agents = {one: tuple(map(tuple, pairs)) for one, pairs in lexicon.compounds["agents"].items()}
        # "test manager" stands in Dutch and German texts as well.
        self._activities = {one: _by_ending((*self._agents[one], *self._agents["en"])) for one in _LANGUAGES}
        self._joins = lexicon.compound_words("joins", "")
        self._least = int(lexicon.compounds["limits"]["compound_least"])

    def find(
        self, tokens: Sequence[Token], languages: Sequence[str], *, taken: set[int] | frozenset[int]
    ) -> list[Match]:
        """Skills in words that are not taken yet."""
        found: list[Match] = []
        for place, token in enumerate(tokens):
            language = languages[place]
            if place in taken:
                continue
            if language not in _LANGUAGES:
                shared = self._shared_word(tokens, place, language)
                found += [shared] if shared else []
                continue
            match = (
                self._ellipsis(tokens, place, language)
                or self._shared_word(tokens, place, language)
                or self._joined_agent(tokens, place, language, taken)
            )
            if match is None and len(token.norm) >= _WORD_LEAST + _REST_LEAST and token.norm.isalpha():
                match = self._agent(token.norm, place, language) or self._split(token, place, language)
            if match:
                found.append(match)
        return found

    def _split(self, token: Token, place: int, language: str) -> Match | None:
        """A label at the front with a head that leaves it what it is, or a label at the end."""
        norm = token.norm
        for cut in range(len(norm) - _REST_LEAST, _NAME_LEAST - 1, -1):
            entry = self._front(norm[:cut], language)
            if entry and self._is_head(norm[cut:], language):
                how = "name_compound" if entry.exact else "compound"
                return Match(place, place + 1, entry.uri, entry.label, how)
        for cut in range(self._least, len(norm) - _TAIL_LEAST + 1):
            entry = self._plain(norm[cut:], language)
            if entry and self._skills[entry.uri].kind != "soft":
                return Match(place, place + 1, entry.uri, entry.label, "tail")
        return None

    def _front(self, part: str, language: str) -> Entry | None:
        for link in self._links[language]:
            if link and not part.endswith(link):
                continue
            stripped = part[: len(part) - len(link)] if link else part
            for entry in self._index.singles.get(stripped, ()):
                least = _NAME_LEAST if entry.exact else _WORD_LEAST
                fits = len(stripped) >= least and not entry.context and not entry.written
                if fits and entry.language in ("", "en", language):
                    return entry
        return None

    def _is_head(self, rest: str, language: str) -> bool:
        return stem(rest, language) in self._heads[language]

    def _plain(self, part: str, language: str) -> Entry | None:
        """A label of one word that may stand at the end of a compound: no names, nothing doubtful."""
        for entry in self._index.single(part, language):
            if not entry.exact and not entry.context and not entry.written and entry.language in ("", "en", language):
                return entry
        return None

    def _agent(self, norm: str, place: int, language: str, *, words: int = 1) -> Match | None:
        for ending, activity in self._agents[language]:
            if norm.endswith(ending) and len(norm) > len(ending) + 2:
                entry = self._plain(norm[: -len(ending)] + activity, language)
                if entry:
                    return Match(place, place + words, entry.uri, entry.label, "agent")
        return None

    def _joined_agent(
        self, tokens: Sequence[Token], place: int, language: str, taken: set[int] | frozenset[int]
    ) -> Match | None:
        """ "data-analist" as "dataanalist", "test manager" as "test management"."""
        after = place + 1
        if after >= len(tokens) or after in taken or tokens[after].gap == BREAK:
            return None
        if tokens[after].gap == TIGHT:
            joined = self._agent(tokens[place].norm + tokens[after].norm, place, language, words=2)
            if joined:
                return joined
        return self._spaced_agent(tokens, place, language)

    def _spaced_agent(self, tokens: Sequence[Token], place: int, language: str) -> Match | None:
        for activity in self._activities[language].get(tokens[place + 1].norm, ()):
            activity_token = tokens[place + 1]._replace(norm=activity, text=activity)
            for found in self._index.at([tokens[place], activity_token], 0, language):
                entry = found.entries[0]
                if found.stop == 2 and not entry.context and not entry.written:
                    return Match(place, place + 2, entry.uri, entry.label, "agent")
        return None

    def _ellipsis(self, tokens: Sequence[Token], place: int, language: str) -> Match | None:
        """ "netwerk-" in "netwerk- en systeembeheer": borrow the end of the word that follows the join."""
        token = tokens[place]
        if not token.hyphen:
            return None
        for full in self._partners(tokens, place):
            tail = full.norm
            for cut in range(1, len(tail) - 2):
                entry = self._plain(token.norm + tail[cut:], language)
                if entry:
                    return Match(place, place + 1, entry.uri, entry.label, "ellipsis")
        return None

    def _shared_word(self, tokens: Sequence[Token], place: int, language: str) -> Match | None:
        """ "incident" in "incident, problem en change management": borrow the word the list ends with."""
        after = place + 1
        while after + 1 < len(tokens) and tokens[after].gap == BREAK and after - place < _ELLIPSIS_REACH:
            after += 1
        if after + 2 >= len(tokens) or tokens[after].norm not in self._joins or len(tokens[place].norm) < self._least:
            return None
        last = tokens[after + 2]
        if last.gap == BREAK or tokens[after + 1].gap == BREAK or last.norm in self._joins:
            return None
        for found in self._index.at([tokens[place], last._replace(gap=SPACE)], 0, language):
            if found.stop == 2:
                entry = found.entries[0]
                return (
                    None
                    if entry.context or entry.written
                    else Match(place, place + 1, entry.uri, entry.label, "ellipsis")
                )
        return None

    def _partners(self, tokens: Sequence[Token], place: int) -> Iterator[Token]:
        """The first whole word after a join, and what hangs on it."""
        joined = False
        for after in range(place + 1, min(place + _ELLIPSIS_REACH, len(tokens))):
            token = tokens[after]
            if token.norm in self._joins:
                joined = True
            elif not token.hyphen:
                if joined:
                    yield token
                    if after + 1 < len(tokens) and tokens[after + 1].gap == TIGHT:
                        yield tokens[after + 1]
                return


def _by_ending(agents: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The activities of each ending of a person who does something."""
    found: dict[str, dict[str, None]] = {}
    for ending, activity in agents:
        found.setdefault(ending, {})[activity] = None
    return {ending: tuple(activities) for ending, activities in found.items()}
