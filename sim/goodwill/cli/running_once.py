"""``goodwill run``: one strategy in one world, once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import open_console, print_json
from goodwill.cli.numbers import UNKNOWN, write_share, write_value
from goodwill.cli.options import (
    DataOption,
    JsonOption,
    ReplicationOption,
    ScenarioArgument,
    SeedOption,
)
from goodwill.cli.places import find_scenario

if TYPE_CHECKING:
    from rich.table import Table

    from goodwill.running import Result

_WIDE = 120  # columns of text from which on meanings are shown as well


def run_once(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    strategy: Annotated[
        str | None, typer.Option("--strategy", help="Default: the scenario's first.")
    ] = None,
    replication: ReplicationOption = 0,
    seed: SeedOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Save log and tables there.")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also show how much luck is in the counts.")
    ] = False,
) -> None:
    """Run a scenario once and print what came of it.

    Figures that are not defined, as the median of nothing, are left out of the JSON.
    """
    from goodwill.running import run
    from goodwill.scenario import load_scenario

    loaded = load_scenario(find_scenario(scenario), data=data)
    result = run(loaded, strategy, seed=seed, replication=replication)
    if out is not None:
        result.save(out)
    if as_json:
        print_json(describe(result))
        return
    _print_result(result, everything=everything)
    if out is not None:
        typer.echo(f"Saved: {out}")


def describe(result: Result) -> dict[str, object]:
    """Give a run as plain data."""
    from goodwill.measuring import as_json

    return {
        "scenario": result.scenario.name,
        "strategy": result.strategy,
        "replication": result.replication,
        "seed": result.seed,
        "engine": result.engine,
        "engine_seconds": round(result.engine_seconds, 3),
        "log_sha256": result.log_sha256,
        "metrics": {
            name: value for name, value in as_json(result.metrics).items() if value is not None
        },
    }


def _print_result(result: Result, *, everything: bool) -> None:
    console = open_console()
    head = f"{result.scenario.name}: {result.strategy}"
    console.print(head, style="bold", markup=False)
    console.print(result.scenario.question, markup=False)
    console.print(
        f"replication {result.replication} of seed {result.seed}; engine {result.engine}, "
        f"{result.engine_seconds:.1f} s; log {result.log_sha256[:12]}",
        style="dim",
    )
    console.print(_tabulate(result.metrics, wide=console.width >= _WIDE, everything=everything))
    if result.scenario.deals:
        console.print("\nWhat became of the leads: simulated beside real", style="bold")
        console.print(_tabulate_real(result))


def _tabulate(metrics: Mapping[str, float], *, wide: bool, everything: bool) -> Table:
    from rich.table import Table

    from goodwill.measuring import METRICS

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("figure", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit")
    if wide:
        table.add_column("meaning", style="dim")
    group = ""
    for name, metric in METRICS.items():
        if metric.group == "luck" and not everything:
            continue
        if metric.group != group:
            group = metric.group
            table.add_row()
            table.add_row(group.upper(), style="bold")
        row = [name, write_value(metrics[name]), metric.unit]
        table.add_row(*row, metric.meaning) if wide else table.add_row(*row)
    return table


def _tabulate_real(result: Result) -> Table:
    from rich.table import Table
    from rich.text import Text

    from goodwill.analysis import compare_with_real

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("origin", no_wrap=True)
    for name in ("leads", "won, simulated", "won, real", "days, simulated", "days, real"):
        table.add_column(name, justify="right")
    for row in compare_with_real(result).to_dict("records"):
        shares = (row["simulated_close_rate"], row["real_close_rate"])
        days = (row["simulated_median_days"], row["real_median_days"])
        table.add_row(
            Text(str(row["origin"])),
            f"{row['leads']:,}",
            *(write_share(float(share)) for share in shares),
            *(UNKNOWN if math.isnan(day) else f"{day:.0f}" for day in days),
        )
    return table
