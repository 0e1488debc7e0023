"""``goodwill calibrate``: what one's own events say about the parameters, and what they cannot."""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodwill.cli.manners import open_console, print_json, show_progress
from goodwill.cli.options import (
    EngineOption,
    JsonOption,
    PriceOption,
    ScenarioArgument,
    SeedOption,
    WorkersOption,
)
from goodwill.cli.places import check_folder, load
from goodwill.cli.receiving import KeyOption, MappingOption, opening_key

if TYPE_CHECKING:
    from rich.console import Console

    from goodwill.analysis.value_of_information import Information
    from goodwill.calibration.believed import Believed
    from goodwill.calibration.calibrating import Calibration, Settings, Told
    from goodwill.calibration.predicting import Prediction
    from goodwill.loading.events import Events
    from goodwill.scenario import Scenario

REFUSED = 3
_MOST_KEYS = 5

_Data = Annotated[
    list[Path],
    typer.Option("--data", metavar="EVENTS.csv", help="An export; may be given again."),
]
_Strategy = Annotated[
    str | None,
    typer.Option(
        "--strategy", help="The one most like what was really done. Default: the scenario's first."
    ),
]
_Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write posterior.yaml, tables and figures there."),
]
_Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        min=200,
        max=100_000,
        help="Simulated data sets. Default: as many as five minutes allow.",
    ),
]
_Valued = Annotated[
    int,
    typer.Option(
        "--valued",
        min=0,
        max=10_000,
        help="Draws by which experiments are valued, 20 or more; 0: they are not.",
    ),
]


def calibrate_scenario(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    data: _Data,
    mapping: MappingOption = None,
    key: KeyOption = None,
    strategy: _Strategy = None,
    out: _Out = None,
    draws: _Draws = None,
    valued: _Valued = 60,
    price: PriceOption = 0.0,
    as_json: JsonOption = False,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    workers: WorkersOption = None,
) -> None:
    """Fit the numbers of the model to your own events, and say what such events cannot tell.

    Simulates the scenario under many plausible sets of numbers, and keeps those that make such
    data. What the data narrow is written to DIR/posterior.yaml, which every command that runs
    scenarios takes with --parameters; all the rest keeps its range. Every simulated draw is kept in
    DIR/simulated: what was stopped goes on where it was.

    Exit codes: 0 calibrated; 3 calibrated, but the intervals failed their check; 2 something given
    is wrong.
    """
    began = time.perf_counter()
    loaded, chosen = _load(scenario, strategy, valued)
    if out is not None:
        check_folder(out)
    events = _receive(data, mapping, key, as_json=as_json)
    from goodwill.calibration.calibrating import Settings
    from goodwill.running.engines import WORTH_COMPILING, choose_engine, prepare_engine
    from goodwill.running.processes import hire

    ready = choose_engine(engine, readable=False, person_days=WORTH_COMPILING + 1)
    prepare_engine(ready)
    with hire(workers) as crew:
        settings = Settings(draws, seed, ready, crew)
        found = _calibrate(loaded, events, chosen, settings, (out, valued, price))
    seconds = time.perf_counter() - began
    described = _write(found, out, seconds)
    if as_json:
        print_json(described)
    else:
        _say(found, out, seconds)
    raise typer.Exit(0 if found[0].gate.passed else REFUSED)


def _load(scenario: str, strategy: str | None, n_valued: int) -> tuple[Scenario, str]:
    """Load what is calibrated, once it is sure that the rest can be done."""
    from goodwill.calibration.valuing import check_valued

    check_valued(n_valued)
    loaded = load(scenario, data=None)
    chosen = next(iter(loaded.strategies)) if strategy is None else strategy
    loaded.find_strategy(chosen)
    return loaded, chosen


_Found = tuple["Calibration", "Believed", "Information | None", "tuple[Prediction, ...]"]


def _receive(data: list[Path], mapping: str | None, key: Path | None, *, as_json: bool) -> Events:
    from goodwill.loading.events import find_mapping, read_events

    chosen = None if mapping is None else find_mapping(mapping)
    with opening_key(data, key) as opened:
        received = read_events(data, chosen, opened)
    if not as_json:
        for line in received.reception.sentences():
            typer.echo(line)
        typer.echo()
    return received.events


def _calibrate(
    scenario: Scenario,
    events: Events,
    strategy: str,
    settings: Settings,
    wishes: tuple[Path | None, int, float],
) -> _Found:
    """Calibrate, then predict the data, and value what is not known."""
    from goodwill.calibration.believed import check_values, find_believed
    from goodwill.calibration.calibrating import calibrate, find_beliefs
    from goodwill.calibration.experiments import group_keys
    from goodwill.calibration.predicting import predict
    from goodwill.calibration.valuing import can_be_valued, value_experiments

    out, valued, price = wishes
    with ExitStack() as stack:
        settings = settings._replace(keep=None if out is None else out / "simulated")
        calibration = calibrate(scenario, events, strategy, settings, _show_parts(stack))
    believed = find_believed(calibration)
    check_values(calibration, believed)
    with show_progress("predicting") as advance:
        predictions = predict(calibration, crew=settings.crew, told=advance)
    information = None
    simulation = calibration.simulation
    if valued and can_be_valued(simulation):
        with show_progress("valuing experiments") as advance:
            information = value_experiments(
                simulation,
                find_beliefs(calibration, valued, simulation.seed + 1),
                group_keys(believed.unknowns),
                price=price,
                crew=settings.crew,
                told=advance,
            )
    return calibration, believed, information, predictions


def _show_parts(stack: ExitStack) -> Told:
    """Show a bar for each part of the work, when it begins."""
    bars: dict[str, Any] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in bars:
            stack.close()
            bars[what] = stack.enter_context(show_progress(what))
        bars[what](done, total)

    return tell


def _write(found: _Found, out: Path | None, seconds: float) -> dict[str, Any]:
    from goodwill.calibration.saving import describe, save

    calibration, believed, information, predictions = found
    described = describe(calibration, believed, information, predictions, seconds)
    if out is not None:
        from goodwill.calibration.picturing import save_figures

        save(out, calibration, believed, described)
        save_figures(out, predictions)
    return described


def _say(found: _Found, out: Path | None, seconds: float) -> None:
    from goodwill.calibration.telling import tell_limits, tell_quality

    calibration, believed, information, predictions = found
    console = open_console()
    took = calibration.seconds_a_draw
    pace = "" if math.isnan(took) else f", {took:.2f} s each by measure"
    console.print(
        f"{calibration.simulation.scenario.name}, {calibration.simulation.strategy}: "
        f"{calibration.n_draws:,} simulated data sets{pace}; {seconds:.0f} s in all.\n",
        markup=False,
    )
    _say_numbers(console, calibration, believed)
    for line in tell_quality(calibration, predictions):
        console.print(line, markup=False)
    console.print("\nNot identified", style="bold")
    for line in tell_limits(calibration, believed):
        console.print(line, markup=False)
    _say_experiments(console, believed, information)
    if out is not None:
        console.print(f"\nWritten: {out / 'posterior.yaml'}", markup=False)


def _say_numbers(console: Console, calibration: Calibration, believed: Believed) -> None:
    """Print what the data narrowed: before, now, and by how much."""
    import numpy as np
    from rich.table import Table
    from rich.text import Text

    from goodwill.analysis.numerals import write_range

    n_all = len(calibration.posterior.names)
    n_known = sum(believed.identified)
    console.print(
        f"Narrowed: {n_known} of {n_all} numbers that such data could speak of", style="bold"
    )
    if not n_known:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("number")
    for name in ("before, 90 %", "now, 90 %", "narrower by"):
        table.add_column(name, justify="right", no_wrap=True)
    for at in np.argsort(believed.widths, kind="stable").tolist():
        if believed.identified[at]:
            before = np.quantile(believed.before[:, at], (0.05, 0.95)).tolist()
            now = np.quantile(believed.draws[:, at], (0.05, 0.95)).tolist()
            table.add_row(
                Text(believed.names[at]),
                write_range(*before),
                write_range(*now),
                f"{100 * (1 - believed.widths[at]):.0f} %",
            )
    console.print(table)
    console.print()


def _say_experiments(console: Console, believed: Believed, information: Information | None) -> None:
    """Print what would tell the rest, and what that would be worth."""
    from rich.table import Table
    from rich.text import Text

    from goodwill.analysis.numerals import write_number
    from goodwill.calibration.telling import rank_experiments, tell_worth

    rows = rank_experiments(believed, information)
    n_numbers = sum(len(one.numbers) for one in believed.unknowns)
    console.print(
        f"{n_numbers} numbers of {len(believed.unknowns)} parameters keep their range in every "
        f"decision. {tell_worth(rows, information)}",
        markup=False,
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("what would tell", "worth, USD", "how", "of"):
        table.add_column(name, justify="right" if "USD" in name else "left")
    for row in rows:
        worth = "-" if math.isnan(row.worth) else write_number(row.worth)
        table.add_row(
            Text(row.experiment.name), worth, Text(row.experiment.how), Text(_shorten(row.keys))
        )
    console.print(table)


def _shorten(keys: tuple[str, ...]) -> str:
    """Name the first few; all of them are in the JSON."""
    shown = ", ".join(keys[:_MOST_KEYS])
    return shown if len(keys) <= _MOST_KEYS else f"{shown} and {len(keys) - _MOST_KEYS} more"
