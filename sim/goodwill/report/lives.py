"""Let picked people live once more under two strategies each, with every record kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial

from goodwill.analysis.sequential import Plan
from goodwill.analysis.twins import Twin
from goodwill.figures.telling import Life, live
from goodwill.running import Engine, Result
from goodwill.running.processes import Job, Task, run_task, work_through
from goodwill.scenario import Scenario


def live_again(
    scenario: Scenario, plan: Plan, twins: Sequence[Twin], replication: int, engine: Engine
) -> list[list[Life]]:
    """Follow each person through one world, under the two strategies it was picked for.

    Each strategy is run once, whoever is followed.
    """
    wanted: dict[str, list[str]] = {}
    for twin in twins:
        for strategy in twin.strategies:
            wanted.setdefault(strategy, []).append(twin.person)
    items = [
        (
            Job(
                scenario,
                (strategy,),
                plan.seed,
                draw_budgets=False,
                engine=engine,
                measure=partial(_follow, tuple(persons)),
                log="full",
            ),
            Task(0, replication),
        )
        for strategy, persons in wanted.items()
    ]
    lives: dict[str, dict[str, Life]] = {}
    with closing(work_through(run_task, items, plan.workers)) as finished:
        for place, found in finished:
            lives[items[place][0].strategies[0]] = found  # type: ignore[index]
    return [[lives[one][twin.person] for one in twin.strategies] for twin in twins]


def _follow(persons: tuple[str, ...], result: Result) -> dict[str, Life]:
    return {person: live(result, person) for person in persons}
