"""All spellings of all labels in one tree of words, and the concepts that begin at a word of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from schakel.engine.skills.concepts import Occupation, Skill
from schakel.engine.text.stems import stem, verb_stem
from schakel.engine.text.tokens import BREAK, TIGHT, LabelWord, Token, key_of, label_words

_ACCEPT = ""
_CAMEL = re.compile(r"[A-Z][a-z0-9]+(?=[A-Z])|[A-Z][a-z0-9]+|[A-Z]+(?![a-z])")
_TAIL_DIGITS = re.compile(r"([a-z]{3,})\d{1,2}$")
_PARTS = re.compile(r"\s*[/&]\s*|\s(?:en|and|und|et)\s")
_UPPER_PLURAL = re.compile(r"[A-Z][A-Z0-9]+s$")
_MERGE_MOST = 3
_BEGINNINGS_MOST = 200_000
# A label of every language is inflected as in these; one of several words only as in English.
_INFLECTING = ("en", "nl", "de")

Node = dict[str, Any]


class Entry(NamedTuple):
    """One label of one concept, as it can be met in a text.

    ``exact`` is false when the words may be inflected; ``written`` holds the label where its capitals matter, and
    ``context`` is true when it only counts near another skill. ``words`` is the number of words in the label.
    """

    uri: str
    label: str
    language: str
    exact: bool
    written: str
    context: bool
    words: int


class Found(NamedTuple):
    """Labels that match ``tokens[first:stop]``; ``exact`` when without inflection."""

    first: int
    stop: int
    entries: tuple[Entry, ...]
    exact: bool


@lru_cache(maxsize=131072)
def edges(text: str, norm: str, language: str) -> tuple[str, ...]:
    """The ways a word of a text can step through the tree, best first."""
    return tuple(dict.fromkeys(_make_edges(norm, text if _UPPER_PLURAL.match(text) else "", language)))


def _make_edges(norm: str, upper: str, language: str) -> Iterable[str]:
    yield norm
    if upper:
        yield norm[:-1]
    digits = _TAIL_DIGITS.match(norm)
    if digits:
        yield digits.group(1)
    if norm == ".net":
        yield "net"
    if language and language != "en":
        yield f"{language}~{stem(norm, language)}"
    yield f"en~{stem(norm, 'en')}"
    yield f"en={verb_stem(norm)}"


class LabelIndex:
    """A tree over the words of labels. Built once; looking up never changes it."""

    def __init__(self, concepts: Iterable[Skill] | Iterable[Occupation]) -> None:
        """Put every label of every concept in the tree, in all its spellings."""
        self._planned: dict[str, list[tuple[Sequence[str], Entry, str]]] = {}
        self._grown: dict[str, Node] = {}
        self.singles: dict[str, list[Entry]] = {}
        self.count = 0
        self._beginnings: dict[tuple[str, str], bool] = {}
        counted = [concept for concept in concepts if concept.kind != "group"]
        self._owners = _owners(counted)
        for concept in counted:
            self._add_concept(concept)

    def _add_concept(self, concept: Skill | Occupation) -> None:
        named = isinstance(concept, Skill) and concept.is_named
        sensed = {key_of(label) for label in concept.sense_labels}
        for language, label in _labels(concept):
            if self._names_two(label, concept.uri):
                continue
            marked = bool(concept.sense) and (not sensed or key_of(label) in sensed)
            sense = concept.sense if marked else ()
            # "snel leren" is no "snelleren": manners of a person are not written as one word.
            merge = concept.kind != "soft"
            self._add_label(concept.uri, label, language=language, named=named, sense=sense, merge=merge)

    def _names_two(self, label: str, uri: str) -> bool:
        """Whether a label such as "HTML/CSS" only lists this and another concept: then each is found by itself."""
        parts = _PARTS.split(label)
        if len(parts) < 2:
            return False
        owners = [self._owners.get(key_of(part)) for part in parts]
        return all(owners) and any(owner != uri for owner in owners)

    def _add_label(
        self, uri: str, label: str, *, language: str, named: bool, sense: tuple[str, ...], merge: bool
    ) -> None:
        tokens = label_words(label)
        if not tokens:
            return
        exact = named and not label.islower()
        short = len(label) <= 2
        written = "".join(token.text for token in tokens) if "case" in sense or short else ""
        context = "context" in sense or (short and "case" not in sense)
        entry = Entry(uri, label, language, exact, written, context, len(tokens))
        norms = [token.norm for token in tokens]
        self._insert(norms, entry)
        for variant in _joined(tokens, merge=merge):
            self._insert(variant, entry)
        if exact and not written:
            self._insert_camel(label, tokens, entry)
        self.count += 1

    def _insert_camel(self, label: str, tokens: Sequence[LabelWord], entry: Entry) -> None:
        """ "PowerShell" is also met as "Power Shell", with those capitals only."""
        parts = [part for token in tokens for part in (_CAMEL.findall(token.text) or [token.text])]
        if len(parts) > len(tokens) and "".join(parts) == "".join(token.text for token in tokens):
            written = "".join(parts)
            split = Entry(entry.uri, entry.label, entry.language, True, written, entry.context, len(parts))
            self._insert([part.lower() for part in parts], split)

    def _insert(self, norms: Sequence[str], entry: Entry) -> None:
        self._plan(norms, entry, "")
        if entry.exact:
            return
        every = _INFLECTING if len(norms) == 1 else _INFLECTING[:1]
        for language in (entry.language,) if entry.language else every:
            self._plan(norms, entry, f"{language}~")
            if language == "en" and len(norms) > 1:
                self._plan(norms, entry, "en=")

    def _plan(self, norms: Sequence[str], entry: Entry, form: str) -> None:
        """Note a label under its first step; the branch itself grows when a text first asks for it."""
        step = _step(norms[0], form)
        self._planned.setdefault(step, []).append((norms, entry, form))
        if len(norms) == 1:
            self.singles.setdefault(step, []).append(entry)

    def _branch(self, step: str) -> Node | None:
        """The branch of the tree that begins with this step."""
        node = self._grown.get(step)
        if node is None and step in self._planned:
            node = {}
            for norms, entry, form in self._planned[step]:
                twig = node
                for norm in norms[1:]:
                    twig = twig.setdefault(_step(norm, form), {})
                accepted = twig.setdefault(_ACCEPT, [])
                if entry not in accepted:
                    accepted.append(entry)
            self._grown[step] = node
        return node

    def at(self, tokens: Sequence[Token], place: int, language: str | None) -> list[Found]:
        """Everything that begins at this word, the longest first; exact before inflected."""
        token = tokens[place]
        joins = place + 1 < len(tokens) and tokens[place + 1].gap == TIGHT
        if not joins and not self._may_begin(token.text, token.norm, language or ""):
            return []
        found: dict[tuple[int, bool], dict[Entry, None]] = {}
        self._walk(tokens, place, None, language=language or "", found=found, exact=True)
        return [
            Found(place, stop, tuple(entries), exact)
            for (stop, exact), entries in sorted(found.items(), key=lambda item: (-item[0][0], not item[0][1]))
        ]

    def _may_begin(self, text: str, norm: str, language: str) -> bool:
        key = (text, language)
        known = self._beginnings.get(key)
        if known is None:
            known = any(edge in self._planned for edge in edges(text, norm, language))
            if len(self._beginnings) < _BEGINNINGS_MOST:
                self._beginnings[key] = known
        return known

    def _walk(
        self,
        tokens: Sequence[Token],
        place: int,
        node: Node | None,
        *,
        language: str,
        found: dict[tuple[int, bool], dict[Entry, None]],
        exact: bool,
    ) -> None:
        """Step from a node (None: the root) along the words from ``place``; note every label that ends on the way."""
        for edge, stop in _steps(tokens, place, language):
            child = self._branch(edge) if node is None else node.get(edge)
            if child is None:
                continue
            plain = exact and "~" not in edge and "=" not in edge
            for entry in child.get(_ACCEPT, ()):
                if entry.language and entry.language != "en" and entry.language != language:
                    continue
                found.setdefault((stop, plain), {})[entry] = None
            goes_on = len(child) > 1 or _ACCEPT not in child
            if goes_on and stop < len(tokens) and tokens[stop].gap != BREAK:
                self._walk(tokens, stop, child, language=language, found=found, exact=plain)

    def single(self, norm: str, language: str) -> list[Entry]:
        """The labels of one word that this word is, as it stands or inflected."""
        return self.singles.get(norm) or self.singles.get(f"{language}~{stem(norm, language)}") or []


def _owners(concepts: Sequence[Skill | Occupation]) -> dict[str, str]:
    """The concept of every label, by key."""
    return {key_of(label): concept.uri for concept in concepts for _, label in _labels(concept)}


def _labels(concept: Skill | Occupation) -> Iterable[tuple[str, str]]:
    """(language, label); the language is empty when the label holds in all."""
    seen: set[tuple[str, str]] = set()
    for language, label in concept.labels.items():
        every = language == "en" and len(concept.labels) == 1
        pair = ("" if every else language, label)
        if pair not in seen:
            seen.add(pair)
            yield pair
    for language, labels in concept.alternatives.items():
        for label in labels:
            if (language, label) not in seen:
                seen.add((language, label))
                yield language, label


def _joined(tokens: Sequence[LabelWord], *, merge: bool) -> Iterable[list[str]]:
    """Spellings in which words are written as one: "back-end" as "backend", with ``merge`` "data warehouse" too."""
    norms = [token.norm for token in tokens]
    groups: list[str] = []
    for token in tokens:
        if groups and token.tight:
            groups[-1] += token.norm
        else:
            groups.append(token.norm)
    if len(groups) < len(norms):
        yield groups
    if merge and 2 <= len(norms) <= _MERGE_MOST and len(groups) > 1 and all(len(norm) >= _MERGE_MOST for norm in norms):
        yield ["".join(norms)]


def _step(norm: str, form: str) -> str:
    """A word as a step in the tree: as it stands, as a stem of a language, or as the stem of an English verb."""
    if not form:
        return norm
    return form + (verb_stem(norm) if form == "en=" else stem(norm, form[:-1]))


def _steps(tokens: Sequence[Token], place: int, language: str) -> list[tuple[str, int]]:
    """The steps a word can make, and those of words without a space between them taken as one."""
    token = tokens[place]
    steps = [(edge, place + 1) for edge in edges(token.text, token.norm, language)]
    if place + 1 < len(tokens) and tokens[place + 1].gap == TIGHT:
        for joined, stop in _merged(tokens, place):
            steps += [(edge, stop) for edge in edges("", joined, language)]
    return steps


def _merged(tokens: Sequence[Token], place: int) -> Iterable[tuple[str, int]]:
    joined = tokens[place].norm
    for stop in range(place + 1, min(place + _MERGE_MOST, len(tokens))):
        if tokens[stop].gap != TIGHT:
            return
        joined += tokens[stop].norm
        yield joined, stop + 1
