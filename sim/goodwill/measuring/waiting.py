"""Measure how long people wait: for a first touch, and for an answer that they asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np

from goodwill.eventlog import History, Kind
from goodwill.measuring.records import Records, order_by_person, select
from goodwill.vocabulary import SECONDS_PER_HOUR, Inbound, Placement
from goodwill.world import World

_Row = tuple[int, int, int]  # person, second, kind


def _follow_people(chosen: Records) -> Iterator[list[_Row]]:
    """Give records person by person, as they were written."""
    chosen = chosen.take(order_by_person(chosen))
    columns = (chosen[name].tolist() for name in ("person", "second", "kind"))
    for _, rows in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        yield list(rows)


def find_first_touch_hours(history: History) -> list[float]:
    """Give the hours from registering to the first touch sent, of everybody who got one."""
    registered, touched = select(history, Kind.REGISTERED), select(history, Kind.TOUCHED)
    persons, firsts = np.unique(registered["person"], return_index=True)
    if not persons.size:
        return []
    begins = registered["second"][firsts]
    place = np.minimum(np.searchsorted(persons, touched["person"]), persons.size - 1)
    known = (persons[place] == touched["person"]) & (touched["second"] >= begins[place])
    seconds, places = touched["second"][known], place[known]
    order = np.lexsort((seconds, places))
    reached, earliest = np.unique(places[order], return_index=True)
    waited: list[float] = ((seconds[order][earliest] - begins[reached]) / SECONDS_PER_HOUR).tolist()
    return waited


def find_answer_hours(world: World, history: History) -> list[float]:
    """Give the hours from explicit requests to the answers that reached those who asked.

    An answer is a touch of a kind that answers requests. One that comes after a second request
    answers both.
    """
    hours = []
    visits, touched = select(history, Kind.VISIT), select(history, Kind.TOUCHED)
    fulfils = np.array([touch.fulfils for touch in world.touches] or [False])
    answering = (touched["detail"] == Placement.REACHED) & fulfils[touched["touch"]]
    answers = touched.take(np.flatnonzero(answering))
    requests = visits[visits["detail"] == Inbound.DEMO_REQUEST]
    for rows in _follow_people(np.concatenate([requests, answers])):
        open_requests: list[int] = []
        for _, second, kind in rows:
            if kind == Kind.VISIT:
                open_requests.append(second)
            else:
                hours += [(second - asked) / SECONDS_PER_HOUR for asked in open_requests]
                open_requests.clear()
    return hours
