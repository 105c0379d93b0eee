"""What `advise` and `route` share: loading the parts, and printing routes for people."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schakel.engine.advice.types import AdviceOffer
    from schakel.engine.matching.explain import Speaker
    from schakel.engine.matching.score import Scorer
    from schakel.engine.regions.model import Region
    from schakel.engine.skills.reading import Reader
    from schakel.engine.skills.taxonomy import Taxonomy

LANGUAGES = ("nl", "en", "de")


@dataclass(frozen=True)
class Parts:
    """The engine's parts, loaded once for a command."""

    region: Region
    scorer: Scorer
    offers: tuple[AdviceOffer, ...]
    speaker: Speaker
    now: datetime.date
    reader: Reader | None = None


def add_shared_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments both commands have."""
    parser.add_argument("--region", default="limburg", help="region whose trainings are offered (default: limburg)")
    parser.add_argument("--answer-in", choices=LANGUAGES, default="nl", help="language of the answer (default: nl)")
    parser.add_argument("--on", metavar="DATE", type=_date, help="the day to reckon from, 2027-01-31 (default: today)")
    parser.add_argument(
        "--hours-per-week", "--hours", dest="hours", metavar="N", type=_hours, help="the most study hours a week"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2027-01-31") from None


def _hours(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 60:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of hours a week from 1 to 60")
    return int(text)


def load_parts(args: argparse.Namespace, *, reading: bool = False) -> Parts:
    """Taxonomy, rules, texts and the trainings of the region; with ``reading`` a reader too. Raises EngineError."""
    from schakel.engine.advice import region_offers
    from schakel.engine.matching import Scorer, load_rules
    from schakel.engine.matching.explain import Speaker
    from schakel.engine.matching.texts import load_texts
    from schakel.engine.regions import read_region, region_folder
    from schakel.engine.skills.taxonomy import load_taxonomy
    from schakel.reference import REFERENCE

    now = args.on or datetime.date.today()
    region = read_region(region_folder(args.region))
    reader, taxonomy = _reader(region) if reading else (None, load_taxonomy(REFERENCE / "taxonomy"))
    scorer = Scorer(taxonomy, load_rules(REFERENCE / "matching", on=args.on))
    speaker = Speaker(load_texts(REFERENCE / "matching" / "texts.toml"), scorer.taxonomy, args.answer_in)
    return Parts(region, scorer, region_offers(region, scorer.rules), speaker, now, reader)


def _reader(region: Region) -> tuple[Reader, Taxonomy]:
    """The reader and its taxonomy, as kept from the last time: building them takes seconds."""
    from schakel.config.environment import home
    from schakel.engine.skills.compiled import ready_reader
    from schakel.reference import REFERENCE

    places: list[Any] = [*region.municipalities, *region.neighbours]
    return ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading", places=places, cache=home() / "cache")


def route_lines(route: dict[str, Any], speaker: Speaker) -> list[str]:
    """One route for people, two lines a step."""
    price = f"\u20ac {route['price']}" if route["price"] is not None else speaker.say("route.price-unknown")
    weeks = f"{route['weeks']} w" if route["weeks"] is not None else speaker.say("route.time-unknown")
    lines = [f"    {route['label']}: {price}, {weeks}"]
    for step in route["steps"]:
        start = f" ({step['start']})" if step["start"] else ""
        lines += [f"      - {step['label']}{start}", f"        {step['why']}"]
    return lines
