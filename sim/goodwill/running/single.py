"""Run a scenario once."""

from __future__ import annotations

import time
from pathlib import Path

from goodwill.running.engines import (
    Engine,
    LogLevel,
    choose_engine,
    compute,
    count_person_days,
    prepare_engine,
)
from goodwill.scenario import PythonStrategy, Scenario, load_scenario, make_world
from goodwill.store import Result


def run(  # noqa: PLR0913 - what to run, and how
    scenario: Scenario | str | Path,
    strategy: str | PythonStrategy | None = None,
    *,
    seed: int | None = None,
    replication: int = 0,
    draw_budgets: bool = False,
    engine: Engine = "auto",
    log: LogLevel = "full",
) -> Result:
    """Run a scenario once.

    Parameters
    ----------
    scenario
        A scenario, or the file of one.
    strategy
        The name of one of the scenario's strategies, or one written in Python; None: its first.
    seed
        Of all luck; None: the scenario's.
    replication
        Which of the many worlds of a seed; from 0.
    draw_budgets
        Draw also those budgets of scripted people that the scenario gives.
    engine
        ``simpy``, ``compiled``, or whichever is sooner done: results are the same.
    log
        ``full``; ``outcomes``: without what there is most of, where the compiled engine runs;
        ``none``: figures of merit, bookings and compensators only. Figures are the same.

    Raises
    ------
    ScenarioError, ParameterError, UnknownNameError
        Something given is not what it may be; see :func:`goodwill.scenario.load_scenario` and
        :func:`goodwill.scenario.make_world`.
    """
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(Path(scenario))
    if strategy is None:
        strategy = next(iter(scenario.strategies))
    world = make_world(
        scenario, strategy, seed=seed, replication=replication, draw_budgets=draw_budgets
    )
    chosen = choose_engine(
        engine,
        readable=not isinstance(strategy, str),
        person_days=count_person_days(world),
    )
    prepare_engine(chosen)
    began = time.perf_counter()
    history = compute(world, chosen, log)
    seconds = time.perf_counter() - began
    result = Result(
        scenario=scenario,
        strategy=world.plan.name,
        replication=replication,
        seed=world.seed,
        engine=chosen,
        engine_seconds=seconds,
        world=world,
        history=history,
        draw_budgets=draw_budgets,
    )
    return result.without_log() if log == "none" else result
