"""Count who came to the site, of itself or by a click, soon after it might have been touched."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import Kind
from goodwill.vocabulary import SECONDS_PER_DAY

Integers = npt.NDArray[np.int64]


def find_visitors(
    events: npt.NDArray[np.void], persons: Integers, since: Integers, days: float
) -> npt.NDArray[np.bool_]:
    """Say who came within some days, be it of itself or by a click on what was sent.

    Parameters
    ----------
    events
        A log: records of :data:`goodwill.eventlog.EVENT`.
    persons
        Ids of those who are looked at, each once.
    since
        The second after which each is looked at, of the same shape.
    days
        For how long.

    Returns
    -------
    ndarray of bool, shape (persons,)
        In the order given.
    """
    came = events[np.isin(events["kind"], (Kind.VISIT, Kind.CLICKED))]
    order = np.argsort(persons)
    places = np.searchsorted(persons[order], came["person"]).clip(max=max(0, persons.size - 1))
    visitors = np.zeros(persons.size, np.bool_)
    if persons.size:
        rows = order[places]
        waited = came["second"] - since[rows]
        known = persons[rows] == came["person"]
        soon = (waited > 0) & (waited <= days * SECONDS_PER_DAY)
        visitors[rows[known & soon]] = True
    return visitors
