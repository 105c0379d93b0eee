"""Rules 1 and 3 of the design, as tests on the types: only the person sees a rank, and it is blind to who they are."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import fields, is_dataclass, replace
from types import FunctionType, ModuleType

import pytest

import schakel.engine.matching as matching
import schakel.engine.routing as routing
from engine.matching.small import NOW, asks, own_view, small_scorer
from schakel.engine.matching import GateFacts, NotYourView, PersonsOwnView, Profile, rank, score_target
from schakel.engine.matching.fast import OfferIndex
from schakel.engine.matching.types import LanguageClaim, SkillClaim, Wishes

FORBIDDEN = re.compile(
    r"name|photo|picture|birth|age\b|sex|gender|nation|address|street|gap|benefit|pay|salary|wage|income|bsn|religion"
    r"|ethnic|health|phone|mail|text|note|free"
)

# What a person may say to open a gate: where they may work, a recognised diploma, an age reached (no birth date).
GATES_ONLY = {"may_work_in", "recognised", "years_least"}

# Makes a list of offers for each of many people, each for themselves; it never puts people beside each other.
EACH_THEIR_OWN = {"rank_many"}


def _fields(cls: type) -> set[str]:
    return {field.name for field in fields(cls)} if is_dataclass(cls) else set()


@pytest.mark.parametrize("cls", [Profile, SkillClaim, LanguageClaim, Wishes])
def test_what_the_ranker_reads_has_no_field_for_who_someone_is(cls: type) -> None:
    assert not [name for name in _fields(cls) if FORBIDDEN.search(name)]


def test_the_fields_of_a_profile_are_these_and_no_others() -> None:
    assert _fields(Profile) == {"skills", "languages", "wishes", "occupation", "undecided"}
    assert _fields(SkillClaim) == {"uri", "level", "tier"}
    assert _fields(LanguageClaim) == {"code", "cefr"}
    told = {"hours_least", "hours_most", "travel_most_km", "travel_most_minutes", "travel_by", "place", "start"}
    assert _fields(Wishes) == told | {"abroad", "remote", *GATES_ONLY}


@pytest.mark.parametrize("wish", [{"may_work_in": ()}, {"recognised": False}, {"years_least": 16}, {"abroad": True}])
def test_what_opens_gates_never_reaches_the_score(wish: dict[str, object]) -> None:
    profile = own_view("sql", "cisco").profile
    told = replace(profile, wishes=Wishes(**wish))  # type: ignore[arg-type]
    target = replace(asks("sql", "python"), gates=GateFacts(country="DE", recognised=True, age_least=18))
    assert score_target(told, target, small_scorer()) == score_target(profile, target, small_scorer())


def test_twins_who_differ_in_nothing_the_profile_holds_get_the_same_answer() -> None:
    one = PersonsOwnView.open(own_view("sql", "cisco").profile, person="p-001", viewer="p-001")
    other = PersonsOwnView.open(own_view("sql", "cisco").profile, person="p-999", viewer="p-999")
    targets = [asks("sql"), asks("cisco", name="other")]
    assert rank(one, targets, small_scorer(), now=NOW) == rank(other, targets, small_scorer(), now=NOW)


def test_only_the_person_opens_the_ranked_view() -> None:
    for person, viewer in (("p", "adviser"), ("", ""), ("p", "")):
        with pytest.raises(NotYourView):
            PersonsOwnView.open(Profile(), person=person, viewer=viewer)
    with pytest.raises(NotYourView):
        PersonsOwnView(Profile(), _key=object())


def _modules() -> list[ModuleType]:
    found = []
    for package in (matching, routing):
        names = [module.name for module in pkgutil.iter_modules(package.__path__)]
        found += [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return [*found, importlib.import_module("schakel.engine.advice")]


def _public_functions() -> list[FunctionType]:
    members = [member for module in _modules() for name, member in vars(module).items() if not name.startswith("_")]
    return [
        member for member in members if inspect.isfunction(member) and member.__module__.startswith("schakel.engine")
    ]


def test_no_function_of_the_engine_takes_several_people_to_rank() -> None:
    several = re.compile(r"(Sequence|Iterable|list|tuple|Collection|Mapping|dict)\[[^\]]*\b(Profile|PersonsOwnView)\b")
    functions = [function for function in _public_functions() if function.__name__ not in EACH_THEIR_OWN]
    assert len(functions) > 10
    for function in functions:
        for annotation in inspect.get_annotations(function).values():
            assert not several.search(str(annotation)), function


@pytest.mark.parametrize("name", sorted(EACH_THEIR_OWN))
def test_lists_for_many_people_are_lists_of_offers_in_the_order_in_which_people_came(name: str) -> None:
    function = getattr(importlib.import_module("schakel.engine.matching.fast"), name)
    assert inspect.get_annotations(function)["return"] == "Iterator[tuple[Match, ...]]"
    index = OfferIndex([asks("sql"), asks("cisco", name="other")], small_scorer())
    views = [own_view("cisco"), own_view(), own_view("sql")]
    lists = list(function(views, index, now=NOW, limit=1))
    assert [[one.target.uri for one in best] for best in lists] == [["urn:test:other"], [], ["urn:test:job"]]
    assert list(function(views[::-1], index, now=NOW, limit=1)) == lists[::-1]


def test_a_match_does_not_carry_the_person() -> None:
    names = _fields(matching.Match) | _fields(matching.Term)
    assert not [name for name in names if "profile" in name or "person" in name]
