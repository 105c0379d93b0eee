"""`schakel route`: from the skills someone has to an occupation, by the cheapest, fastest and balanced routes."""

from __future__ import annotations

import argparse
import json
from typing import Any, TextIO

from schakel.cli.advice_parts import Parts, add_shared_arguments, load_parts, route_lines

NAME = "route"
HELP = "routes of trainings from the skills someone has to an occupation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `route`."""
    parser.add_argument("--have", metavar="S,S", default="", help="skills someone has: ids, URIs or labels")
    parser.add_argument("--goal", metavar="O", required=True, help="the occupation: id, URI or label in any language")
    add_shared_arguments(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Prints the routes; 0 when there is one or nothing is missing, 1 when there is none. Raises EngineError."""
    from schakel.engine.advice.naming import Names

    parts = load_parts(args)
    names = Names(parts.scorer.taxonomy)
    have = sorted({names.skill(name) for name in args.have.split(",") if name.strip()})
    shape = _shape(parts, have, names.occupation(args.goal), args.hours)
    if args.json:
        out.write(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        out.write(_page(shape, parts))
    return 1 if shape["not_covered"] and not shape["routes"] else 0


def _shape(parts: Parts, have: list[str], goal: str, hours: int | None) -> dict[str, Any]:
    from schakel.engine.advice.build import Request, routes_to
    from schakel.engine.advice.shapes import named, routes_shape
    from schakel.engine.matching import PersonsOwnView, Profile, SkillClaim, match, occupation_target

    occupation = parts.scorer.taxonomy.occupation(goal)
    profile = Profile(skills=tuple(SkillClaim(uri) for uri in have))
    view = PersonsOwnView.open(profile, person="self", viewer="self")
    found = match(view, occupation_target(occupation), parts.scorer, now=parts.now)
    request = Request(now=parts.now, weekly_hours_most=hours)
    routes = routes_to(view, found, parts.scorer, offers=parts.offers, request=request)
    held = [named(uri, parts.speaker) for uri in have]
    return {
        "goal": named(goal, parts.speaker),
        "have": held,
        "score": found.score,
        **routes_shape(routes, parts.speaker),
    }


def _page(shape: dict[str, Any], parts: Parts) -> str:
    goal, routes, left = shape["goal"], shape["routes"], shape["not_covered"]
    lines = [f"{goal['label']}  ({shape['score']}/100)", ""]
    for route in routes:
        lines += route_lines(route, parts.speaker)
    lines += [f"    {one['why']}" for one in left]
    return "\n".join([*lines, "", f"    {shape['text']}"]) + "\n"
