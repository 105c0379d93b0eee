"""The group of the taxonomy an unknown phrase probably belongs to, for the curator who decides what it is.

First its own words: "Kafka-beveiliging" shares words with labels of security. Where they say nothing ("Foobar DB2000"),
the skills named in the same sentence do: a name between Docker and Kubernetes is likely one of their group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import label_words, normalise

_WORD_LEAST = 4
# The last part of a compound is looked up by itself when it is this long: "gegevensopslag" by "opslag".
_PART_LEAST = 5
# A group must hold this share of what the words of a phrase point at.
_SHARE_LEAST = 0.2
# Companions in the sentence: this many of one group, and at least this share of all.
_COMPANY_LEAST = 2
_COMPANY_SHARE = 0.5


class GroupFinder:
    """Built at first use; the same phrase in the same company always gives the same group."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Keep the taxonomy; its words are counted when the first phrase comes."""
        self._taxonomy = taxonomy
        self._words: dict[tuple[str, str], dict[str, float]] | None = None

    def nearest(self, phrase: str, language: str, company: Sequence[str] = ()) -> str | None:
        """The URI of the group, or None; ``company`` are the URIs of the skills in the same sentence.

        >>> from schakel.engine.skills.taxonomy import load_taxonomy
        >>> from schakel.reference import REFERENCE
        >>> finder = GroupFinder(load_taxonomy(REFERENCE / "taxonomy"))
        >>> finder.nearest("Zorgvirtualisatie", "nl") is not None
        True
        """
        return self._by_words(phrase, language) or self._by_company(company)

    def _by_words(self, phrase: str, language: str) -> str | None:
        words = self._counted()
        votes: dict[str, float] = {}
        for word in label_words(phrase):
            for group, weight in self._pointed(words, word.norm, language).items():
                votes[group] = votes.get(group, 0.0) + weight
        if not votes:
            return None
        best = max(votes, key=lambda group: (votes[group], group))
        return best if votes[best] >= _SHARE_LEAST * sum(votes.values()) else None

    def _pointed(self, words: dict[tuple[str, str], dict[str, float]], norm: str, language: str) -> dict[str, float]:
        found = words.get((language, stem(norm, language))) if len(norm) >= _WORD_LEAST else None
        if found is None and language in {"nl", "de"}:
            for cut in range(3, len(norm) - _PART_LEAST + 1):
                found = words.get((language, stem(norm[cut:], language)))
                if found:
                    break
        return found or {}

    def _by_company(self, company: Sequence[str]) -> str | None:
        groups = [group for uri in dict.fromkeys(company) if (group := self._group_of(uri))]
        if not groups:
            return None
        best = max(groups, key=lambda group: (groups.count(group), -groups.index(group)))
        enough = groups.count(best) >= _COMPANY_LEAST and groups.count(best) >= _COMPANY_SHARE * len(groups)
        return best if enough else None

    def _group_of(self, uri: str) -> str | None:
        """The nearest group above a skill."""
        return next((one for one in self._taxonomy.ancestors(uri) if self._taxonomy.skills[one].is_group), None)

    def _counted(self) -> dict[tuple[str, str], dict[str, float]]:
        """Per language and stem the groups whose labels hold it, each by its share, rare stems more."""
        if self._words is not None:
            return self._words
        counts: dict[tuple[str, str], dict[str, float]] = {}
        for skill in self._taxonomy.skills.values():
            group = skill.uri if skill.is_group else self._group_of(skill.uri)
            if group is None:
                continue
            for language, label in self._labels(skill.uri):
                for word in label_words(label):
                    if len(word.norm) >= _WORD_LEAST:
                        held = counts.setdefault((language, stem(word.norm, language)), {})
                        held[group] = held.get(group, 0.0) + 1.0
        total = 1 + len({group for held in counts.values() for group in held})
        for held in counts.values():
            weight, whole = log(total / len(held)), sum(held.values())
            for group in held:
                held[group] *= weight / whole
        self._words = counts
        return counts

    def _labels(self, uri: str) -> Iterable[tuple[str, str]]:
        """(language, label) of a skill; a label for all languages counts in each."""
        skill = self._taxonomy.skills[uri]
        for language in ("nl", "en", "de", "fr"):
            yield language, skill.labels.get(language) or skill.labels["en"]
            for label in (*skill.alternatives.get(language, ()), *skill.alternatives.get("", ())):
                if normalise(label):
                    yield language, label
