"""``goodwill run``: one strategy in one world, once."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.figures_of_merit import (
    WAYS_ON,
    choose_figures,
    tabulate_figures,
    write_caution,
)
from goodwill.cli.manners import open_console, print_json
from goodwill.cli.numbers import UNKNOWN, write_share
from goodwill.cli.options import (
    DataOption,
    EngineOption,
    JsonOption,
    ParametersOption,
    ReplicationOption,
    ScenarioArgument,
    SeedOption,
)
from goodwill.cli.places import load
from goodwill.vocabulary import SECONDS_PER_DAY

if TYPE_CHECKING:
    from rich.console import Console
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
    parameters: ParametersOption = None,
    engine: EngineOption = "auto",
    as_json: JsonOption = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Print every figure, and how much luck is in the counts.")
    ] = False,
) -> None:
    """Run a scenario once and print what came of it: a few figures, or all with --all.

    Figures that are not defined, as the median of nothing, are left out of the JSON.
    """
    from goodwill.running import run

    loaded = load(scenario, data=data, parameters=parameters)
    result = run(loaded, strategy, seed=seed, replication=replication, engine=engine)
    if out is not None:
        result.save(out)
    if as_json:
        print_json(describe(result))
        return
    console = open_console()
    _print_result(console, result)
    _print_figures(console, result, everything=everything)
    console.print()
    if not everything:
        console.print(WAYS_ON, style="dim")
    caution = write_caution(result, scenario, data=data, parameters=parameters)
    console.print(caution, markup=False, soft_wrap=True)
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


def _print_result(console: Console, result: Result) -> None:
    """Say what was asked and of whom, and what run this is."""
    scenario = result.scenario
    people, days = int(result.metrics["people"]), scenario.horizon // SECONDS_PER_DAY
    console.print(scenario.question, style="bold", markup=False)
    console.print(
        f"{result.strategy} in {scenario.name}: {people:,} people, {days:,} days", markup=False
    )
    console.print(
        f"replication {result.replication} of seed {result.seed}; engine {result.engine}, "
        f"{result.engine_seconds:.1f} s; log {result.log_sha256[:12]}\n",
        style="dim",
    )


def _print_figures(console: Console, result: Result, *, everything: bool) -> None:
    from goodwill.measuring import METRICS

    listed, zero = choose_figures(result.metrics)
    names = list(METRICS) if everything else listed
    wide = console.width >= _WIDE
    console.print(tabulate_figures(result.metrics, names, meanings=wide))
    if zero and not everything:
        console.print(f"\nZero, and not listed: {', '.join(zero)}.", markup=False)
    if result.scenario.deals:
        console.print("\nWhat became of the leads: simulated beside real", style="bold")
        console.print(_tabulate_real(result))


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
