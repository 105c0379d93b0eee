"""What reading a text gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from schakel.engine.skills.salary import Salary
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.text.masking import Masked, render
from schakel.engine.text.sections import Section


class TextSpan(NamedTuple):
    """A piece of the text: ``text == source[start:end]``; ``group`` is the URI of the nearest group, if any."""

    text: str
    start: int
    end: int
    group: str | None = None


class OccupationRead(NamedTuple):
    """The occupation of a title: its URI, ISCO-08 group, the words it was read from, how sure (0-1)."""

    uri: str
    isco: str
    text: str
    confidence: float


class SpokenRead(NamedTuple):
    """A spoken language and its CEFR level (``B2``), or None where the text gives no level."""

    uri: str
    cefr: str | None


@dataclass(frozen=True, slots=True)
class SkillRead:
    """One mention of a skill. ``start`` and ``end`` count characters of the text.

    ``demand`` is ``required``, ``wished`` or ``mentioned``; ``level`` is ``basic``, ``working``, ``advanced`` or
    ``expert`` where a word says so; ``how`` tells by which rule it was found; below the threshold ``decision`` is
    ``ask``: the person confirms it.
    """

    uri: str
    label: str
    text: str
    start: int
    end: int
    demand: str
    level: str | None
    years: int | None
    confidence: float
    decision: str
    how: str
    section: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one text. ``supported`` is false for a language that is not read."""

    text: str
    kind: str
    kind_confidence: float
    language: str
    languages: tuple[str, ...]
    supported: bool
    title: str
    occupation: OccupationRead | None
    seniority: tuple[str, ...]
    levels: tuple[str, ...]
    years: int | None
    hours: tuple[int, int] | None
    place: tuple[str, str] | None
    start: str | None
    remote: bool
    spoken: tuple[SpokenRead, ...]
    skills: tuple[SkillRead, ...]
    unmatched: tuple[TextSpan, ...]
    masked: tuple[Masked, ...]
    sections: tuple[Section, ...]
    salary: Salary | None = None

    @classmethod
    def unsupported(
        cls, *, text: str, language: str, kind: str, skills: tuple[SkillRead, ...], masked: tuple[Masked, ...]
    ) -> Reading:
        """A reading of a text in a language that is not read."""
        return cls(
            text=text, kind=kind, kind_confidence=0.0, language=language, languages=(language,), supported=False,
            title="", occupation=None, seniority=(), levels=(), years=None, hours=None, place=None, start=None,
            remote=False, spoken=(), skills=skills, unmatched=(), masked=masked, sections=(),
        )  # fmt: skip

    def uris(self, *, accepted_only: bool = False) -> tuple[str, ...]:
        """The skills found, each once, in order of first mention."""
        wanted = (one.uri for one in self.skills if not accepted_only or one.decision == "accept")
        return tuple(dict.fromkeys(wanted))

    def masked_text(self) -> str:
        """The text with personal data blacked out; every other character keeps its place."""
        return render(self.text, self.masked)

    def as_json(self, taxonomy: Taxonomy, language: str | None = None) -> dict[str, Any]:
        """Plain data in the shape of ``schakel read``; labels in ``language``, or in that of the text."""
        shown = language or self.language
        occupation = None
        if self.occupation:
            uri = self.occupation.uri
            occupation = {
                "uri": uri, "label": taxonomy.label(uri, shown), "isco": self.occupation.isco,
                "text": self.occupation.text, "confidence": self.occupation.confidence,
            }  # fmt: skip
        return {
            "kind": self.kind,
            "kind_confidence": self.kind_confidence,
            "language": self.language,
            "languages": list(self.languages),
            "supported": self.supported,
            "title": self.title,
            "occupation": occupation,
            "seniority": list(self.seniority),
            "level": list(self.levels),
            "years": self.years,
            "hours": list(self.hours) if self.hours else None,
            "place": {"code": self.place[0], "label": self.place[1]} if self.place else None,
            "start": self.start,
            "remote": self.remote,
            **_salary_json(self.salary),
            "spoken": [
                {"uri": one.uri, "label": taxonomy.label(one.uri, shown), "cefr": one.cefr} for one in self.spoken
            ],
            "skills": [_skill_json(one, taxonomy, shown) for one in self.skills],
            "unmatched": [_unmatched_json(one, taxonomy, shown) for one in self.unmatched],
            "masked": [{"kind": one.kind, "start": one.start, "end": one.end} for one in self.masked],
        }


def _salary_json(salary: Salary | None) -> dict[str, Any]:
    """Amounts as decimal strings, as everywhere in the product; all empty where the text names no pay."""
    if salary is None:
        return dict.fromkeys(("salary_from", "salary_to", "salary_per", "salary_currency"))
    return {
        "salary_from": None if salary.least is None else str(salary.least),
        "salary_to": None if salary.most is None else str(salary.most),
        "salary_per": salary.per,
        "salary_currency": salary.currency,
    }


def _unmatched_json(span: TextSpan, taxonomy: Taxonomy, language: str) -> dict[str, Any]:
    group = {"uri": span.group, "label": taxonomy.label(span.group, language)} if span.group else None
    return {"text": span.text, "start": span.start, "end": span.end, "group": group}


def _skill_json(skill: SkillRead, taxonomy: Taxonomy, language: str) -> dict[str, Any]:
    return {
        "uri": skill.uri,
        "label": taxonomy.label(skill.uri, language),
        "text": skill.text,
        "start": skill.start,
        "end": skill.end,
        "demand": skill.demand,
        "level": skill.level,
        "years": skill.years,
        "confidence": skill.confidence,
        "decision": skill.decision,
        "how": skill.how,
        "section": skill.section,
    }
