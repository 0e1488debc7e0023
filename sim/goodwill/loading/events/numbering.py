"""Say to which of a person's touches an event belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

MAX_TOUCHES = int(np.iinfo(np.int16).max)


def number_touches(
    columns: Mapping[str, npt.NDArray[np.generic]],
    touching: Sequence[int],
    belonging: Sequence[int],
) -> npt.NDArray[np.int64]:
    """Give touches their numbers in order of time, person by person, and answers those of theirs.

    An answer belongs to a touch that is not later than itself: to the person's latest that shares
    its message; else to the latest on its channel; else, where its channel is unknown or had no
    touch yet, to the latest on any channel.

    Parameters
    ----------
    columns
        'person', 'second', 'kind', 'channel' and 'message' (-1 unknown), each (n,), in any order.
    touching
        Codes of the kinds that begin a touch.
    belonging
        Codes of the kinds that belong to one.

    Returns
    -------
    numpy.ndarray
        (n,) int64: 1, 2, ...; 0 for what belongs to no touch. Those beyond 32,767 share that
        number.
    """
    person, kind = columns["person"], columns["kind"]
    order = np.lexsort([columns[name] for name in ("message", "channel", "kind", "second")])
    order = order[np.argsort(person[order], kind="stable")]
    begins = np.isin(kind, touching)[order]
    number = _count_within(person[order], begins)
    source = _find_latest(person[order], begins)
    for name in ("channel", "message"):  # what tells more comes last
        beside = _find_latest_beside(person[order], columns[name][order], begins)
        source = np.where(beside >= 0, beside, source)
    belongs = np.isin(kind, belonging)[order] & (source >= 0)
    touch = np.where(begins, number, np.where(belongs, number[source], 0))
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.minimum(touch, MAX_TOUCHES)
    return found


def _count_within(
    group: npt.NDArray[np.generic], begins: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Count the marks so far within each run of equal groups."""
    counts = np.cumsum(begins)
    starts = _find_starts(group)
    before = np.concatenate([[0], counts])[starts] if len(counts) else counts
    return counts - before


def _find_starts(group: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    """Give for each place where its run of equal groups begins."""
    places = np.arange(len(group))
    new = np.ones(len(group), dtype=bool)
    new[1:] = group[1:] != group[:-1]
    return np.asarray(np.maximum.accumulate(np.where(new, places, 0)))


def _find_latest(
    group: npt.NDArray[np.generic], begins: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Give for each place the latest mark in its run of equal groups; -1 if there is none."""
    places = np.where(begins, np.arange(len(group)), -1)
    latest = np.maximum.accumulate(places)
    return np.where(latest >= _find_starts(group), latest, -1)


def _find_latest_beside(
    person: npt.NDArray[np.generic],
    mark: npt.NDArray[np.generic],
    begins: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int64]:
    """Give for each place the latest touch of the same person and mark; -1 if none, or no mark."""
    order = np.lexsort((mark, person))  # stable: time goes on within a mark
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (person[order][1:] != person[order][:-1]) | (mark[order][1:] != mark[order][:-1])
    known = mark[order] >= 0  # type: ignore[operator]
    latest = _find_latest(np.cumsum(new), begins[order])
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.where(known & (latest >= 0), order[latest], -1)
    return found
