"""Rehearse the shipped scenarios: with people of one's own, or with a mechanism switched off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.behaviour.answering import N_BUDGETS
from goodwill.engines.reference import run
from goodwill.eventlog import FIXED, History, Kind
from goodwill.measuring import measure
from goodwill.population import AccountSpecification, PersonSpecification
from goodwill.scenario import Scenario, load_scenario, make_world
from goodwill.scripts import Script
from goodwill.strategy import ALWAYS, Cadence, EnrolmentRule, Plan, Step
from goodwill.vocabulary import (
    NOBODY,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Inbound,
    Intent,
    Outcome,
)
from goodwill.world import World

SCENARIOS = Path(__file__).parents[2] / "scenarios"
DAY = SECONDS_PER_DAY
SURE = 4.0  # standard errors by which a difference must stand clear
WORKDAYS = 5  # in a week, from Monday

Records = npt.NDArray[np.void]


@cache
def load(name: str) -> Scenario:
    """Load a shipped scenario."""
    return load_scenario(SCENARIOS / f"{name}.yaml")


def shrink(scenario: Scenario, accounts: int, days: int) -> Scenario:
    """Make the market and the horizon smaller."""
    assert scenario.market is not None
    market = scenario.market._replace(accounts=accounts)
    return replace(scenario, market=market, horizon=days * DAY)


# What is switched off


def with_couplings(scenario: Scenario, **couplings: bool) -> Scenario:
    """Switch ways off by which one person's fate reaches another's."""
    return replace(scenario, couplings=scenario.couplings._replace(**couplings))


def with_plan(scenario: Scenario, strategy: str, **changes: Any) -> Scenario:
    """Change properties of one strategy."""
    definition = scenario.find_strategy(strategy)
    changed = definition._replace(plan=definition.plan._replace(**changes))
    return replace(scenario, strategies={**scenario.strategies, strategy: changed})


def with_steps(scenario: Scenario, strategy: str, change: Callable[[Step], Step]) -> Scenario:
    """Change every step of every cadence of one strategy."""
    plan = scenario.find_strategy(strategy).plan
    cadences = tuple(
        cadence._replace(steps=tuple(change(step) for step in cadence.steps))
        for cadence in plan.cadences
    )
    return with_plan(scenario, strategy, cadences=cadences)


def with_touches(scenario: Scenario, names: Iterable[str], **changes: Any) -> Scenario:
    """Change some kinds of touches."""
    chosen = set(names)
    assert chosen <= {touch.name for touch in scenario.touches}
    touches = tuple(
        touch._replace(**changes) if touch.name in chosen else touch for touch in scenario.touches
    )
    return replace(scenario, touches=touches)


def with_reply_policy(
    scenario: Scenario, strategy: str, outcome: Outcome, **changes: int
) -> Scenario:
    """Change what one strategy does about one kind of reply."""
    replies = list(scenario.find_strategy(strategy).plan.replies)
    replies[outcome] = replies[outcome]._replace(**changes)
    return with_plan(scenario, strategy, replies=tuple(replies))


def with_people(
    scenario: Scenario,
    people: Iterable[PersonSpecification],
    *,
    incumbents: bool = False,
) -> Scenario:
    """Put people of one's own, each at a company of its own, in the place of everybody."""
    assert scenario.market is not None
    alone = tuple(person._replace(account=f"of {person.name}") for person in people)
    n_regions = len(scenario.regions)
    accounts = tuple(
        AccountSpecification(
            person.account, 1, at % n_regions, incumbents, front_desk=True, colleagues=0
        )
        for at, person in enumerate(alone)
    )
    market = scenario.market._replace(accounts=0)
    return replace(scenario, market=market, accounts=accounts, people=alone)


def make_visitors(  # noqa: PLR0913 - who comes, when, and what for
    scenario: Scenario,
    n_people: int,
    inbound: Inbound,
    *,
    intent: Intent | None = None,
    days: int = 40,
    hour: int = 17,
    budgets: tuple[float, ...] = (),
    name: str = "visitor",
) -> list[PersonSpecification]:
    """Make people who come once, spread over the working days of the first `days`.

    They come at `hour`, UTC, and within the hour after; they know the vendor. What they are after
    is drawn as in the scenario's market unless it is given, and so are all their traits.
    """
    first = scenario.start.weekday()
    workdays = [day for day in range(1, days) if (first + day) % 7 < WORKDAYS]
    visitors = []
    for at in range(n_people):
        day = workdays[at * len(workdays) // n_people]
        second = day * DAY + hour * SECONDS_PER_HOUR + at * 997 % SECONDS_PER_HOUR
        # A buyer's window closes; what all others are after stays.
        constant = intent != Intent.BUYING
        script = Script(budgets, ((second, int(inbound)),), roams=False, constant=constant)
        after = None if intent is None else int(intent)
        each = f"{name} {at}"
        visitors.append(PersonSpecification(each, each, after, aware=True, script=script))
    return visitors


def with_one_step(scenario: Scenario, strategy: str, touch: str, wait: int) -> Scenario:
    """Let a strategy send one touch, once, to everybody who comes, and do nothing else."""
    code = scenario.find_touch(touch)
    step = Step(wait, code, ALWAYS, (), -1, to_owner=False, then=1)
    once = EnrolmentRule((), 0, -1)
    return with_plan(
        scenario, strategy, enrolment=(once,), cadences=(Cadence("once", (step,), ()),), switches=()
    )


def make_budgets(others: float, **given: float) -> tuple[float, ...]:
    """Give every outcome the same budget, but those that are named their own; nan: drawn."""
    budgets = [others] * N_BUDGETS
    for name, budget in given.items():
        budgets[Outcome[name.upper()]] = budget
    return tuple(budgets)


# What comes of it


class Rehearsal(NamedTuple):
    """One run, and how to look at it."""

    world: World
    history: History

    @property
    def figures(self) -> dict[str, float]:
        """All figures of merit."""
        return measure(self.world, self.history)

    def select(self, *kinds: Kind, person: str = "", touches: Iterable[str] = ()) -> Records:
        """Give the records of some kinds; of one person, and of some kinds of touches alone."""
        events = self.history.events
        chosen = np.isin(events["kind"], kinds)
        if person:
            chosen &= events["person"] == self.find_person(person)
        names = set(touches)
        if names:
            codes = [at for at, touch in enumerate(self.world.touches) if touch.name in names]
            chosen &= np.isin(events["touch"], codes)
        return np.asarray(events[chosen])

    def find_person(self, name: str) -> int:
        """Give a person's id."""
        return self.world.persons[self.world.names.index(name)].id

    def name_touches(self, records: Records) -> list[str]:
        """Give the names of the touches of some records."""
        codes = records["touch"].tolist()
        return ["" if code == NOBODY else self.world.touches[code].name for code in codes]

    def find_state(self, name: str) -> np.void:
        """Give what has become of a person at the horizon."""
        states: Records = self.history.states
        found: np.void = states[states["person"] == self.find_person(name)][0]
        return found

    def count_by_person(self, records: Records) -> npt.NDArray[np.float64]:
        """Count records person by person, in the order of the world's people."""
        return self.sum_by_person(records, np.ones(records.size))

    def sum_by_person(
        self, records: Records, weights: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """Add something up over records, person by person, in the order of the world's people."""
        rows = np.searchsorted(self.history.states["person"], records["person"])
        return np.bincount(rows, weights, len(self.world.persons)).astype(float)

    def expect(self, decision: str) -> float:
        """Give how often a sampled decision was to be expected, given all that came before it."""
        return self.history.compensators.get(decision, (0, 0))[1] / FIXED


def rehearse(scenario: Scenario, strategy: str, replication: int = 0) -> Rehearsal:
    """Run one strategy once."""
    world = make_world(scenario, strategy, replication=replication)
    return Rehearsal(world, run(world))


def find_plan(scenario: Scenario, strategy: str) -> Plan:
    """Give a strategy's plan."""
    return scenario.find_strategy(strategy).plan


def exceeds(larger: npt.ArrayLike, smaller: npt.ArrayLike, by: float = 0.0) -> bool:
    """Say whether pairs differ, on average, by more than `by`, beyond the reach of chance."""
    differences = np.asarray(larger, dtype=float) - np.asarray(smaller, dtype=float) - by
    if not differences.any():
        return False
    error = float(differences.std(ddof=1)) / sqrt(differences.size)
    return float(differences.mean()) > SURE * error
