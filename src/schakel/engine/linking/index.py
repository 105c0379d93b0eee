"""The index of all labels of one kind, and linking phrases with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import numpy as np

from schakel.engine.errors import InputError
from schakel.engine.linking.dictionary import DictionaryArrays, Words, build_dictionary, told_plain, words_asked
from schakel.engine.linking.gender import Genders
from schakel.engine.linking.grams import Ints
from schakel.engine.linking.part import Part, Row, build_part, runs_of
from schakel.engine.linking.pivots import pairs_of_parts, with_pivots
from schakel.engine.linking.rules import LinkRules
from schakel.engine.linking.search import WHOLE, Asked, Found, Weights, search_plain
from schakel.engine.linking.spelling import Spelling, build_spelling
from schakel.engine.linking.titles import PhraseCleaner, TitleCleaner
from schakel.engine.linking.types import LANGUAGES, Candidate, Decision, Linked, LinkLabel
from schakel.engine.linking.words import plain

Kind = Literal["skill", "occupation"]
Scheme = Literal["esco", "competentnl", "own", "onet"]
# From this many phrases on the compiled search pays for its start.
BATCH_LEAST = 200
_TOP_MOST = 1000
_SCHEMES = {"esco": "http://data.europa.eu/esco/", "own": "urn:schakel:", "onet": "onet"}


class LinkIndex:
    """All labels of one kind (skills or occupations), to find those that a phrase means."""

    def __init__(
        self,
        uris: Sequence[str],
        parts: Sequence[Part],
        *,
        kind: Kind,
        rules: LinkRules,
        shown: Mapping[str, Sequence[str]],
        texts: Sequence[Sequence[str]],
        digital: Ints,
        dictionary: DictionaryArrays,
        spelling: Spelling | None = None,
        places: Collection[str] = (),
    ) -> None:
        """As `build` or the file of a kept index gives them: ``uris`` ascending, ``shown`` per language the preferred
        label of each (or ""), ``texts`` the labels of each part, ``digital`` 1 for a digital skill."""
        self.uris = uris
        self.parts = tuple(parts)
        self.kind: Kind = kind
        self.rules = rules
        self.shown = shown
        self.texts = texts
        self.digital = digital
        self.dictionary = dictionary
        self.spelling = spelling or build_spelling(self.parts, rules.limits)
        self.weights = Weights(**rules.weights[kind])
        self._cleaner: TitleCleaner | PhraseCleaner = (
            TitleCleaner(rules.noise, places, knows=self.spelling.recognises, named=self._named)
            if kind == "occupation"
            else PhraseCleaner(rules.filler["start"], rules.filler["end"], rules.filler["tails"])
        )
        self._genders = Genders(rules.genders)
        self._masks: dict[str, Ints] = {}
        self._all_texts: frozenset[str] | None = None

    @classmethod
    def build(
        cls,
        labels: Iterable[LinkLabel],
        *,
        kind: Kind,
        rules: LinkRules,
        digital: Collection[str] = (),
        places: Collection[str] = (),
    ) -> LinkIndex:
        """Make the index. ``digital`` are URIs that win a tie; ``places`` names that are stripped from titles.

        >>> from schakel.engine.linking.rules import load_rules
        >>> from schakel.reference import REFERENCE
        >>> rules = load_rules(REFERENCE / "linking")
        >>> labels = [LinkLabel("urn:x:1", "nl", "netwerken beheren", True), LinkLabel("urn:x:2", "nl", "brood bakken", True)]
        >>> index = LinkIndex.build(labels, kind="skill", rules=rules)
        >>> [(one.uri, one.decision) for one in index.link("beheer van netwerken", language="nl", top=1)]
        [('urn:x:1', 'accept')]
        """
        given = list(labels)
        genders = Genders(rules.genders)
        uris = sorted({label.uri for label in given})
        number = {uri: at for at, uri in enumerate(uris)}
        shown = {language: [""] * len(uris) for language in ("", *LANGUAGES)}
        rows: dict[str, dict[tuple[int, str], bool]] = {language: {} for language in ("", *LANGUAGES)}
        defined: dict[str, dict[int, str]] = {language: {} for language in ("", *LANGUAGES)}
        for label in given:
            if label.language not in rows:
                continue
            at = number[label.uri]
            if label.preferred:
                shown[label.language][at] = label.label
            if label.definition:
                defined[label.language][at] = label.definition
            for form in genders.both(label.label):
                if text := plain(form):
                    key = (at, text)
                    rows[label.language][key] = rows[label.language].get(key, False) or label.preferred
        parts, texts = [], []
        for language in ("", *LANGUAGES):
            if rows[language]:
                ordered = [Row(at, text, best) for (at, text), best in sorted(rows[language].items())]
                parts.append(build_part(language, ordered, defined[language], rules=rules, kind=kind))
                texts.append([row.text for row in ordered])
        parts, dictionary = _with_pivots(parts, kind, rules, concepts=len(uris))
        flags = np.array([uri in digital for uri in uris] if digital else [False] * len(uris), dtype=np.int64)
        return cls(
            uris,
            parts,
            kind=kind,
            rules=rules,
            shown=shown,
            texts=texts,
            digital=flags,
            dictionary=dictionary,
            places=places,
        )

    def __len__(self) -> int:
        """The number of concepts."""
        return len(self.uris)

    def link(
        self, phrase: str, *, language: str | None = None, top: int = 5, scheme: Scheme | None = None
    ) -> list[Candidate]:
        """The candidates for a phrase, best first (equal ones by URI), at most ``top``.

        ``language`` is that of the phrase; without it every language counts the same. ``scheme`` leaves only
        the concepts of one taxonomy. Raises `InputError` for an unknown language or a ``top`` below one.
        """
        return list(self.link_batch([phrase], language=language, top=top, scheme=scheme)[0].candidates)

    def link_batch(
        self,
        phrases: Sequence[str],
        *,
        language: str | None = None,
        top: int = 5,
        scheme: Scheme | None = None,
        compiled: bool | None = None,
    ) -> list[Linked]:
        """As `link` for many phrases, in their order.

        ``compiled`` forces the compiled search (needs the extra ``fast``) or the plain one; without it many phrases
        take the compiled one where it is installed. Both give the same answers to the bit.
        """
        if language is not None and language not in LANGUAGES:
            raise InputError(f"'{language}' is no language of linking", remedy="Use nl, en, de or fr")
        if not 1 <= top <= _TOP_MOST:
            raise InputError(f"{top} candidates cannot be given", remedy=f"Ask for 1 to {_TOP_MOST}")
        if compiled is None:
            compiled = len(phrases) >= BATCH_LEAST and _has_numba()
        written = [self._written(phrase) for phrase in phrases]
        mask = self._mask(scheme)
        most = min(max(top + 1, self.rules.limits["told_deep"]), len(self))
        if not compiled:
            ready = [self._ask(phrase, text, language) for phrase, text in zip(phrases, written, strict=True)]
            return [self._answer(one, self.ranked(one, mask=mask, most=most), top) for one in ready]
        from schakel.engine.linking.compiled import Searcher

        searcher = Searcher(self)
        self.spelling.prepare(written, searcher.look_up)
        ready = [self._ask(phrase, text, language) for phrase, text in zip(phrases, written, strict=True)]
        found = iter(searcher.ranked([one for one in ready if one.text], mask=mask, most=most))
        return [self._answer(one, next(found) if one.text else [], top) for one in ready]

    def _written(self, phrase: str) -> str:
        """What is asked about: the phrase in one form, without what says nothing; of two forms the first without errors."""
        forms = [self._cleaner.core(self._genders.one(form)) for form in self._genders.both(phrase)]
        if len(forms) == 1:
            return forms[0]
        return next((form for form in forms if all(map(self.spelling.knows, form.split()))), forms[0])

    def _named(self, text: str) -> bool:
        """Whether this plain phrase is a label as it stands."""
        if self._all_texts is None:
            self._all_texts = frozenset(one for texts in self.texts for one in texts)
        return text in self._all_texts

    def _ask(self, phrase: str, written: str, language: str | None) -> Asked:
        if not written or not self.parts:
            return Asked(phrase, "", False, language or "")
        text = self.spelling.repaired(written)
        # What was left out ("ervaring met") still tells the language.
        heard = language or self._heard(text) or self._heard(plain(phrase))
        return Asked(phrase, text, text != written, heard)

    def _heard(self, text: str) -> str:
        """The language whose small words stand in the phrase most, and clearly; else ""."""
        words = set(text.split())
        votes = sorted(((len(words & self.rules.little.get(one, frozenset())), one) for one in LANGUAGES), reverse=True)
        return votes[0][1] if votes[0][0] > votes[1][0] else ""

    def factors(self, language: str) -> list[int]:
        """What a score keeps in each part (thousandths) when the phrase is in this language."""
        known = self.rules.factors
        return [
            known["own"]
            if not language or part.language in ("", language)
            else known["english"]
            if part.language == "en"
            else known["other"]
            for part in self.parts
        ]

    def ranked(self, asked: Asked, *, mask: Ints | None, most: int) -> list[Found]:
        """The ``most`` best rows for a phrase of any part, one a concept, best first; equal ones by URI."""
        if not asked.text:
            return []
        limits = self.rules.limits
        rows = self._rows(asked, mask, most, runs=limits["rare_runs"])
        if not rows or -rows[0].minus < limits["look_again"]:
            rows = self._rows(asked, mask, most, runs=limits["more_runs"])
        words = self.words_asked(asked, rows)
        return (
            self.with_told(rows, told_plain(self.dictionary, words, [row.concept for row in rows])) if words else rows
        )

    def words_asked(self, asked: Asked, rows: Sequence[Found]) -> Words | None:
        """The words of a phrase that has answers, in its language, or else in that of its best answer."""
        if not rows:
            return None
        at = next((at for at, part in enumerate(self.parts) if part.language == asked.language), rows[0].part)
        return words_asked(self.parts[at], int(self.dictionary.offset[at]), asked.text)

    def with_told(self, rows: Sequence[Found], told: Sequence[int]) -> list[Found]:
        """The rows with what other languages tell of each added, best first: never so much that one passes a label that
        is the same as the phrase."""
        share = self.rules.told[self.kind]
        found = []
        for row, more in zip(rows, told, strict=True):
            points = -row.minus
            added = 0 if points >= WHOLE else min(more * share // 1000, WHOLE - 1 - points)
            found.append(Found(-points - added, row.concept, row.part, row.heard) if added else row)
        return sorted(found)

    def _rows(self, asked: Asked, mask: Ints | None, most: int, *, runs: int) -> list[Found]:
        """As `ranked`, with the rarest runs of letters that stand in ``runs`` concepts together."""
        limits, of_letters = self.rules.limits, runs_of(asked.text)
        rows: list[Found] = []
        highest = 0
        for number, (part, factor) in enumerate(zip(self.parts, self.factors(asked.language), strict=True)):
            question = part.question(asked.text, *of_letters, most=runs)
            hits = search_plain(part, question, self.weights, limits=limits, before=highest)
            highest = max(highest, hits.highest)
            points = hits.points * factor // 1000
            if part.language == "en":
                # An English name that is used as it stands ("software developer") loses nothing in another language.
                points = np.where(hits.points >= WHOLE, hits.points, points)
            points = points + self._prior(points, self.digital[hits.concepts])
            found = zip((-points).tolist(), hits.concepts.tolist(), hits.heard.tolist(), strict=True)
            rows += [Found(minus, concept, number, heard) for minus, concept, heard in found]
        return _firsts(sorted(rows if mask is None else [row for row in rows if mask[row.concept]]), most)

    def _prior(self, points: Ints, digital: Ints) -> Ints:
        """What a digital concept gets on top: never so much that it passes a label that is the same as the phrase."""
        limits = self.rules.limits
        near = np.minimum(limits["digital"], np.maximum(WHOLE - 1 - points, 0))
        return digital * np.where(points >= WHOLE, limits["digital_same"], near)

    def _mask(self, scheme: Scheme | None) -> Ints | None:
        if scheme is None:
            return None
        if scheme not in self._masks:
            found = [scheme_of(uri) == scheme for uri in self.uris]
            self._masks[scheme] = np.array(found, dtype=bool)
        return self._masks[scheme]

    def _answer(self, asked: Asked, best: Sequence[Found], top: int) -> Linked:
        if not best:
            return Linked(asked.query, asked.language, ())
        kept = self.rules.factors["repaired"] if asked.repaired else 1000
        points = [-row.minus * kept // 1000 for row in best]
        matched = bool(points) and points[0] >= self.rules.ask[self.kind]
        language = asked.language or (self.parts[best[0].part].language if matched else "")
        ahead = points[0] - (points[1] if len(points) > 1 else 0) if points else 0
        fuzzy = max(len(word) for word in asked.text.split()) >= self.rules.limits["fuzzy_least"]
        candidates = []
        for rank, row in enumerate(best[:top]):
            decision = self._decide(points[rank], ahead=0 if rank else ahead, heard=row.heard, fuzzy=fuzzy)
            if asked.repaired and decision == "accept":
                decision = "ask"
            shown = self._label(row.concept, language)
            sure = self.rules.confidence(self.kind, points[rank])
            score = min(points[rank], WHOLE) / WHOLE
            candidates.append(Candidate(self.uris[row.concept], shown, score, decision, sure))
        return Linked(asked.query, language, tuple(candidates))

    def _decide(self, points: int, *, ahead: int, heard: int, fuzzy: bool) -> Decision:
        """Only letters alike and no word: asked at best, and not even that for a short phrase."""
        if points < self.rules.ask[self.kind] or (heard == 0 and not fuzzy):
            return "unmatched"
        margin = self.rules.limits["same_margin"] if points >= WHOLE else self.rules.margin[self.kind]
        sure = points >= self.rules.accept[self.kind] and ahead >= margin and (heard > 0 or points >= WHOLE)
        return "accept" if sure else "ask"

    def _label(self, concept: int, language: str) -> str:
        """The preferred label; where the language has none: every language's, English, else the first there is."""
        for choice in (language, "", "en", *LANGUAGES):
            if choice in self.shown and self.shown[choice][concept]:
                return self.shown[choice][concept]
        return next((text for part, text in self._labels_of(concept)), "")

    def _labels_of(self, concept: int) -> Iterable[tuple[str, str]]:
        for part, texts in zip(self.parts, self.texts, strict=True):
            place = int(np.searchsorted(part.arrays.concepts, concept))
            if place < len(part.arrays.concepts) and int(part.arrays.concepts[place]) == concept:
                for at in range(int(part.arrays.first_label[place]), int(part.arrays.first_label[place + 1])):
                    yield part.language, texts[at]


def _with_pivots(
    parts: Sequence[Part], kind: Kind, rules: LinkRules, *, concepts: int
) -> tuple[list[Part], DictionaryArrays]:
    """The parts with the twins that the labels in other languages tell, and the dictionary of all their words."""
    arrays, limits = [part.arrays for part in parts], rules.limits
    pairs = pairs_of_parts(arrays)
    twins = with_pivots(arrays, pairs, most=limits["twins"], least=limits["twin_least"], strongest=rules.twins[kind])
    dictionary = build_dictionary(
        arrays, pairs, concepts=concepts, most=limits["told_words"], least=limits["told_least"]
    )
    found = [
        Part(part.language, part.arrays._replace(twins=near), numbers=part.numbers, words=part.words)
        for part, near in zip(parts, twins, strict=True)
    ]
    return found, dictionary


def scheme_of(uri: str) -> str:
    """Of which taxonomy a URI is.

    >>> scheme_of("http://data.europa.eu/esco/skill/1"), scheme_of("urn:schakel:skill:linux")
    ('esco', 'own')
    """
    if "competentnl" in uri:
        return "competentnl"
    return next((name for name, begin in _SCHEMES.items() if uri.startswith(begin)), "onet" if "onet" in uri else "")


def _firsts(found: Iterable[Found], most: int) -> list[Found]:
    """The first row of each of the first ``most`` concepts."""
    rows: dict[int, Found] = {}
    for row in found:
        if row.concept not in rows:
            rows[row.concept] = row
            if len(rows) == most:
                break
    return list(rows.values())


def _has_numba() -> bool:
    from importlib.util import find_spec

    return find_spec("numba") is not None
