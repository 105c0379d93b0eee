"""Reads a CV, a vacancy or a course into skills, with the place of every word it went by."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from schakel.engine.errors import InputError
from schakel.engine.skills.attributes import AttributeReader, KindGuess
from schakel.engine.skills.clauses import ClauseReader, Sentence, sentences_of
from schakel.engine.skills.finder import SkillFinder
from schakel.engine.skills.groups import GroupFinder
from schakel.engine.skills.matches import Match
from schakel.engine.skills.mentions import MentionReader
from schakel.engine.skills.places import Place, PlaceFinder
from schakel.engine.skills.result import OccupationRead, Reading, SkillRead, SpokenRead, TextSpan
from schakel.engine.skills.scene import Scene
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.skills.titles import TitleReader
from schakel.engine.skills.unmatched import Unmatched, UnmatchedFinder
from schakel.engine.skills.work_history import WorkHistory
from schakel.engine.text.language import LanguageGuesser
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.masking import Masked, Masker, spans_of
from schakel.engine.text.phrases import Hit, Phrases
from schakel.engine.text.sections import Line, Sectioner, lines_of
from schakel.engine.text.spans import apart
from schakel.engine.text.tokens import BREAK, Token, tokenise

__all__ = ["Reader", "Reading"]

_LINE_LANGUAGE_LEAST = 2.0
_LINE_LANGUAGE_MARGIN = 1.6
_PERSONAL_WORDS = 4
_NAME_WORDS = 4
_DEMAND_SECTIONS = frozenset({"demands", "wishes"})
_TELLING_SECTIONS = frozenset({"abilities", "history", "education", "teaches", "summary"})


class Reader:
    """Built once from the taxonomy and the word lists, then reads any number of texts; threads may share it."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon, *, places: Iterable[Place] = ()) -> None:
        """Index everything; ``places`` are the municipalities and towns to recognise."""
        with _collector_at_rest():
            self._build(taxonomy, lexicon, places)

    def _build(self, taxonomy: Taxonomy, lexicon: Lexicon, places: Iterable[Place]) -> None:
        self._taxonomy = taxonomy
        self._lexicon = lexicon
        self._guesser = LanguageGuesser(lexicon)
        self._sectioner = Sectioner(lexicon)
        self._finder = SkillFinder(taxonomy, lexicon)
        self._clauses = ClauseReader(lexicon)
        self._attributes = AttributeReader(lexicon)
        self._titles = TitleReader(taxonomy, lexicon)
        self._work = WorkHistory(self._titles, lexicon)
        self._places = PlaceFinder(places, lexicon)
        self._unmatched = UnmatchedFinder(lexicon)
        self._groups = GroupFinder(taxonomy)
        self._personal_labels = Phrases((phrase, True) for phrase in lexicon.phrases("personal_lines"))
        says_name = lexicon.words["mask"]["introductions"]
        sure = [(phrase, True) for phrase in says_name["says_name"]]
        self._introductions = Phrases([*sure, *((phrase, False) for phrase in says_name["may_say_name"])])
        self._masker = Masker(lexicon)
        self._mentions = MentionReader(taxonomy, self._clauses, lexicon.words["confidence"])

    def read(self, text: str, language: str | None = None, *, kind: str | None = None) -> Reading:
        """What a text says. ``language`` and ``kind`` (``cv``, ``vacancy``, ``course``) are guessed where not given.

        Offsets in the result count Unicode characters of ``text`` as given. A text in a language that is not read
        gives a `Reading` whose ``supported`` is false: only names of products are looked for.
        """
        if language is not None and language not in self._lexicon.names:
            known = ", ".join(self._lexicon.names)
            raise InputError(f"The language '{language}' is unknown", remedy=f"Use one of {known}")
        tokens = tokenise(text)
        main = language or self._guesser.guess_tokens(tokens, text) or "nl"
        scene = self._scene(text, tokens, main, kind=kind)
        matches = self._finder.find(
            text, tokens, languages=scene.languages, lines=scene.lines, hidden=scene.hidden, kind=scene.kind
        )
        if main not in self._lexicon.read:
            return Reading.unsupported(
                text=text,
                language=main,
                kind=scene.kind,
                skills=self._mentions.names_only(scene, matches),
                masked=tuple(scene.masked),
            )
        return self._read(scene, matches)

    def _scene(self, text: str, tokens: Sequence[Token], main: str, *, kind: str | None) -> Scene:
        lines = lines_of(text, tokens)
        headings = self._sectioner.heading_counts(tokens, lines)
        guess = KindGuess(kind, 1.0) if kind else self._attributes.kind(tokens, headings)
        masked = self._masker.find(text, tokens)
        if guess.kind == "cv" and not any(one.kind == "name" for one in masked):
            masked = sorted([*masked, *self._name_on_top(text, tokens, lines, main)])
        if guess.kind == "cv":
            masked = sorted([*masked, *_names_again(tokens, masked)])
            masked = sorted([*masked, *_introduced(tokens, masked, self._introductions.find(tokens))])
        away = spans_of(masked)
        hidden = {place for place, token in enumerate(tokens) if away.meets(token.start, token.end)}
        if guess.kind == "cv":
            hidden |= self._personal(text, tokens, lines)
        return Scene(
            text=text,
            kind=guess.kind,
            kind_confidence=guess.confidence,
            language=main,
            tokens=tokens,
            lines=lines,
            sentences=sentences_of(text, tokens),
            sections=self._sectioner.sections(text, tokens, kind=guess.kind, lines=lines),
            languages=self._languages(tokens, lines, main),
            masked=masked,
            hidden=frozenset(hidden),
        )

    def _read(self, scene: Scene, matches: Sequence[Match]) -> Reading:
        tokens, sentences = scene.tokens, scene.sentences
        title = self._titles.title(scene.text, tokens, scene.lines, language=scene.language, kind=scene.kind)
        skills = self._mentions.read(scene, matches, title)
        place = self._places.best(tokens)
        hours = self._attributes.hours(scene.text, tokens) if scene.kind == "vacancy" else None
        return Reading(
            text=scene.text,
            kind=scene.kind,
            kind_confidence=scene.kind_confidence,
            language=scene.language,
            languages=tuple(dict.fromkeys((scene.language, *scene.languages))),
            supported=True,
            title=title,
            occupation=self._occupation(title, scene),
            seniority=self._titles.seniority(title),
            levels=self._attributes.levels(tokens, sentences),
            years=self._clauses.experience_years(tokens, sentences),
            hours=(hours.least, hours.most) if hours else None,
            place=(place.code, place.label) if place else None,
            start=self._attributes.start(scene.text, tokens),
            remote=self._attributes.remote(tokens, sentences),
            spoken=self._spoken(scene, matches, skills),
            skills=skills,
            unmatched=self._unmatched_spans(scene, matches),
            masked=tuple(scene.masked),
            sections=tuple(scene.sections),
            salary=self._attributes.salary(scene.text) if scene.kind == "vacancy" else None,
        )

    def _languages(self, tokens: Sequence[Token], lines: Sequence[Line], main: str) -> list[str]:
        """A language per token: that of its line where the line speaks clearly, else that of the text."""
        languages = [main] * len(tokens)
        for line in lines:
            votes = self._guesser.votes(tokens[line.first : line.stop])
            if not votes:
                continue
            best = max(votes, key=lambda one: (votes[one], one == main))
            own = votes.get(main, 0.0)
            clear = votes[best] >= _LINE_LANGUAGE_LEAST and votes[best] >= _LINE_LANGUAGE_MARGIN * own
            if best != main and clear and best in self._lexicon.read:
                languages[line.first : line.stop] = [best] * (line.stop - line.first)
        return languages

    def _personal(self, text: str, tokens: Sequence[Token], lines: Sequence[Line]) -> set[int]:
        """The tokens of lines that say who somebody is: "Nationaliteit: Duits" is no knowledge of German."""
        hidden: set[int] = set()
        for line in lines:
            hit = self._personal_labels.at(tokens, line.first)
            if hit is None or hit.stop > line.stop:
                continue
            labelled = text[tokens[hit.stop - 1].end : line.end].lstrip().startswith((":", "|", "-", "–", "\t"))
            if labelled or line.stop - line.first <= _PERSONAL_WORDS:
                hidden.update(range(line.first, min(line.stop, hit.stop + _PERSONAL_WORDS)))
        return hidden

    def _name_on_top(self, text: str, tokens: Sequence[Token], lines: Sequence[Line], main: str) -> list[Masked]:
        """The top line of a CV when it can only be a name: two to four capitalised words, no title, no heading."""
        # Under a heading such as "Lebenslauf" the name is the second line.
        start = 1 if any(self._sectioner.heading_counts(tokens, lines[:1]).values()) else 0
        for line in lines[start : start + 1]:
            words = tokens[line.first : line.stop]
            looks = 2 <= len(words) <= 4 and words[0].text[0].isupper() and words[-1].text[0].isupper()
            plain = all(word.text.replace("'", "").isalpha() for word in words)
            heading = any(self._sectioner.heading_counts(tokens, [line]).values())
            # "Ik gebruik Excel." is a sentence; and a name on top has something below it.
            sentence = text[line.start : line.end].rstrip().endswith((".", "!", "?")) or line == lines[-1]
            if (
                looks
                and plain
                and not heading
                and not sentence
                and not self._titles.link(text[line.start : line.end], main)
            ):
                return [Masked(words[0].start, words[-1].end, "name")]
        return []

    def _occupation(self, title: str, scene: Scene) -> OccupationRead | None:
        if scene.kind == "cv":
            found = self._work.occupation(scene, title)
            student = found is None and self._work.is_student(scene)
        else:
            found, student = (self._titles.link(title, scene.language) if title else None), False
        if found is None and not student:
            found = self._titles.link_body(scene.tokens, scene.language, ict_only=scene.kind != "cv")
        if found is None:
            return None
        return OccupationRead(found.uri, self._taxonomy.occupation(found.uri).isco, found.text, found.confidence)

    def _spoken(self, scene: Scene, matches: Sequence[Match], skills: Sequence[SkillRead]) -> tuple[SpokenRead, ...]:
        """The spoken languages that count, each with the level that stands with it."""
        counted = {one.uri for one in skills}
        tongues = [
            one for one in matches if one.uri in counted and self._taxonomy.skill(one.uri).kind == "spoken-language"
        ]
        best: dict[str, SpokenRead] = {}
        for found in self._attributes.spoken(scene.tokens, scene.sentences, tongues):
            if found.uri not in best or (best[found.uri].cefr is None and found.cefr):
                best[found.uri] = SpokenRead(found.uri, found.cefr)
        return tuple(best.values())

    def _unmatched_spans(self, scene: Scene, matches: Sequence[Match]) -> tuple[TextSpan, ...]:
        taken = {place for match in matches for place in range(match.first, match.stop)} | scene.hidden
        taken |= {place for found in self._places.all(scene.tokens) for place in range(found.first, found.stop)}
        telling = [(one, asking) for one in scene.sentences if (asking := _asks(scene, one)) is not None]
        found = self._unmatched.find(scene.tokens, telling, taken=taken, languages=scene.languages)
        names = _names_of_the_company(scene)
        kept = [one for one in found if not any(scene.tokens[place].text in names for place in range(*one))]
        return tuple(self._unmatched_span(scene, one, matches) for one in kept)

    def _unmatched_span(self, scene: Scene, found: Unmatched, matches: Sequence[Match]) -> TextSpan:
        """A phrase with the group it probably belongs to."""
        sentence = next(one for one in scene.sentences if one.first <= found.first < one.stop)
        company = [match.uri for match in matches if sentence.first <= match.first < sentence.stop]
        start, end = scene.span(found.first, found.stop)
        text = scene.text[start:end]
        return TextSpan(text, start, end, self._groups.nearest(text, scene.languages[found.first], company))


def _names_of_the_company(scene: Scene) -> frozenset[str]:
    """Words with a capital that also stand where a text talks of the company, its offer or how to apply."""
    names: set[str] = set()
    for section in scene.sections:
        if section.counts != "yes":
            inside = (token.text for token in scene.tokens if section.start <= token.start < section.end)
            names.update(text for text in inside if text[0].isupper())
    return frozenset(names)


def _asks(scene: Scene, sentence: Sentence) -> bool | None:
    """Whether a sentence stands where skills are asked or told; None where it says nothing of skills."""
    section = scene.section_at(sentence.first)
    if section.counts != "yes" or scene.tokens[sentence.first].start < section.body:
        return None
    return section.id in (_DEMAND_SECTIONS if scene.kind == "vacancy" else _TELLING_SECTIONS)


def _names_again(tokens: Sequence[Token], masked: Sequence[Masked]) -> list[Masked]:
    """A full name found elsewhere in the text, where it stands again: to be called Ruby Jansen is not to know Ruby."""
    names = {words for name in masked if name.kind == "name" for words in [_words_in(tokens, name)] if len(words) > 1}
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        places.setdefault(token.text, []).append(at)
    again = [
        (tokens[at].start, tokens[at + len(words) - 1].end)
        for words in sorted(names)
        for at in places[words[0]]
        if tuple(one.text for one in tokens[at : at + len(words)]) == words
    ]
    away = spans_of(masked)
    new = [span for span in again if not away.meets(*span)]
    return [Masked(*new[number], "name") for number in apart(new, tokens[-1].end if tokens else 0)]


def _words_in(tokens: Sequence[Token], part: Masked) -> tuple[str, ...]:
    """The words that stand wholly inside a masked part."""
    first = bisect_left(tokens, part.start, key=lambda token: token.start)
    inside = []
    while first < len(tokens) and tokens[first].end <= part.end:
        inside.append(tokens[first].text)
        first += 1
    return tuple(inside)


def _introduced(tokens: Sequence[Token], masked: Sequence[Masked], hits: Iterable[Hit[bool]]) -> list[Masked]:
    """The name somebody says in a sentence: after "my name is" any, after "I am" only one that is known as the name."""
    known = {word for name in masked if name.kind == "name" for word in _words_in(tokens, name)}
    away = spans_of(masked)
    found: list[Masked] = []
    for hit in hits:
        stop = hit.stop
        while stop < min(len(tokens), hit.stop + _NAME_WORDS) and tokens[stop].text[:1].isupper():
            if not (hit.value or tokens[stop].text in known) or tokens[stop].gap == BREAK:
                break
            stop += 1
        if stop > hit.stop and not away.meets(tokens[hit.stop].start, tokens[stop - 1].end):
            found.append(Masked(tokens[hit.stop].start, tokens[stop - 1].end, "name"))
    return found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection while much is made that stays: it would look at all of it again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
