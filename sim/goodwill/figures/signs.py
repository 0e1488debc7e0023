"""The signs that stand for what happens in a lane, and where they stand when they are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TOUCH_COLOUR = "#3b4a5a"
KIND_COLOUR = "#007a87"
UNKIND_COLOUR = "#b2182b"

MAX_LEVEL = 3
"""Signs that may be stacked at one time on one side of a lane; more are drawn as one, counted."""

_COUNT_ROOM = 2.2  # signs' widths that a sign with its count takes


class Sign(NamedTuple):
    """How one kind of thing that happens is drawn."""

    word: str  # in the key
    marker: str  # of matplotlib
    colour: str
    above: bool  # what the vendor does stands above the line, what the person does below


SIGNS = {
    "email": Sign("e-mail", "o", TOUCH_COLOUR, above=True),
    "call": Sign("call", "^", TOUCH_COLOUR, above=True),
    "invite": Sign("calendar invite", "s", TOUCH_COLOUR, above=True),
    "other_touch": Sign("other touch", "D", TOUCH_COLOUR, above=True),
    "visit": Sign("visit", "v", KIND_COLOUR, above=False),
    "read": Sign("read", "*", KIND_COLOUR, above=False),
    "click": Sign("click", ">", KIND_COLOUR, above=False),
    "other_reply": Sign("other reply", "d", KIND_COLOUR, above=False),
    "meeting": Sign("meeting", "p", KIND_COLOUR, above=False),
    "bought": Sign("bought", "H", KIND_COLOUR, above=False),
    "told_good": Sign("told others good things", "<", KIND_COLOUR, above=False),
    "angry_reply": Sign("angry reply", "X", UNKIND_COLOUR, above=False),
    "opt_out": Sign("opt-out", "P", UNKIND_COLOUR, above=False),
    "complaint": Sign("spam complaint", "8", UNKIND_COLOUR, above=False),
    "told_bad": Sign("told others bad things", "<", UNKIND_COLOUR, above=False),
}
"""Every sign, in the order of the key."""


class Mark(NamedTuple):
    """One thing that happened in a lane."""

    day: float  # since the scenario's start
    sign: str  # of SIGNS
    reached: bool = True  # False: a touch that never arrived; drawn hollow


class Placed(NamedTuple):
    """One mark of a lane, with its place."""

    mark: Mark
    level: int  # 0 next to the line, counted away from it on the sign's own side
    n_alike: int  # how many of the same are drawn as this one


def place(marks: Sequence[Mark], gap: float) -> list[Placed]:
    """Stack marks that would overlap, so that they can be told apart.

    Parameters
    ----------
    marks
        Of one lane, in order of time.
    gap
        Days that two signs must be apart to stand at the same height.

    Returns
    -------
    list of Placed
        Ordered by day. Where more than :data:`MAX_LEVEL` would be stacked, those of the same sign
        become one with a count.

    Examples
    --------
    >>> [(one.level, one.n_alike) for one in place([Mark(1, "email"), Mark(1.1, "call")], 2.0)]
    [(0, 1), (1, 1)]
    """
    placed: list[Placed] = []
    for above in (True, False):
        side = [mark for mark in marks if SIGNS[mark.sign].above is above]
        counted: list[tuple[Mark, int]] = []
        for crowd in _find_crowds(side, gap):
            single = [(mark, 1) for mark in crowd]
            deepest = max(one.level for one in _stack(single, gap))
            counted += single if deepest < MAX_LEVEL else _count(crowd, gap)
        placed += _stack(counted, gap)
    return sorted(placed, key=lambda one: (one.mark.day, one.level))


def _find_crowds(marks: Sequence[Mark], gap: float) -> list[list[Mark]]:
    """Part marks where two neighbours in time are at least `gap` apart."""
    crowds: list[list[Mark]] = []
    for mark in marks:
        if crowds and mark.day - crowds[-1][-1].day < gap:
            crowds[-1].append(mark)
        else:
            crowds.append([mark])
    return crowds


def _count(crowd: Sequence[Mark], gap: float) -> list[tuple[Mark, int]]:
    """Join marks of the same sign that lie within `gap` of the first of them."""
    joined: list[tuple[Mark, int]] = []
    latest: dict[tuple[str, bool], int] = {}
    for mark in crowd:
        alike = (mark.sign, mark.reached)
        at = latest.get(alike)
        if at is not None and mark.day - joined[at][0].day < gap:
            joined[at] = (joined[at][0], joined[at][1] + 1)
        else:
            latest[alike] = len(joined)
            joined.append((mark, 1))
    return joined


def _stack(marks: Sequence[tuple[Mark, int]], gap: float) -> list[Placed]:
    """Give each mark the lowest level that is free at its time."""
    ends: list[float] = []  # by level: from when it is free
    placed = []
    for mark, n_alike in marks:
        free = [level for level, end in enumerate(ends) if end <= mark.day]
        level = free[0] if free else len(ends)
        if level == len(ends):
            ends.append(0.0)
        ends[level] = mark.day + (gap if n_alike == 1 else _COUNT_ROOM * gap)
        placed.append(Placed(mark, level, n_alike))
    return placed
