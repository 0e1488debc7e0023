"""Lay out how strategies stand, for a page, a terminal and a file."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from goodwill.analysis.claims import Claim
from goodwill.analysis.deciding import Decision
from goodwill.analysis.differences import ENOUGH_FOR_YEAR, YEAR_SHARE
from goodwill.analysis.numerals import write_number, write_range, write_signed
from goodwill.analysis.verdicts import NET_VALUE

if TYPE_CHECKING:
    import pandas as pd


class Column(NamedTuple):
    """A figure of the table."""

    metric: str
    head: str
    unit: str
    beyond: bool  # above the holdout's; else what a strategy came to by itself


COLUMNS = (
    Column(NET_VALUE, "net value", "USD", beyond=True),
    Column("conversions", "deals won", "", beyond=True),
    Column("meetings_held", "meetings held", "", beyond=True),
    Column("brand_net", "goodwill", "points per 1,000 people", beyond=True),
    Column("opt_outs", "opt-outs", "", beyond=True),
    Column("complaints", "complaints", "", beyond=True),
    Column("angry_replies", "angry replies", "", beyond=True),
    Column("touches", "touches sent", "", beyond=False),
    Column("cost", "cost", "USD", beyond=False),
)
"""What the table shows, in this order."""


class Cell(NamedTuple):
    """One figure of one strategy."""

    estimate: str
    bounds: str  # "": none are shown
    open: bool  # it cannot be told from the holdout's
    claim: Claim | None


class Row(NamedTuple):
    """One strategy."""

    strategy: str
    role: str  # "": can be chosen; or what it is there for
    best: bool  # it is the leader, or one of those that may be
    cells: tuple[Cell, ...]


def tabulate(decision: Decision) -> tuple[Row, ...]:
    """Lay out all strategies, the most promising first, ceilings last."""
    return tuple(_make_row(decision, one) for one in decision.order)


def _make_row(decision: Decision, strategy: str) -> Row:
    study = decision.study
    roles = {study.holdout: "leaves people alone"} | dict.fromkeys(
        study.ceilings, "sees who wants to buy, as no vendor can"
    )
    cells = tuple(_make_cell(decision, strategy, one) for one in COLUMNS)
    best = strategy in decision.choice.candidates
    return Row(strategy, roles.get(strategy, ""), best, cells)


def _make_cell(decision: Decision, strategy: str, column: Column) -> Cell:
    holdout = decision.study.holdout
    if not column.beyond:
        level = decision.comparison.levels[strategy, column.metric].expected
        return Cell(write_number(level.estimate), "", open=False, claim=None)
    if strategy == holdout:
        return Cell(_write_own(decision, column), "", open=False, claim=None)
    found = decision.claim(column.metric, strategy, holdout)
    if found.finding == "same":
        return Cell("0", "the same", open=False, claim=found)
    interval = found.interval
    bounds = write_range(interval.low, interval.high, signed=True)
    return Cell(write_signed(interval.estimate), bounds, not found.decided, found)


def _write_own(decision: Decision, column: Column) -> str:
    """Write what the holdout came to by itself: what others are held against."""
    levels = decision.point.comparison if column.metric == NET_VALUE else decision.comparison
    own = levels.levels[decision.study.holdout, column.metric].expected
    return f"({write_number(own.estimate)})"


def frame_levels(decision: Decision) -> pd.DataFrame:
    """Give what each strategy came to by itself: a row a strategy and figure."""
    import pandas as pd

    rows = []
    for compared in (decision.point.comparison, decision.comparison):
        for (strategy, metric), level in compared.levels.items():
            year = level.year
            bounds = level.expected
            rows.append(
                (strategy, metric, *bounds, year.low, year.median, year.high, level.n_worlds)
            )
    table = pd.DataFrame(rows, columns=list(LEVEL_COLUMNS))
    return table.astype({"strategy": "str", "metric": "str"})


_BAND = f"{YEAR_SHARE:.0%}, from {ENOUGH_FOR_YEAR} worlds on"
LEVEL_COLUMNS = {
    "strategy": "name",
    "metric": "figure",
    "mean": "expected, in the figure's unit",
    "low": "of its 95 % interval, by itself",
    "high": "of its 95 % interval, by itself",
    "year_low": f"of the band of one more world's figure ({_BAND})",
    "year_median": "of single worlds",
    "year_high": f"of the band of one more world's figure ({_BAND})",
    "n_worlds": "that have a value",
}
"""Columns of the table of levels."""

DIFFERENCE_COLUMNS = {
    "metric": "figure",
    "strategy": "name",
    "other": "name; differences are the strategy's less the other's",
    "estimate": "expected difference, in the figure's unit",
    "low": "of the 95 % interval by itself",
    "high": "of the 95 % interval by itself",
    "joint_low": "of the interval that holds at 95 % with all others of its family",
    "joint_high": "of the interval that holds at 95 % with all others of its family",
    "finding": "more, less, same, negligible or undecided: what the joint interval supports",
    "method": "how the interval was made",
    "variance_reduction": "variance from as many independent runs over the variance it has",
    "worlds_more": "share of worlds in which the strategy had more",
    "worlds_less": "share of worlds in which it had less",
}
"""Columns of the table of differences."""


def frame_differences(decision: Decision) -> pd.DataFrame:
    """Give every pair in every figure: a row each."""
    import pandas as pd

    rows = []
    for compared in (decision.point.comparison, decision.comparison):
        for one in compared.differences:
            finding = decision.claim(one.metric, one.strategy, one.other).finding
            reduction = one.reduction if math.isfinite(one.reduction) else math.nan
            who = one.metric, one.strategy, one.other
            how = finding, one.method, reduction, one.year.more, one.year.less
            rows.append((*who, *one.expected, *one.joint[1:], *how))
    table = pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))
    return table.astype(dict.fromkeys(("metric", "strategy", "other", "finding", "method"), "str"))
