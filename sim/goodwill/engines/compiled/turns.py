"""What is due in a person's life: a sorted list of turns a person, and lists of what has been.

All nodes come from one pool; what a person has done with goes to a list of its own, so that its
nodes stay close to one another.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from goodwill.engines.compiled.layout import LATER, NONE
from goodwill.engines.compiled.memory import Record, life_of, next_of, node_at, whole
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel


class Code(IntEnum):
    """What a turn goes on with."""

    BROWSE_BEGIN = 0
    BROWSE = 1
    SCRIPT = 2
    INTEND_BEGIN = 3
    PROBLEM = 4
    EXPLORED = 5  # extra: the intent that follows
    CONTRACT = 6
    WINDOW = 7  # extra: version
    READ = 8  # extra: inbound
    ARRIVAL = 9
    BILL = 10
    NEGLECT = 11  # extra: second of the request
    PAUSE = 12
    DEADLINE = 13
    ANSWER = 14  # extra: attempt
    WRITE_BACK = 15
    REDIAL = 16  # extra: number of the call
    MEETING = 17  # extra: delay


@kernel
def take_node(world: Record, life: Any) -> int:
    """Take a free node: one of the person's own, or the next of the pool."""
    node = whole(life.free)
    if node != NONE:
        life.free = node_at(world, node).next
        return node
    node = world.n_nodes
    world.n_nodes += 1
    return node


@kernel
def give_node(world: Record, life: Any, node: int) -> None:
    """Give a node back to its person's free ones."""
    node_at(world, node).next = life.free
    life.free = node


@unit
def plan_turn(
    world: Record,
    row: int,
    delay: int,
    moment: int,
    code: int,
    touch: int,
    rep: int,
    outcome: int,
    channel: int,
    extra: int,
) -> None:
    """Let a turn in a person's life be due in `delay` seconds."""
    life: Any = life_of(world, row)
    life.turns += 1
    second = world.now + delay
    if second >= world.horizon:
        return
    node = take_node(world, life)
    turn: Any = node_at(world, node)
    turn.second, turn.serial, turn.moment, turn.code = second, life.turns, moment, code
    turn.touch, turn.rep, turn.outcome, turn.channel = touch, rep, outcome, channel
    turn.extra = extra
    at = whole(life.head)
    before = whole(NONE)
    while at != NONE and comes_before(node_at(world, at), second, moment):
        before = at
        at = whole(node_at(world, at).next)
    turn.next = at
    if before == NONE:
        life.head = node
        next_of(world, row).second = second
    else:
        node_at(world, before).next = node


@kernel
def comes_before(other: Any, second: int, moment: int) -> bool:
    """Say whether a turn that was planned earlier is due before one that is planned now."""
    if other.second != second:
        return other.second < second
    return other.moment <= moment


@kernel
def plan_simple(world: Record, row: int, delay: int, moment: int, code: int, extra: int) -> None:
    """Plan a turn that carries one number."""
    plan_turn(world, row, delay, moment, code, NONE, NONE, NONE, NONE, extra)


@kernel
def find_next_second(world: Record, life: Any) -> int:
    """Give the second of a person's next turn."""
    head = whole(life.head)
    if head == NONE:
        return LATER
    return whole(node_at(world, head).second)


@unit
def drop_turn(world: Record, row: int, code: int) -> None:
    """Forget the turn of a kind of which a person has one at most."""
    life: Any = life_of(world, row)
    at, before = whole(life.head), whole(NONE)
    while at != NONE:
        if node_at(world, at).code == code:
            following = whole(node_at(world, at).next)
            if before == NONE:
                life.head = following
                next_of(world, row).second = find_next_second(world, life)
            else:
                node_at(world, before).next = following
            give_node(world, life, at)
            return
        before, at = at, whole(node_at(world, at).next)


@kernel
def note(world: Record, life: Any, head: int, second: int, value: int) -> int:
    """Put an entry before a list that has its newest first; give the new head."""
    node = take_node(world, life)
    node_at(world, node).second = second
    node_at(world, node).extra = value
    node_at(world, node).next = head
    return node


@kernel
def forget_before(world: Record, life: Any, head: int, since: int) -> int:
    """Cut a list that has its newest first after the last entry later than `since`."""
    at, before = head, whole(NONE)
    while at != NONE and node_at(world, at).second > since:
        before, at = at, whole(node_at(world, at).next)
    if before != NONE:
        node_at(world, before).next = NONE
    while at != NONE:
        following = whole(node_at(world, at).next)
        give_node(world, life, at)
        at = following
    return head if before != NONE else whole(NONE)


@kernel
def count_entries(world: Record, head: int) -> int:
    """Count the entries of a list."""
    n, at = 0, head
    while at != NONE:
        n += 1
        at = whole(node_at(world, at).next)
    return n
