"""What linking takes and gives: labels, candidates and answers."""

from __future__ import annotations

from typing import Literal, NamedTuple

Decision = Literal["accept", "ask", "unmatched"]
LANGUAGES: tuple[str, ...] = ("nl", "en", "de", "fr")


class LinkLabel(NamedTuple):
    """One label of one concept, or place.

    ``language`` is a code of two letters, or ``""`` when the label holds in every language (names of products).
    ``definition`` is a text in that language about the concept; it only weighs in the score.

    >>> LinkLabel("urn:x:1", "nl", "netwerken beheren", True).definition
    ''
    """

    uri: str
    language: str
    label: str
    preferred: bool
    definition: str = ""


class Candidate(NamedTuple):
    """One answer: the concept, its label in the language of the answer, 0 to 1 how well it fits, and what to do.

    ``accept``: take it. ``ask``: show it to a person. ``unmatched``: too weak to be shown as an answer.
    ``confidence`` is the share of best answers with such a score that were right when that was measured.
    """

    uri: str
    label: str
    score: float
    decision: Decision
    confidence: float = 0.0


class Linked(NamedTuple):
    """A phrase, the language it was taken in ("" when it cannot be told) and its candidates, best first."""

    query: str
    language: str
    candidates: tuple[Candidate, ...]

    @property
    def decision(self) -> Decision:
        """The decision on the best candidate; ``unmatched`` when there is none.

        >>> Linked("xyz", "nl", ()).decision
        'unmatched'
        """
        return self.candidates[0].decision if self.candidates else "unmatched"
