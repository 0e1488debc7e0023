"""Seed a fault into a copy of the package, and see whether worlds show that something is wrong.

Run as a program in a process of its own, on such a copy: machine code is compiled once a process,
by the help of other processes.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from busy_worlds import BusyWorld, busy_worlds, few
from comparing import assume_new, find_difference
from hand_made_worlds import HAND_MADE
from hypothesis import given

import goodwill
from goodwill.engines import compiled, reference

PACKAGE = Path(goodwill.__file__).parent
SAME, DIFFERENT = "same", "different"


class Fault(NamedTuple):
    """A piece of text in one part of a file, and what is wrongly there instead."""

    file: str  # in the package
    part: str  # what it begins with; it ends before the next two empty lines
    right: str
    wrong: str

    def spoil(self, source: str) -> str:
        """Put the fault into the text of its file.

        Raises
        ------
        ValueError
            The text that is right is not there, or more than once.
        """
        before, begin, rest = source.partition(self.part)
        body, end, after = rest.partition("\n\n\n")
        if body.count(self.right) != 1:
            raise ValueError(f"{self.file}: {self.part} {self.right!r} is not there once.")
        return before + begin + body.replace(self.right, self.wrong) + end + after


def _in(module: str, function: str, right: str, wrong: str) -> Fault:
    """Make a fault of a function of the compiled engine."""
    return Fault(f"engines/compiled/{module}.py", f"def {function}(", right, wrong)


FAULTS = {
    # Ties
    "turns_of_one_second_in_reverse": _in(
        "turns", "comes_before", "other.moment <= moment", "other.moment < moment"
    ),
    "people_of_one_second_in_reverse": _in(
        "lane", "precede", "one.id < other.id", "one.id > other.id"
    ),
    "tasks_of_one_second_in_reverse": _in(
        "floor", "goes_before", "one.row < other.row", "one.row > other.row"
    ),
    # Exits
    "nobody_leaves": _in(
        "enrolling", "leave", "life.enrolled and life.leaving < 0", "life.enrolled and False"
    ),
    # Luck
    "luck_of_another_decision": _in(
        "sending", "find_delay", "Decision.REPLY_DELAY", "Decision.CLICK_DELAY"
    ),
    "luck_of_ones_own_life": _in(
        "sending",
        "draw_budget",
        "next_luck(world, row, decision, 1)",
        "next_luck(world, row, decision, 0)",
    ),
    # Nights
    "tellers_in_reverse": _in(
        "night", "spread_tellings", "for rank in ranks:", "for rank in ranks[::-1]:"
    ),
    "news_of_the_same_day": _in(
        "rules", "wait_for_cap", "sent.second < world.midnight", "sent.second < world.now"
    ),
    "touches_of_colleagues_forgotten_early": _in(
        "sending", "note_sent", "world.midnight - world.longest_cap", "since"
    ),
    # Clocks, sums and counts
    "clocks_that_never_go_forward": _in("enrolling", "find_wait", "wait - max(0, forward)", "wait"),
    "sums_rounded_down": _in(
        "journal", "fix", "np.rint(amount * FIXED)", "np.floor(amount * FIXED)"
    ),
    "tasks_handed_back_that_count": _in(
        "floor", "hand_back", "desk_of(world, rep).tasks - 1", "desk_of(world, rep).tasks"
    ),
    "fastmath": Fault("kernels.py", "FLAGS: ", '"nogil": True', '"nogil": True, "fastmath": True'),
}


def copy_package(folder: Path, fault: Fault | None) -> None:
    """Copy the package into a folder, and put a fault into the copy."""
    copy = folder / PACKAGE.name
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if fault is not None:
        file = copy / fault.file
        file.write_text(fault.spoil(file.read_text("utf-8")), "utf-8")


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


def main(folder: str) -> None:
    """Print whether the package in a folder, from which this must run, is noticed."""
    if not PACKAGE.is_relative_to(folder):
        raise ValueError(f"{PACKAGE}: this is not the copy in {folder}.")
    sys.stdout.write(DIFFERENT if is_noticed() else SAME)


if __name__ == "__main__":
    main(*sys.argv[1:])
