"""Lay a world out as tables, let compiled days run, give room where it runs short, gather."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from goodwill.behaviour.memory import calm_down
from goodwill.behaviour.people import Mood
from goodwill.engines.compiled.days import FAULTY, FINISHED, run_days
from goodwill.engines.compiled.layout import COMPENSATED
from goodwill.engines.compiled.state import State
from goodwill.engines.compiled.units import compile_units
from goodwill.engines.tables import Tables, make_tables
from goodwill.errors import GoodwillError
from goodwill.eventlog import STATE, History, put_in_order
from goodwill.kernels import compiled, register_kernels
from goodwill.vocabulary import SECONDS_PER_DAY, Discipline
from goodwill.world import World

MONTH = 30 * SECONDS_PER_DAY


def run(world: World) -> History:
    """Run one world to its horizon.

    Parameters
    ----------
    world
        People, plan and luck. Its strategy is a plan: what is written in Python needs the
        reference engine.

    Returns
    -------
    History
        The same as the reference engine's, bit for bit.
    """
    tables = make_tables(world)
    state = _prepare(world, tables)
    advance = _compile()
    while (ending := advance(state.header[0])) != FINISHED:
        if ending == FAULTY:
            raise GoodwillError(
                f"{world.name}: somebody took one decision more than 65,535 times. "
                "Use the engine 'simpy'."
            )
        state.make_room()
    return _gather(world, state)


@cache
def _compile() -> Any:
    register_kernels()
    for _ in compile_units():
        pass
    return compiled(run_days)


def _prepare(world: World, tables: Tables) -> State:
    """Begin a state, and work out once what is the same all the time."""
    plan = tables.strategy.plan[0]
    n_rules = len(tables.strategy.steps) + len(tables.strategy.switches)
    reserve = 128 + 12 * (n_rules + len(tables.strategy.rules)) + 4 * len(world.reps)
    state = State(tables, reserve)
    clock = state.header[0]
    steps = [step.touch for cadence in world.plan.cadences for step in cadence.steps]
    by_rep = tables.touches["by_rep"]
    throttled = plan["automation_a_day"] >= 0 and world.couplings.throttles
    clock["enrolling_meets"] = throttled or any(by_rep[touch] for touch in steps)
    answered = plan["answer_touch"]
    clock["browsing_meets"] = clock["enrolling_meets"] or (answered >= 0 and by_rep[answered])
    caps = world.plan.caps
    clock["longest_cap"] = max([MONTH, *(cap.per for cap in caps)])
    clock["keeps_sent"] = bool(caps)
    reads_score = bool(plan["reads_score"]) or plan["discipline"] == Discipline.BY_SCORE
    clock["keeps_visits"] = reads_score
    clock["keeps_account_visits"] = world.couplings.colleagues and (
        plan["reads_colleague_visits"] or (reads_score and world.score.colleague != 0.0)
    )
    clock["writes"] = True
    clock["reserve"] = reserve
    clock["quarter_days"] = _count_first_quarter_days(world)
    for row, script in world.scripts.items():
        life = state["lives"][row]
        life["given"] = bool(script.budgets)
        for budget, given in enumerate(script.budgets):
            if given == given:  # not nan  # noqa: PLR0124
                life["budgets"][budget] = given
    return state


def _count_first_quarter_days(world: World) -> int:
    ends = [end for end in world.quarter_ends if end > 0]
    return ends[0] // SECONDS_PER_DAY if ends else 0


def _gather(world: World, state: State) -> History:
    n_days = -(-world.horizon // SECONDS_PER_DAY)
    n_rows = len(world.touches) + 1
    return History(
        put_in_order(state.take_log()),
        _gather_states(world, state),
        {
            (place // n_rows, place % n_rows - 1): (gained, lost)
            for place, (called, gained, lost) in enumerate(state["bookings"].tolist())
            if called
        },
        {
            name: (hits, expected)
            for name, (called, hits, expected) in sorted(
                zip(COMPENSATED, state["compensators"].tolist(), strict=True)
            )
            if called
        },
        tuple(state["desks"]["worked"].tolist()) if world.reps else (),
        tuple(state["days"]["queue"][:n_days].tolist()),
        tuple(state["days"]["standing"][:n_days].tolist()),
    )


def _gather_states(world: World, state: State) -> Any:
    """Let all moods fade to the horizon."""
    lives = state["lives"]
    states = np.zeros(len(lives), STATE)
    states["person"] = state["persons"]["id"]
    for name in ("intent", "stage", "aware", "registered", "stopped", "opted_out"):
        states[name] = lives[name]
    names = ("irritation", "goodwill", "esteem", "familiarity", "since")
    columns = [lives[name].tolist() for name in names]
    for row, mood in enumerate(zip(*columns, strict=True)):
        faded = calm_down(Mood(*mood), world.horizon, world.parameters.memory)
        states[row]["irritation"], states[row]["goodwill"] = faded[0], faded[1]
        states[row]["esteem"], states[row]["familiarity"] = faded[2], faded[3]
    return states
