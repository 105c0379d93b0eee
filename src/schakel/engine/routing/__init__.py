"""Routing: from a gap to routes with dates, net prices and what each step closes; again when something changes."""

from __future__ import annotations

from schakel.engine.routing.given import (
    Circumstances,
    ExemptionRule,
    Pay,
    Planning,
    RouteSettings,
    SteppingStone,
    Waiver,
)
from schakel.engine.routing.pay import PayFacts, PayPath, pay_path
from schakel.engine.routing.plan import plan_routes
from schakel.engine.routing.replan import Event, Replanned, replan
from schakel.engine.routing.settings import load_settings
from schakel.engine.routing.timetable import side_by_side
from schakel.engine.routing.types import Cost, NotCovered, Route, RouteOffer, Routes, RouteSession, Step

__all__ = [
    "Circumstances",
    "Cost",
    "Event",
    "ExemptionRule",
    "NotCovered",
    "Pay",
    "PayFacts",
    "PayPath",
    "Planning",
    "Replanned",
    "Route",
    "RouteOffer",
    "RouteSession",
    "RouteSettings",
    "Routes",
    "Step",
    "SteppingStone",
    "Waiver",
    "load_settings",
    "pay_path",
    "plan_routes",
    "replan",
    "side_by_side",
]
