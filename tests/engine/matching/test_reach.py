"""What a vacancy costs in people: on rounded numbers, small ones hidden, nobody named."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.small import small_rules
from schakel.engine.matching import Criteria, Disclosure, LanguageClaim, Published, SkillClaim, vacancy_reach
from schakel.engine.matching.criteria import counts_without, meets, people_who_meet
from schakel.engine.matching.curriculum import CurriculumReach, Scarce
from schakel.engine.matching.reach import DemandReach, VacancyReach
from schakel.engine.matching.readers import Criterion, Overview, TalkingPoints

HIDE = Disclosure(shown_from=10, round_to=5)

people = st.lists(
    st.tuples(st.sampled_from([None, 1, 2, 3]), st.booleans(), st.sampled_from(["A2", "B2"])), max_size=120
).map(
    lambda rows: {
        f"p{at}": Published(
            f"p{at}",
            (SkillClaim("sql", level), *((SkillClaim("cisco"),) if cisco else ())),
            (LanguageClaim("nl", cefr),),  # type: ignore[arg-type]
        )
        for at, (level, cisco, cefr) in enumerate(rows)
    }
)
VACANCY = Criteria({"sql": 3, "cisco": None}, (LanguageClaim("nl", "B1"),))


@given(people)
def test_every_number_is_the_count_as_shown(published: dict[str, Published]) -> None:
    found = vacancy_reach(VACANCY, published, HIDE)
    sql, cisco = found.demands
    assert found.everything == _shown(VACANCY, published)
    assert sql.dropped == sql.wished == _shown(Criteria({"cisco": None}, VACANCY.languages), published)
    assert sql.lowered == _shown(Criteria({"sql": 2, "cisco": None}, VACANCY.languages), published)
    assert (sql.lowered_to, cisco.lowered_to, cisco.lowered) == (2, None, None)
    assert sql.wished_have == found.everything


def _shown(criteria: Criteria, published: dict[str, Published]) -> int | None:
    return HIDE.show(sum(meets(criteria, one) for one in published.values()))


@given(people)
def test_loosening_never_costs_people_and_small_numbers_never_show(published: dict[str, Published]) -> None:
    found = vacancy_reach(VACANCY, published, HIDE)
    for row in found.demands:
        for number in (row.dropped, row.wished, row.lowered, found.everything):
            assert number is None or (number >= 10 and number % 5 == 0)
        if found.everything is not None:
            assert row.dropped is not None
            assert row.gain == row.dropped - found.everything >= 0


def test_the_costliest_demand_is_the_one_without_which_most_people_are_left() -> None:
    published = {f"p{at}": Published(f"p{at}", (SkillClaim("sql", 3),)) for at in range(30)}
    published |= {f"q{at}": Published(f"q{at}", (SkillClaim("cisco"),)) for at in range(12)}
    costliest = vacancy_reach(Criteria({"sql": 3, "cisco": None}), published, HIDE).costliest
    assert costliest is not None
    assert (costliest.demand, costliest.dropped) == ("cisco", 30)
    assert vacancy_reach(Criteria({"sql": 3}), {}, HIDE).costliest is None


def test_the_order_of_people_has_no_influence() -> None:
    published = {f"p{at}": Published(f"p{at}", (SkillClaim("sql", at % 4),)) for at in range(50)}
    turned = dict(reversed(published.items()))
    assert vacancy_reach(VACANCY, published, HIDE) == vacancy_reach(VACANCY, turned, HIDE)


def test_the_floor_and_the_steps_stand_in_the_rules() -> None:
    assert Disclosure.of(small_rules()) == HIDE


def test_counts_without_rounds_when_asked() -> None:
    published = {f"p{at}": Published(f"p{at}", (SkillClaim("sql"),)) for at in range(13)}
    assert counts_without(Criteria({"sql": None}), published, shown_from=10, round_to=5) == {"": 15, "sql": 15}


RESULTS = (Criterion, Overview, TalkingPoints, VacancyReach, DemandReach, CurriculumReach, Scarce, Published, Criteria)


@pytest.mark.parametrize("result", RESULTS)
def test_what_employers_and_advisers_get_has_no_score_or_rank(result: type) -> None:
    assert is_dataclass(result)
    names = {field.name for field in fields(result)}
    assert not [name for name in names for word in ("score", "rank", "points", "milli", "fit") if word in name]


def test_a_search_gives_references_and_nothing_else() -> None:
    published = {f"p{at}": Published(f"p{at}", (SkillClaim("sql", 1 + at % 3),)) for at in range(9)}
    found = people_who_meet(Criteria({"sql": None}), published, seed="s")
    assert all(isinstance(one, str) for one in found)
    assert sorted(found) == sorted(published)
