"""Many offers as an index: built once when the offers change; it holds nothing about any person."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from schakel.engine.matching.fast.filters import facets_of, outside_facet
from schakel.engine.matching.fast.layout import asked_of, block_starts, graph_of, index_of
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.sheet import Sheet
from schakel.engine.matching.types import Target

_SHEETS_KEPT = 20_000


class OfferIndex:
    """Offers as an index. Build it once, when the offers change; it holds nothing about any person."""

    def __init__(self, targets: Iterable[Target], scorer: Scorer) -> None:
        """Index `targets`. Those in one place stand together, so that a person's list costs what is in reach."""
        self.scorer = scorer
        self.targets = tuple(sorted(targets, key=lambda one: (one.gates.place or "", one.uri)))
        asked = [asked_of(one, scorer) for one in self.targets]
        spread = len({one.gates.place for one in self.targets}) > 1
        words = block_starts(len(self.targets), spread=spread)
        self.graph = graph_of(asked, scorer)
        self.postings, self.scale = index_of(asked, self.graph, words)
        self.facets = facets_of(self.targets)
        self.outside = outside_facet(self.targets, scorer)
        self.most_demands = max((len(one.known) for one in asked), default=0)
        self.scored = np.array([one.enough for one in asked], dtype=bool)
        self._sheets: dict[int, Sheet] = {}

    def __len__(self) -> int:
        """The number of offers."""
        return len(self.targets)

    def sheet(self, slot: int) -> Sheet:
        """The sheet of the offer in a slot; the last ones asked for are kept."""
        found = self._sheets.get(slot)
        if found is None:
            if len(self._sheets) >= _SHEETS_KEPT:
                self._sheets.clear()
            found = self._sheets[slot] = Sheet(self.targets[slot], self.scorer)
        return found
