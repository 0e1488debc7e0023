"""Print the figures of one run: the few that answer its question, or all of them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.cli.demonstrating import HOLDOUT
from goodwill.cli.numbers import write_value

if TYPE_CHECKING:
    from rich.table import Table

    from goodwill.running import Result

SHORT = (
    "conversions",
    "revenue",
    "meetings_held",
    "opt_outs",
    "complaints",
    "angry_replies",
    "brand_net",
    "brand_lift",
    "brand_damage",
    "touches",
    "cost",
)
"""What is earned, what it does to people and to the brand, and what it takes."""

WAYS_ON = "Every figure: --all. As JSON: --json."


def tabulate_figures(
    metrics: Mapping[str, float], names: Sequence[str], *, meanings: bool
) -> Table:
    """Make a table of some figures, by group, each with its unit.

    Parameters
    ----------
    metrics
        All figures of a run.
    names
        Which are shown, in the order of :data:`goodwill.measuring.METRICS`.
    meanings
        Say also what each means: this takes a wide screen.
    """
    from rich.table import Table

    from goodwill.measuring import METRICS

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("figure", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit")
    if meanings:
        table.add_column("meaning", style="dim")
    group = ""
    for name in names:
        metric = METRICS[name]
        if metric.group != group:
            group = metric.group
            table.add_row()
            table.add_row(group.upper(), style="bold")
        row = [name, write_value(metrics[name]), metric.unit]
        table.add_row(*row, metric.meaning) if meanings else table.add_row(*row)
    return table


def choose_figures(metrics: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Part the few figures that answer a question into those to list and those that are zero."""
    listed = [name for name in SHORT if metrics[name] != 0]
    return listed, [name for name in SHORT if metrics[name] == 0]


def write_caution(
    result: Result, scenario: str, *, data: Path | None, parameters: Path | None = None
) -> str:
    """Say that one run is luck, and what to run to compare strategies.

    Parameters
    ----------
    result
        The run.
    scenario
        It, as it was named on the command line.
    data
        The folder of leads that was named there.
    parameters
        The parameter set that was.
    """
    more = ["--data", str(data)] if data else []
    more += ["--parameters", str(parameters)] if parameters else []
    more += ["--seed", str(result.seed)] if result.seed != result.scenario.seed else []
    if HOLDOUT in result.scenario.strategies:
        compare = shlex.join(["goodwill", "demo", "--scenario", scenario, *more])
    else:
        others = [name for name in result.scenario.strategies if name != result.strategy]
        one = ["--strategy", others[0]] if others else []
        command = shlex.join(["goodwill", "run", scenario, *more, *one])
        compare = f"{command} --replication 0, 1, 2, and so on with each strategy"
    return f"One run is one draw of luck. To compare strategies: {compare}"
