"""``goodwill sensitivity``: which numbers of the model cause what makes a choice uncertain."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodwill.cli.manners import open_console, print_json, say_notes, show_progress
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
from goodwill.cli.places import load
from goodwill.errors import GoodwillError

if TYPE_CHECKING:
    from rich.table import Table

    from goodwill.analysis.apportioning import Apportioned
    from goodwill.analysis.narrowing import Effort
    from goodwill.analysis.sequential import Plan
    from goodwill.scenario import Scenario

_Strategy = Annotated[
    str | None,
    typer.Option(
        "--strategy",
        help="Whose net value. Default: the first in line beside the holdout, after 20 worlds.",
    ),
]
_Other = Annotated[
    str | None,
    typer.Option("--other", help="Less whose. Default: holdout."),
]
_Points = Annotated[
    int,
    typer.Option(
        "--points", min=2, max=65_536, help="Of the design, a power of 2. More, narrower intervals."
    ),
]
_Most = Annotated[
    int,
    typer.Option(
        "--most-parameters", metavar="K", min=2, max=50, help="Parameters of the model to keep."
    ),
]
_Worlds = Annotated[
    int,
    typer.Option(
        "--worlds", min=2, max=1_000, help="The same ones under each set. More, less luck."
    ),
]
_Draws = Annotated[
    int,
    typer.Option(
        "--draws", min=20, max=100_000, help="Of all uncertain parameters, to choose those to keep."
    ),
]


def apportion_difference(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    strategy: _Strategy = None,
    other: _Other = None,
    most_parameters: _Most = 5,
    points: _Points = 64,
    worlds: _Worlds = 4,
    draws: _Draws = 100,
    price: PriceOption = 0.0,
    as_json: JsonOption = False,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    workers: WorkersOption = None,
    data: DataOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Split what makes the difference of two strategies uncertain by the parameters that cause it.

    First all parameters that are uncertain, and that the scenario does not set itself, are drawn
    from their ranges: the K that say most of the difference in net value are kept. Then these alone
    are moved by a design, in the same worlds every time, and the variance is split (Sobol'
    indices): what each causes by itself, and with all it does together with others. All runs are
    2 x (worlds) x (points) x (K + 2), and those of the draws. Needs SALib: the extra sensitivity.

    JSON: {strategy, other, price, mean, spread, spread_of_all, luck, told, alone: {estimate, low,
    high}, parameters: [{parameter, first, first_error, total, total_error}], kept_told, left_out
    and narrowed (parameters), points, worlds, draws, refused, runs, sentences, scenario, seed,
    engine, seconds}. Errors are half-widths at 95 %, shares are of 1.

    Exit codes: 0 split, whatever was found; 2 something given is wrong.
    """
    from goodwill.analysis.narrowing import Effort
    from goodwill.analysis.sequential import Plan
    from goodwill.analysis.sobol import check_design
    from goodwill.running.engines import prepare_runs
    from goodwill.running.processes import hire

    check_design(points)
    loaded = load(scenario, data=data, parameters=parameters)
    pair = _check_pair(loaded, strategy, other)
    effort = Effort(draws, most_parameters, points, worlds)
    began = time.perf_counter()
    with hire(workers) as crew:
        ready = prepare_runs(engine, loaded, sum(effort.count_runs(("", ""))))
        plan = Plan(price, seed=seed, engine=ready, workers=crew)
        found = _apportion(loaded, pair, plan, effort)
    seconds = time.perf_counter() - began
    if as_json:
        about = {"scenario": loaded.name, "seed": loaded.seed if seed is None else seed}
        how = {"engine": plan.engine, "seconds": round(seconds, 3)}
        print_json(describe(found) | about | how)
    else:
        say(loaded, found, plan, seconds)


def _check_pair(
    scenario: Scenario, strategy: str | None, other: str | None
) -> tuple[str, str] | None:
    """Give the two that were named; None: they are still to be found."""
    from goodwill.analysis.sequential import HOLDOUT, check_holdout, find_ceilings

    check_holdout(scenario)
    if strategy is None and other is None:
        return None
    if strategy is None:
        raise GoodwillError(f"--other {other}: say less whose that is. Give --strategy as well.")
    pair = strategy, HOLDOUT if other is None else other
    for name in pair:
        scenario.find_strategy(name)
        if name in find_ceilings(scenario):
            raise GoodwillError(f"{name}: it sees what no vendor can see. Choose another one.")
    if pair[0] == pair[1]:
        raise GoodwillError(f"--strategy {strategy}, --other {pair[1]}: name two different ones.")
    return pair


def _apportion(
    scenario: Scenario, pair: tuple[str, str] | None, plan: Plan, effort: Effort
) -> Apportioned:
    """Find the two, narrow the parameters down, and split; say before each how much there is."""
    from goodwill.analysis.apportioning import apportion
    from goodwill.analysis.narrowing import find_pair, screen

    if pair is None:
        with show_progress("worlds of all strategies") as advance:
            pair = find_pair(scenario, plan, advance)
    of_draws, of_design = effort.count_runs(pair)
    choosing = f"{of_draws:,} runs to choose {effort.n_kept} parameters"
    say_notes([f"{pair[0]} less {pair[1]}: {choosing}, then {of_design:,} to split what they do."])
    began = time.perf_counter()
    with show_progress("draws of all parameters") as advance:
        screened = screen(scenario, pair, plan, effort, advance)
    minutes = (time.perf_counter() - began) / of_draws * of_design / 60.0
    took = "less than a minute" if minutes < 1.0 else f"about {math.ceil(minutes)} minutes"
    say_notes([f"{of_design:,} runs to go, {took} at the pace so far."])
    with show_progress("sets of the design") as advance:
        return apportion(scenario, screened, plan, effort, advance)


def describe(found: Apportioned) -> dict[str, Any]:
    """Give what was found as plain data; the shape is in the help of the command."""
    from goodwill.analysis.telling_shares import write_shares

    screened, effort = found.screened, found.effort
    return {
        "strategy": screened.strategy,
        "other": screened.other,
        "price": found.price,
        "mean": found.mean,
        "spread": found.spread,
        "spread_of_all": screened.spread,
        "luck": found.luck,
        "told": found.clear,
        "alone": found.alone._asdict(),
        "parameters": [
            {"parameter" if name == "of" else name: value for name, value in one._asdict().items()}
            for one in found.indices
        ],
        "kept_told": screened.n_clear,
        "left_out": list(screened.left_out),
        "narrowed": list(screened.narrowed),
        "points": effort.n_points,
        "worlds": effort.n_worlds,
        "draws": screened.n_draws,
        "refused": found.n_refused,
        "runs": sum(effort.count_runs((screened.strategy, screened.other))),
        "sentences": [one.text for one in write_shares(found)],
    }


def say(scenario: Scenario, found: Apportioned, plan: Plan, seconds: float) -> None:
    """Print what was found for people."""
    from goodwill.analysis.numerals import write_number, write_signed
    from goodwill.analysis.telling_shares import write_shares
    from goodwill.report.page import shorten_words

    console, screened, effort = open_console(), found.screened, found.effort
    pair = shorten_words(f"{screened.strategy} less {screened.other}")
    console.print(shorten_words(scenario.question), style="bold", markup=False)
    console.print(
        f"{pair} in net value, at {write_number(found.price)} USD per goodwill point: "
        f"{write_signed(found.mean)} USD on average over plausible values of the "
        f"{len(found.indices)} parameters kept, standard deviation "
        f"{write_number(found.spread)} USD.\n",
        markup=False,
    )
    if found.clear:
        console.print(_tabulate(found))
        console.print(
            "\nShares of the variance that each causes; intervals at 95 %, each by itself. What is "
            "below 0 or above 100 % is so by chance.\n",
            style="dim",
            markup=False,
        )
    for sentence in write_shares(found):
        console.print(shorten_words(sentence.text), markup=False)
    n_runs = sum(effort.count_runs((screened.strategy, screened.other)))
    console.print(
        f"\nEngine {plan.engine}: {n_runs:,} runs; {effort.n_points} points, {effort.n_worlds} "
        f"worlds under each set; {seconds:.1f} s in all.",
        style="dim",
        markup=False,
    )


def _tabulate(found: Apportioned) -> Table:
    from rich.table import Table
    from rich.text import Text

    from goodwill.analysis.telling_shares import write_share
    from goodwill.parameters import ledger

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("parameter", no_wrap=True, vertical="top")
    for head in ("by itself", "with all it does\ntogether with others"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("what it is", style="dim")
    meanings = {entry.key: entry.meaning for entry in ledger()}
    for one in found.indices:
        shares = write_share(one.first, one.first_error), write_share(one.total, one.total_error)
        table.add_row(one.of, *shares, Text(meanings[one.of]))
    return table
