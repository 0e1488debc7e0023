"""``goodwill pick``: one strategy of several with few runs, for those who need no estimate."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodwill.cli.manners import open_console, print_json, show_progress
from goodwill.cli.options import (
    DataOption,
    EngineOption,
    JsonOption,
    ParametersOption,
    PriceOption,
    ScenarioArgument,
    SeedOption,
    WorkersOption,
    check_money,
)
from goodwill.cli.places import load

if TYPE_CHECKING:
    from goodwill.analysis.picking import Picked
    from goodwill.scenario import Scenario

UNFINISHED = 3

_Smallest = Annotated[
    float | None,
    typer.Option(
        "--smallest",
        metavar="USD",
        callback=check_money,
        help="The least difference in net value that matters. Default: 7 % of what the holdout "
        "brings in, rounded up; this takes 20 runs more.",
    ),
]
_Most = Annotated[
    int,
    typer.Option(
        "--replications", min=20, max=10_000, help="At most so many worlds; it ends when it can."
    ),
]


def pick_strategy(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    smallest: _Smallest = None,
    price: PriceOption = 0.0,
    replications: _Most = 60,
    as_json: JsonOption = False,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    workers: WorkersOption = None,
    data: DataOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Pick the strategy that is worth the most, dropping those that fall behind on the way.

    All strategies run in the same 20 worlds; after that only those that may still be the best go
    on. One that is ahead of every other by --smallest or more is picked in at least 95 of 100 such
    contests. What it is worth is not estimated: goodwill compare does that.

    JSON: {picked (null: not finished), finished, survivors, dropped: [{strategy, worlds}],
    smallest, confidence, price, worlds, worlds_enough, runs, runs_saved, sentences, scenario,
    seed, seconds}.

    Exit codes: 0 picked; 3 not finished, more worlds are needed; 2 something given is wrong.
    """
    loaded = load(scenario, data=data, parameters=parameters)
    from goodwill.analysis.picking import find_smallest, pick_one
    from goodwill.analysis.sequential import Plan
    from goodwill.running.processes import hire

    began = time.perf_counter()
    with hire(workers) as crew:
        plan = Plan(price, most=replications, seed=seed, engine=engine, workers=crew)
        if smallest is None:
            with show_progress("what matters") as advance:
                smallest = find_smallest(loaded, plan, advance)
        with show_progress("runs") as advance:
            found = pick_one(loaded, plan, smallest, progress=advance)
    seconds = time.perf_counter() - began
    if as_json:
        about = {"scenario": loaded.name, "seed": loaded.seed if seed is None else seed}
        print_json(describe(found) | about | {"seconds": round(seconds, 3)})
    else:
        _say(loaded, found, seconds)
    raise typer.Exit(0 if found.selection.finished else UNFINISHED)


def describe(found: Picked) -> dict[str, Any]:
    """Give what was picked as plain data; the shape is in the help of the command."""
    from goodwill.analysis.intervals import CONFIDENCE
    from goodwill.analysis.picking import write_pick

    selection = found.selection
    return {
        "picked": found.best,
        "finished": selection.finished,
        "survivors": list(selection.survivors),
        "dropped": [{"strategy": name, "worlds": at} for name, at in selection.dropped],
        "smallest": found.smallest,
        "confidence": CONFIDENCE,
        "price": found.price,
        "worlds": selection.n_worlds,
        "worlds_enough": selection.n_enough,
        "runs": found.n_runs,
        "runs_saved": found.n_saved,
        "sentences": [one.text for one in write_pick(found)],
    }


def _say(scenario: Scenario, found: Picked, seconds: float) -> None:
    from goodwill.analysis.numerals import write_number
    from goodwill.analysis.picking import write_pick
    from goodwill.report.page import shorten_words

    console = open_console()
    console.print(shorten_words(scenario.question), style="bold", markup=False)
    n_strategies = len(found.selection.survivors) + len(found.selection.dropped)
    console.print(
        f"{n_strategies} strategies that a vendor can run, the same people and the same luck for "
        f"all. What matters: {write_number(found.smallest)} USD in net value.\n",
        markup=False,
    )
    for sentence in write_pick(found):
        console.print(shorten_words(sentence.text), markup=False)
    console.print(
        f"\n{seconds:.1f} s in all. What each is worth, with intervals: goodwill compare.",
        style="dim",
        markup=False,
    )
