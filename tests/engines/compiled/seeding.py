"""Seed a fault into the compiled engine, and see whether worlds show that something is wrong.

Run as a program, with the name of a fault, in a process of its own: machine code is compiled once.
"""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from busy_worlds import BusyWorld, busy_worlds, few
from comparing import assume_new, find_difference
from hand_made_worlds import HAND_MADE
from hypothesis import given

from goodwill.engines import compiled, reference
from goodwill.kernels import FLAGS

SAME, DIFFERENT = "same", "different"
NOTHING, FASTMATH = "nothing", "fastmath"


class Fault(NamedTuple):
    """A piece of text in one function of the engine, and what is wrongly there instead."""

    module: str
    function: str
    right: str
    wrong: str


FAULTS = {
    # Ties
    "turns_of_one_second_in_reverse": Fault(
        "turns", "comes_before", "other.moment <= moment", "other.moment < moment"
    ),
    "people_of_one_second_in_reverse": Fault(
        "lane", "precede", "one.id < other.id", "one.id > other.id"
    ),
    "tasks_of_one_second_in_reverse": Fault(
        "floor", "goes_before", "one.row < other.row", "one.row > other.row"
    ),
    # Exits
    "nobody_leaves": Fault(
        "enrolling", "leave", "life.enrolled and life.leaving < 0", "life.enrolled and False"
    ),
    # Luck
    "wrong_stream": Fault("sending", "find_delay", "Decision.REPLY_DELAY", "Decision.CLICK_DELAY"),
    "luck_of_ones_own_life": Fault(
        "sending",
        "draw_budget",
        "next_luck(world, row, decision, 1)",
        "next_luck(world, row, decision, 0)",
    ),
    # Nights
    "tellers_in_reverse": Fault(
        "night", "spread_tellings", "for rank in ranks:", "for rank in ranks[::-1]:"
    ),
    "news_of_the_same_day": Fault(
        "rules", "wait_for_cap", "sent.second < world.midnight", "sent.second < world.now"
    ),
    "colleagues_touches_forgotten_early": Fault(
        "sending", "note_sent", "world.midnight - world.longest_cap", "since"
    ),
    # Clocks and sums
    "clocks_that_never_go_forward": Fault(
        "enrolling", "find_wait", "wait - max(0, forward)", "wait"
    ),
    "sums_rounded_down": Fault(
        "journal", "fix", "np.rint(amount * FIXED)", "np.floor(amount * FIXED)"
    ),
    "tasks_handed_back_that_count": Fault(
        "floor", "hand_back", "desk_of(world, rep).tasks - 1", "desk_of(world, rep).tasks"
    ),
}


def make_faulty(fault: Fault) -> CodeType:
    """Compile the function of a fault for Python, with the fault in it."""
    function = find_function(fault)
    source = inspect.getsource(function)
    if source.count(fault.right) != 1:
        raise ValueError(f"{fault.module}.{fault.function}: {fault.right!r} is not there once.")
    # Without its decorators: the engine's compiler knows the function already.
    body = source[source.index("def ") :].replace(fault.right, fault.wrong)
    made: dict[str, Any] = {}
    program = compile(body, function.__code__.co_filename, "exec")
    exec(program, function.__globals__, made)  # noqa: S102
    code: CodeType = made[fault.function].__code__
    return code


def find_function(fault: Fault) -> FunctionType:
    """Give the function that a fault is for."""
    module = import_module(f"goodwill.engines.compiled.{fault.module}")
    function: FunctionType = getattr(module, fault.function)
    return function


def is_noticed() -> bool:
    """Say whether the engines differ on any of a few worlds; look no further than the first."""
    seen: set[bytes] = set()
    differences = [
        find_difference(reference.run(make()), compiled.run(make())) for make in HAND_MADE
    ]

    @few
    @given(busy_worlds())
    def compare(busy: BusyWorld) -> None:
        if any(differences):
            return
        world = busy.cook()
        history = compiled.run(world)
        assume_new(history, seen)
        differences.append(find_difference(reference.run(world), history))

    compare()
    return any(differences)


def main(name: str) -> None:
    """Seed a fault before anything is compiled, and print whether it is noticed."""
    if name == FASTMATH:
        FLAGS["fastmath"] = True
    elif name != NOTHING:
        fault = FAULTS[name]
        find_function(fault).__code__ = make_faulty(fault)
    sys.stdout.write(DIFFERENT if is_noticed() else SAME)


if __name__ == "__main__":
    main(*sys.argv[1:])
