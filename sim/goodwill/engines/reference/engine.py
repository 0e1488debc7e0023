"""Start a world's processes, let them run to the horizon, and gather what is left."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from goodwill.behaviour.memory import calm_down
from goodwill.engines.collecting import without_collecting
from goodwill.engines.reference.appointments import agree_meeting, write_back
from goodwill.engines.reference.life import browse, close_window, follow_script, intend
from goodwill.engines.reference.night import keep_nights
from goodwill.engines.reference.outreach import consider, leave
from goodwill.engines.reference.simulation import Simulation
from goodwill.eventlog import STATE, History
from goodwill.world import World


def run(world: World) -> History:
    """Run one world to its horizon.

    Parameters
    ----------
    world
        People, plan and luck.

    Returns
    -------
    History
        The same for the same world, byte for byte.
    """
    with without_collecting():
        simulation = Simulation(world)
        _begin(simulation)
        simulation.env.run(until=world.horizon)
        return _gather(simulation)


def _begin(simulation: Simulation) -> None:
    """Start all processes."""
    simulation.consider = partial(consider, simulation)
    simulation.leave = partial(leave, simulation)
    simulation.agree_meeting = partial(agree_meeting, simulation)
    simulation.write_back = partial(write_back, simulation)
    simulation.close_window = partial(close_window, simulation)
    env = simulation.env
    for life in simulation.lives:
        if life.script.visits:
            env.process(follow_script(simulation, life))
        if life.script.roams:
            env.process(browse(simulation, life))
        env.process(intend(simulation, life))
    env.process(keep_nights(simulation))
    for number in range(len(simulation.world.reps)):
        env.process(simulation.floor.keep_hours(number))


def _gather(simulation: Simulation) -> History:
    journal = simulation.journal
    return History(
        journal.events(),
        _gather_states(simulation),
        {cause: (sums[0], sums[1]) for cause, sums in sorted(journal.bookings.items())},
        {name: (sums[0], sums[1]) for name, sums in sorted(journal.compensators.items())},
        tuple(simulation.floor.worked),
        tuple(simulation.queue_by_day[: journal.days()]),
        tuple(simulation.standing_by_day[: journal.days()]),
    )


def _gather_states(simulation: Simulation) -> npt.NDArray[np.void]:
    """Let all moods fade to the horizon, and list them by person id."""
    memory, horizon = simulation.parameters.memory, simulation.world.horizon
    rows = []
    for life in simulation.lives:
        relationship = life.relationship
        mood = calm_down(relationship.mood, horizon, memory)
        rows.append(
            (
                life.person.id,
                life.intent,
                relationship.stage,
                mood.irritation,
                mood.goodwill,
                mood.esteem,
                mood.familiarity,
                relationship.aware,
                relationship.registered,
                relationship.stopped,
                relationship.opted_out,
            )
        )
    return np.array(rows, dtype=STATE)
