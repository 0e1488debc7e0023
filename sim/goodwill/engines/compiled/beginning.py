"""Let everybody's life begin."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.floor import (
    find_shift_wait,
)
from goodwill.engines.compiled.happening import drain
from goodwill.engines.compiled.intending import intend
from goodwill.engines.compiled.lane import queue_up
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.living import browse_on, plan_script
from goodwill.engines.compiled.memory import (
    Record,
    script_at,
    whole,
)
from goodwill.engines.compiled.night import record_day, see_reputation
from goodwill.engines.compiled.turns import (
    Code,
    plan_simple,
)
from goodwill.engines.compiled.units import unit
from goodwill.engines.moments import Moment
from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY

SHIFT = Moment.SHIFT.value


@unit
def begin(world: Record) -> None:
    """Let everybody's life begin."""
    world.day_end = min(SECONDS_PER_DAY, world.horizon)
    see_reputation(world)
    at = 0
    for row in range(world.n_people):
        if at < world.n_scripts and script_at(world, at).row == row:
            begin_scripted(world, row, at)
            at += 1
        else:
            browse_on(world, row)
            intend(world, row)
        drain(world)  # there is room for everybody's first turns
    for number in range(world.n_reps):
        wait = find_shift_wait(world, number, 0)
        queue_up(world, wait, SHIFT, number, 0, NONE, 0, 0)
    record_day(world)


@kernel
def begin_scripted(world: Record, row: int, at: int) -> None:
    """Let a life begin of which something is given."""
    script: Any = script_at(world, at)
    if script.count > 0:
        plan_script(world, row, at)
    arrives = whole(script.arrives)
    if script.roams:
        if arrives > 0:
            plan_simple(world, row, arrives, Moment.VISIT.value, Code.BROWSE_BEGIN.value, 0)
        else:
            browse_on(world, row)
    if not script.constant:
        if arrives > 0:
            plan_simple(world, row, arrives, Moment.INTENT.value, Code.INTEND_BEGIN.value, 0)
        else:
            intend(world, row)
