"""Money of a plan: what it states, what it adds up to, and where the two differ."""

from schakel.engine.ledger.amounts import Amount, Status, split, total
from schakel.engine.ledger.checks import check_budget, not_compared
from schakel.engine.ledger.findings import Finding
from schakel.engine.ledger.model import Budget, Row, Stated
from schakel.engine.ledger.sums import YearSums, costs_of, cover_of, sums_by_year

__all__ = [
    "Amount",
    "Budget",
    "Finding",
    "Row",
    "Stated",
    "Status",
    "YearSums",
    "check_budget",
    "costs_of",
    "cover_of",
    "not_compared",
    "split",
    "sums_by_year",
    "total",
]
