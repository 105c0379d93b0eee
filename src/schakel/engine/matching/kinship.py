"""How near two skills are, read from the graph of the taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.types import Relation
from schakel.engine.skills.taxonomy import Taxonomy


class Kinship:
    """Which skills stand in for a demanded skill, and by which relation. Groups never stand in for anything.

    A skill has one relation to a demand, the strongest under the rules: the same; narrower (the demand is directly
    above it) or narrower from further off; broader (directly above the demand); sibling (one family, or a shared
    parent that is no root and is not too large); related.
    """

    __slots__ = ("_credit", "_found", "_rules", "_taxonomy")

    def __init__(self, taxonomy: Taxonomy, rules: MatchingRules) -> None:
        self._taxonomy = taxonomy
        self._rules = rules
        self._credit = rules.relation
        self._found: dict[str, Mapping[str, Relation]] = {}

    def of(self, demand: str) -> Mapping[str, Relation]:
        """Skill URI to relation for every skill that stands in for `demand`, itself not counted; sorted by URI."""
        found = self._found.get(demand)
        if found is None:
            best: dict[str, Relation] = {}
            for uri, relation in self._pairs(demand):
                if uri != demand and (uri not in best or self._credit[relation] > self._credit[best[uri]]):
                    best[uri] = relation
            found = self._found[demand] = {uri: best[uri] for uri in sorted(best) if self._credit[best[uri]] > 0}
        return found

    def relation(self, have: str, demand: str) -> Relation | None:
        """The relation of a skill someone has to a skill that is asked; None when it does not help."""
        return "same" if have == demand else self.of(demand).get(have)

    def _pairs(self, demand: str) -> Iterable[tuple[str, Relation]]:
        for uri in self._real(self._taxonomy.narrower(demand)):
            yield uri, "narrower"
        for uri in self._real(self._far_below(demand)):
            yield uri, "narrower_far"
        for uri in self._real(self._taxonomy.broader(demand)):
            yield uri, "broader"
        for uri in self._real(self._siblings(demand)):
            yield uri, "sibling"
        for uri in self._real(self._taxonomy.related(demand)):
            yield uri, "related"

    def _real(self, uris: Iterable[str]) -> list[str]:
        return [uri for uri in uris if not self._taxonomy.skills[uri].is_group]

    def _far_below(self, demand: str) -> list[str]:
        seen = dict.fromkeys(self._taxonomy.narrower(demand))
        queue = list(seen)
        far = []
        while queue:
            for uri in self._taxonomy.narrower(queue.pop(0)):
                if uri not in seen and uri != demand:
                    seen[uri] = None
                    queue.append(uri)
                    far.append(uri)
        return far

    def _siblings(self, demand: str) -> list[str]:
        skill = self._taxonomy.skills.get(demand)
        if skill is None or skill.kind in self._rules.no_siblings:
            return []
        parents = [uri for uri in self._taxonomy.broader(demand) if self._taxonomy.broader(uri)]
        broods = (self._taxonomy.narrower(parent) for parent in parents)
        near = [uri for brood in broods if len(brood) <= self._rules.sibling_group_most for uri in brood]
        near += self._taxonomy.alike(demand)
        return [uri for uri in near if self._taxonomy.skills[uri].kind not in self._rules.no_siblings]
