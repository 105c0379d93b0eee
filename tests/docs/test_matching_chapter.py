"""The chapter "how matching works" is asked of the real engine, block by block, in both languages."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schakel.engine.matching import (
    GateFacts,
    LanguageClaim,
    Match,
    PersonsOwnView,
    Profile,
    Scorer,
    SkillClaim,
    Target,
    TargetDemand,
    load_rules,
    match,
    what_helps,
)
from schakel.engine.regions import read_region, region_folder
from schakel.engine.routing import Route, RouteOffer, RouteSession, plan_routes
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import load_taxonomy, skill_uri
from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE

CHAPTERS = {
    language: Path(__file__).resolve().parents[2] / "docs" / "explanation" / name
    for language, name in (("en", "how-matching-works.md"), ("nl", "hoe-vergelijken-werkt.md"))
}
BLOCK = re.compile(r"```toml\n# case: ([a-z0-9-]+)\n(.*?)```", re.DOTALL)


def cases(language: str) -> dict[str, dict[str, Any]]:
    text = CHAPTERS[language].read_text(encoding="utf-8")
    return {name: tomllib.loads(body) for name, body in BLOCK.findall(text)}


CASES = cases("en")


@cache
def scorer() -> Scorer:
    return Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))


@cache
def reader() -> Reader:
    region = read_region(region_folder("limburg"))
    places = [*region.municipalities, *region.neighbours]
    return Reader(scorer().taxonomy, load_lexicon(REFERENCE / "reading"), places=places)


def matched(case: dict[str, Any], have: list[list[Any]]) -> tuple[Match, PersonsOwnView, Target]:
    claims = tuple(SkillClaim(skill_uri(row[0]), row[2] if len(row) > 2 else None, row[1]) for row in have)
    speaks = tuple(LanguageClaim(skill_uri(code), cefr) for code, cefr in case.get("speaks", {}).items())
    asked = tuple(LanguageClaim(skill_uri(code), cefr) for code, cefr in case.get("asks_language", {}).items())
    demands = tuple(
        TargetDemand(skill_uri(row[0]) if row[0] else None, row[1], row[2] if len(row) > 2 else None, text="something")
        for row in case["asks"]
    )
    target = Target("urn:test:vacancy", "vacancy", demands, gates=GateFacts(languages=asked))
    view = PersonsOwnView.open(Profile(skills=claims, languages=speaks), person="p", viewer="p")
    return match(view, target, scorer(), now=date(2026, 11, 24)), view, target


def names(uris: Any) -> set[str]:
    return {uri.rpartition(":")[2] for uri in uris}


def test_both_languages_hold_the_same_cases() -> None:
    assert cases("nl") == CASES
    assert len(CASES) == CHAPTERS["en"].read_text(encoding="utf-8").count("```toml")


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "read" in case])
def test_reading(name: str) -> None:
    case = CASES[name]
    found = reader().read(case["read"], kind="vacancy")
    by_demand = {demand: names(s.uri for s in found.skills if s.demand == demand) for demand in ("required", "wished")}
    everything = names(skill.uri for skill in found.skills)
    assert set(case.get("required", ())) <= by_demand["required"]
    assert set(case.get("wished", ())) <= by_demand["wished"]
    assert not set(case.get("not_required", ())) & by_demand["required"]
    assert set(case.get("found", ())) <= everything
    assert not set(case.get("absent", ())) & everything
    assert {one.kind for one in found.masked} >= set(case.get("masked", ()))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "asks" in case])
def test_matching(name: str) -> None:
    case = CASES[name]
    found, view, target = matched(case, case["have"])
    terms = {term.demand.rpartition(":")[2]: term for term in found.terms}
    assert sum(term.points for term in found.terms) == (
        found.score if found.score is not None else sum(t.points for t in found.terms)
    )
    if "score" in case:
        assert found.score == case["score"]
    if "at_most" in case:
        assert found.score is not None
        assert found.score <= case["at_most"]
    if case.get("no_score"):
        assert found.score is None
    for demand, relation in case.get("meets", {}).items():
        assert terms[demand].relation == relation
    assert all(terms[demand].points == 0 for demand in case.get("lacks", ()))
    if "known" in case:
        assert [found.demands_known, found.demands_total] == case["known"]
    if "same_score_as" in case:
        assert found.milli == matched(case, case["same_score_as"])[0].milli
    for gate, result in case.get("gate", {}).items():
        assert next(one.result for one in found.gates if one.gate == gate) == result
    if "helps" in case:
        (best, *_others) = what_helps(view, target, scorer())
        assert names(claim.uri for claim in best.added) == {case["helps"]}
        with_it = [*case["have"], *([claim.uri.rpartition(":")[2], claim.tier, claim.level] for claim in best.added)]
        assert matched(case, with_it)[0].score == best.after


def training(row: dict[str, Any]) -> RouteOffer:
    asked = [tuple(skill_uri(name) for name in row.get(key, ())) for key in ("teaches", "needs")]
    session = RouteSession("any", places=row.get("places"))
    return RouteOffer(row["id"], *asked, sessions=(session,), weeks=row["weeks"], price_eur=row.get("price"))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "trainings" in case])
def test_routes(name: str) -> None:
    case = CASES[name]
    goal, offers = [skill_uri(one) for one in case["goal"]], [training(row) for row in case["trainings"]]
    found = plan_routes([], goal, offers, scorer().rules, now=date(2026, 11, 24))
    named: dict[str, Route] = {name: route for route in found.routes for name in route.names}
    for aim in ("cheapest", "fastest"):
        if aim in case:
            assert [step.offer.id for step in named[aim].steps] == case[aim]
    if "price" in case:
        assert named["cheapest"].price == case["price"]
    assert {one.demand.rpartition(":")[2]: one.why for one in found.not_covered} == case.get("left", {})
