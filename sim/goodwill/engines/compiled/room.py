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
    if extra == 0 and world.spare > 0:
        world.spare -= 1
        return True
    world.wanted = world.reserve + extra
    left = find_least_room(world) - extra
    world.spare = max(0, left // world.reserve - 1)
    return left >= world.reserve


@kernel
def find_least_room(world: Record) -> int:
    """Say how much room the fullest pool has left."""
    left = min(world.room_nodes - world.n_nodes, world.room_log - world.n_log)
    left = min(left, world.room_tasks - world.n_tasks, world.room_waiting - world.n_waiting)
    left = min(left, world.room_places - world.n_places, world.room_touched - world.n_touched)
    left = min(left, world.room_tellings - world.n_tellings)
    left = min(left, world.room_desk_calls - world.n_desk_calls)
    left = min(left, world.room_refusals - world.n_refusals)
    return min(left, world.room_urgent - world.n_urgent, world.room_normal - world.n_normal)


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
