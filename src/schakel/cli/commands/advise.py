"""`schakel advise`: a CV into occupations that fit, what is missing, offers that close it, and routes.

The advice is for the person the CV is about. Exit code 0 when there is advice, 1 when nothing was found in the text.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from schakel.cli.advice_parts import Parts, add_shared_arguments, load_parts, route_lines
from schakel.cli.programmes import Own, own_programmes, tell

if TYPE_CHECKING:
    from schakel.engine.advice import Stones
    from schakel.engine.matching.types import Profile
    from schakel.engine.skills.result import Reading

NAME = "advise"
HELP = "a CV into occupations that fit, gaps, offers with reasons, and routes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `advise`."""
    parser.add_argument("file", metavar="FILE", help="a CV as .txt, .pdf or .docx; - is standard input")
    parser.add_argument(
        "--goal", metavar="OCCUPATION", help="the occupation aimed at: id, URI or label in any language"
    )
    parser.add_argument("--not", dest="unticked", metavar="S,S", default="", help="assumed skills you do not have")
    parser.add_argument(
        "--transitions",
        action="store_true",
        help="also: feasible changes of work, stepping stones to the goal, routes over a job",
    )
    parser.add_argument(
        "--programmes", metavar="FILE", help="programmes of schools with exemption rules, as `manage programmes` prints"
    )
    parser.add_argument("--language", choices=("nl", "en", "de", "fr"), help="language of the CV; guessed if not given")
    parser.add_argument("--kind", choices=("cv", "vacancy", "course"), help="kind of text; guessed if not given")
    add_shared_arguments(parser)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Prints the advice. Raises EngineError."""
    from schakel.engine.advice.claims import profile_of_reading
    from schakel.engine.advice.naming import Names

    parts = load_parts(args, reading=True)
    names = Names(parts.scorer.taxonomy)
    goal = names.occupation(args.goal) if args.goal else None
    unticked = tuple(names.skill(name) for name in args.unticked.split(",") if name.strip())
    reading = _read(args, parts)
    profile = profile_of_reading(reading, parts.scorer.taxonomy, parts.scorer.rules)
    own = own_programmes(args.programmes, reading, profile, parts) if args.programmes else None
    from schakel.cli.transition_lines import job_parts

    stones = job_parts(parts) if args.transitions else None
    shape = {
        "file": args.file,
        "kind": reading.kind,
        "language": reading.language,
        **_notice(reading, parts),
        **_advice(profile, parts, goal=goal, unticked=unticked, hours=args.hours, stones=stones, own=own),
    }
    if args.transitions:
        from schakel.cli.transition_lines import transitions_shape

        shape["transitions"] = transitions_shape(profile, parts, goal=goal, unticked=unticked, given=stones)
    out.write(json.dumps(shape, ensure_ascii=False) + "\n" if args.json else _page(shape, parts))
    return 0 if shape["profile"]["skills"] or shape["profile"]["assumed"] else 1


def _read(args: argparse.Namespace, parts: Parts) -> Reading:
    from schakel.engine.errors import InputError
    from schakel.engine.text.documents import read_document

    try:
        data = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise InputError(f"The file cannot be opened: {reason}", place=args.file, remedy="Check the name") from error
    assert parts.reader is not None  # noqa: S101 -- asked for above
    return parts.reader.read(read_document(data, args.file).text, args.language, kind=args.kind)


def _notice(reading: Reading, parts: Parts) -> dict[str, Any]:
    """For a text that is no CV: that it is not, and what it asks."""
    from schakel.engine.advice.claims import target_of_reading
    from schakel.engine.advice.shapes import named

    if reading.kind == "cv":
        return {}
    key = "notice.vacancy" if reading.kind == "vacancy" else "notice.course"
    target = target_of_reading(reading, parts.scorer.taxonomy, uri="urn:schakel:text:given")
    asks = [{**named(one.uri or "", parts.speaker), "relevance": one.relevance} for one in target.demands]
    return {"notice": parts.speaker.say(key), "asks": asks} if asks else {}


def _advice(
    profile: Profile,
    parts: Parts,
    *,
    goal: str | None,
    unticked: tuple[str, ...],
    hours: int | None,
    stones: Stones | None,
    own: Own | None,
) -> dict[str, Any]:
    from schakel.engine.advice import Request, advise
    from schakel.engine.advice.shapes import advice_shape
    from schakel.engine.matching import PersonsOwnView

    asked: dict[str, int] = {}
    for top in parts.region.top_occupations:
        asked.setdefault(top.isco, top.rank)
    request = Request(
        now=parts.now,
        goal=parts.scorer.taxonomy.occupation(goal) if goal else None,
        unticked=unticked,
        asked_isco=asked,
        weekly_hours_most=hours,
        stones=stones,
        planning=own.planning() if own else None,
    )
    view = PersonsOwnView.open(profile, person="self", viewer="self")
    offers = own.beside(parts.offers) if own else parts.offers
    shape = advice_shape(advise(view, parts.scorer, offers, request), parts.speaker, parts.scorer.rules)
    if own:
        tell(shape, own, parts.speaker.language)
    return shape


def _page(shape: dict[str, Any], parts: Parts) -> str:
    profile = shape["profile"]
    lines = [shape["notice"], ""] if "notice" in shape else []
    lines += [", ".join(skill["label"] for skill in profile["skills"]) or "-"]
    if profile["assumed"]:
        assumed = ", ".join(skill["label"] for skill in profile["assumed"])
        reason = parts.speaker.say("term.assumed", occupation=profile["occupation"]["label"])
        lines += ["", f"{assumed}: {reason}"]
    for role in shape["roles"]:
        lines += ["", *_role(role, parts)]
    lines += [""]
    lines += [
        f"+{one['score']:>3}  {one['label']} ({one['provider']}) \u2192 {one['for_role']['label']}"
        for one in shape["offers"]
    ]
    lines += ["", *[f"  \u2022 {step['text']}" for step in shape["next_steps"]]]
    if "transitions" in shape:
        from schakel.cli.transition_lines import transition_lines

        lines += ["", *transition_lines(shape["transitions"])]
    return "\n".join(lines) + "\n"


def _role(role: dict[str, Any], parts: Parts) -> list[str]:
    score = "-" if role["score"] is None else role["score"]
    lines = [f"{score:>3}  {role['label']}"]
    lines += [f"       {term['why']}" for term in role["terms"] if term["points"]]
    if role["missing"]:
        missing = ", ".join(one["label"] for one in role["missing"][:8])
        lines.append(f"       {parts.speaker.say('summary.missing', skills=missing)}")
    if role["usual_step"]:
        lines.append(f"       {role['usual_step']}")
    if role["asked_in_region"]:
        lines.append(f"       {role['asked_in_region']['text']}")
    for route in role["routes"]:
        lines += route_lines(route, parts.speaker)
    return lines
