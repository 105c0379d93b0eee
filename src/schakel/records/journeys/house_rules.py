"""Answer times and reasons, from the reference data: read once, when first asked for."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from schakel.engine.errors import InputError
from schakel.reference import REFERENCE


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something ended: `places` says where it may be chosen, `texts` what the other side reads, by language."""

    id: str
    places: tuple[str, ...]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class HouseRules:
    """Days an answer may take, by kind, and the reviewed list of reasons."""

    days: dict[str, int]
    reasons: tuple[Reason, ...]

    def reasons_for(self, place: str) -> tuple[Reason, ...]:
        """The reasons that may be chosen for `booking`, `session`, `referral` or `request`."""
        return tuple(reason for reason in self.reasons if place in reason.places)

    def checked(self, reason: str, place: str) -> str:
        """The id, when it may be used there."""
        allowed = [one.id for one in self.reasons_for(place)]
        if reason not in allowed:
            raise InputError(
                f"There is no reason '{reason}'", place=place, remedy=f"Choose one of {', '.join(allowed)}"
            )
        return reason

    def text(self, reason: str, language: str) -> str:
        """What the other side reads; empty when no reason was given."""
        found = next((one for one in self.reasons if one.id == reason), None)
        return "" if found is None else found.texts.get(language, found.texts["en"])


@lru_cache(maxsize=1)
def house_rules() -> HouseRules:
    data = tomllib.loads((REFERENCE / "desk" / "rules.toml").read_text(encoding="utf-8"))
    reasons = tuple(
        Reason(row["id"], tuple(row["for"]), {language: row[language] for language in ("nl", "en", "de")})
        for row in data["reasons"]
    )
    return HouseRules(dict(data["days"]), reasons)
