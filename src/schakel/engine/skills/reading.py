"""Reads a CV, a vacancy or a course into skills, with the place of every word it went by."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from schakel.engine.errors import InputError
from schakel.engine.skills.attributes import AttributeReader, KindGuess
from schakel.engine.skills.clauses import ClauseReader, Said, Sentence, sentences_of
from schakel.engine.skills.finder import SkillFinder
from schakel.engine.skills.matches import Match
from schakel.engine.skills.places import Place, PlaceFinder
from schakel.engine.skills.result import OccupationRead, Reading, SkillRead, SpokenRead, TextSpan
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.skills.titles import OccupationFound, TitleReader
from schakel.engine.skills.unmatched import UnmatchedFinder
from schakel.engine.text.language import LanguageGuesser
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.masking import Masked, Masker, covered
from schakel.engine.text.sections import Line, Section, Sectioner, lines_of
from schakel.engine.text.tokens import Token, tokenise

__all__ = ["Reader", "Reading"]

_LINE_LANGUAGE_LEAST = 2.0
_LINE_LANGUAGE_MARGIN = 1.6
_DEMAND_SECTIONS = frozenset({"demands", "wishes"})
_TELLING_SECTIONS = frozenset({"abilities", "history", "education", "teaches", "summary"})
_CLEAR = frozenset({"named", "sense", "name_compound", "exact"})


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
        self._places = PlaceFinder(places, lexicon)
        self._unmatched = UnmatchedFinder(lexicon)
        self._masker = Masker(lexicon)
        self._confidence: dict[str, float] = dict(lexicon.words["confidence"])

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
        if main not in self._lexicon.read:
            return self._read_names(text, tokens, main)
        return self._read(text, tokens, main, kind)

    def _read(self, text: str, tokens: Sequence[Token], main: str, kind: str | None) -> Reading:
        lines = lines_of(text, tokens)
        guess = KindGuess(kind, 1.0) if kind else self._kind(tokens, lines)
        languages = self._languages(tokens, lines, main)
        masked = self._masker.find(text, tokens)
        if guess.kind == "cv":
            masked = sorted([*masked, *self._name_on_top(text, tokens, lines, masked, main)])
        hidden = frozenset(
            place for place, token in enumerate(tokens) if masked and covered(masked, token.start, token.end)
        )
        sections = self._sectioner.sections(text, tokens, kind=guess.kind, lines=lines)
        sentences = sentences_of(text, tokens)
        matches = self._finder.find(tokens, languages=languages, lines=lines, hidden=hidden)
        title = self._titles.title(text, tokens, lines, language=main, kind=guess.kind)
        occupation = self._occupation(title, tokens, main, guess.kind)
        skills = self._skills(text, tokens, matches, sentences, sections, title, guess.kind)
        spoken = self._spoken(tokens, sentences, matches)
        place = self._places.best(tokens)
        hours = self._attributes.hours(tokens) if guess.kind == "vacancy" else None
        return Reading(
            text=text,
            kind=guess.kind,
            kind_confidence=guess.confidence,
            language=main,
            languages=tuple(dict.fromkeys((main, *languages))),
            supported=True,
            title=title,
            occupation=self._occupation_read(occupation),
            seniority=self._titles.seniority(title),
            levels=self._attributes.levels(tokens, sentences),
            years=self._clauses.experience_years(tokens, sentences),
            hours=(hours.least, hours.most) if hours else None,
            place=(place.code, place.label) if place else None,
            start=self._attributes.start(tokens),
            remote=self._attributes.remote(tokens),
            spoken=spoken,
            skills=skills,
            unmatched=self._unmatched_spans(text, tokens, matches, sentences, sections, hidden, languages, guess.kind),
            masked=tuple(masked),
            sections=tuple(sections),
        )

    def _kind(self, tokens: Sequence[Token], lines: Sequence[Line]) -> KindGuess:
        return self._attributes.kind(tokens, self._sectioner.heading_counts(tokens, lines))

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

    def _name_on_top(
        self, text: str, tokens: Sequence[Token], lines: Sequence[Line], masked: Sequence[Masked], main: str
    ) -> list[Masked]:
        """The top line of a CV when it can only be a name: two to four capitalised words, no title, no heading."""
        if any(one.kind == "name" for one in masked):
            return []
        # Under a heading such as "Lebenslauf" the name is the second line.
        start = 1 if lines and any(self._sectioner.heading_counts(tokens, lines[:1]).values()) else 0
        for line in lines[start : start + 1]:
            words = tokens[line.first : line.stop]
            looks = 2 <= len(words) <= 4 and words[0].text[0].isupper() and words[-1].text[0].isupper()
            plain = all(word.text.replace("'", "").isalpha() for word in words)
            heading = any(self._sectioner.heading_counts(tokens, [line]).values())
            if looks and plain and not heading and not self._titles.link(text[line.start : line.end], main):
                return [Masked(words[0].start, words[-1].end, "name")]
        return []

    def _occupation(self, title: str, tokens: Sequence[Token], main: str, kind: str) -> OccupationFound | None:
        named = self._titles.link(title, main) if title else None
        return named or self._titles.link_body(tokens, main, ict_only=kind != "cv")

    def _occupation_read(self, found: OccupationFound | None) -> OccupationRead | None:
        if found is None:
            return None
        return OccupationRead(found.uri, self._taxonomy.occupation(found.uri).isco, found.text, found.confidence)

    def _skills(
        self,
        text: str,
        tokens: Sequence[Token],
        matches: Sequence[Match],
        sentences: Sequence[Sentence],
        sections: Sequence[Section],
        title: str,
        kind: str,
    ) -> tuple[SkillRead, ...]:
        """The matches that count, each with what is said about it."""
        title_start = text.find(title) if title else -1
        title_end = title_start + len(title)
        skills: list[SkillRead] = []
        for sentence in sentences:
            here = [match for match in matches if sentence.first <= match.first < sentence.stop]
            if not here:
                continue
            for match, said in zip(here, self._clauses.read(tokens, sentence, here), strict=True):
                section = _section_at(sections, tokens[match.first].start)
                if said.negated or not self._counts(match, section):
                    continue
                in_title = title_start <= tokens[match.first].start < title_end
                demand = _demand(section, said, kind=kind, in_title=in_title)
                skills.append(self._skill_read(text, tokens, match, said, demand, section))
        return tuple(skills)

    def _counts(self, match: Match, section: Section) -> bool:
        if section.counts == "no":
            return False
        if section.counts == "mentioned":
            skill = self._taxonomy.skill(match.uri)
            return match.how in _CLEAR and skill.is_named
        return True

    def _skill_read(
        self,
        text: str,
        tokens: Sequence[Token],
        match: Match,
        said: Said,
        demand: str,
        section: Section,
    ) -> SkillRead:
        confidence = self._confidence[match.how]
        if section.counts == "mentioned":
            confidence *= self._confidence["about"]
        start, end = tokens[match.first].start, tokens[match.stop - 1].end
        return SkillRead(
            uri=match.uri,
            label=match.label,
            text=text[start:end],
            start=start,
            end=end,
            demand=demand,
            level=said.level,
            years=said.years,
            confidence=round(confidence, 3),
            decision="accept" if confidence >= self._confidence["accept"] else "ask",
            how=match.how,
            section=section.id,
        )

    def _spoken(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], matches: Sequence[Match]
    ) -> tuple[SpokenRead, ...]:
        languages = [one for one in matches if self._taxonomy.skill(one.uri).kind == "spoken-language"]
        best: dict[str, SpokenRead] = {}
        for found in self._attributes.spoken(tokens, sentences, languages):
            if found.uri not in best or (best[found.uri].cefr is None and found.cefr):
                best[found.uri] = SpokenRead(found.uri, found.cefr)
        return tuple(best.values())

    def _unmatched_spans(
        self,
        text: str,
        tokens: Sequence[Token],
        matches: Sequence[Match],
        sentences: Sequence[Sentence],
        sections: Sequence[Section],
        hidden: frozenset[int],
        languages: Sequence[str],
        kind: str,
    ) -> tuple[TextSpan, ...]:
        taken = {place for match in matches for place in range(match.first, match.stop)} | hidden
        taken |= {place for found in self._places.all(tokens) for place in range(found.first, found.stop)}
        telling = [
            (one, asking) for one in sentences if (asking := self._asks(tokens, one, sections, kind)) is not None
        ]
        return tuple(
            TextSpan(text[start:end], start, end)
            for one in self._unmatched.find(tokens, telling, taken=taken, languages=languages)
            for start, end in [(tokens[one.first].start, tokens[one.stop - 1].end)]
        )

    def _asks(self, tokens: Sequence[Token], sentence: Sentence, sections: Sequence[Section], kind: str) -> bool | None:
        """Whether a sentence stands where skills are asked or told; None where it says nothing of skills."""
        start = tokens[sentence.first].start
        section = _section_at(sections, start)
        if section.counts != "yes" or start < section.body:
            return None
        wanted = _TELLING_SECTIONS if kind != "vacancy" else _DEMAND_SECTIONS
        return section.id in wanted

    def _read_names(self, text: str, tokens: Sequence[Token], language: str) -> Reading:
        """A text in another language: only names of products, as a question."""
        lines = lines_of(text, tokens)
        masked = self._masker.find(text, tokens)
        hidden = frozenset(place for place, token in enumerate(tokens) if covered(masked, token.start, token.end))
        matches = self._finder.find(tokens, languages=[language] * len(tokens), lines=lines, hidden=hidden)
        names = [match for match in matches if match.how == "named" and self._taxonomy.skill(match.uri).is_named]
        whole = Section("intro", "yes", 0, 0, len(text))
        unsaid = Said(False, False, False, None, None)
        skills = tuple(self._skill_read(text, tokens, match, unsaid, "mentioned", whole) for match in names)
        guess = self._kind(tokens, lines)
        return Reading.unsupported(text=text, language=language, kind=guess.kind, skills=skills, masked=tuple(masked))


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


def _section_at(sections: Sequence[Section], start: int) -> Section:
    for section in sections:
        if section.start <= start < section.end:
            return section
    return sections[-1]


def _demand(section: Section, said: Said, *, kind: str, in_title: bool) -> str:
    """``required``, ``wished`` or ``mentioned``: only a vacancy demands anything."""
    if kind != "vacancy":
        return "mentioned"
    if section.id == "wishes" or said.wished:
        return "wished"
    if section.id == "demands" or in_title or said.required:
        return "required"
    return "mentioned"
