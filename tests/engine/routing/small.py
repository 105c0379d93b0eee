"""Small offers for the tests of routing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from schakel.engine.matching import load_rules
from schakel.engine.routing import RouteOffer, RouteSession

NOW = date(2026, 11, 24)
RULES = load_rules(Path(__file__).parents[3] / "src/schakel/reference/matching")
SKILLS = ["a", "b", "c", "d", "e"]

skill_sets = st.lists(st.sampled_from(SKILLS), max_size=3, unique=True).map(tuple)
days = st.one_of(st.none(), st.integers(-20, 200))
sessions = st.lists(days, max_size=2).map(
    lambda found: tuple(
        RouteSession(str(at), None if day is None else NOW + timedelta(day)) for at, day in enumerate(found)
    )
)
small_numbers = st.one_of(st.none(), st.integers(0, 6))


@st.composite
def offer_lists(draw: st.DrawFn, most: int = 5) -> list[RouteOffer]:
    count = draw(st.integers(0, most))
    return [
        RouteOffer(
            id=f"o{at}",
            teaches=draw(skill_sets),
            needs=draw(st.lists(st.sampled_from(SKILLS), max_size=1).map(tuple)),
            sessions=draw(sessions),
            weeks=draw(small_numbers),
            price_eur=draw(small_numbers),
            size=draw(st.integers(1, 3)),
        )
        for at in range(count)
    ]


def course(name: str, teaches: str, *, needs: str = "", weeks: int | None = 4, price: int | None = 100) -> RouteOffer:
    always = (RouteSession("any"),)
    return RouteOffer(name, tuple(teaches), tuple(needs), always, weeks=weeks, price_eur=price)
