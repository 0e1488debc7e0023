"""Look at an event log as columns: by kind, by person, by day, with the hidden intent beside."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import History, Kind
from goodwill.world import World, find_column

Records = npt.NDArray[np.void]
Integers = npt.NDArray[np.int64]


def select(history: History, *kinds: Kind) -> Records:
    """Give the records of some kinds, in canonical order."""
    column = np.ascontiguousarray(history.events["kind"])
    chosen = np.logical_or.reduce([column == kind for kind in kinds])
    # `take` is five times faster than indexing records is.
    return history.events.take(np.flatnonzero(chosen))


def find_rows(world: World, persons: npt.NDArray[np.integer]) -> Integers:
    """Give the row in the world of each person id."""
    return np.searchsorted(find_column(world.persons, "id"), persons).astype(np.int64)


def order_by_person(events: Records) -> Integers:
    """Give the order of records in which each person's story runs: as they were written."""
    return np.lexsort((events["serial"], events["second"], events["person"])).astype(np.int64)


def find_intents(world: World, history: History) -> Integers:
    """Give the hidden intent (Intent) of the person of each record at that moment.

    Returns
    -------
    ndarray of int64, shape (records,)
        In the order of the log. A change of intent has the new one.
    """
    events = history.events
    order = order_by_person(events)
    ordered = events.take(order)
    rows = find_rows(world, ordered["person"])
    starts = find_column(world.persons, "intent").astype(np.int64)
    changes = ordered["kind"] == Kind.INTENT
    # The last change up to each record; before the first, a place of the person before.
    last = np.maximum.accumulate(np.where(changes, np.arange(ordered.size), -1))
    own = (last >= 0) & (ordered["person"][last] == ordered["person"])
    intents = np.where(own, ordered["detail"][last], starts[rows])
    found = np.empty(events.size, np.int64)
    found[order] = intents
    return found


def find_channels(world: World) -> Integers:
    """Give the channel (Channel) of every kind of touch, by code."""
    return np.array([touch.channel for touch in world.touches] or [0], np.int64)
