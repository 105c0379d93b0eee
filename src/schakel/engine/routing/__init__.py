"""Routing: from a gap to routes of trainings with dates, prices and what each step closes."""

from __future__ import annotations

from schakel.engine.routing.plan import plan_routes
from schakel.engine.routing.types import Cost, NotCovered, Route, RouteOffer, Routes, RouteSession, Step

__all__ = ["Cost", "NotCovered", "Route", "RouteOffer", "RouteSession", "Routes", "Step", "plan_routes"]
