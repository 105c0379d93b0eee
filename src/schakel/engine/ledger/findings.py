"""A finding: one place where a document does not say what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

CLASSES = {
    "row-sum": "the years of a row do not add up to its total",
    "parent-sum": "the rows under a heading do not add up to it",
    "column-sum": "a stated total of costs differs from its rows",
    "cover-sum": "a stated total of cover differs from its rows",
    "result": "a stated result differs from cover less costs",
    "cumulative": "a stated running result differs from the results so far",
    "key-figure": "a key figure in the text differs from the table",
    "unbalanced": "cover and costs differ",
    "requested": "the contribution asked for differs from costs less all other cover",
    "unknown-part": "a sum holds a part that is pm or not printed",
    "stray-number": "a number is printed beside a row that is not the total of that row",
    "rate": "costs and hours give another hourly rate than in the other years",
    "text-against-table": "the text says something else than a table or the budget",
    "text-against-text": "the text gives two values for the same thing",
    "men-women": "men and women do not add up to the total",
    "incomplete": "a record misses something that is needed to steer on it",
    "numbering": "the document gives one number to two things",
    "reference": "a record names nothing, or is named by nothing, where a link is expected",
}
STATUSES = {
    "open": "a person has to decide which number holds",
    "stated": "the document shows the difference itself",
    "explained": "the number is understood; nothing else differs",
    "unclear": "the printed page can be read in more than one way",
    "wording": "the document says the same thing in other words",
    "rounding": "no larger than rounding can make it",
}


@dataclass(frozen=True)
class Finding:
    """One difference. `difference` is `stated` less `computed`; all three are None where no number is compared.

    `id` is stable (`class:subject`), `where` the place in the document, `class_` a key of CLASSES, `status` a key of
    STATUSES, `note` one plain sentence.

    >>> Finding.of("row-sum:1.1", "6 Begroting", stated=Decimal(10), computed=Decimal(12)).difference
    Decimal('-2')
    """

    id: str
    where: str
    stated: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    class_: str
    status: str
    note: str

    @classmethod
    def of(
        cls,
        id: str,
        where: str,
        *,
        stated: Decimal | None = None,
        computed: Decimal | None = None,
        status: str = "open",
        note: str = "",
    ) -> Finding:
        """A finding whose class is the part of its id before the colon; without a note, the words of that class."""
        class_ = id.split(":", 1)[0]
        difference = None if stated is None or computed is None else stated - computed
        words = note or f"{CLASSES[class_][0].upper()}{CLASSES[class_][1:]}."
        return cls(id, where, stated, computed, difference, class_, status, words)

    def as_dict(self) -> dict[str, str | None]:
        """The shape the command line and the API print: amounts as decimal strings, None where there is no number.

        >>> Finding.of("unbalanced:year-1", "6", stated=Decimal(1), computed=Decimal(3)).as_dict()["difference"]
        '-2'
        """
        return {
            "id": self.id,
            "where": self.where,
            "stated": decimal_text(self.stated),
            "computed": decimal_text(self.computed),
            "difference": decimal_text(self.difference),
            "class": self.class_,
            "status": self.status,
            "note": self.note,
        }


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal as plain digits (never 1E+3), or None.

    >>> decimal_text(Decimal("1E+3"))
    '1000'
    """
    return None if value is None else f"{value:f}"
