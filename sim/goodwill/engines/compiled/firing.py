"""Let the next turn of a person's life happen."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.appointing import (
    begin_meeting,
    mind_neglect,
    try_to_answer,
    write_back,
)
from goodwill.engines.compiled.enrolling import go_on
from goodwill.engines.compiled.floor import (
    Waiter,
)
from goodwill.engines.compiled.intending import close_window, get_problem, intend, turn_to
from goodwill.engines.compiled.lane import Item, follow_up
from goodwill.engines.compiled.living import browse, browse_on, follow_script, read
from goodwill.engines.compiled.memory import (
    Record,
    life_of,
    next_of,
    node_at,
    whole,
)
from goodwill.engines.compiled.replying import arrive, bill
from goodwill.engines.compiled.tasking import ask_for_rep
from goodwill.engines.compiled.turns import (
    Code,
    find_next_second,
    give_node,
)
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel
from goodwill.vocabulary import Intent

EXPLORING = Intent.EXPLORING.value


@unit
def fire(world: Record, row: int) -> None:  # noqa: C901, PLR0912 - a line a code
    """Let the next turn of a person's life happen."""
    life: Any = life_of(world, row)
    node = whole(life.head)
    turn: Any = node_at(world, node)
    world.now = turn.second
    code, extra = whole(turn.code), whole(turn.extra)
    touch, rep = whole(turn.touch), whole(turn.rep)
    outcome, channel = whole(turn.outcome), whole(turn.channel)
    life.head = turn.next
    give_node(world, life, node)
    next_of(world, row).second = find_next_second(world, life)
    if code == Code.BROWSE:
        browse(world, row)
    elif code == Code.PAUSE:
        go_on(world, row)
    elif code == Code.READ:
        read(world, row, extra)
    elif code == Code.ARRIVAL:
        arrive(world, row, touch, rep, outcome, channel)
    elif code == Code.SCRIPT:
        follow_script(world, row, extra)
    elif code == Code.BROWSE_BEGIN:
        browse_on(world, row)
    elif code in (Code.INTEND_BEGIN, Code.PROBLEM, Code.EXPLORED, Code.CONTRACT, Code.WINDOW):
        change(world, row, code, extra)
    elif code == Code.BILL:
        bill(world, row, touch)
    elif code == Code.NEGLECT:
        mind_neglect(world, row, extra)
    elif code == Code.DEADLINE:
        follow_up(world, Item.CHECKED.value, row, whole(life.token))
    elif code == Code.ANSWER:
        try_to_answer(world, row, extra)
    elif code == Code.WRITE_BACK:
        write_back(world, row, touch, rep)
    elif code == Code.REDIAL:
        ask_for_rep(world, row, Waiter.REDIAL.value, touch, extra, False)
    elif code == Code.MEETING:
        begin_meeting(world, row, touch, extra)


@kernel
def change(world: Record, row: int, code: int, extra: int) -> None:
    """Let what a person is after change, perhaps."""
    if code == Code.PROBLEM:
        get_problem(world, row)
    elif code == Code.WINDOW:
        close_window(world, row, extra)
    else:
        if code == Code.EXPLORED:
            turn_to(world, row, extra)
        elif code == Code.CONTRACT:
            turn_to(world, row, EXPLORING)
        intend(world, row)
