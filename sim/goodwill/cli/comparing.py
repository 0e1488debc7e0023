"""``goodwill compare``: which strategy, how sure, at what price of goodwill; and a report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import print_json, show_progress
from goodwill.cli.options import DataOption, EngineOption, JsonOption, ScenarioArgument, SeedOption
from goodwill.cli.places import check_folder, find_runs, load
from goodwill.errors import GoodwillError

if TYPE_CHECKING:
    from goodwill.scenario import Scenario

_Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        min=2,
        max=10_000,
        help="Exactly so many worlds. Default: 20 to 60, until it is precise.",
    ),
]
_Precision = Annotated[
    float | None,
    typer.Option(
        "--precision",
        metavar="USD",
        help="Stop as soon as every pair's net value is known to plus or minus this, all together; "
        "at 60 worlds at the latest. Default: 7 % of the holdout's revenue, rounded up.",
    ),
]
_Price = Annotated[
    float,
    typer.Option(
        "--price",
        metavar="USD",
        min=0.0,
        help="What one point of the whole market's mean goodwill is worth at the end.",
    ),
]
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Write the report there (HTML), its tables (CSV, Parquet)."
    ),
]
_Workers = Annotated[
    int | None, typer.Option("--workers", min=1, max=256, help="Default: one a processor.")
]


def compare_strategies(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    replications: _Replications = None,
    precision: _Precision = None,
    price: _Price = 0.0,
    out: _Out = None,
    as_json: JsonOption = False,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    workers: _Workers = None,
    data: DataOption = None,
) -> None:
    """Compare all strategies of a scenario on the same people with the same luck.

    Says which one is worth the most, as far as intervals carry; what would change that; and with
    --out writes a report that opens offline. Every run is kept in DIR/runs: what was stopped goes
    on where it was.

    JSON: {strategies: {name: {metric: {mean, low, high}}}, pairs: [{metric, strategy, other,
    estimate, low, high, finding}], verdict: [sentence], changes: [sentence], leader, candidates,
    undecided: [{metric, strategy, other}], variance_reduction: {metric: factor}, scenario, seed,
    price, precision, replications, engine, seconds, report}. The bounds of strategies are 95 % each
    by itself, those of pairs 95 % all together; what has no value is null.

    Exit codes: 0 compared, whatever was found; 2 something given is wrong.
    """
    if replications is not None and precision is not None:
        raise GoodwillError("--replications and --precision: give one of the two.")
    loaded = load(scenario, data=data)
    keep = None if out is None else _find_keep(loaded, seed, out)
    from goodwill.analysis.deciding import decide
    from goodwill.analysis.sequential import Plan, run_enough
    from goodwill.cli.verdicts import describe, say

    began = time.perf_counter()
    plan = Plan(
        price, replications, precision, seed=seed, engine=engine, workers=workers, keep=keep
    )
    with show_progress("worlds") as advance:
        runs = run_enough(loaded, plan, progress=advance)
    decision = decide(runs.study, price)
    report = None
    if out is not None:
        from goodwill.report.writing import write_report

        with show_progress("looking into worlds") as advance:
            report = write_report(loaded, runs, decision, plan, out, progress=advance)
    seconds = time.perf_counter() - began
    if as_json:
        print_json(describe(loaded, runs, decision, plan, seconds=seconds, report=report))
    else:
        say(loaded, runs, decision, seconds=seconds, report=report)


def _find_keep(scenario: Scenario, seed: int | None, out: Path) -> Path:
    """Give the folder where runs are kept, once it is sure that it can be written to."""
    check_folder(out)
    return find_runs(scenario, seed, out)
