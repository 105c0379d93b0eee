from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain, combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import DataError, InputError
from schakel.engine.support import Case, Condition, Scheme, check, load_schemes, net_price
from schakel.engine.support.types import Value
from schakel.reference import REFERENCE

TODAY = date(2026, 11, 24)
SCHEMES = {one.id: one for one in load_schemes(REFERENCE / "support", region="limburg")}


def _scheme(id_: str, **more: object) -> Scheme:
    return Scheme(id_, {}, "payer", "a rule", "no", TODAY, **more)  # type: ignore[arg-type]


def _case(start: date | None = None, inside: tuple[str, ...] = (), **facts: Value) -> Case:
    return Case({name.replace("__", "."): value for name, value in facts.items()}, TODAY, start, inside)


WW = {"person__benefit": "ww"}
JOB = {"person__status": "employed"}
HBO = {"offer__level": "hbo", "offer__recognised": True}
STUDY = {**HBO, "person__student_finance": False}

HAND_WORKED = [
    # scheme, facts, start, inside, what must come out
    ("stap-budget", {"person__age": 30, "offer__recognised": True}, None, (), "fail"),
    ("stap-budget", {"person__age": 30, "offer__recognised": True}, date(2023, 12, 31), (), "pass"),
    ("stap-budget", {"person__age": 30, "offer__recognised": True}, date(2024, 1, 1), (), "fail"),
    ("stap-budget", {"person__age": 30, "offer__recognised": True}, date(2022, 2, 28), (), "fail"),
    ("stap-budget", {"person__age": 17, "offer__recognised": True}, date(2023, 5, 1), (), "fail"),
    ("stap-budget", {"person__age": 18, "offer__recognised": True}, date(2023, 5, 1), (), "pass"),
    ("stap-budget", {"person__age": 18}, date(2023, 5, 1), (), "ask"),
    ("stap-budget", {}, date(2026, 12, 1), (), "fail"),
    ("levenlanglerenkrediet", {"person__age": 40, **STUDY}, date(2027, 9, 1), (), "pass"),
    ("levenlanglerenkrediet", {"person__age": 56, **STUDY}, date(2027, 9, 1), (), "pass"),
    ("levenlanglerenkrediet", {"person__age": 57, **STUDY}, date(2027, 9, 1), (), "fail"),
    ("levenlanglerenkrediet", {"person__age": 57, **STUDY}, date(2027, 9, 1), ("levenlanglerenkrediet",), "ask"),
    (
        "levenlanglerenkrediet",
        {"person__age": 57, "offer__enrolled": True},
        date(2027, 9, 1),
        ("levenlanglerenkrediet",),
        "pass",
    ),
    (
        "levenlanglerenkrediet",
        {"person__age": 50, "offer__enrolled": False},
        date(2027, 9, 1),
        ("levenlanglerenkrediet",),
        "fail",
    ),
    ("levenlanglerenkrediet", {"person__age": 40, **STUDY, "offer__level": "mbo-4"}, None, (), "ask"),
    (
        "levenlanglerenkrediet",
        {"person__age": 40, **STUDY, "offer__level": "mbo-4", "offer__mode": "bol-full-time"},
        None,
        (),
        "pass",
    ),
    (
        "levenlanglerenkrediet",
        {"person__age": 40, **STUDY, "offer__level": "mbo-4", "offer__mode": "bbl"},
        None,
        (),
        "fail",
    ),
    ("levenlanglerenkrediet", {"person__age": 40, **HBO}, None, (), "ask"),
    ("levenlanglerenkrediet", {"person__age": 40, **HBO, "person__student_finance": True}, None, (), "fail"),
    ("levenlanglerenkrediet", {"person__age": 40, **STUDY, "offer__recognised": False}, None, (), "fail"),
    ("uwv-scholing", {**WW, "offer__weeks": 22}, None, (), "ask"),
    ("uwv-scholing", {**WW, "offer__weeks": 52, "uwv__agrees": True}, None, (), "pass"),
    ("uwv-scholing", {**WW, "offer__weeks": 53, "uwv__agrees": True}, None, (), "fail"),
    ("uwv-scholing", {**WW, "offer__weeks": 22, "uwv__agrees": False}, None, (), "fail"),
    ("uwv-scholing", {"person__benefit": "none", "offer__weeks": 22}, None, (), "fail"),
    ("uwv-scholing", {"person__benefit": "bijstand", "offer__weeks": 22}, None, (), "fail"),
    ("uwv-scholing", {}, None, (), "ask"),
    ("gemeente-scholing", {"person__benefit": "bijstand"}, None, (), "ask"),
    ("gemeente-scholing", {"person__benefit": "bijstand", "municipality__agrees": True}, None, (), "pass"),
    ("gemeente-scholing", {"person__benefit": "ww"}, None, (), "fail"),
    ("werkgever-verplicht", {**JOB, "offer__required_for_job": True}, date(2027, 1, 4), (), "pass"),
    ("werkgever-verplicht", {**JOB, "offer__required_for_job": True}, date(2022, 7, 31), (), "fail"),
    ("werkgever-verplicht", {**JOB, "offer__required_for_job": False}, date(2027, 1, 4), (), "fail"),
    ("werkgever-verplicht", JOB, date(2027, 1, 4), (), "ask"),
    ("werkgever-verplicht", {"person__status": "unemployed"}, date(2027, 1, 4), (), "fail"),
    ("sectorfonds", {**JOB, "fund__agrees": True}, None, (), "pass"),
    ("praktijkleren", {"offer__mode": "bbl"}, date(2027, 9, 1), (), "pass"),
    ("praktijkleren", {"offer__mode": "bbl"}, None, (), "ask"),
    ("praktijkleren", {"offer__mode": "bbl"}, date(2028, 9, 1), (), "fail"),
    ("praktijkleren", {"offer__mode": "bol-full-time"}, date(2027, 9, 1), (), "fail"),
    ("slim", {"person__employer_size": 249}, None, (), "pass"),
    ("slim", {"person__employer_size": 250}, None, (), "fail"),
    ("bildungsgutschein", {"person__country": "de", "offer__azav": True}, None, (), "ask"),
    ("bildungsgutschein", {"person__country": "nl"}, None, (), "fail"),
    ("limburg-mbo-hbo", {"person__diploma": "mbo-4", "offer__level": "hbo"}, None, (), "ask"),
    ("limburg-mbo-hbo", {"person__diploma": "mbo-3", "offer__level": "hbo"}, None, (), "fail"),
    ("limburg-salarisval", JOB, None, (), "ask"),
    ("limburg-salarisval", {"person__status": "unemployed"}, None, (), "fail"),
]


@pytest.mark.parametrize(("scheme", "facts", "start", "inside", "result"), HAND_WORKED)
def test_hand_worked_cases(
    scheme: str, facts: dict[str, Value], start: date | None, inside: tuple[str, ...], result: str
) -> None:
    assert check(SCHEMES[scheme], _case(start, inside, **facts)).result == result


def test_what_must_be_asked_stands_in_three_languages() -> None:
    for scheme in SCHEMES.values():
        for condition in chain.from_iterable((*scheme.entry, *scheme.stay)):
            assert set(condition.ask) == {"nl", "en", "de"}, (scheme.id, condition.fact)
        assert set(scheme.names) == set(scheme.notes) == {"nl", "en", "de"}


def test_schemes_not_checked_at_all_promise_no_amount() -> None:
    assert [one.id for one in SCHEMES.values() if one.verified in ("no", "plan") and one.amount_known] == []


def test_schemes_of_another_region_are_left_out() -> None:
    assert "limburg-mbo-hbo" not in {one.id for one in load_schemes(REFERENCE / "support", region="twente")}
    assert "limburg-mbo-hbo" in SCHEMES


def test_a_day_before_the_first_edition_is_refused() -> None:
    with pytest.raises(DataError, match="no schemes for this day"):
        load_schemes(REFERENCE / "support", on=date(2020, 1, 1))


def _net(price: int | None, *schemes: Scheme, **facts: Value) -> tuple[int | None, int | None]:
    found = net_price(price, [check(one, _case(**facts)) for one in schemes])
    return found.net, found.least


def test_share_and_cap() -> None:
    assert _net(900, _scheme("half", share=500)) == (450, 450)
    assert _net(900, _scheme("capped", most_eur=100)) == (800, 800)
    assert _net(901, _scheme("half", share=500)) == (451, 451)  # half a euro is not promised


def test_together_they_never_pay_more_than_the_price() -> None:
    found = net_price(700, [check(_scheme(name, most_eur=500), _case()) for name in "ab"])
    assert found.net == 0
    assert [one.amount for one in found.paid] == [500, 200]


def test_two_that_exclude_each_other_are_not_added() -> None:
    one, other = _scheme("one", most_eur=300, not_with=("other",)), _scheme("other", most_eur=400)
    assert _net(1000, one, other) == (600, 600)
    assert _net(
        1000,
        one,
        other,
    ) == _net(1000, other, one)


def test_what_must_be_asked_is_not_counted_but_said() -> None:
    asked = _scheme("asked", share=500, entry=((Condition("desk.agrees", "is", (True,)),),))
    assert _net(800, asked) == (800, 400)
    assert _net(800, asked, desk__agrees=True) == (400, 400)
    assert _net(800, asked, desk__agrees=False) == (800, 800)


def test_unknown_amount_and_unknown_price_stay_unknown() -> None:
    vague = _scheme("vague", amount_known=False)
    assert _net(800, vague) == (800, None)
    assert _net(None, _scheme("half", share=500)) == (None, None)
    assert _net(None, _scheme("all")) == (0, 0)


def test_loan_and_money_for_the_employer_do_not_lower_the_price() -> None:
    loan, theirs = _scheme("loan", kind="loan"), _scheme("theirs", to="employer")
    found = net_price(800, [check(loan, _case()), check(theirs, _case())])
    assert (found.net, [one.scheme.id for one in found.loans], found.paid) == (800, ["loan"], ())


def test_scheme_that_may_not_be_used_again_is_left_out() -> None:
    once = _scheme("once", most_eur=300, once=True)
    assert net_price(800, [check(once, _case())], without=frozenset({"once"})).net == 800


amounts = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1000)), max_size=5)


@given(st.integers(0, 100), amounts, st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5))
@settings(max_examples=50, deadline=None)
def test_best_combination_equals_trying_all(
    price: int, rows: list[tuple[int, int]], pairs: set[tuple[int, int]]
) -> None:
    schemes = [
        _scheme(str(at), most_eur=most, share=share, not_with=tuple(str(b) for a, b in sorted(pairs) if a == at != b))
        for at, (most, share) in enumerate(rows)
    ]
    found = net_price(price, [check(one, _case()) for one in schemes])
    allowed = [
        row
        for row in chain.from_iterable(combinations(schemes, size) for size in range(len(schemes) + 1))
        if not any(b.id in a.not_with for a in row for b in row)
    ]
    best = max(min(sum(one.amount(price) or 0 for one in row), price) for row in allowed)
    assert found.proven
    assert found.net == price - best
    assert sum(one.amount for one in found.paid) + (found.net or 0) == price


def test_above_the_limit_the_answer_is_not_called_proven() -> None:
    many = [_scheme(f"s{at:02}", most_eur=10, not_with=("s00",)) for at in range(1, 14)]
    found = net_price(1000, [check(one, _case()) for one in [_scheme("s00", most_eur=15), *many]])
    assert not found.proven
    assert found.net == 985


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('id = "a"', "no name"),
        ('id = "a"\nnaam = "x"', "unknown key 'naam'"),
        ('id = "a"\nverified = "surely"', "has verified 'surely'"),
        ('id = "a"\nname_nl = "a"\nname_en = "a"\nname_de = "a"', "where it comes from"),
    ],
)
def test_wrong_rows_name_scheme_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    good = 'payer = "p"\nsource = "s"\nverified = "no"\nchecked = 2026-11-24\n'
    rest = "" if "naam" in text or "verified" in text or "name_nl" in text else good
    (tmp_path / "2026-11-24.toml").write_text(f"[[scheme]]\n{text}\n{rest}", encoding="utf-8")
    with pytest.raises(DataError, match=says) as caught:
        load_schemes(tmp_path)
    assert caught.value.file == "2026-11-24.toml"
    assert caught.value.remedy


def test_impossible_schemes_are_refused() -> None:
    with pytest.raises(InputError, match="share is 1001"):
        _scheme("wrong", share=1001)
    with pytest.raises(InputError, match="ends before it begins"):
        _scheme("wrong", valid_from=TODAY, valid_until=date(2020, 1, 1))
    assert replace(_scheme("right"), share=0).amount(100) == 0
