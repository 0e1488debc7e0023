"""Bring the moods in a log up to date: most records hold them as of an earlier moment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import Kind
from goodwill.measuring.records import Records, order_by_person
from goodwill.parameters.groups import MemoryParameters
from goodwill.vocabulary import SECONDS_PER_DAY

Floats = npt.NDArray[np.float64]

CURRENT = (
    Kind.INTENT,
    Kind.VISIT,
    Kind.READ,
    Kind.TOUCHED,
    Kind.MEETING_HELD,
    Kind.NEGLECTED,
    Kind.BILLED,
    Kind.DECIDED,
    Kind.HEARD,
    Kind.SUFFERED,
)
"""Records whose mood is that of their own second; engines need not bring it up to date for others.
"""


class Moods(NamedTuple):
    """What people felt, record by record; two arrays of one length."""

    irritation: Floats
    goodwill: Floats


def find_moods(events: Records, memory: MemoryParameters) -> Moods:
    """Give the mood of each record's person in that second, after what happened.

    Parameters
    ----------
    events
        All records of every person in them; in any order.
    memory
        How fast moods fade.
    """
    order = order_by_person(events)
    ordered = events[order]
    places = np.arange(ordered.size)
    last = np.maximum.accumulate(np.where(np.isin(ordered["kind"], CURRENT), places, -1))
    # Before anything happened to it, a person feels nothing.
    own = (last >= 0) & (ordered["person"][last] == ordered["person"])
    days = (ordered["second"] - ordered["second"][last]) / SECONDS_PER_DAY
    found = []
    for name, half_life in (
        ("irritation", memory.irritation_days),
        ("goodwill", memory.goodwill_days),
    ):
        faded = np.empty(events.size)
        faded[order] = np.where(own, fade(ordered[name][last], days, half_life), 0.0)
        found.append(faded)
    return Moods(*found)


def fade(amount: Floats | float, days: Floats, half_life: float) -> Floats:
    """Let a feeling fade for so many days; nothing changes within the same second."""
    return np.asarray(amount * np.exp2(-days / half_life), np.float64)
