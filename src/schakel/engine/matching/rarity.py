"""How telling a skill is: asked by few occupations counts more than asked by nearly all."""

from __future__ import annotations

from schakel.engine.matching.rules import MatchingRules
from schakel.engine.skills.taxonomy import Taxonomy

_POWER = 100


def log2_hundredths(over: int, under: int) -> int:
    """100 times the base-2 logarithm of `over`/`under` (at least 1), rounded down, in integers only.

    Floating point may differ by a bit between machines; this does not.

    >>> log2_hundredths(8, 1), log2_hundredths(3, 2), log2_hundredths(1, 1)
    (300, 58, 0)
    """
    return int(over**_POWER // under**_POWER).bit_length() - 1


class RarityTable:
    """Skill URI to rarity in thousandths, between the least and the most of the rules.

    The scale is the inverse document frequency over the occupations that demand anything: a skill that all of them ask
    gets the least, a skill that one or none of them asks gets the most.
    """

    __slots__ = ("_by_uri", "_count", "_known", "_rules", "_taxonomy")

    def __init__(self, taxonomy: Taxonomy, rules: MatchingRules) -> None:
        self._taxonomy = taxonomy
        self._rules = rules
        self._count = taxonomy.demanding_count
        self._known: dict[int, int] = {}
        self._by_uri: dict[str, int] = {}

    def of(self, uri: str) -> int:
        """The rarity of a skill, in thousandths."""
        found = self._by_uri.get(uri)
        if found is None:
            frequency = max(1, self._taxonomy.document_frequency(uri))
            if frequency not in self._known:
                self._known[frequency] = self._rarity(frequency)
            found = self._known[frequency]
            # Texts may name skills without end: only those of the taxonomy are kept.
            if uri in self._taxonomy.skills:
                self._by_uri[uri] = found
        return found

    def _rarity(self, frequency: int) -> int:
        least, most = self._rules.rarity_least, self._rules.rarity_most
        highest = log2_hundredths(max(1, self._count), 1)
        if highest == 0:
            return most
        here = log2_hundredths(max(self._count, frequency), frequency)
        return least + (most - least) * here // highest
