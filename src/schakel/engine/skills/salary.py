"""The pay a vacancy names: "€ 3.000 - € 4.500 bruto per maand", "up to 70k", "45.000 € bis 55.000 € im Jahr"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from schakel.engine.text.lexicon import Lexicon

_SIGNS = {"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "$": "USD", "chf": "CHF"}
_SIGN = r"(?:€|£|\$|(?:eur|euros?|gbp|chf)\b)"
_NUMBER = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2}(?!\d)|,-+)?|\d{1,6}(?:[.,]\d{1,2}(?!\d)|,-+)?"


def _amount(place: int) -> str:
    """The pattern of one amount with its sign; the groups carry the number of its place in a range."""
    sign = rf"(?:(?P<before{place}>{_SIGN})\s?)?"
    number = rf"(?<![\d.,])(?P<number{place}>{_NUMBER})\s?(?P<thousand{place}>k\b)?"
    return rf"{sign}{number}\s?(?P<after{place}>{_SIGN})?"


_JOIN = r"\s?(?:,-)?\s?(?:-|–|—|tot(?: maximaal| en met)?|t/m|to|bis(?: zu)?|à|a|et|en|and|und)\s?(?:max\.? )?"
_RANGE = re.compile(rf"{_amount(1)}(?:{_JOIN}{_amount(2)})?", re.I)
_DIGITS = re.compile(r"\d+")
_SIGN_BEFORE = re.compile(rf"(?<!\w){_SIGN}\s?$", re.I)
_SIGN_REACH = 7
# How far words that tell what an amount is may stand from it, in characters.
_BEFORE, _AFTER, _LABEL = 70, 34, 14
# What can be pay for an hour, a month, a year, in whole units of the currency.
_LIKELY = {"hour": (8, 250), "month": (150, 20_000), "year": (12_000, 400_000)}
# Without a sign, "k" or a period a number must be this high to be pay and no step of a scale.
_BARE_LEAST = 1000
_GUESS = (("hour", 150), ("month", 11_999), ("year", 400_000))


class Salary(NamedTuple):
    """Pay from and to, each None where the text leaves it open; ``per`` is ``hour``, ``month`` or ``year``.

    ``currency`` is a code such as ``EUR``, or None where the text names none; ``text[start:end]`` holds the amounts.
    """

    least: Decimal | None
    most: Decimal | None
    per: str
    currency: str | None
    start: int
    end: int


class SalaryReader:
    """Reads pay with the table ``salary`` of a lexicon.

    >>> from schakel.engine.text.lexicon import load_lexicon
    >>> from schakel.reference import REFERENCE
    >>> found = SalaryReader(load_lexicon(REFERENCE / "reading")).read("Salaris: € 3.000 tot € 4.500 bruto per maand")
    >>> str(found.least), str(found.most), found.per, found.currency
    ('3000', '4500', 'month', 'EUR')
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the words around an amount."""
        words = lexicon.words["salary"]
        self._cue, self._other, self._from, self._to = (_any(words[key]) for key in ("cues", "other", "from", "to"))
        self._per = {per: _any(words[per]) for per in ("hour", "month", "year")}

    def read(self, text: str) -> Salary | None:
        """The pay a text names: an amount beside a word for pay before one that only has a period."""
        best: Salary | None = None
        for found, cued in self._candidates(text):
            if cued:
                return found
            best = best or found
        return best

    def _candidates(self, text: str) -> Iterator[tuple[Salary, bool]]:
        for one in _amounts(text):
            currency = _currency(one)
            before = text[max(text.rfind("\n", 0, one.start()) + 1, one.start() - _BEFORE) : one.start()]
            label = text[max(0, one.start() - _LABEL) : one.start()]
            line = text.find("\n", one.end())
            after = text[one.end() : min(one.end() + _AFTER, line if line >= 0 else len(text))]
            cued = bool(self._cue.search(before)) or bool(self._cue.search(label))
            if not (currency or one["thousand1"] or one["thousand2"] or self._cue.search(label)):
                continue
            if self._other.search(before[-40:] if not cued else before[-16:]) or self._other.match(after.lstrip()):
                continue
            per = self._period(before, after)
            bound = bool(one["thousand1"]) and bool(self._to.search(label) or self._from.search(label))
            if cued or per or bound or self._cue.search(after):
                salary = self._salary(one, per=per, currency=currency, before=before)
                if salary:
                    yield salary, cued

    def _period(self, before: str, after: str) -> str | None:
        """Per what an amount is paid: the nearest word after it, else the last before it."""
        follow = [(hit.start(), per) for per, words in self._per.items() if (hit := words.search(after))]
        if follow:
            return min(follow)[1]
        lead = [(max(hit.start() for hit in hits), per) for per, hits in self._leading(before).items()]
        return max(lead)[1] if lead else None

    def _leading(self, before: str) -> dict[str, list[re.Match[str]]]:
        found = {per: list(words.finditer(before)) for per, words in self._per.items()}
        return {per: hits for per, hits in found.items() if hits}

    def _salary(self, one: re.Match[str], *, per: str | None, currency: str | None, before: str) -> Salary | None:
        many = bool(one["thousand1"] or one["thousand2"])
        amounts = [_value(one[f"number{place}"], thousand=many) for place in (1, 2) if one[f"number{place}"]]
        if len(amounts) == 2 and amounts[0] < 150 < amounts[1] // 100 and not many:
            amounts[0] *= 1000 if amounts[1] >= 1000 else 1
        if per is None and not currency and not many and amounts[-1] < _BARE_LEAST:
            return None
        per = per or next((name for name, most in _GUESS if amounts[-1] <= most), "year")
        low, high = _LIKELY[per]
        if not all(low <= amount <= high for amount in amounts) or amounts != sorted(amounts):
            return None
        least: Decimal | None = amounts[0]
        most: Decimal | None = amounts[-1]
        if len(amounts) == 1:
            close = before[-24:]
            if self._to.search(close):
                least = None
            elif self._from.search(close):
                most = None
        return Salary(least, most, per, currency, one.start(), one.end())


def _amounts(text: str) -> Iterator[re.Match[str]]:
    """Every amount or range, from left to right; looked for only where a number stands, which is quick."""
    end = 0
    for digit in _DIGITS.finditer(text):
        if digit.start() < end:
            continue
        sign = _SIGN_BEFORE.search(text, max(end, digit.start() - _SIGN_REACH), digit.start())
        found = _RANGE.match(text, sign.start() if sign else digit.start())
        if found:
            end = found.end()
            yield found


def _any(words: list[str]) -> re.Pattern[str]:
    """One pattern for words and beginnings of words; a word that ends in ``*`` may go on."""
    parts = [re.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?!\w)") for word in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(parts, key=len, reverse=True)) + ")", re.I)


def _currency(one: re.Match[str]) -> str | None:
    signs = (one[name] for name in ("before1", "after1", "before2", "after2"))
    return next((_SIGNS[sign.lower()] for sign in signs if sign), None)


def _value(number: str, *, thousand: bool) -> Decimal:
    """A number as written in any of the four languages: "3.000,50", "3,000", "2 500", "2800,-"."""
    whole = re.sub(r",-+$", "", number)
    cents = re.search(r"[.,](\d{1,2})$", whole)
    digits = re.sub(r"\D", "", whole[: cents.start()] if cents else whole)
    value = Decimal(f"{digits}.{cents[1]}" if cents else digits)
    value = value * 1000 if thousand and value < 1000 else value
    return value.to_integral_value() if value == value.to_integral_value() else value
