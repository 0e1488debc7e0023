"""Lay a world out as tables, let compiled days run, give room where it runs short, gather."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, Literal, NamedTuple

import numba
import numpy as np
from numba.core import types

from goodwill.engines.collecting import without_collecting
from goodwill.engines.compiled.cache import has_compiled, keeping_code
from goodwill.engines.compiled.days import FAULTY, FINISHED, run_days
from goodwill.engines.compiled.layout import COMPENSATED, HEADER
from goodwill.engines.compiled.ordering import order_log
from goodwill.engines.compiled.parts import compile_in_parts
from goodwill.engines.compiled.state import State
from goodwill.engines.compiled.units import UNITS, compile_units
from goodwill.engines.tables import Tables, make_tables
from goodwill.errors import GoodwillError
from goodwill.eventlog import EVENT, N_DETAILS, STATE, History, Kind, Tally
from goodwill.kernels import compiled, register_kernels
from goodwill.scripts import tabulate
from goodwill.vocabulary import NOBODY, SECONDS_PER_DAY, Discipline, Placement
from goodwill.world import World

LogLevel = Literal["full", "outcomes", "none"]
MONTH = 30 * SECONDS_PER_DAY

_HEADER = numba.from_dtype(HEADER)
_LOG = types.Array(numba.from_dtype(EVENT), 1, "C")


def run(world: World, log: LogLevel = "full") -> History:
    """Run one world to its horizon.

    Parameters
    ----------
    world
        People, plan and luck. Its strategy is a plan: what is written in Python needs the
        reference engine.
    log
        ``outcomes`` keeps what single people did and what became of them, and counts what there is
        most of (touches, opens, clicks, reads, waiting): figures of merit are the same. ``none``
        is for who measures at once and lets go of the records: they are in no order.

    Returns
    -------
    History
        The same as the reference engine's, bit for bit.
    """
    code = _compile()
    with without_collecting():
        state = _prepare(world, make_tables(world))
        state.header["shortens"] = log != "full"
        while (ending := code.run_days(state.header[0])) != FINISHED:
            if ending == FAULTY:
                raise GoodwillError(
                    f"{world.name}: somebody took one decision more than 65,535 times. "
                    "Use the engine 'simpy'."
                )
            state.make_room()
        return _gather(world, state, code, log)


def prepare(told: Callable[[int, int], None] | None = None) -> None:
    """Have machine code ready: loaded in a moment where it was kept, else compiled, half a minute.

    Parameters
    ----------
    told
        Is told how many of how many parts are ready.

    Raises
    ------
    GoodwillError
        There is no folder to keep it in.
    """
    _compile(told)


class _Code(NamedTuple):
    """What Python calls."""

    run_days: Any
    order_log: Any


_code: list[_Code] = []  # once it is there
_compiling = Lock()


def _compile(told: Callable[[int, int], None] | None = None) -> _Code:
    with _compiling:
        if not _code:
            with keeping_code():
                if not has_compiled():
                    compile_in_parts(told, len(UNITS) + 2)
                register_kernels()
                for n_ready, _ in enumerate(compile_units(), 1):
                    if told:
                        told(n_ready, len(UNITS) + 2)
                run = compiled(run_days, types.int64(_HEADER))
                order = compiled(order_log, types.void(_LOG))
            if told:
                told(len(UNITS) + 2, len(UNITS) + 2)
            _code.append(_Code(run, order))
    return _code[0]


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
    clock["reserve"] = reserve
    clock["quarter_days"] = _count_first_quarter_days(world)
    clock["peeked_row"] = NOBODY
    for row, budgets in tabulate(world.scripts).budgets.items():
        life = state["lives"][row]
        life["given"] = True
        for budget, given in enumerate(budgets):
            if given == given:  # not nan  # noqa: PLR0124
                life["budgets"][budget] = given
    return state


def _count_first_quarter_days(world: World) -> int:
    ends = [end for end in world.quarter_ends if end > 0]
    return ends[0] // SECONDS_PER_DAY if ends else 0


def _gather(world: World, state: State, code: _Code, log: LogLevel) -> History:
    n_days = -(-world.horizon // SECONDS_PER_DAY)
    n_rows = len(world.touches) + 1
    events = state.take_log()
    if log != "none":
        code.order_log(events)
    return History(
        events,
        _gather_states(state),
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
        _gather_tally(world, state) if state.header["shortens"][0] else None,
    )


def _gather_tally(world: World, state: State) -> Tally:
    n_touches, n_places = len(world.touches), len(Placement)
    sent = state["sent"]["count"][: n_touches * n_places]
    return Tally(
        state["kinds"]["count"].reshape(len(Kind), N_DETAILS), sent.reshape(n_touches, n_places)
    )


def _gather_states(state: State) -> Any:
    """List everybody, with the mood of the horizon."""
    states = np.zeros(len(state["lives"]), STATE)
    states["person"] = state["persons"]["id"]
    for name in STATE.fields or ():
        if name != "person":
            states[name] = state["lives"][name]
    return states
