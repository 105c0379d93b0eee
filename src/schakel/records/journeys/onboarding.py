"""Templates of the first months at work, from the reference data: read once, when first asked for."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from schakel.engine.errors import InputError
from schakel.reference import REFERENCE


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone of a template: `kind` is arrange, learn or talk; `day` counts from the first day at work."""

    id: str
    kind: str
    day: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A plan with its milestones, in order of time."""

    id: str
    title: dict[str, str]
    milestones: tuple[Planned, ...]

    def milestone(self, id_: str) -> Planned | None:
        return next((one for one in self.milestones if one.id == id_), None)


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """All templates, in the order they are offered."""
    data = tomllib.loads((REFERENCE / "desk" / "onboarding.toml").read_text(encoding="utf-8"))
    return tuple(
        Template(row["id"], row["title"], tuple(_planned(one) for one in row["milestones"]))
        for row in data["templates"]
    )


def _planned(row: dict[str, object]) -> Planned:
    texts = {language: str(row[language]) for language in ("nl", "en", "de")}
    return Planned(str(row["id"]), str(row["kind"]), int(str(row["day"])), texts)


def template(id_: str) -> Template:
    """The template with this id."""
    found = next((one for one in templates() if one.id == id_), None)
    if found is None:
        known = ", ".join(one.id for one in templates())
        raise InputError(f"There is no plan '{id_}'", place="template", remedy=f"Choose one of {known}")
    return found
