"""See that every pool has room before anything happens."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.memory import (
    Record,
    account_of,
    desk_call_at,
    person_of,
    plan_of,
    telling_at,
    whole,
)
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel


@kernel
def has_room(world: Record, extra: int) -> bool:
    """Say whether every pool has room for what one thing that happens may need."""
    need = world.reserve + extra
    world.wanted = need
    return (
        world.n_nodes + need <= world.room_nodes
        and world.n_log + need <= world.room_log
        and world.n_tasks + need <= world.room_tasks
        and world.n_waiting + need <= world.room_waiting
        and world.n_places + need <= world.room_places
        and world.n_touched + need <= world.room_touched
        and world.n_tellings + need <= world.room_tellings
        and world.n_desk_calls + need <= world.room_desk_calls
        and world.n_refusals + need <= world.room_refusals
        and world.n_urgent + need <= world.room_urgent
        and world.n_normal + need <= world.room_normal
    )


@unit
def count_night(world: Record) -> int:
    """Bound what a night may write."""
    n = whole(0)
    for at in range(world.n_tellings):
        n += telling_at(world, at).n_hearers
    for at in range(world.n_desk_calls):
        n += account_of(world, person_of(world, desk_call_at(world, at).row).account).count
    plan: Any = plan_of(world)
    if plan.nightly:
        n += world.n_people
    if plan.colleague_stops:
        n += world.n_people
    return n
