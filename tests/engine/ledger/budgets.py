"""Budgets for the tests: random ones that add up, and a plain way to add up."""

from decimal import Decimal

from hypothesis import strategies as st

from schakel.engine.ledger import Amount, Budget, Row, Stated

EUROS = st.integers(min_value=1, max_value=10**7).map(Decimal)


def known(value: Decimal) -> Amount:
    return Amount(known=value)


@st.composite
def sound_budgets(draw: st.DrawFn) -> Budget:
    """Two headings with rows, cover equal to the costs of each year, and every total stated: no findings."""
    years = draw(st.integers(min_value=1, max_value=5))
    table = draw(st.lists(st.lists(EUROS, min_size=years, max_size=years), min_size=2, max_size=5))
    rate = draw(st.integers(min_value=1, max_value=200))
    split = draw(st.integers(min_value=1, max_value=len(table) - 1))
    table[0] = [cell * rate for cell in table[0]]
    rows = [_row(f"r{i}", cells, parent="h1" if i < split else "h2") for i, cells in enumerate(table)]
    hours = tuple(cell / rate for cell in table[0])
    rows[0] = Row(rows[0].id, rows[0].label, total=rows[0].total, years=rows[0].years, parent="h1", hours=hours)
    heads = [_heading("h1", table[:split]), _heading("h2", table[split:])]
    sums = [sum(cells, Decimal(0)) for cells in zip(*table, strict=True)]
    cover = (_row("c0", [year - 1 for year in sums]), _row("c1", [Decimal(1)] * years))
    return Budget(years, (*heads, *rows), cover, (*_stated(sums), *_keys(sums)))


def _row(id: str, cells: list[Decimal], parent: str = "") -> Row:
    return Row(id, id, total=known(sum(cells, Decimal(0))), years=tuple(map(known, cells)), parent=parent)


def _heading(id: str, table: list[list[Decimal]]) -> Row:
    return _row(id, [sum(cells, Decimal(0)) for cells in zip(*table, strict=True)])


def _stated(sums: list[Decimal]) -> list[Stated]:
    whole = sum(sums, Decimal(0))
    stated = [Stated(scope, scope, "total", scope, whole) for scope in ("costs", "cover")]
    stated.append(Stated("result", "result", "result", "result", Decimal(0)))
    for year, amount in enumerate(sums, 1):
        stated += [Stated(f"{scope}-{year}", "", "total", scope, amount, year=year) for scope in ("costs", "cover")]
        stated.append(Stated(f"result-{year}", "", "result", "result", Decimal(0), year=year))
        stated.append(Stated(f"cumulative-{year}", "", "cumulative", "cumulative", Decimal(0), year=year))
    return stated


def _keys(sums: list[Decimal]) -> list[Stated]:
    whole = sum(sums, Decimal(0))
    return [
        Stated("key-costs", "", "key-figure", "costs", whole),
        Stated("key-c0", "", "key-figure", "cover:c0", whole - len(sums)),
        Stated("key-c1", "", "key-figure", "cover:c1", Decimal(len(sums))),
    ]
