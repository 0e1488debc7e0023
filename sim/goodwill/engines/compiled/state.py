"""Lay out the tables of a compiled world, and give them room."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from goodwill.engines.compiled.layout import HEADER, LATER, NEVER_YET, POOLS, TABLES
from goodwill.engines.tables import Tables
from goodwill.eventlog import N_DETAILS, Kind
from goodwill.vocabulary import NOBODY, SECONDS_PER_DAY, Placement

TABLE = npt.NDArray[Any]
# To begin with. What is not used takes no memory, and rows that were written need not be copied.
LOG_ROWS, LOG_ROWS_EACH, LOG_ROWS_AT_MOST = 1 << 16, 48, 1 << 22
NODES_EACH = 12  # more than most ever need: what is not used takes no memory, growing takes twice


class State:
    """The header of a compiled world, and all the tables that it points to.

    Parameters
    ----------
    tables
        The world that is to live.
    reserve
        Room that every pool must have before anything happens.
    """

    def __init__(self, tables: Tables, reserve: int) -> None:
        self.header: TABLE = np.zeros(1, HEADER)
        self.tables: dict[str, TABLE] = tables.by_name()
        self.chunks: list[TABLE] = []  # of the log, full ones
        setup = tables.setup
        for name in setup.dtype.names or ():
            self.header[name] = setup[name]
        n_people, n_reps = int(setup["n_people"][0]), int(setup["n_reps"][0])
        n_days = -(-int(setup["horizon"][0]) // SECONDS_PER_DAY)
        sizes = dict.fromkeys(POOLS, 1024 + 2 * reserve)
        sizes["nodes"] += NODES_EACH * n_people
        sizes["log"] += min(LOG_ROWS + LOG_ROWS_EACH * n_people, LOG_ROWS_AT_MOST)
        crowd = n_people if tables.meets_everybody_at_night() else 0
        for name in ("urgent", "normal", "touched"):
            sizes[name] += 2 * crowd
        sizes |= {
            "next": n_people,
            "desks": max(1, n_reps),
            "files": max(1, int(setup["n_accounts"][0])),
            "bookings": 9 * (int(setup["n_touches"][0]) + 1),
            "compensators": 18,
            "days": n_days + 1,
            "kinds": len(Kind) * N_DETAILS,
            "sent": (int(setup["n_touches"][0]) + 1) * len(Placement),
        }
        for name, size in sizes.items():
            make: Any = np.empty if name == "log" else np.zeros  # a row is written as a whole
            self._keep(name, make(size, TABLES[name]))
        self._keep("lives", _begin_lives(tables))
        self.tables["next"]["second"] = LATER
        self.tables["desks"]["day"] = -1
        for name in ("refused", "visits", "sent"):
            self.tables["files"][name] = NOBODY
        for name in self.tables:
            self._point(name)

    def __getitem__(self, name: str) -> TABLE:
        return self.tables[name]

    def _keep(self, name: str, table: TABLE) -> None:
        self.tables[name] = table
        self._point(name)

    def _point(self, name: str) -> None:
        table = self.tables[name]
        if table.dtype != TABLES[name] or not table.flags.c_contiguous:
            raise TypeError(f"The table {name!r} is laid out as {table.dtype}.")
        self.header[f"at_{name}"] = table.ctypes.data
        if name in POOLS:
            self.header[f"room_{name}"] = len(table)

    def make_room(self) -> None:
        """Enlarge every pool that is short of what is wanted next, and begin a new log."""
        wanted = int(self.header["wanted"][0])
        for name in POOLS:
            n_used, table = int(self.header[f"n_{name}"][0]), self.tables[name]
            if n_used + wanted <= len(table):
                continue
            larger = np.zeros(2 * len(table) + wanted, table.dtype)
            if name == "log":
                self.chunks.append(table[:n_used])
                self.header["n_log"] = 0
            elif name in ("urgent", "normal"):
                first = f"{name}_first"
                larger[: len(table)] = np.roll(table, -int(self.header[first][0]))
                self.header[first] = 0
            else:
                larger[: len(table)] = table
            self._keep(name, larger)

    def take_log(self) -> TABLE:
        """Give all records in the order of writing, and let go of what only a run needs."""
        log = self.tables["log"]
        n_rows = int(self.header["n_log"][0])
        log.resize(n_rows, refcheck=False)  # nobody else points to it any more
        self.chunks.append(log)
        for name in POOLS:
            del self.tables[name]
        if len(self.chunks) == 1:
            return self.chunks.pop()
        # As mere bytes: NumPy copies records field by field.
        dtype = self.chunks[0].dtype
        whole = np.dtype((np.void, dtype.itemsize))
        written = np.empty(sum(map(len, self.chunks)), whole)
        first = 0
        while self.chunks:  # each is let go of as soon as it is copied: both at once would not fit
            chunk = self.chunks.pop(0)
            written[first : first + len(chunk)] = chunk.view(whole)
            first += len(chunk)
        return written.view(dtype)


def _begin_lives(tables: Tables) -> TABLE:
    lives = np.zeros(len(tables.persons), TABLES["lives"])
    for name in NEVER_YET:
        lives[name] = NOBODY
    lives["budgets"] = -1.0
    lives["aware"] = tables.persons["aware"]
    lives["intent"] = tables.persons["intent"]
    n_reps = max(1, int(tables.setup["n_reps"][0]))
    lives["owner"] = tables.accounts["id"][tables.persons["account"]] % n_reps
    return lives
