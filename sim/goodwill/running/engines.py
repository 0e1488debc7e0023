"""Choose what computes a world: the readable engine, or the compiled one that gives the same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from goodwill.errors import GoodwillError
from goodwill.eventlog import History
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import World

Engine = Literal["auto", "simpy", "compiled"]
LogLevel = Literal["full", "outcomes", "none"]
ENGINES: tuple[Engine, ...] = ("auto", "simpy", "compiled")

# People times days that SimPy is through with sooner than a compiler, about half a minute.
WORTH_COMPILING = 3_000_000

Told = Callable[[int, int], None]  # parts ready, parts in all


def choose_engine(engine: Engine, *, readable: bool, person_days: int) -> Engine:
    """Say which engine is to compute.

    Parameters
    ----------
    engine
        As asked for; ``auto`` leaves the choice to this function.
    readable
        A strategy is written in Python, so that only SimPy can ask it.
    person_days
        People times days, of all worlds that are to be run.

    Returns
    -------
    str
        ``simpy`` or ``compiled``. Their results are the same, bit for bit.

    Raises
    ------
    GoodwillError
        There is no such engine, or the compiled one cannot run this.

    Examples
    --------
    >>> choose_engine("auto", readable=True, person_days=10**9)
    'simpy'
    """
    if engine not in ENGINES:
        raise GoodwillError(f"engine: {engine!r} is unknown. Known: {', '.join(ENGINES)}.")
    if readable:
        if engine == "compiled":
            raise GoodwillError(
                "engine: a strategy that is written in Python runs on SimPy only. "
                "Leave the engine out, or give 'simpy'."
            )
        return "simpy"
    if engine != "auto":
        return engine
    from goodwill.engines.compiled.cache import has_compiled

    return "compiled" if person_days > WORTH_COMPILING or has_compiled() else "simpy"


def prepare_engine(engine: Engine, told: Told | None = None) -> None:
    """Have an engine ready to run, and say so once where that takes time.

    Parameters
    ----------
    engine
        ``simpy`` needs nothing.
    told
        Is told how far compiling has come; None: a line on standard error.
    """
    if engine != "compiled":
        return
    from goodwill.engines.compiled import prepare
    from goodwill.engines.compiled.cache import find_cache, has_compiled

    if told is None and not has_compiled():
        sys.stderr.write(
            "goodwill: compiling the engine, once for this version on this machine; "
            f"about half a minute. Kept in {find_cache()}.\n"
        )
    prepare(told)


def check_ready(engine: Engine) -> bool:
    """Say whether any process could use an engine in a moment: nothing is to be compiled."""
    if engine != "compiled":
        return True
    from goodwill.engines.compiled.cache import has_compiled

    return has_compiled()


def count_person_days(world: World) -> int:
    """Count people times days of a world."""
    return len(world.persons) * (world.horizon // SECONDS_PER_DAY)


def estimate_people(scenario: Scenario) -> int:
    """Estimate how many people a scenario has, before any is drawn."""
    market = scenario.market
    drawn = market.accounts * market.people_per_account if market else 0.0
    colleagues = sum(account.colleagues for account in scenario.accounts)
    return int(drawn) + colleagues + len(scenario.people) + len(scenario.leads)


def prepare_runs(
    engine: Engine, scenario: Scenario, n_runs: int, *, readable: bool = False, apart: bool = False
) -> Engine:
    """Choose an engine for so many runs of a scenario, and have it ready.

    Parameters
    ----------
    engine
        As asked for.
    scenario, n_runs
        What is run, and how often; 0: nothing is made ready.
    readable
        Whether any strategy is written in Python.
    apart
        Whether other processes run it: then this one need not load what is compiled already.
    """
    days = n_runs * estimate_people(scenario) * (scenario.horizon // SECONDS_PER_DAY)
    chosen = choose_engine(engine, readable=readable, person_days=days)
    if n_runs and not (apart and check_ready(chosen)):
        prepare_engine(chosen)
    return chosen


def compute(world: World, engine: Engine, log: LogLevel = "full") -> History:
    """Run a world on one of the two engines.

    Parameters
    ----------
    world, engine
        What, and by what.
    log
        ``outcomes`` shortens the log where the engine can (SimPy always writes all of it).
    """
    if engine == "simpy":
        from goodwill.engines import reference

        return reference.run(world)
    from goodwill.engines import compiled

    return compiled.run(world, log)
