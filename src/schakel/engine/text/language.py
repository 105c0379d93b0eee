"""Which language a piece of text is in.

Small words ("de", "und", "the") decide nearly always, and quickly. Only where they are silent is a statistical model
asked (lingua, loaded at first use). Lists of product names have no language and take that of the text around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.tokens import Token, normalise, tokenise

# A model is asked only about text that could be running text: this many words, this share of them in lower case.
_MODEL_LEAST_WORDS = 4
_MODEL_LEAST_PLAIN = 0.5
_MODEL_LEAST_CHANCE = 0.6
# The best language must be this much stronger than the next.
_MARGIN = 1.25


class LanguageGuesser:
    """Guesses languages with the small words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the small words: a word of several languages counts for each, less."""
        self._languages = tuple(lexicon.small_words)
        owners: dict[str, list[str]] = {}
        for language, words in lexicon.small_words.items():
            for word in words:
                owners.setdefault(normalise(word), []).append(language)
        self._weights = {word: [(one, 1.0 / len(own)) for one in own] for word, own in owners.items()}
        self._letters = {letter: language for language, letters in lexicon.letters.items() for letter in letters}
        self._model_languages = tuple(lexicon.names)

    def votes(self, tokens: Iterable[Token]) -> dict[str, float]:
        """How strongly each language is heard in these words; empty when nothing is heard."""
        votes: dict[str, float] = {}
        for token in tokens:
            for language, weight in self._weights.get(token.norm, ()):
                votes[language] = votes.get(language, 0.0) + weight
            if not token.text.isascii():
                for letter in token.text.lower():
                    if letter in self._letters:
                        language = self._letters[letter]
                        votes[language] = votes.get(language, 0.0) + 0.5
        return votes

    def guess(self, text: str, *, least: float = 1.0) -> str | None:
        """The language of a text as a code ("nl"), or None when it cannot be told.

        ``least`` is how many small words of one language must be heard before the model is passed over.
        """
        tokens = tokenise(text)
        return self.guess_tokens(tokens, text, least=least)

    def guess_tokens(self, tokens: Sequence[Token], text: str, *, least: float = 1.0) -> str | None:
        """As `guess`, for a text already cut into tokens."""
        votes = sorted(self.votes(tokens).items(), key=lambda item: (-item[1], item[0]))
        if votes and votes[0][1] >= least and (len(votes) == 1 or votes[0][1] >= _MARGIN * votes[1][1]):
            return votes[0][0]
        if _is_running_text(tokens):
            return self._ask_model(text[:2000]) or (votes[0][0] if votes else None)
        return None

    def _ask_model(self, text: str) -> str | None:
        detector = _detector(self._model_languages)
        best = detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower() if best.value >= _MODEL_LEAST_CHANCE else None


def _is_running_text(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if token.text.isalpha()]
    plain = sum(1 for token in words if token.text.islower())
    return len(words) >= _MODEL_LEAST_WORDS and plain >= _MODEL_LEAST_PLAIN * len(words)


@lru_cache(maxsize=4)
def _detector(codes: tuple[str, ...]) -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    isos = [getattr(IsoCode639_1, code.upper()) for code in codes]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*isos).with_low_accuracy_mode().build()
