"""Support: dated rules of schemes as data, what they pay for a step, and what a person must still be asked."""

from __future__ import annotations

from schakel.engine.support.checking import Check, check
from schakel.engine.support.loading import load_schemes
from schakel.engine.support.payments import NetPrice, Payment, net_price
from schakel.engine.support.types import Case, Condition, Scheme

__all__ = ["Case", "Check", "Condition", "NetPrice", "Payment", "Scheme", "check", "load_schemes", "net_price"]
