"""Personal data in a text: found so that it can be hidden, never kept.

What is found: e-mail and web addresses, telephone and bank numbers, citizen service numbers (BSN, by the eleven test),
postcodes and street addresses, dates of birth, and names where the text says it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schakel.engine.text.contacts import ContactFinder
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.spans import Spans, apart
from schakel.engine.text.tokens import Token, tokenise

# What may stand in a mail address begins nowhere but after something that may not: that keeps the search quick.
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+(?:@[\w-]+(?:\.[\w-]+)+"
    r"| ?[\[(](?:at|@|a|apenstaartje)[\])] ?[\w-]+(?: ?(?:\.|[\[(](?:dot|punt)[\])]) ?[\w-]+)+)",
    re.I,
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"']+|(?:[a-z]{2,3}\.)?linkedin\.com/[^\s<>()\"']+|github\.com/[^\s<>()\"']+", re.I
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?!\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d))(?:(?:\+|00)(?:31|32|49|33|44|352)[\s.-]?(?:\(0\))?|0(?=[1-9]))(?:(?:[^\S\n]?[./–-][^\S\n]?|[^\S\n])?\(?\d\)?){7,12}(?![\w])"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{0,4}\b")
_NINE = re.compile(r"(?<![\d.,/+-])\d(?:[ .]?\d){8}(?![\d])")
_POSTCODE = re.compile(r"(?<![#\w])[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b(?:[ ,]+\d{1,5}[ -]?[a-zA-Z]?\b(?!\w))?")
_DATE = re.compile(
    r"\s*(?:op|on|am|le|:|-)?\s*"
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? ?[a-zéäû]{3,9}\.? \d{4})",
    re.I,
)
_REGISTRATION = re.compile(r"\b(?:kvk|k\.v\.k\.|handelsregister)[ -]?(?:nummer|nr\.?)?\s*:?\s*\d{8}\b", re.I)
# Where one of these stands, somebody can be reached.
_REACHED = frozenset({"email", "phone"})
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
        )
        name = r"(?:de |du |des |la |l'|d'|le |les )*[A-Z][\w'-]+"
        town = r"(?:,? \d{4,5} [A-Z][\w-]+)?"
        self._starts = re.compile(rf"(?<!\w)(?i:{starts}) [a-zA-Z]")
        self._street_french = re.compile(
            rf"\b{number},? (?i:{starts}) {name}{town}"
            rf"|\b(?i:{starts}) {name}(?: [\w'-]+){{0,2}}?,? {number}(?!\w){town}",
        )
        self._births = Phrases((phrase, "birth-date") for phrase in lexicon.phrases("mask", "birth_labels"))
        self._names = Phrases((phrase, "name") for phrase in lexicon.phrases("mask", "name_labels"))
        self._contacts = ContactFinder(lexicon)

    def find(self, text: str, tokens: Sequence[Token] | None = None) -> list[Masked]:
        """All personal data, in order, without overlap; ``tokens`` are those of the text, where they are at hand."""
        words = tokenise(text) if tokens is None else tokens
        found: list[Masked] = [*_all(text, _EMAIL, "email"), *_all(text, _URL, "url"), *_all(text, _IBAN, "iban")]
        found += [Masked(*one.span(), "bsn") for one in _NINE.finditer(text) if is_bsn(one.group())]
        found += _all(text, _PHONE, "phone")
        found += self._births_in(text, words)
        found += _all(text, _POSTCODE, "postcode")
        found += _all(text, self._street, "address")
        if self._starts.search(text):
            found += _all(text, self._street_french, "address")
        found += _all(text, _REGISTRATION, "registration")
        found += self._names_in(text, words)
        reached = [(one.start, one.end) for one in found if one.kind in _REACHED]
        found += [Masked(*span, "name") for span in self._contacts.find(text, words, reached)]
        return sorted(found[number] for number in apart([(one.start, one.end) for one in found], len(text)))

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


def spans_of(masked: Iterable[Masked]) -> Spans:
    """Where the masked parts stand, to ask many times whether a part of the text meets one."""
    return Spans((one.start, one.end) for one in masked)
