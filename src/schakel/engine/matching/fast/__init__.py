"""The same list as `rank`, for hundreds of thousands of offers or many people at once.

`OfferIndex` is built once for a list of offers; `rank_best` ranks it for one person, `rank_many` for many, each for
themselves; `rank_part` ranks a part of it, with some offers beside it. `plain` says what the kernels compute. Importing this package imports numba (about a second): nobody who ranks
a short list waits for it.
"""

from __future__ import annotations

from schakel.engine.matching.fast.index import OfferIndex
from schakel.engine.matching.fast.offers import rank_best, rank_many, rank_part

__all__ = ["OfferIndex", "rank_best", "rank_many", "rank_part"]
