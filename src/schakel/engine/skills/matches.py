"""A skill found in a text, before anything is known of what the sentence says about it."""

from __future__ import annotations

from typing import NamedTuple


class Match(NamedTuple):
    """``tokens[first:stop]`` names the skill ``uri``; ``how`` is a key of the table ``confidence``."""

    first: int
    stop: int
    uri: str
    label: str
    how: str

    def overlaps(self, other: Match) -> bool:
        """Whether the two share a word."""
        return self.first < other.stop and other.first < self.stop
