"""Exact kernels on bitmasks: the cheapest set of modules with prerequisites, and the front of cost and finish day.

`cover` and `front` are plain Python and serve one person; `compiled` holds the same as machine code for many, and is
the only module here that imports numba: nobody who does not ask for it waits for it.
"""

from __future__ import annotations

from schakel.engine.routing.fast.cover import plain_cover
from schakel.engine.routing.fast.front import plain_front
from schakel.engine.routing.fast.problems import Cover, CoverProblem, Front, FrontPoint, FrontProblem

__all__ = ["Cover", "CoverProblem", "Front", "FrontPoint", "FrontProblem", "plain_cover", "plain_front"]
