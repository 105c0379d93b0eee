"""Programmes of schools beside the trainings of the region, for `advise`: what somebody need not do, and what it saves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    from schakel.cli.advice_parts import Parts
    from schakel.engine.advice.types import AdviceOffer
    from schakel.engine.matching.types import Profile
    from schakel.engine.routing import Planning
    from schakel.engine.routing.prior import Curriculum, Learned
    from schakel.engine.skills.result import Reading


@dataclass(frozen=True)
class Own:
    """Offers of a file, their modules and rules, and what the person learned before."""

    offers: tuple[AdviceOffer, ...]
    curricula: dict[str, Curriculum]
    learned: Learned
    on: datetime.date

    def beside(self, offers: tuple[AdviceOffer, ...]) -> tuple[AdviceOffer, ...]:
        """The offers of the file in the place of those of the same id, the others as they are."""
        ids = {one.route.id for one in self.offers}
        return (*(one for one in offers if one.route.id not in ids), *self.offers)

    def planning(self) -> Planning | None:
        """What routes reckon with."""
        from schakel.engine.routing import Planning
        from schakel.engine.routing.prior import exempt, waiver

        found = [waiver(one, exempt(one, self.learned, on=self.on)) for one in self.curricula.values()]
        known = tuple(sorted((one for one in found if one), key=lambda one: one.offer))
        return Planning(waivers=known) if known else None

    def exemption(self, offer: str) -> dict[str, Any] | None:
        """The modules of one offer somebody need not do (`known`) or can ask about (`ask`), and what each saves."""
        from schakel.engine.routing.prior import exempt, saved

        curriculum = self.curricula.get(offer)
        found = exempt(curriculum, self.learned, on=self.on) if curriculum else ()
        if curriculum is None or not found:
            return None
        known = [one.module for one in found if one.state == "known"]
        euros, weeks = saved(curriculum, known)
        every, longer = saved(curriculum, [one.module for one in found])
        return {
            "known": [one.title for one in known],
            "ask": [one.module.title for one in found if one.state == "ask"],
            "saves": {"price": euros, "weeks": weeks},
            "could_save": {"price": every - euros, "weeks": longer - weeks},
            "sources": list(dict.fromkeys(one.source for one in found if one.source)),
        }


def own_programmes(path: str, reading: Reading, profile: Profile, parts: Parts) -> Own:
    """Read a file of `manage programmes` for the person a text is about. Raises EngineError."""
    from schakel.engine.advice.programmes import learned_of_text, read_programmes
    from schakel.engine.errors import InputError

    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(
            f"The programmes cannot be read: {error}", place=path, remedy="Write the file with 'manage programmes'"
        ) from error
    offers, curricula = read_programmes(data, parts.scorer.rules, file=path)
    level = reading.levels[-1] if reading.levels else ""
    return Own(offers, curricula, learned_of_text(reading.text, profile, level), parts.now)


def tell(shape: dict[str, Any], own: Own, language: str) -> None:
    """Put what somebody need not do beside the steps of every route of an advice, with its sentence."""
    from schakel.engine.matching.texts import load_texts
    from schakel.reference import REFERENCE

    texts = load_texts(REFERENCE / "routing" / "texts.toml")
    for role in shape["roles"]:
        for step in (step for route in role["routes"] for step in route["steps"]):
            found = own.exemption(step["offer"])
            if found is not None:
                step["exemption"] = found
                said = [texts.say(key, language, **facts) for key, facts in _sentences(found)]
                step["why"] = " ".join([step["why"], *said]).strip()


def _sentences(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    rows = [("step.modules-known", "known", "saves"), ("step.modules-ask", "ask", "could_save")]
    return [(key, {"modules": ", ".join(found[names]), **found[what]}) for key, names, what in rows if found[names]]
