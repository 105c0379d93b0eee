"""Numbers in words: the notation of a language, and what a qualifier means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from schakel.engine.figures.definitions import Vocabulary
from schakel.engine.regions import Words

MINUS = "\u2212"


@dataclass(frozen=True)
class Speaker:
    """Says numbers and words in one language (`nl`, `en` or `de`).

    >>> from schakel.engine.figures.definitions import read_vocabulary
    >>> from schakel.reference import REFERENCE
    >>> speaker = Speaker("nl", read_vocabulary(REFERENCE / "figures"))
    >>> speaker.value(Decimal("0.5"), "percent", "under"), speaker.value(Decimal(26000), "persons")
    ('minder dan 0,5%', '26.000')
    """

    language: str
    vocabulary: Vocabulary

    def word(self, key: str) -> str:
        """One of the loose words."""
        return self.vocabulary["word", key].in_language(self.language)

    def words(self, words: Words) -> str:
        """A text in this language, else in Dutch."""
        return words.in_language(self.language)

    def number(self, value: Decimal) -> str:
        """A number with the separators of the language."""
        text = f"{abs(value):,f}"
        if self.language != "en":
            text = text.translate(str.maketrans(",.", ".,"))
        return f"{MINUS}{text}" if value < 0 else text

    def value(self, value: Decimal | None, unit: str, qualifier: str = "exact", *, signed: bool = False) -> str:
        """A number with its unit and qualifier; None is the word for unknown. `signed` writes a plus too."""
        if value is None:
            return self.word("unknown")
        number = f"+{self.number(value)}" if signed and value > 0 else self.number(value)
        with_unit = self.vocabulary["unit", unit].in_language(self.language).format(n=number)
        return self.vocabulary["qualifier", qualifier].in_language(self.language).format(n=with_unit)

    def join(self, parts: Sequence[str]) -> str:
        """A list in words.

        >>> from schakel.engine.figures.definitions import Vocabulary
        >>> Speaker("en", Vocabulary({("word", "and"): Words(nl="en", en="and")})).join(["mbo", "hbo", "wo"])
        'mbo, hbo and wo'
        """
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.word('and')} {parts[-1]}"
