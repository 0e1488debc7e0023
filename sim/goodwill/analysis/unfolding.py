"""Look into some worlds: what happened day by day, to whom, and what harmed the brand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.tracing import Trace, trace
from goodwill.eventlog import Kind
from goodwill.measuring import damage_by_cause
from goodwill.measuring.records import find_rows, select
from goodwill.running import Engine
from goodwill.running.processes import Crew, Job, Task, run_all
from goodwill.scenario import Scenario
from goodwill.store import KeptRuns, Result
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Intent, Outcome
from goodwill.world import find_column

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

N_WORLDS = 10
"""Worlds that are looked into: the first ones of those that were run."""

CLEARLY = 0.1
"""Goodwill, in units of choice utility, by which somebody thinks clearly less of the vendor."""

FATES = ("bought", "no worse off", "thinks less of the vendor", "opted out", "angry or complained")
"""What became of people; who is several of these is the first and, of the rest, the last."""

INTENTS = (
    Intent.BUYING,
    Intent.EXPLORING,
    Intent.LEARNING,
    Intent.LOYAL_ELSEWHERE,
    Intent.OUTSIDER,
)


class Damage(NamedTuple):
    """What one cause did to the brand, goodwill per 1,000 people, mean of the worlds."""

    cause: str
    touch: str | None
    lift: float
    damage: float


@dataclass(frozen=True, eq=False)
class Unfolded:
    """What happened in some worlds under every strategy.

    Attributes
    ----------
    strategies, holdout
        Names.
    won, lost
        Deals won, and people who opted out, complained or wrote back in anger, from the start to
        the end of each day; shape (strategies, worlds, days).
    fates
        People by strategy, intent at the start (:data:`INTENTS`) and fate (:data:`FATES`), all
        worlds together.
    damages
        Of each strategy, greatest damage first; they add up to its brand damage and lift.
    names
        Of the people of the first world.
    goodwill
        Theirs at the end, shape (strategies, people).
    bought
        Whether they bought, of the same shape.
    traces
        Money and goodwill day by day, sales and last touches, by strategy, then by world.
    """

    strategies: tuple[str, ...]
    holdout: str
    won: Floats = field(repr=False)
    lost: Floats = field(repr=False)
    fates: Integers = field(repr=False)
    damages: tuple[tuple[Damage, ...], ...] = field(repr=False)
    names: tuple[str, ...] = field(repr=False)
    goodwill: Floats = field(repr=False)
    bought: npt.NDArray[np.bool_] = field(repr=False)
    traces: tuple[tuple[Trace, ...], ...] = field(repr=False)

    @property
    def n_worlds(self) -> int:
        """Give the number of worlds that were looked into."""
        return int(self.won.shape[1])

    @property
    def n_days(self) -> int:
        """Give the days of the horizon."""
        return int(self.won.shape[2])


class _Look(NamedTuple):
    """What is kept of one run; people in the order of their ids."""

    won: Floats  # by day
    lost: Floats
    fates: Integers  # without regard to the holdout: none is FATES[2]
    intents: Integers
    goodwill: Floats
    damages: tuple[tuple[str, str | None, float, float], ...]
    names: tuple[str, ...]
    trace: Trace
    figures: Mapping[str, float]


def unfold(  # noqa: PLR0913 - what to run, and how
    scenario: Scenario,
    holdout: str,
    replications: Sequence[int],
    *,
    seed: int | None = None,
    engine: Engine = "auto",
    workers: int | Crew | None = None,
    keep: KeptRuns | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Unfolded:
    """Run all strategies in some worlds with their full logs, and look into them.

    Parameters
    ----------
    scenario
        With the holdout.
    holdout
        The strategy that leaves people alone: whom others have made think less is seen from it.
    replications
        Numbers of the worlds.
    seed, engine, workers, progress
        As :func:`goodwill.running.run_many` takes them; the engine is one that is ready.
    keep
        Where figures of these runs are kept, for who is to run more than these; None: nowhere.
    """
    strategies = tuple(scenario.strategies)
    tasks = [Task(at, number) for number in replications for at in range(len(strategies))]
    job = Job(
        scenario, strategies, seed, draw_budgets=False, engine=engine, measure=_look, log="full"
    )
    looks: dict[Task, _Look] = {}
    with closing(run_all(job, tasks, workers)) as finished:
        for task, look in finished:
            looks[task] = look
            if keep:
                keep.keep(strategies[task.strategy], task.replication, look.figures)
            if progress:
                progress(len(looks), len(tasks))
    return _bring_together(strategies, holdout, replications, looks)


def _look(result: Result) -> _Look:
    """Keep of a run what a report shows."""
    world, history = result.world, result.history
    n_people, n_days = len(world.persons), -(-world.horizon // SECONDS_PER_DAY)
    decided, replied = select(history, Kind.DECIDED), select(history, Kind.REPLIED)
    won = decided[decided["detail"] == Alternative.VENDOR]
    angry = np.concatenate(
        [replied[replied["detail"] == Outcome.ANGRY_REPLY], select(history, Kind.COMPLAINED)]
    )
    left = select(history, Kind.OPTED_OUT)

    def find(records: npt.NDArray[np.void]) -> Integers:
        return find_rows(world, records["person"])

    fates = np.full(n_people, 1, np.int64)
    for fate, records in ((3, left), (4, angry), (0, won)):
        fates[find(records)] = fate
    both = np.concatenate([left, angry])
    first = np.full(n_people, n_days, np.int64)
    np.minimum.at(first, find(both), both["second"] // SECONDS_PER_DAY)
    return _Look(
        np.bincount(won["second"] // SECONDS_PER_DAY, minlength=n_days)[:n_days].cumsum(),
        np.bincount(first, minlength=n_days + 1)[:n_days].cumsum(),
        fates,
        find_column(world.persons, "intent").astype(np.int64),
        history.states["goodwill"].astype(np.float64),
        tuple(one[:4] for one in damage_by_cause(world, history)),
        tuple(world.names),
        trace(result),
        result.metrics,
    )


def _bring_together(
    strategies: tuple[str, ...],
    holdout: str,
    replications: Sequence[int],
    looks: dict[Task, _Look],
) -> Unfolded:
    alone = strategies.index(holdout)
    fates = np.zeros((len(strategies), len(INTENTS), len(FATES)), np.int64)
    for (strategy, number), look in looks.items():
        lost = looks[Task(alone, number)].goodwill - look.goodwill
        found = np.where((look.fates == 1) & (lost >= CLEARLY), 2, look.fates)
        for row, intent in enumerate(INTENTS):
            fates[strategy, row] += np.bincount(found[look.intents == intent], minlength=len(FATES))
    begun = [looks[Task(at, replications[0])] for at in range(len(strategies))]
    grid = [[looks[Task(at, one)] for one in replications] for at in range(len(strategies))]
    return Unfolded(
        strategies,
        holdout,
        np.array([[one.won for one in row] for row in grid], np.float64),
        np.array([[one.lost for one in row] for row in grid], np.float64),
        fates,
        tuple(_average([one.damages for one in row]) for row in grid),
        begun[0].names,
        np.array([one.goodwill for one in begun]),
        np.array([one.fates == 0 for one in begun]),
        tuple(tuple(one.trace for one in row) for row in grid),
    )


def _average(
    worlds: Sequence[tuple[tuple[str, str | None, float, float], ...]],
) -> tuple[Damage, ...]:
    """Average what causes did over worlds; what a world does not have did nothing there."""
    sums: dict[tuple[str, str | None], list[float]] = {}
    for world in worlds:
        for cause, touch, lift, damage in world:
            both = sums.setdefault((cause, touch), [0.0, 0.0])
            both[0] += lift / len(worlds)
            both[1] += damage / len(worlds)
    found = [Damage(*names, *both) for names, both in sums.items()]
    return tuple(
        sorted(found, key=lambda one: (-one.damage, -one.lift, one.cause, one.touch or ""))
    )
