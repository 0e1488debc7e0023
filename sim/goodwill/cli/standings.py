"""Print how strategies stand against the holdout, for a marketing leader."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from goodwill.analysis.against_holdout import BRAND, DEALS, Standing, write_interval
from goodwill.cli.numbers import UNKNOWN

if TYPE_CHECKING:
    import pandas as pd


class _Column(NamedTuple):
    head: str  # of the printed table
    key: str  # of the file
    find: Callable[[Standing], float]


_COLUMNS = (
    _Column("revenue,\nthousand\nUSD", "revenue_usd", lambda one: one.means["revenue"]),
    _Column("meetings\nheld", "meetings_held", lambda one: one.means["meetings_held"]),
    _Column("angry,\ncomplaints,\nopt-outs", "annoyed", lambda one: one.annoyed),
    _Column("people\ntold bad\nthings", "told_bad", lambda one: one.means["told_bad"]),
    _Column("brand net\nper 1,000\npeople", "brand_net", lambda one: one.means[BRAND]),
    _Column("touches", "touches", lambda one: one.means["touches"]),
    _Column("rep\nhours", "rep_hours", lambda one: one.means["rep_hours"]),
)
_THOUSANDS = "revenue_usd"
_WHOLE_FROM = 100.0


def tabulate_standings(standings: Sequence[Standing], holdout: str, *, width: int) -> list[Table]:
    """Make the table: one row a strategy, means over the worlds.

    Where `width` columns of text are too few for it, it comes in two, one under the other: no
    number is ever cut.
    """
    if width >= _WIDE:
        return [_tabulate(standings, holdout, _COLUMNS)]
    return [
        _tabulate(standings, holdout, [one for one in _COLUMNS if one.key in _EARNED]),
        _tabulate(standings, None, [one for one in _COLUMNS if one.key not in _EARNED]),
    ]


_WIDE = 112
_EARNED = ("revenue_usd", "meetings_held", "rep_hours")


def _tabulate(
    standings: Sequence[Standing], holdout: str | None, columns: Sequence[_Column]
) -> Table:
    """Make a table; where a holdout is named, with the deals won beyond it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("strategy", overflow="fold", vertical="bottom")
    heads = [f"deals won\nbeyond\n{holdout}", "95 %\ninterval"] if holdout else []
    for head in (*heads, *(column.head for column in columns)):
        table.add_column(head, justify="right", vertical="bottom", no_wrap=True)
    for one in standings:
        beyond = [f"({one.means[DEALS]:.1f} in all)", ""]
        if one.deals_beyond:
            beyond = write_interval(one.deals_beyond).split(", ", 1)
        cells = [*(beyond if holdout else []), *(_write(column, one) for column in columns)]
        table.add_row(Text(one.strategy), *cells)
    return table


def _write(column: _Column, one: Standing) -> str:
    value = column.find(one)
    if value != value:  # noqa: PLR0124 - nan
        return UNKNOWN
    value = value / 1_000 if column.key == _THOUSANDS else value
    digits = 0 if abs(value) >= _WHOLE_FROM else 1
    return f"{value:,.{digits}f}".replace("-", "−")


def frame_standings(standings: Sequence[Standing]) -> pd.DataFrame:
    """Give the same table unrounded, intervals in columns of their own."""
    import pandas as pd

    rows = []
    for one in standings:
        row: dict[str, str | float] = {"strategy": one.strategy, "deals": one.means[DEALS]}
        for name, interval in (("deals", one.deals_beyond), ("brand_net", one.brand_beyond)):
            bounds = interval or (math.nan, math.nan, math.nan)
            row |= {f"{name}_beyond{end}": at for end, at in zip(_ENDS, bounds, strict=True)}
        rows.append(row | {column.key: column.find(one) for column in _COLUMNS})
    return pd.DataFrame(rows)


_ENDS = ("", "_low", "_high")
