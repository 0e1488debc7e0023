"""What is given, not drawn, about people: those of a story, and real leads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

SCRIPT = np.dtype(
    [
        ("row", np.int32),  # of the person
        ("first", np.int32),  # visit
        ("count", np.int32),
        ("arrives", np.int32),
        ("roams", np.bool_),
        ("constant", np.bool_),
        ("given", np.bool_),  # its budgets are
    ]
)
"""One script as a row: its visits and its budgets stand elsewhere."""

GIVEN_VISIT = np.dtype([("second", np.int32), ("inbound", np.int32)])


class Script(NamedTuple):
    """What is given, not drawn, about one person of a story."""

    budgets: tuple[float, ...]  # by budget index; nan: drawn
    visits: tuple[tuple[int, int], ...]  # (second, Inbound), ascending
    roams: bool  # also visits as chance has it
    constant: bool  # its intent never changes
    arrives: int = 0  # second at which its own life begins: for leads, their first visit


UNSCRIPTED = Script((), (), roams=True, constant=False)


class Scripts(Mapping[int, Script]):
    """Scripts by the row of the person, ascending; as tables, which take less memory.

    Parameters
    ----------
    table
        Rows of :data:`SCRIPT`, by row of the person. Not copied; nobody may change it.
    visits
        Rows of :data:`GIVEN_VISIT`, script by script.
    budgets
        Of the few whose budgets are given.
    """

    __slots__ = ("budgets", "table", "visits")

    def __init__(
        self,
        table: npt.NDArray[Any],
        visits: npt.NDArray[Any],
        budgets: Mapping[int, tuple[float, ...]],
    ) -> None:
        self.table, self.visits, self.budgets = table, visits, budgets

    def __getitem__(self, row: int) -> Script:
        rows: Any = self.table["row"]
        at = bisect_left(rows, row)
        if at == len(rows) or rows[at] != row:
            raise KeyError(row)
        return self._make(self.table[at].item())

    def _make(self, fields: tuple[Any, ...]) -> Script:
        row, first, count, arrives, roams, constant, given = fields
        budgets = self.budgets[row] if given else ()
        visits = tuple(self.visits[first : first + count].tolist())
        return Script(budgets, visits, roams, constant, arrives)

    def __iter__(self) -> Iterator[int]:
        return iter(self.table["row"].tolist())

    def __len__(self) -> int:
        return len(self.table)

    def without_budgets(self) -> Scripts:
        """Give the same scripts, with budgets drawn for everybody."""
        table = self.table.copy()
        table["given"] = False
        return Scripts(table, self.visits, {})


def tabulate(scripts: Mapping[int, Script]) -> Scripts:
    """Lay scripts out as tables, unless they are."""
    if isinstance(scripts, Scripts):
        return scripts
    ordered = sorted(scripts.items())
    table = np.zeros(len(ordered), SCRIPT)
    table["row"] = [row for row, _ in ordered]
    table["count"] = [len(script.visits) for _, script in ordered]
    table["first"] = np.cumsum(table["count"]) - table["count"]
    for name in ("arrives", "roams", "constant"):
        table[name] = [getattr(script, name) for _, script in ordered]
    table["given"] = [bool(script.budgets) for _, script in ordered]
    visits = [visit for _, script in ordered for visit in script.visits]
    budgets = {row: script.budgets for row, script in ordered if script.budgets}
    return Scripts(table, np.array(visits, GIVEN_VISIT), budgets)


def join_scripts(one: Scripts, other: Scripts) -> Scripts:
    """Put the scripts of different people together."""
    joined = np.concatenate([one.table, other.table])
    joined["first"][len(one) :] += len(one.visits)
    return Scripts(
        joined[np.argsort(joined["row"])],
        np.concatenate([one.visits, other.visits]),
        {**one.budgets, **other.budgets},
    )


def script_arrivals(
    rows: npt.NDArray[np.int64], seconds: npt.NDArray[np.int64], inbounds: npt.NDArray[np.int64]
) -> Scripts:
    """Script people who first come at a known second, and again as chance has it.

    Parameters
    ----------
    rows
        Of the people; shape (n,), in any order.
    seconds, inbounds
        When they first come, and for what (Inbound).
    """
    order = np.argsort(rows)
    table, visits = np.zeros(rows.size, SCRIPT), np.zeros(rows.size, GIVEN_VISIT)
    table["row"], table["arrives"] = rows[order], seconds[order]
    table["first"], table["count"], table["roams"] = np.arange(rows.size), 1, True
    visits["second"], visits["inbound"] = seconds[order], inbounds[order]
    return Scripts(table, visits, {})
