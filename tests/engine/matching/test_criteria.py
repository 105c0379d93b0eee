from __future__ import annotations

import pytest

from schakel.engine.errors import InputError
from schakel.engine.matching.criteria import Criteria, Published, counts_without, people_who_meet
from schakel.engine.matching.types import LanguageClaim, SkillClaim


def _person(name: str, *skills: str, level: int | None = None) -> Published:
    return Published(name, tuple(SkillClaim(skill, level) for skill in skills), (LanguageClaim("nl", "B2"),))


PEOPLE = {
    "weak": _person("weak", "sql", level=1),
    "strong": _person("strong", "sql", "python", "cisco", level=3),
    "none": _person("none"),
}


def test_who_meets_comes_back_without_score_in_an_order_of_the_seed_alone() -> None:
    both = people_who_meet(Criteria({"sql": 1}), PEOPLE, seed="one")
    turned = people_who_meet(Criteria({"sql": 1}), dict(reversed(PEOPLE.items())), seed="one")
    assert sorted(both) == ["strong", "weak"]
    assert both == turned
    orders = {people_who_meet(Criteria({"sql": 1}), PEOPLE, seed=str(seed)) for seed in range(20)}
    assert len(orders) == 2


def test_all_criteria_must_be_met() -> None:
    assert people_who_meet(Criteria({"sql": 2}), PEOPLE, seed="s") == ("strong",)
    assert people_who_meet(Criteria({"sql": None}, (LanguageClaim("nl", "C1"),)), PEOPLE, seed="s") == ()


def test_counts_without_a_demand_hide_small_numbers() -> None:
    criteria = Criteria({"sql": None, "python": None})
    assert counts_without(criteria, PEOPLE, shown_from=1) == {"": 1, "python": 2, "sql": 1}
    assert counts_without(criteria, PEOPLE, shown_from=2) == {"": None, "python": 2, "sql": None}


def test_no_order_without_a_seed() -> None:
    with pytest.raises(InputError, match="seed"):
        people_who_meet(Criteria({}), PEOPLE, seed="")
