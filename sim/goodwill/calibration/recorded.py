"""Show of a simulated log what records like the observed ones would: such kinds, for so long."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.loading.events import TOUCHING, EventKind, Events

_REPLIES = (
    EventKind.REPLIED,
    EventKind.REPLIED_INTERESTED,
    EventKind.REPLIED_NEUTRAL,
    EventKind.REPLIED_NOT_INTERESTED,
    EventKind.REPLIED_ANGRY,
)
"""Who records replies in some sense, or in none, records all of them."""


class Recorded(NamedTuple):
    """What records hold of what happened.

    Attributes
    ----------
    kinds
        Of events, in the order of their codes.
    seconds
        From the first event to the last.
    """

    kinds: tuple[EventKind, ...]
    seconds: int


def mark_counted(events: Events) -> npt.NDArray[np.bool_]:
    """Mark what is counted at all: neither opens, of which most are made by machines, nor these."""
    return np.asarray(~events.machine & (events.kind != EventKind.OPENED))


def find_recorded(events: Events) -> Recorded:
    """Find which kinds of events are recorded, and for how long."""
    counted = events.select(mark_counted(events))
    kinds = set(counted.count())
    if kinds.intersection(_REPLIES):
        kinds.update(_REPLIES)
    seconds = int(np.ptp(counted.second)) if len(counted) else 0
    return Recorded(tuple(sorted(kinds)), seconds)


def restrict(events: Events, recorded: Recorded) -> Events:
    """Leave of a simulated log what would have been recorded.

    What happened later than the data go on, counted from the first event, is not seen; nor is what
    the data never tell, such as bounces. Touches are numbered anew where some of them are not seen.
    """
    kept = events.chosen(*recorded.kinds)
    if kept.any():
        kept &= events.second <= int(events.second[kept].min()) + recorded.seconds
    seen = events.select(kept)
    if set(TOUCHING) <= set(recorded.kinds):
        return seen
    columns = seen.columns()
    del columns["touch"]
    return Events.from_columns(events.start, events.people, columns)
