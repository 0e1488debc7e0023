"""``goodwill demo``: the main comparison, as a table that can be read in a meeting."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import open_console, show_progress
from goodwill.cli.options import (
    DataOption,
    EngineOption,
    ParametersOption,
    SeedOption,
    WorkersOption,
)
from goodwill.cli.places import check_folder, find_runs, load
from goodwill.errors import UnknownNameError
from goodwill.vocabulary import SECONDS_PER_DAY

if TYPE_CHECKING:
    import pandas as pd

    from goodwill.scenario import Scenario

SCENARIO = "aggressive_vs_nurture"
HOLDOUT = "holdout"
REPLICATIONS = 20

_FIGURES = "figures.csv"
_TABLE = "table.csv"
_FINDINGS = "findings.txt"


def demonstrate(  # noqa: PLR0913, PLR0917 - each is an option
    replications: Annotated[
        int,
        typer.Option("--replications", min=5, max=10_000, help="More of them, narrower intervals."),
    ] = REPLICATIONS,
    scenario: Annotated[
        str | None,
        typer.Option("--scenario", help=f"Another one that has a {HOLDOUT}. Default: {SCENARIO}."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where tables are written.")
    ] = Path("results/demo"),
    workers: WorkersOption = None,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    data: DataOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Compare strategies on the same people: what each earned, and what it did to the brand.

    Every run is kept in DIR/runs: a demo that was stopped goes on where it was.
    """
    from goodwill.running import run_many

    loaded = _load(scenario or SCENARIO, data, parameters)
    check_folder(out)
    began = time.perf_counter()
    with show_progress("worlds") as advance:
        figures = run_many(
            loaded,
            None,
            replications,
            seed=seed,
            workers=workers,
            progress=advance,
            engine=engine,
            keep=find_runs(loaded, seed, out),
        )
    seconds = time.perf_counter() - began
    _report(loaded, figures, out, seconds)


def _load(scenario: str, data: Path | None, parameters: Path | None) -> Scenario:
    """Load a scenario that has a holdout."""
    loaded = load(scenario, data=data, parameters=parameters)
    if HOLDOUT not in loaded.strategies:
        raise UnknownNameError(
            f"{loaded.file}: no strategy {HOLDOUT!r}, so there is nothing to compare with. Add it."
        )
    return loaded


def _report(scenario: Scenario, figures: pd.DataFrame, out: Path, seconds: float) -> None:
    from goodwill.analysis.against_holdout import Runs, write_findings
    from goodwill.cli.standings import frame_standings, tabulate_standings
    from goodwill.store.folders import write_file
    from goodwill.store.tables import write_csv

    runs = Runs(figures, HOLDOUT)
    findings = write_findings(runs, ceilings=_find_ceilings(scenario))
    standings = runs.rank()
    files = {
        _FIGURES: write_csv(figures),
        _TABLE: write_csv(frame_standings(standings)),
        _FINDINGS: "".join(f"{finding}\n" for finding in findings).encode(),
    }
    for name, content in files.items():
        write_file(out / name, content)
    console = open_console()
    people = int(next(iter(standings)).means["people"])
    days = scenario.horizon // SECONDS_PER_DAY
    console.print(scenario.question, style="bold", markup=False)
    console.print(
        f"{people:,} people, {days} days, {len(runs.strategies)} strategies, "
        f"{runs.n_replications} worlds each, the same people and the same luck for all.\n",
        markup=False,
    )
    for table in tabulate_standings(standings, HOLDOUT, width=console.width):
        console.print(table)
        console.print()
    for line in (*_write_legend(scenario), *findings):
        console.print(line, markup=False)
    console.print(_write_ways_on(scenario, out), style="dim", markup=False)
    n_runs = len(runs.strategies) * runs.n_replications
    engine, n_kept = figures.attrs["engine"], figures.attrs["kept"]
    earlier = f" {n_kept} more were kept from before." if n_kept else ""
    said = f"Engine {engine}: {n_runs - n_kept} runs in {seconds:.1f} s.{earlier}"
    console.print(said, style="dim")


def _find_ceilings(scenario: Scenario) -> list[str]:
    """Find the strategies that see what no vendor can see."""
    return [name for name, one in scenario.strategies.items() if one.plan.intents]


def _write_legend(scenario: Scenario) -> list[str]:
    """Say how the table is read, and why the sentences under it claim less than it seems to."""
    legend = [
        "Numbers are means over the worlds. Brand net: goodwill gained less lost, on average."
    ]
    if ceilings := _find_ceilings(scenario):
        legend.append(f"{', '.join(ceilings)}: sees who wants to buy, as no vendor can; a ceiling.")
    legend.append(
        "Each interval above is 95 % by itself. The sentences below hold at 95 % all together, so "
        "they claim less: what is not clear there takes more worlds to tell.\n"
    )
    return legend


def _write_ways_on(scenario: Scenario, out: Path) -> str:
    ways = {
        "goodwill story bobby --person bobby --figure bobby.svg": "one life under each strategy",
        f"goodwill run {scenario.file} --all": "every figure of one run",
        f"goodwill demo --scenario {scenario.file} --replications 20": "narrower intervals",
        "goodwill list scenarios": "other questions",
    }
    width = max(map(len, ways)) + 3
    return (
        "\n"
        f"Written: {out / _TABLE}, {out / _FIGURES} (every figure of every run), "
        f"{out / _FINDINGS}.\n"
        "Where to look next:\n"
        + "\n".join(f"  {command:{width}}{what}" for command, what in ways.items())
    )
