"""Count in the logs of runs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import Kind
from goodwill.store import Result
from goodwill.vocabulary import Placement

Events = npt.NDArray[np.void]
Integers = npt.NDArray[np.int64]

DELIVERED = (int(Placement.REACHED), int(Placement.SPAM_FOLDER))
"""Placements of a mail that a sender counts as delivered."""


def select(result: Result, kind: Kind) -> Events:
    """Give the records of one kind, in the order of the log."""
    events = result.history.events
    chosen: Events = events[events["kind"] == kind]
    return chosen


def select_delivered(result: Result, touch: str) -> Events:
    """Give the records of a kind of mail that was sent and did not bounce."""
    sent = select(result, Kind.TOUCHED)
    code = result.scenario.find_touch(touch)
    delivered: Events = sent[(sent["touch"] == code) & np.isin(sent["detail"], DELIVERED)]
    return delivered


def number_by_person(events: Events) -> Integers:
    """Count each person's records from 0, in their order."""
    persons = events["person"]
    order = np.argsort(persons, kind="stable")
    in_order = persons[order]
    starts = np.flatnonzero(np.r_[True, in_order[1:] != in_order[:-1]]) if len(events) else order
    lengths = np.diff(np.r_[starts, len(events)])
    numbers = np.empty(len(events), np.int64)
    numbers[order] = np.arange(len(events)) - np.repeat(starts, lengths)
    return numbers


def divide(part: float, whole: float) -> float:
    """Give a share; nan of nothing."""
    return part / whole if whole else float("nan")
