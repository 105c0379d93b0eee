"""What a budget prints: rows of costs, rows of cover, and the totals and key figures stated about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from schakel.engine.errors import DataError
from schakel.engine.ledger.amounts import Amount, Status, total

SCOPES = ("costs", "cover", "result", "cumulative")


@dataclass(frozen=True)
class Row:
    """One printed row of costs or cover, in euros.

    `total` is the printed total (None: none printed), `years` one amount a year (empty: not split over years), `hours`
    one number a year (None: not printed). `parent` is the id of the row it is a part of. `kind` and `funders` are of
    cover only. `notes` are the other numbers printed on the row.

    >>> Row("rent", "Rent", total=Amount.of(30), years=(Amount.of(10), Amount.of(20))).amount.known
    Decimal('30')
    """

    id: str
    label: str
    total: Amount | None = None
    years: tuple[Amount, ...] = ()
    parent: str = ""
    hours: tuple[Decimal | None, ...] = ()
    line: str = ""
    kind: str = ""
    funders: tuple[str, ...] = ()
    notes: tuple[Decimal, ...] = ()
    where: str = ""

    @property
    def amount(self) -> Amount:
        """The printed total; where none is printed the sum of the years; where there is neither, unknown."""
        if self.total is not None:
            return self.total
        return total(self.years) if self.years else Amount(unknown=1)

    def in_year(self, year: int) -> Amount:
        """The amount of `year` (1 is the first). A row that is not split is zero, pm or unknown in each year."""
        if self.years:
            return self.years[year - 1]
        status = self.amount.status
        if status is Status.ZERO:
            return Amount()
        return Amount(pm=1) if status is Status.PM else Amount(unknown=1)


@dataclass(frozen=True)
class Stated:
    """A printed total, result or key figure, in euros, and what it should equal.

    `scope` is `costs`, `cover`, `result` (cover less costs), `cumulative` (the results up to and with the year),
    `costs:ID+ID` or `cover:ID+ID` (those rows), or empty: printed, but its meaning cannot be told, so not compared.
    `year` is 1 for the first year, None for the whole period. `kind` is `total`, `check`, `result`, `cumulative` or
    `key-figure`. `cover_kind` is the kind of cover the text gives it, if any.
    `sure` is False where the page can be read in more than one way.
    """

    id: str
    label: str
    kind: str
    scope: str
    amount: Decimal
    year: int | None = None
    cover_kind: str = ""
    sure: bool = True
    where: str = ""

    @property
    def base(self) -> str:
        """The scope without the rows: `cover` for `cover:mbo+hbo`.

        >>> Stated("k", "Schools", "key-figure", "cover:mbo+hbo", Decimal(5)).base
        'cover'
        """
        return self.scope.split(":", 1)[0]

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows it should equal; empty: all."""
        return tuple(self.scope.split(":", 1)[1].split("+")) if ":" in self.scope else ()


@dataclass(frozen=True)
class Budget:
    """A whole budget over `years` years. Raises DataError when rows contradict each other in form (not in amount).

    >>> try:
    ...     Budget(years=1, costs=(Row("a", "A", parent="b"),), cover=(), stated=())
    ... except DataError as error:
    ...     print(error)
    budget, column parent: Row 'a' is a part of 'b', which is no row. Name an existing row.
    """

    years: int
    costs: tuple[Row, ...]
    cover: tuple[Row, ...]
    stated: tuple[Stated, ...]
    parents: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        problems = [*_row_problems(self.costs, self.years), *_row_problems(self.cover, self.years)]
        problems += [problem for stated in self.stated for problem in _stated_problems(stated, self)]
        if problems:
            raise DataError.collected(problems)
        object.__setattr__(self, "parents", frozenset(row.parent for row in (*self.costs, *self.cover) if row.parent))

    def leaves(self, side: str) -> tuple[Row, ...]:
        """The rows of `side` (`costs` or `cover`) that nothing is a part of: they alone are added up."""
        return tuple(row for row in self._side(side) if row.id not in self.parents)

    def children(self, side: str, parent: str) -> tuple[Row, ...]:
        """The rows of `side` directly under `parent`."""
        return tuple(row for row in self._side(side) if row.parent == parent)

    def leaves_of(self, side: str, ids: Iterable[str]) -> tuple[Row, ...]:
        """The leaf rows that `ids` stand for: a leaf for itself, a heading for all leaves below it."""
        wanted, found = set(ids), []
        above = {row.id: row.parent for row in self._side(side)}
        for row in self.leaves(side):
            at = row.id
            while at and at not in wanted:
                at = above[at]
            if at:
                found.append(row)
        return tuple(found)

    def _side(self, side: str) -> tuple[Row, ...]:
        return self.costs if side == "costs" else self.cover


def _row_problems(rows: tuple[Row, ...], years: int) -> list[DataError]:
    parents = {row.id: row.parent for row in rows}
    problems, seen = [], set()
    for row in rows:
        if row.id in seen:
            problems.append(_problem(f"Row '{row.id}' stands twice", "id", "Give each row its own id"))
        seen.add(row.id)
        if row.parent and row.parent not in parents:
            text = f"Row '{row.id}' is a part of '{row.parent}', which is no row"
            problems.append(_problem(text, "parent", "Name an existing row"))
        elif _circular(row.id, parents):
            problems.append(_problem(f"Row '{row.id}' is a part of itself", "parent", "Undo the circle"))
        if len(row.years) not in (0, years):
            text = f"Row '{row.id}' has {len(row.years)} years where the budget has {years}"
            problems.append(_problem(text, "amount", "Give each year an amount, or none"))
    return problems


def _circular(id: str, parents: dict[str, str]) -> bool:
    at, steps = parents.get(id, ""), 0
    while at and at != id and steps <= len(parents):
        at, steps = parents.get(at, ""), steps + 1
    return bool(at)


def _stated_problems(stated: Stated, budget: Budget) -> list[DataError]:
    problems = []
    if stated.scope and (stated.base not in SCOPES or (stated.rows and stated.base not in ("costs", "cover"))):
        text = f"'{stated.scope}' of '{stated.id}' is no scope"
        problems.append(_problem(text, "scope", f"Use {', '.join(SCOPES)}, costs:ID+ID or cover:ID+ID"))
    if stated.year is not None and not 1 <= stated.year <= budget.years:
        text = f"'{stated.id}' is about year {stated.year}, the budget has {budget.years} years"
        problems.append(_problem(text, "year", "Count years from 1"))
    known = {row.id for row in (budget.costs if stated.base == "costs" else budget.cover)}
    for id in stated.rows:
        if id not in known:
            text = f"'{stated.id}' names row '{id}', which is no row of {stated.base}"
            problems.append(_problem(text, "scope", "Name an existing row"))
    return problems


def _problem(text: str, column: str, remedy: str) -> DataError:
    return DataError(text, file="budget", column=column, remedy=remedy)
