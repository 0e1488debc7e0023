"""``goodwill compare``: which strategy, how sure, at what price of goodwill; and a report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import print_json, show_progress
from goodwill.cli.options import (
    DataOption,
    EngineOption,
    JsonOption,
    ParametersOption,
    PriceOption,
    ScenarioArgument,
    SeedOption,
    WorkersOption,
)
from goodwill.cli.places import check_folder, find_runs, load
from goodwill.errors import GoodwillError

if TYPE_CHECKING:
    from goodwill.analysis.doubting import Findings
    from goodwill.analysis.sequential import Plan
    from goodwill.analysis.unfolding import Unfolded
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
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Write the report there (HTML), its tables (CSV, Parquet)."
    ),
]
_Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        min=0,
        max=100_000,
        help="Plausible sets of the model's numbers to run under, 2 worlds each: 20 or more, or 0. "
        "Default: 20 with --out, else 0.",
    ),
]


def compare_strategies(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    replications: _Replications = None,
    precision: _Precision = None,
    price: PriceOption = 0.0,
    draws: _Draws = None,
    out: _Out = None,
    as_json: JsonOption = False,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    workers: WorkersOption = None,
    data: DataOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Compare all strategies of a scenario on the same people with the same luck.

    Says which one is worth the most, as far as intervals carry; what would change that; and with
    --out writes a report that opens offline. Every run is kept in DIR/runs: what was stopped goes
    on where it was.

    JSON: {strategies: {name: {metric: {mean, low, high}}}, pairs: [{metric, strategy, other,
    estimate, low, high, finding}], verdict and changes (sentences), leader, candidates, undecided:
    [{metric, strategy, other}], variance_reduction: {metric: factor}, scenario, seed, price,
    precision, draws: {n, refused, best: {strategy: {mean, low, high}}, turning (numbers of the
    model), worth_of_knowing, split_test: {strategy, other, people_per_arm, worth, error, share}},
    replications, engine, seconds, report}. The bounds of strategies are 95 % each by itself, those
    of pairs 95 % all together; what has no value, or was not looked into, is null.

    Exit codes: 0 compared, whatever was found; 2 something given is wrong.
    """
    if replications is not None and precision is not None:
        raise GoodwillError("--replications and --precision: give one of the two.")
    began = time.perf_counter()
    from goodwill.running.processes import hire

    # Before the scenario is read: processes start meanwhile.
    with hire(workers) as crew:
        loaded = load(scenario, data=data, parameters=parameters)
        keep = None if out is None else _find_keep(loaded, seed, out)
        from goodwill.analysis.sequential import Plan

        plan = Plan(
            price, replications, precision, seed=seed, engine=engine, workers=crew, keep=keep
        )
        found, report = _compare(loaded, plan, _count_draws(draws, out), out)
    seconds = time.perf_counter() - began
    from goodwill.cli.verdicts import describe, say

    if as_json:
        print_json(describe(loaded, found, plan, seconds=seconds, report=report))
    else:
        say(loaded, found, seconds=seconds, report=report)


def _compare(
    scenario: Scenario, plan: Plan, n_draws: int, out: Path | None
) -> tuple[Findings, Path | None]:
    """Run what is needed and judge it; where it is asked for, write the report."""
    if out is None:
        return _judge(scenario, plan, n_draws), None
    from goodwill.report.writing import write_report

    plan, unfolded = _look_into(scenario, plan)
    found = _judge(scenario, plan, n_draws)
    return found, write_report(scenario, found, plan, out, unfolded)


def _count_draws(draws: int | None, out: Path | None) -> int:
    from goodwill.analysis.doubting import N_DRAWS, check_draws

    if draws is None:
        return N_DRAWS if out is not None else 0
    if draws:
        check_draws(draws)
    return draws


def _judge(scenario: Scenario, plan: Plan, n_draws: int) -> Findings:
    """Run worlds until it is enough, and then draws of the parameters."""
    from goodwill.analysis.deciding import decide
    from goodwill.analysis.doubting import Findings, doubt
    from goodwill.analysis.sequential import run_enough

    with show_progress("worlds") as advance:
        runs = run_enough(scenario, plan, progress=advance)
    decision = decide(runs.study, plan.price)
    if not n_draws:
        return Findings(runs, decision, None)
    with show_progress("draws of the parameters") as advance:
        doubts = doubt(scenario, plan, decision, n_draws, engine=runs.engine, progress=advance)
    return Findings(runs, decision, doubts)


def _look_into(scenario: Scenario, plan: Plan) -> tuple[Plan, Unfolded]:
    """Run first what the report looks into: kept, it need not be run again with all the others."""
    from goodwill.analysis.stopping import FIRST
    from goodwill.report.writing import look_into
    from goodwill.running.engines import prepare_runs

    n_worlds = plan.replications or FIRST
    n_runs = len(scenario.strategies) * n_worlds
    ready = plan._replace(engine=prepare_runs(plan.engine, scenario, n_runs, apart=True))
    with show_progress("looking into worlds") as advance:
        return ready, look_into(scenario, ready, n_worlds, progress=advance)


def _find_keep(scenario: Scenario, seed: int | None, out: Path) -> Path:
    """Give the folder where runs are kept, once it is sure that it can be written to."""
    check_folder(out)
    return find_runs(scenario, seed, out)
