"""Names of the people to ask, so that they can be hidden: "bel Jan de Vries", "Frau Dr. Weber", a name under a letter.

A name is looked for only where a text says that somebody stands there: after "contactpersoon", after a title such as
"mevrouw", before a telephone number, or alone on a line with a job such as "Recruiter" under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, TIGHT, Token, normalise

_NAME_WORDS = 6
_ROLE_WORDS = 4
# A telephone number or mail address this many words after a name says that it is one.
_REACH = 6
_ALONE_WORDS = 5

Span = tuple[int, int]


class ContactFinder:
    """Finds names of people with the table ``mask.contact`` of a lexicon.

    >>> from schakel.engine.text.lexicon import load_lexicon
    >>> from schakel.engine.text.tokens import tokenise
    >>> from schakel.reference import REFERENCE
    >>> finder = ContactFinder(load_lexicon(REFERENCE / "reading"))
    >>> text = "Vragen? Mail Anna van den Berg!"
    >>> [text[start:end] for start, end in finder.find(text, tokenise(text), ())]
    ['Anna van den Berg']
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the words."""
        contact = lexicon.words["mask"]["contact"]
        self._cues = Phrases(
            [
                *((phrase, "here") for phrase in contact["phrases"]),
                *((phrase, "near") for phrase in contact["headings"]),
                *((phrase, "letter") for phrase in contact["letters"]),
            ]
        )
        self._roles, self._titles, self._particles, self._articles, self._no_names, self._jobs = (
            frozenset(map(normalise, contact[key]))
            for key in ("roles", "titles", "particles", "articles", "no_names", "jobs")
        )

    def find(self, text: str, tokens: Sequence[Token], reached: Sequence[Span]) -> Iterator[Span]:
        """Where names stand, in characters; ``reached`` are the places of telephone numbers and mail addresses."""
        for hit in self._cues.find(tokens):
            yield from self._after_cue(text, tokens, hit.stop, reached, cue=hit.value)
        for place, token in enumerate(tokens):
            # "ING" and "MS" are no titles.
            if token.norm in self._titles and not token.text.isupper():
                yield from self._titled(tokens, place)
        yield from self._signed(text, tokens, reached)

    def _after_cue(
        self, text: str, tokens: Sequence[Token], start: int, reached: Sequence[Span], *, cue: str
    ) -> Iterator[Span]:
        """After "contact op met": two words with a capital, or one that is titled or has a number after it.

        After a heading such as "Meer weten?" a number, a job or the end of the line must follow; under a letter one
        word that fills the line is enough.
        """
        first, titled = start, False
        while first < min(len(tokens), start + _ROLE_WORDS) and self._is_role(tokens[first]):
            titled = titled or tokens[first].norm in self._titles
            first += 1
        stop, capitals = self._name(tokens, first)
        described = first > start and tokens[first - 1].norm in self._articles
        if not capitals or described:
            return
        numbered, last = _is_numbered(tokens, stop, reached), _ends_line(text, tokens, stop)
        enough = {
            "here": capitals >= 2 or titled or numbered,
            "near": capitals >= 2 and (numbered or last or self._job_follows(tokens, stop)),
            "letter": capitals >= 2 or last,
        }
        if enough[cue]:
            yield tokens[first].start, tokens[stop - 1].end

    def _titled(self, tokens: Sequence[Token], place: int) -> Iterator[Span]:
        """ "mevrouw A. de Groot", "Herrn Klaus Weber", "Frau Dr. Schmidt"."""
        first = place + 1
        while first < len(tokens) and tokens[first].norm in self._titles:
            first += 1
        if first < len(tokens) and (tokens[first].gap != BREAK or tokens[place].norm not in {"herr", "frau"}):
            stop, capitals = self._name(tokens, first)
            if capitals:
                yield tokens[first].start, tokens[stop - 1].end

    def _signed(self, text: str, tokens: Sequence[Token], reached: Sequence[Span]) -> Iterator[Span]:
        """A name alone on a line, with a job or a number on the next."""
        for first, stop in _lines(text, tokens):
            if not 2 <= stop - first <= _ALONE_WORDS:
                continue
            end, capitals = self._name(tokens, first)
            if end != stop or capitals < 2:
                continue
            after = text.find("\n", tokens[stop - 1].end)
            below = text.find("\n", after + 1) if after >= 0 else -1
            numbered = any(after < number < (below if below > after else len(text)) for number, _ in reached)
            job = stop < len(tokens) and after >= 0 and self._job_follows(tokens, stop)
            if job or (numbered and after >= 0):
                yield tokens[first].start, tokens[stop - 1].end

    def _job_follows(self, tokens: Sequence[Token], stop: int) -> bool:
        """Whether one of the next words is a job of somebody who answers questions: "Recruiter", "HR-adviseur"."""
        return any(token.norm in self._jobs for token in tokens[stop : stop + 2])

    def _name(self, tokens: Sequence[Token], first: int) -> tuple[int, int]:
        """Where a name that begins here ends, and how many words with a capital it has; initials do not count."""
        stop, capitals = first, 0
        while stop < min(len(tokens), first + _NAME_WORDS) and self._in_name(tokens, stop, first):
            plain = len(tokens[stop].text) > 1 and tokens[stop].norm not in self._particles
            double = stop > first and tokens[stop].gap == TIGHT and len(tokens[stop - 1].text) > 1
            capitals += plain and tokens[stop].text[0].isupper() and not double
            stop += 1
        while stop > first and not tokens[stop - 1].text[0].isupper():
            stop -= 1
        initials = stop > first and len(tokens[first].text) == 1
        return stop, capitals + (1 if initials and capitals else 0)

    def _is_role(self, token: Token) -> bool:
        """A word between "contact op met" and the name; "De" with a capital is the first of a name ("mevrouw De Wit")."""
        known = token.norm in self._roles or token.norm in self._jobs or token.norm in self._titles
        return known and not (token.norm in self._particles and token.text[0].isupper())

    def _in_name(self, tokens: Sequence[Token], place: int, first: int) -> bool:
        token = tokens[place]
        # After "P." and in "d' Aumerie" the name goes on.
        initial = place > first and len(tokens[place - 1].text) == 1
        if place > first and token.gap == BREAK and not initial:
            return False
        if token.norm in self._particles:
            return place > first or token.text[0].isupper()
        shouted = token.text.isupper() and len(token.text) > 1
        known = token.norm in self._no_names or token.norm in self._jobs
        return token.text[0].isupper() and token.text.isalpha() and not shouted and not known


def _lines(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """The tokens of each line, as ``(first, stop)``; a line with more than a name is not worth a look."""
    first = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or "\n" in text[tokens[place - 1].end : tokens[place].start]:
            yield first, place
            first = place


def _is_numbered(tokens: Sequence[Token], stop: int, reached: Sequence[Span]) -> bool:
    """Whether a telephone number or mail address begins within a few words after ``tokens[stop - 1]``."""
    beyond = tokens[stop + _REACH].start if stop + _REACH < len(tokens) else None
    return any(tokens[stop - 1].end <= start and (beyond is None or start < beyond) for start, _ in reached)


def _ends_line(text: str, tokens: Sequence[Token], stop: int) -> bool:
    rest = text[tokens[stop - 1].end : tokens[stop].start] if stop < len(tokens) else ""
    return stop == len(tokens) or "\n" in rest
