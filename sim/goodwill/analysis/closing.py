"""Follow requests until they close: how many of each origin, and how soon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import History, Kind
from goodwill.measuring.records import find_rows, select
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative
from goodwill.world import World

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

NEVER = float("inf")


class Request(NamedTuple):
    """One request, and what became of it."""

    origin: str
    days: float  # from the request to the deal; infinite: there was none


class Closing(NamedTuple):
    """Requests of one origin, and how many were closed so many days later.

    Attributes
    ----------
    n_requests
        In all.
    closed
        By day, as many as days were asked for; never falling.
    """

    n_requests: int
    closed: Integers


def follow_requests(
    world: World, history: History, leads: Iterable[tuple[str, int, str]]
) -> list[Request]:
    """Say what became of requests in a run.

    Parameters
    ----------
    world, history
        A run.
    leads
        Name, second and origin of each request. Whoever had bought before it was made is left
        with no deal.
    """
    decided = select(history, Kind.DECIDED)
    won = decided[decided["detail"] == Alternative.VENDOR]
    wins: dict[str, int] = {}
    rows = find_rows(world, won["person"]).tolist()
    for row, second in zip(rows, won["second"].tolist(), strict=True):
        wins.setdefault(world.names[row], second)
    return [Request(origin, _count_days(wins.get(name), second)) for name, second, origin in leads]


def _count_days(won: int | None, requested: int) -> float:
    return NEVER if won is None or won < requested else (won - requested) / SECONDS_PER_DAY


def count_closed(requests: Iterable[Request], days: Iterable[float]) -> Mapping[str, Closing]:
    """Count by origin how many requests were closed within so many days.

    Parameters
    ----------
    requests
        All of them followed for at least the most of these days.
    days
        Ends of the periods, which are part of them.

    Returns
    -------
    dict of str to Closing
        By origin, in the order of their names.
    """
    ends = np.array(list(days), np.float64)
    waits: dict[str, list[float]] = {}
    for request in requests:
        waits.setdefault(request.origin, []).append(request.days)
    return {
        origin: Closing(
            len(waited), (np.array(waited)[:, np.newaxis] <= ends).sum(axis=0).astype(np.int64)
        )
        for origin, waited in sorted(waits.items())
    }
