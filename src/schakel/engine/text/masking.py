"""Personal data in a text: found so that it can be hidden, never kept.

What is found: e-mail and web addresses, telephone and bank numbers, citizen service numbers (BSN, by the eleven test),
postcodes and street addresses, dates of birth, and names where the text says it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, Token, normalise, tokenise

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"']+|(?:[a-z]{2,3}\.)?linkedin\.com/[^\s<>()\"']+|github\.com/[^\s<>()\"']+", re.I
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?!\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d))(?:(?:\+|00)(?:31|32|49|33|44|352)[\s.-]?(?:\(0\))?|0(?=[1-9]))(?:[\s./-]?\(?\d\)?){7,12}(?![\w])"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{0,4}\b")
_NINE = re.compile(r"(?<![\d.,/+-])\d(?:[ .]?\d){8}(?![\d])")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b(?:[ ,]+\d{1,5}[ -]?[a-zA-Z]?\b(?!\w))?")
_DATE = re.compile(
    r"\s*(?:op|on|am|le|:|-)?\s*"
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? ?[a-zéäû]{3,9}\.? \d{4})",
    re.I,
)
_REGISTRATION = re.compile(r"\b(?:kvk|k\.v\.k\.|handelsregister)[ -]?(?:nummer|nr\.?)?\s*:?\s*\d{8}\b", re.I)
_NAME_WORDS = 4
_ROLE_WORDS = 4
_NAME_AFTER = re.compile(r"\s*:\s*(\S[^\n]{0,80})")


class Masked(NamedTuple):
    """``text[start:end]`` is personal data of this ``kind``."""

    start: int
    end: int
    kind: str


class Masker:
    """Finds personal data with the word lists of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Prepare the patterns for streets and labels."""
        endings = "|".join(map(re.escape, lexicon.words["mask"]["street_endings"].split()))
        starts = "|".join(map(re.escape, lexicon.words["mask"]["street_starts"]))
        number = r"\d{1,4}(?:[ -]?[a-zA-Z]\b)?"
        self._street = re.compile(
            rf"(?<!\w)(?:[A-Z][\w.'-]*(?:[ ][\w.'-]+){{0,3}}?[ ]?(?:{endings})|[A-Z]\w*(?:{endings})\.?)"
            rf"[ ]{number}(?!\w)(?:,?\s\d{{5}}\s[A-ZÄÖÜ][\w-]+)?"
            rf"|\b{number},? (?:{starts}) (?:de |du |des |la )?[A-Z][\w'-]+",
        )
        self._births = Phrases((phrase, "birth-date") for phrase in lexicon.phrases("mask", "birth_labels"))
        self._names = Phrases((phrase, "name") for phrase in lexicon.phrases("mask", "name_labels"))
        contact = lexicon.words["mask"]["contact"]
        self._contacts = Phrases((phrase, True) for phrase in contact["phrases"])
        self._roles, self._titles, self._particles, self._articles, self._no_names = (
            frozenset(map(normalise, contact[key])) for key in ("roles", "titles", "particles", "articles", "no_names")
        )

    def find(self, text: str, tokens: Sequence[Token] | None = None) -> list[Masked]:
        """All personal data, in order, without overlap; ``tokens`` are those of the text, where they are at hand."""
        words = tokenise(text) if tokens is None else tokens
        found: list[Masked] = [*_all(text, _EMAIL, "email"), *_all(text, _URL, "url"), *_all(text, _IBAN, "iban")]
        found += [Masked(*one.span(), "bsn") for one in _NINE.finditer(text) if is_bsn(one.group())]
        found += _all(text, _PHONE, "phone")
        found += self._births_in(text, words)
        found += _all(text, _POSTCODE, "postcode")
        found += _all(text, self._street, "address")
        found += _all(text, _REGISTRATION, "registration")
        found += self._names_in(text, words)
        found += self._contacts_in(words)
        kept: list[Masked] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in kept):
                kept.append(one)
        return sorted(kept)

    def _births_in(self, text: str, tokens: Sequence[Token]) -> Iterator[Masked]:
        for hit in self._births.find(tokens):
            date = _DATE.match(text, tokens[hit.stop - 1].end)
            if date:
                start = date.start() + len(date.group()) - len(date.group().lstrip(" :-\t\n"))
                yield Masked(start, date.end(), "birth-date")

    def _names_in(self, text: str, tokens: Sequence[Token]) -> Iterator[Masked]:
        for hit in self._names.find(tokens):
            before = text[: tokens[hit.first].start].rpartition("\n")[2]
            after = _NAME_AFTER.match(text, tokens[hit.stop - 1].end)
            if after and not before.strip(" -*•\t"):
                yield Masked(after.start(1), after.start(1) + len(after.group(1).rstrip()), "name")

    def _contacts_in(self, tokens: Sequence[Token]) -> Iterator[Masked]:
        """Names of people to ask: two words with a capital, or one after "de heer" or "Frau"."""
        for hit in self._contacts.find(tokens):
            first, titled = hit.stop, False
            while first < min(len(tokens), hit.stop + _ROLE_WORDS) and self._is_role(tokens[first]):
                titled = titled or tokens[first].norm in self._titles
                first += 1
            stop, capitals = first, 0
            while stop < min(len(tokens), first + _NAME_WORDS + 2) and self._in_name(tokens, stop, first):
                capitals += tokens[stop].text[0].isupper()
                stop += 1
            while stop > first and not tokens[stop - 1].text[0].isupper():
                stop -= 1
            described = first > hit.stop and tokens[first - 1].norm in self._articles
            if (capitals >= 2 or (capitals and titled)) and not described:
                yield Masked(tokens[first].start, tokens[stop - 1].end, "name")

    def _is_role(self, token: Token) -> bool:
        """A word between "contact op met" and the name; "De" with a capital is the first of a name ("mevrouw De Wit")."""
        return token.norm in self._roles and not (token.norm in self._particles and token.text[0].isupper())

    def _in_name(self, tokens: Sequence[Token], place: int, first: int) -> bool:
        token = tokens[place]
        if place > first and token.gap == BREAK:
            return False
        if token.norm in self._particles:
            return place > first or token.text[0].isupper()
        shouted = token.text.isupper() and len(token.text) > 1
        return token.text[0].isupper() and token.text.isalpha() and not shouted and token.norm not in self._no_names


def _all(text: str, pattern: re.Pattern[str], kind: str) -> Iterator[Masked]:
    for one in pattern.finditer(text):
        end = one.start() + len(one.group().rstrip(".,;: "))
        yield Masked(one.start(), end, kind)


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven test of the Dutch citizen service number.

    >>> is_bsn("111222333"), is_bsn("123456789")
    (True, False)
    """
    numbers = [int(digit) for digit in digits if digit.isdigit()]
    if len(numbers) != 9 or not any(numbers):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * number for weight, number in zip(weights, numbers, strict=True)) % 11 == 0


def render(text: str, masked: Sequence[Masked], *, mark: str = "█") -> str:
    """The text with every masked character replaced by ``mark``: offsets of everything else stay the same.

    >>> render("Mail ik@zorg.nl", [Masked(5, 15, "email")])
    'Mail ██████████'
    """
    pieces: list[str] = []
    place = 0
    for one in sorted(masked):
        pieces.append(text[place : max(place, one.start)])
        hidden = text[max(place, one.start) : one.end]
        pieces.append("".join(character if character == "\n" else mark for character in hidden))
        place = max(place, one.end)
    return "".join([*pieces, text[place:]])


def covered(masked: Iterable[Masked], start: int, end: int) -> bool:
    """Whether a masked part overlaps ``text[start:end]``."""
    return any(one.start < end and start < one.end for one in masked)
