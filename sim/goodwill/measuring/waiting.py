"""Measure how long people wait: for a first touch, and for an answer that they asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np

from goodwill.eventlog import History, Kind
from goodwill.measuring.records import order_by_person
from goodwill.vocabulary import SECONDS_PER_HOUR, Inbound, Placement
from goodwill.world import World

_Row = tuple[int, int, int, int, int]  # person, second, kind, touch, detail


def _follow_people(history: History, *kinds: Kind) -> Iterator[list[_Row]]:
    """Give the records of some kinds, person by person, as they were written."""
    chosen = history.events[np.isin(history.events["kind"], kinds)]
    chosen = chosen[order_by_person(chosen)]
    columns = (chosen[name].tolist() for name in ("person", "second", "kind", "touch", "detail"))
    for _, rows in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        yield list(rows)


def find_first_touch_hours(history: History) -> list[float]:
    """Give the hours from registering to the first touch sent, of everybody who got one."""
    hours = []
    for rows in _follow_people(history, Kind.REGISTERED, Kind.TOUCHED):
        registered = next((row[1] for row in rows if row[2] == Kind.REGISTERED), None)
        if registered is None:
            continue
        touched = (row[1] for row in rows if row[2] == Kind.TOUCHED and row[1] >= registered)
        first = next(touched, None)
        if first is not None:
            hours.append((first - registered) / SECONDS_PER_HOUR)
    return hours


def find_answer_hours(world: World, history: History) -> list[float]:
    """Give the hours from explicit requests to the answers that reached those who asked.

    An answer is a touch of a kind that answers requests. One that comes after a second request
    answers both.
    """
    hours = []
    for rows in _follow_people(history, Kind.VISIT, Kind.TOUCHED):
        open_requests: list[int] = []
        for _, second, kind, touch, detail in rows:
            if kind == Kind.VISIT:
                if detail == Inbound.DEMO_REQUEST:
                    open_requests.append(second)
            elif detail == Placement.REACHED and world.touches[touch].fulfils:
                hours += [(second - asked) / SECONDS_PER_HOUR for asked in open_requests]
                open_requests.clear()
    return hours
