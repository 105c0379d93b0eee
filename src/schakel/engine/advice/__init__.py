"""Advice: from claims to roles, gaps, offers, routes and what to do tomorrow, for the person only."""

from __future__ import annotations

from schakel.engine.advice.build import Request, advise, routes_to
from schakel.engine.advice.claims import assumed_claims, profile_of_reading, target_of_reading
from schakel.engine.advice.jobs import Stones, stones_to
from schakel.engine.advice.offers import closing, region_offers
from schakel.engine.advice.types import Advice, AdviceOffer, GainTerm, NextStep, OfferAdvice, RoleAdvice

__all__ = [
    "Advice",
    "AdviceOffer",
    "GainTerm",
    "NextStep",
    "OfferAdvice",
    "Request",
    "RoleAdvice",
    "Stones",
    "advise",
    "assumed_claims",
    "closing",
    "profile_of_reading",
    "region_offers",
    "routes_to",
    "stones_to",
    "target_of_reading",
]
