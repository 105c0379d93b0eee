"""Findings in plain words: what the plan says, what its own numbers give, and where it stands."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from schakel.records.programme.models import BudgetRow, CoverRow, Finding, Line, PlanText, StatedTotal, Target
from schakel.screens.open.programme.labels import COVER_KINDS, GROUPS, STATUSES
from schakel.ui.templatetags.schakel import euro, in_language, language_of, number

MONEY = {
    "row-sum", "parent-sum", "column-sum", "cover-sum", "result", "cumulative", "key-figure", "unbalanced", "requested",
    "unknown-part", "stray-number", "rate",
}  # fmt: skip
_YEAR = re.compile(r"(?:^|-)year-(\d+)$")
_SUM_OF = re.compile(r"It is the sum of ([^.]+(?:\.[^. ]+)*)\.")
_NO_WORD = re.compile(r"[^A-Za-z0-9.]+")


class Printed(str):
    """Words of the plan itself: always Dutch, whatever the language of the page."""

    __slots__ = ()


@dataclass(frozen=True)
class Explained:
    """One finding for a reader: `title` and `text` in their language, numbers as text, `wordings` as printed."""

    finding: Finding
    group: str
    title: str
    text: str
    stated: str = ""
    computed: str = ""
    difference: str = ""
    wordings: tuple[PlanText, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its place on the budget page."""
        return "bevinding-" + _NO_WORD.sub("-", self.finding.slug)

    @property
    def title_language(self) -> str:
        """The language of the title, where it may differ from the page's."""
        return "nl" if isinstance(self.title, Printed) else ""

    @property
    def status(self) -> str:
        return str(STATUSES.get(self.finding.status, ""))


@dataclass
class Plan:
    """What the findings speak of, by slug."""

    costs: dict[str, BudgetRow] = field(default_factory=dict)
    cover: dict[str, CoverRow] = field(default_factory=dict)
    stated: dict[str, StatedTotal] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    wordings: dict[str, list[PlanText]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, *, costs: Iterable[BudgetRow], cover: Iterable[CoverRow], stated: Iterable[StatedTotal],
        targets: Iterable[Target], lines: Iterable[Line], wordings: Iterable[PlanText],
    ) -> "Plan":  # fmt: skip
        """Everything by its slug; wordings by the topic as it stands in the id of a finding."""
        topics: dict[str, list[PlanText]] = {}
        for text in wordings:
            topics.setdefault(_NO_WORD.sub("-", text.topic), []).append(text)
        return cls(
            {row.slug: row for row in costs}, {row.slug: row for row in cover}, {row.slug: row for row in stated},
            {row.slug: row for row in targets}, {row.slug: row for row in lines}, topics,
        )  # fmt: skip

    def row(self, name: str) -> BudgetRow | CoverRow | None:
        """The row a finding names; those of cover carry `cover-` before their slug."""
        return self.cover.get(name.removeprefix("cover-")) if name.startswith("cover-") else self.costs.get(name)


def explain(finding: Finding, plan: Plan) -> Explained:
    """The finding in plain words."""
    subject = finding.slug.split(":", 1)[1]
    title, text = _KINDS.get(finding.kind, _other)(finding, subject, plan)
    texts = plan.wordings.get(subject, []) if finding.kind == "text-against-text" else []
    show = _unit(finding)
    numbers = {
        name: show(value)
        for name in ("stated", "computed", "difference")
        if (value := getattr(finding, name)) is not None
    }
    return Explained(finding, _group(finding), title, text, **numbers, wordings=tuple(texts))


def explain_all(findings: Iterable[Finding], plan: Plan) -> list[Explained]:
    """All findings in plain words, in the order the engine finds them."""
    return [explain(finding, plan) for finding in findings]


def by_group(explained: Iterable[Explained]) -> list[dict[str, Any]]:
    """The findings per group, money first; empty groups are left out."""
    found = list(explained)
    groups = [
        {"key": key, "label": label, "findings": [item for item in found if item.group == key]}
        for key, label in GROUPS.items()
    ]
    return [group for group in groups if group["findings"]]


def _group(finding: Finding) -> str:
    if finding.kind in MONEY or (finding.kind == "text-against-table" and not finding.slug.endswith("-year")):
        return "money"
    if finding.kind in ("incomplete", "text-against-table"):
        return "goals"
    return "figures" if finding.stated is not None else "words"


def _unit(finding: Finding) -> Callable[[Decimal], str]:
    if finding.kind in MONEY:
        return euro
    if finding.kind == "text-against-table":
        return lambda value: str(int(value))  # years: 2030, never 2.030
    return lambda value: number(value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1)))


def _split_year(subject: str) -> tuple[str, str]:
    """The subject without its year, and the year.

    >>> _split_year("1.1-year-3")
    ('1.1', '3')
    """
    found = _YEAR.search(subject)
    return (subject[: found.start()], found.group(1)) if found else (subject, "")


def _label(name: str, plan: Plan) -> str:
    row = plan.row(name)
    return Printed(row.label) if row else name


def _in_language(record: Any, name: str) -> str:
    text = in_language(record, name)
    return Printed(text) if language_of(record, name) == "nl" else text


def _row_sum(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    return _label(subject, plan), _("The years of this row do not add up to its total.")


def _parent_sum(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    name, year = _split_year(subject)
    label = _label(name, plan)
    if year:
        return label, _("In year %(year)s the rows below it do not add up to it.") % {"year": year}
    return label, _("The rows below it do not add up to it.")


def _stated(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    if subject == "balance":
        return _("Key figures"), _("The amounts of who pays do not add up to the costs in the same list.")
    total = plan.stated.get(subject)
    label = Printed(total.label) if total else subject
    text = _("The plan prints this number. The rows give another one.")
    if finding.status == "unclear":
        text += " " + _("It is not clear in which column the number stands.")
    return label, text


def _unbalanced(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    year = _split_year(subject)[1]
    title = _("Year %(year)s") % {"year": year} if year else _("All years together")
    amount = {"amount": euro(abs(finding.difference or 0))}
    if (finding.difference or 0) > 0:
        return title, _("The cover is %(amount)s more than the costs.") % amount
    return title, _("The cover is %(amount)s less than the costs.") % amount


def _requested(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    amount = {"amount": euro(abs(finding.difference or 0))}
    title = _("The contribution asked for")
    if (finding.difference or 0) > 0:
        return title, _("The plan asks %(amount)s more than is still missing.") % amount
    return title, _("The plan asks %(amount)s less than is still missing.") % amount


def _unknown_part(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    row = plan.row(subject)
    if row is not None and row.status == "pm":
        return Printed(row.label), _("The plan has no amount for this yet (pm). Every total is “at least”.")
    return _label(subject, plan), _("The plan does not split this over the years. Every total of a year is “at least”.")


def _stray(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    label = _label(subject.rsplit("-", 1)[0], plan)
    text = _("Beside this row stands another number. It is not the total of the row.")
    parts = _SUM_OF.search(finding.note)
    if parts:
        side = "cover-" if subject.startswith("cover-") else ""
        labels = ", ".join(_label(side + slug, plan) for slug in parts.group(1).split(", "))
        text += " " + _("It is the sum of: %(labels)s.") % {"labels": labels}
    return label, text


def _rate(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    name, year = _split_year(subject)
    return _label(name, plan), _("In year %(year)s an hour costs another amount than in the first year.") % {
        "year": year
    }


def _text_against_table(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    target = plan.targets.get(subject.removesuffix("-year"))
    if target is not None and finding.stated is not None:
        years = {"target": int(finding.stated), "last": int(finding.computed or 0)}
        text = _("The goal is for %(target)s. The programme and its budget end with %(last)s.") % years
        return _in_language(target, "text"), text
    total = plan.stated.get(subject.removesuffix("-kind"))
    if total is not None:
        kinds = [
            COVER_KINDS[row.kind] for row in plan.cover.values() if row.slug in total.scope.partition(":")[2].split("+")
        ]
        words = {"text": COVER_KINDS.get(total.cover_kind, ""), "table": ", ".join(dict.fromkeys(map(str, kinds)))}
        return Printed(total.label), _("The text says: %(text)s. The table says: %(table)s.") % words
    return _("How long the programme runs"), _("The text gives another number of years than the budget.")


def _text_against_text(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    if subject in plan.wordings:
        title = Printed(Truncator(plan.wordings[subject][0].text).words(14))
        return title, _("The plan says this in more than one way.")
    return _("One thing, two numbers"), _("The plan gives two numbers for the same thing.")


def _men_women(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    return _("Men and women"), _("Men and women together are another number than the total in the text.")


def _incomplete(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    target = plan.targets.get(subject.removesuffix("-baseline"))
    if target is not None:
        title = _in_language(target, "text")
        if target.baseline_year is None:
            return title, _("The plan does not say from which year to count.")
        return title, _("The plan has no number for %(year)s. So nobody can count from it yet.") % {
            "year": target.baseline_year
        }
    line = plan.lines.get(subject.removeprefix("line-").removesuffix("-target"))
    title = _in_language(line, "title") if line else subject
    return title, _("This line has no goal with a number. So nobody can measure it.")


def _numbering(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    return subject, _("The plan gives number %(number)s to more than one part.") % {"number": subject}


def _reference(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    if subject.removeprefix("budget-") in plan.costs:
        return _label(subject.removeprefix("budget-"), plan), _("No part of a line names this row of the budget.")
    if subject.startswith("subline-"):
        return subject.removeprefix("subline-"), _("The budget has no row for this part.")
    return subject, _("A link between two parts of the plan is missing.")


def _other(finding: Finding, subject: str, plan: Plan) -> tuple[str, str]:
    return subject, _("Here the plan does not say what its own numbers give.")


_KINDS: dict[str, Callable[[Finding, str, Plan], tuple[str, str]]] = {
    "row-sum": _row_sum, "parent-sum": _parent_sum, "column-sum": _stated, "cover-sum": _stated, "result": _stated,
    "cumulative": _stated, "key-figure": _stated, "unbalanced": _unbalanced, "requested": _requested,
    "unknown-part": _unknown_part, "stray-number": _stray, "rate": _rate, "text-against-table": _text_against_table,
    "text-against-text": _text_against_text, "men-women": _men_women, "incomplete": _incomplete,
    "numbering": _numbering, "reference": _reference,
}  # fmt: skip
