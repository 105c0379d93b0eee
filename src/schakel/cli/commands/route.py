"""`schakel route`: from the skills someone has to an occupation: cheapest, fastest, balanced and safest routes.

Prices are shown before and after the schemes that pay for certain; what must still be asked is named and not counted.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any, TextIO

from schakel.cli.advice_parts import Parts, add_shared_arguments, load_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schakel.engine.routing import Pay, Planning, Route, Routes, SteppingStone
    from schakel.engine.routing.shapes import Voice
    from schakel.engine.routing.travel import Places
    from schakel.engine.support.types import Scheme, Value

NAME = "route"
HELP = "routes of trainings from the skills someone has to an occupation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `route`."""
    parser.add_argument("--have", metavar="S,S", default="", help="skills someone has: ids, URIs or labels")
    parser.add_argument("--goal", metavar="O", required=True, help="the occupation: id, URI or label in any language")
    parser.add_argument("--from", dest="home", metavar="PLACE", help="where someone lives: a municipality or near town")
    parser.add_argument("--travel-most", metavar="KM", type=_number, help="leave out what is further than this")
    parser.add_argument("--pay-now", metavar="EUR", type=_pay, help="gross pay a month now, 2500 or 2500-2800")
    parser.add_argument("--pay-while", metavar="EUR", type=_pay, help="gross pay a month while studying")
    parser.add_argument("--pay-goal", metavar="EUR", type=_pay, help="gross pay a month in the new work")
    parser.add_argument("--jobs", action="store_true", help="also routes over a job somebody can do now")
    parser.add_argument("--pay-job", metavar="EUR", type=_pay, help="gross pay a month in a job on the way")
    parser.add_argument(
        "--about", metavar="FACT=VALUE", action="append", default=[], type=_fact, help="what schemes ask: person.age=40"
    )
    add_shared_arguments(parser)


def _number(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number of zero or more")
    return int(text)


def _pay(text: str) -> Pay:
    from schakel.engine.routing import Pay

    low, _, high = text.partition("-")
    if not low.isdigit() or (high and not high.isdigit()) or (high and int(high) < int(low)):
        raise argparse.ArgumentTypeError(f"'{text}' is no pay; write whole euros a month, 2500 or 2500-2800")
    return Pay(int(low), int(high or low))


def _fact(text: str) -> tuple[str, Value]:
    name, sign, value = text.partition("=")
    if not sign or "." not in name or not value:
        raise argparse.ArgumentTypeError(f"'{text}' is no fact; write it as person.age=40")
    if value in ("true", "false", "yes", "no"):
        return name, value in ("true", "yes")
    return name, int(value) if value.isdigit() else value


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Prints the routes; 0 when there is one or nothing is missing, 1 when there is none. Raises EngineError."""
    from schakel.engine.advice.naming import Names

    _check_together(args)
    parts = load_parts(args)
    names = Names(parts.scorer.taxonomy)
    have = sorted({names.skill(name) for name in args.have.split(",") if name.strip()})
    shape = _shape(parts, have, names.occupation(args.goal), args)
    if args.json:
        out.write(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        out.write(_page(shape))
    return 1 if shape["not_covered"] and not shape["routes"] else 0


_NEEDS = {"travel_most": "home", "pay_while": "pay_now", "pay_job": "jobs"}
"""What says nothing without something else."""


def _check_together(args: argparse.Namespace) -> None:
    from schakel.engine.errors import InputError

    options = {"home": "--from"}
    for name, other in _NEEDS.items():
        if getattr(args, name) is not None and not getattr(args, other):
            option, missing = f"--{name.replace('_', '-')}", options.get(other, f"--{other.replace('_', '-')}")
            raise InputError(f"This says nothing without {missing}", place=option, remedy=f"Give {missing} too")


def _check_facts(facts: dict[str, Value], schemes: Sequence[Scheme]) -> None:
    """Facts that no scheme asks, and words where a number is asked, would be passed over without a word."""
    from schakel.engine.errors import InputError

    groups = (group for one in schemes for group in (*one.entry, *one.stay))
    known = {row.fact: row for group in groups for row in group if row.fact.startswith("person.")}
    for name, value in facts.items():
        if name not in known:
            raise InputError(
                f"No scheme asks '{name}'", place="--about", remedy=f"Use one of {', '.join(sorted(known))}"
            )
        if known[name].operator in ("least", "most") and isinstance(value, str):
            raise InputError(f"'{value}' is no number", place=f"--about {name}", remedy="Write it as person.age=40")


def _shape(parts: Parts, have: list[str], goal: str, args: argparse.Namespace) -> dict[str, Any]:
    from schakel.cli.transition_lines import job_parts
    from schakel.engine.advice import Request, routes_to, stones_to
    from schakel.engine.advice.shapes import named, routes_shape
    from schakel.engine.matching import PersonsOwnView, Profile, SkillClaim, match, occupation_target
    from schakel.engine.routing.shapes import to_ask

    occupation = parts.scorer.taxonomy.occupation(goal)
    profile = Profile(skills=tuple(SkillClaim(uri) for uri in have))
    view = PersonsOwnView.open(profile, person="self", viewer="self")
    found = match(view, occupation_target(occupation), parts.scorer, now=parts.now)
    planning = _planning(parts, args)
    stones = job_parts(parts, pay=args.pay_job) if args.jobs else None
    request = Request(now=parts.now, weekly_hours_most=args.hours, planning=planning, stones=stones)
    routes = routes_to(view, found, parts.scorer, offers=parts.offers, request=request)
    jobs = stones_to(view, found, parts.scorer, stones) if stones else ()
    every = (*routes.routes, *routes.alternatives, *routes.over_jobs)
    return {
        "goal": named(goal, parts.speaker),
        "have": [named(uri, parts.speaker) for uri in have],
        "score": found.score,
        **routes_shape(_without_routes(routes), parts.speaker),
        "routes": [_one(route, planning, parts, args, have=frozenset(have), jobs=jobs) for route in every],
        "support_to_ask": to_ask(every, _voice(parts)),
    }


def _without_routes(routes: Routes) -> Routes:
    from dataclasses import replace

    return replace(routes, routes=(), alternatives=(), over_jobs=())


def _planning(parts: Parts, args: argparse.Namespace) -> Planning:
    """Schemes of the region, the published chances, and what the person tells."""
    from schakel.engine.routing import Circumstances, Planning, load_settings
    from schakel.engine.routing.travel import distances
    from schakel.engine.support import load_schemes
    from schakel.reference import REFERENCE

    offers = [one.route for one in parts.offers]
    places, facts = _places(parts), dict(args.about)
    schemes = load_schemes(REFERENCE / "support", on=args.on, region=args.region)
    _check_facts(facts, schemes)
    home = places.named(args.home) if args.home else None
    if home is not None:
        facts.setdefault("person.country", home.country)
    about = Circumstances(
        weekly_hours_most=args.hours,
        travel_km={} if home is None else distances(home, offers, places),
        travel_most_km=args.travel_most,
        facts=facts,
    )
    return Planning(about=about, schemes=schemes, settings=load_settings(REFERENCE / "routing", on=args.on))


def _places(parts: Parts) -> Places:
    from schakel.engine.routing.travel import Place, Places

    near = [Place(one.code, one.name, one.latitude, one.longitude) for one in parts.region.municipalities]
    far = [Place(one.code, one.name, one.latitude, one.longitude) for one in parts.region.neighbours]
    return Places([*near, *far])


def _one(
    route: Route,
    planning: Planning,
    parts: Parts,
    args: argparse.Namespace,
    *,
    have: frozenset[str],
    jobs: tuple[SteppingStone, ...] = (),
) -> dict[str, Any]:
    from schakel.engine.errors import Bug
    from schakel.engine.routing import PayFacts, pay_path, side_by_side
    from schakel.engine.routing.shapes import route_shape

    if planning.settings is None:
        raise Bug("A route was planned without settings", place="route")
    facts, told = PayFacts(args.pay_now, args.pay_while, args.pay_goal), dict(planning.about.facts)
    pay = pay_path(route, facts, planning.settings, now=parts.now, stones=jobs, schemes=planning.schemes, told=told)
    beside = None if args.hours is None else side_by_side(route, args.hours, have=have, now=parts.now)
    return route_shape(route, _voice(parts), pay=pay if args.pay_now or args.pay_goal else None, beside=beside)


def _voice(parts: Parts) -> Voice:
    from schakel.engine.matching.explain import Speaker
    from schakel.engine.matching.texts import load_texts
    from schakel.engine.routing.shapes import Voice
    from schakel.reference import REFERENCE

    words = load_texts(REFERENCE / "routing" / "texts.toml")
    return Voice(parts.speaker, Speaker(words, parts.speaker.taxonomy, parts.speaker.language))


def _page(shape: dict[str, Any]) -> str:
    goal, left = shape["goal"], shape["not_covered"]
    lines = [f"{goal['label']}  ({shape['score']}/100)", ""]
    for route in shape["routes"]:
        lines += _route_lines(route)
    lines += [f"    {one['why']}" for one in left]
    lines += ["", *[f"    {one['text']}" for one in shape["support_to_ask"]]]
    return "\n".join([*lines, "", f"    {shape['text']}"]) + "\n"


def _route_lines(route: dict[str, Any]) -> list[str]:
    """One route for people: a head, its own sentences, then each step with why and what was not taken."""
    price = "€ ?" if route["net_price"] is None else f"€ {route['net_price']}"
    weeks = "? w" if route["weeks"] is None else f"{route['weeks']} w"
    lines = [f"    {route['label']}: {price}, {weeks}"]
    lines += [f"      {text}" for text in (route["why"], route["pay"]["text"] if route["pay"] else "") if text]
    for step in route["steps"]:
        start = f" ({step['start']})" if step["start"] else ""
        lines += [f"      - {step['label']}{start}", f"        {step['why']}"]
        lines += [f"        {one['text']}" for one in step["rejected"]]
    return lines
