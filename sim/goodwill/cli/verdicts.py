"""Print a decision: its sentences, its table, and how it came about."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from goodwill.analysis.caveats import write_caveats
from goodwill.analysis.deciding import Decision
from goodwill.analysis.differences import Difference
from goodwill.analysis.doubting import Doubts, Findings
from goodwill.analysis.numerals import write_number
from goodwill.analysis.reductions import explain, find_reductions
from goodwill.analysis.sentences import write_changes, write_verdict
from goodwill.analysis.sequential import Plan, Runs
from goodwill.cli.manners import open_console
from goodwill.report.page import shorten_words
from goodwill.report.standings import COLUMNS, Row, tabulate
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY

if TYPE_CHECKING:
    from rich.console import Console

_NARROW = ("net_value", "conversions", "brand_net")  # figures that fit 80 columns of text
_WIDE = 110


def say(scenario: Scenario, found: Findings, *, seconds: float, report: Path | None) -> None:
    """Print a decision for people."""
    runs, decision, doubts = found
    console = open_console()
    console.print(shorten_words(scenario.question), style="bold", markup=False)
    n_worlds = runs.study.n_replications
    console.print(
        f"{len(runs.study.strategies)} strategies, {n_worlds} worlds each, "
        f"{scenario.horizon // SECONDS_PER_DAY} days, the same people and the same luck for all.\n",
        markup=False,
    )
    for sentence in write_verdict(decision):
        console.print(shorten_words(sentence.text), markup=False)
    console.print()
    _say_table(console, decision)
    console.print("\nWhat would change it", style="bold")
    for sentence in (*write_caveats(doubts), *write_changes(decision)):
        console.print(Text(shorten_words(f"- {sentence.text}")))
    console.print()
    _say_how(console, runs, decision, seconds)
    if report is not None:
        console.print(f"Report: {report}", markup=False)


def _say_table(console: Console, decision: Decision) -> None:
    holdout = decision.study.holdout
    shown = [
        place
        for place, column in enumerate(COLUMNS)
        if console.width >= _WIDE or column.metric in _NARROW
    ]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("strategy", overflow="fold", vertical="bottom")
    for place in shown:
        table.add_column(_write_head(place), justify="right", vertical="bottom")
    for row in tabulate(decision):
        table.add_row(
            Text(shorten_words(row.strategy)), *(_write_cell(row, place) for place in shown)
        )
    console.print(table)
    console.print(
        f"\nAbove {holdout}, whose own figures are in brackets; under each the interval that holds "
        "at 95 % with all others of its family (net values; all other figures). ?: cannot be told "
        "from it. Touches and cost: in all.",
        style="dim",
        markup=False,
    )


def _write_head(place: int) -> Text:
    column = COLUMNS[place]
    return Text(column.head.replace(" ", "\n") + (f"\n{column.unit}" if column.unit else ""))


def _write_cell(row: Row, place: int) -> Text:
    cell = row.cells[place]
    text = cell.estimate + (" ?" if cell.open else "")
    bounds = cell.bounds.replace(" to ", "\nto ")
    return Text.assemble(text, (f"\n{bounds}", "dim") if bounds else "")


def _say_how(console: Console, runs: Runs, decision: Decision, seconds: float) -> None:
    """Say how it came about: precision, variance reduction, engine and time."""
    found = find_reductions((decision.point.comparison, decision.comparison))
    factors = "; ".join(explain(one) for one in found if one.aim is not None)
    lines = []
    if runs.progress is not None and runs.precision is not None:
        aim = f"net value of every pair to ±{write_number(runs.precision)} USD"
        reached = "reached" if runs.progress.precise else "not reached"
        widest = runs.progress.half_widths[0] if runs.progress.half_widths else None
        rest = "" if widest is None else f"; the widest is ±{write_number(widest[2])}"
        lines.append(f"Precision: {aim}: {reached} with {runs.progress.n_worlds} worlds{rest}.")
    if factors:
        lines.append(f"Variance against independent runs, smaller by a factor of: {factors}.")
    n_runs = len(runs.study.strategies) * runs.study.n_replications
    lines.append(f"Engine {runs.engine}: {n_runs} runs; {seconds:.1f} s in all.")
    for line in lines:
        console.print(shorten_words(line), style="dim", markup=False)


def describe(
    scenario: Scenario,
    found: Findings,
    plan: Plan,
    *,
    seconds: float,
    report: Path | None,
) -> dict[str, Any]:
    """Give a decision as plain data; the shape is in the help of the command."""
    runs, decision, doubts = found
    compared = (decision.point.comparison, decision.comparison)
    return {
        "strategies": {one: _describe_levels(decision, one) for one in decision.order},
        "pairs": [_describe_pair(decision, one) for all_ in compared for one in all_.differences],
        "verdict": [one.text for one in write_verdict(decision)],
        "changes": [one.text for one in (*write_caveats(doubts), *write_changes(decision))],
        "leader": decision.choice.leader,
        "candidates": list(decision.choice.candidates),
        "undecided": [
            {"metric": one.metric, "strategy": one.strategy, "other": one.other}
            for one in decision.undecided
        ],
        "variance_reduction": {
            name: _number(factor) for name, factor in decision.reductions.items()
        },
        "scenario": scenario.name,
        "seed": scenario.seed if plan.seed is None else plan.seed,
        "price": decision.price,
        "precision": runs.precision,
        "draws": None if doubts is None else describe_doubts(doubts),
        "replications": runs.study.n_replications,
        "engine": runs.engine,
        "seconds": round(seconds, 3),
        "report": None if report is None else str(report),
    }


def _describe_levels(decision: Decision, strategy: str) -> dict[str, Any]:
    """Give what one strategy came to, by metric."""
    return {
        metric: dict(zip(("mean", "low", "high"), map(_number, level.expected), strict=True))
        for one in (decision.point.comparison, decision.comparison)
        for (name, metric), level in one.levels.items()
        if name == strategy
    }


def _describe_pair(decision: Decision, one: Difference) -> dict[str, Any]:
    numbers = zip(("estimate", "low", "high"), map(_number, one.joint), strict=True)
    finding = decision.claim(one.metric, one.strategy, one.other).finding
    return {
        "metric": one.metric,
        "strategy": one.strategy,
        "other": one.other,
        **dict(numbers),
        "finding": finding,
    }


def describe_doubts(doubts: Doubts) -> dict[str, Any]:
    """Give in what share of the draws each strategy is the best, and what would tell more."""
    bounds = "mean", "low", "high"
    best = {one.strategy: dict(zip(bounds, one.share, strict=True)) for one in doubts.shares}
    return {
        "n": doubts.worlds.n_draws,
        "refused": doubts.n_refused,
        "best": best if doubts.told else None,
        "turning": [one.of for one in doubts.sensitivity.turning],
        "worth_of_knowing": (_number(doubts.information.everything.worth) if doubts.told else None),
        "split_test": _describe_split_test(doubts),
    }


def _describe_split_test(doubts: Doubts) -> dict[str, Any] | None:
    if doubts.split_test is None:
        return None
    test, trial = doubts.split_test
    return {
        "strategy": test.strategy,
        "other": test.other,
        "people_per_arm": trial.n_people,
        **{name: _number(getattr(trial, name)) for name in ("worth", "error", "share")},
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
