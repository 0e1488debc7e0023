"""Put a log into canonical order, in compiled code.

Days were written one after the other, so that each is sorted by itself: by second in two passes of
counting, and what happened in the same second by comparing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from goodwill.kernels import kernel
from goodwill.vocabulary import SECONDS_PER_DAY

Log = npt.NDArray[Any]
Integers = npt.NDArray[np.int64]

BITS = 9  # twice that is enough for the seconds of a day
N_DIGITS = 1 << BITS


@kernel
def order_log(log: Log) -> None:
    """Put records in the order of second, kind, person and serial, where they are.

    Beside each other are those of one day: so much is held twice.
    """
    counts = np.zeros(N_DIGITS + 1, np.int64)
    order, spare, written = np.empty(0, np.int64), np.empty(0, np.int64), np.empty_like(log[:0])
    first = 0
    while first < log.size:
        midnight = (log[first].second // SECONDS_PER_DAY + 1) * SECONDS_PER_DAY
        end = first
        while end < log.size and log[end].second < midnight:
            end += 1
        n = end - first
        if n > order.size:
            order, spare = np.empty(2 * n, np.int64), np.empty(2 * n, np.int64)
            written = np.empty_like(log[: min(2 * n, log.size)])
        order_day(log[first:end], written[:n], order, spare, counts)
        first = end


@kernel
def order_day(log: Log, written: Log, order: Integers, spare: Integers, counts: Integers) -> None:
    """Put the records of one day in order; all but the first array are to work with."""
    n = log.size
    for at in range(n):
        order[at] = at
        written[at] = log[at]
    begins = written[0].second // SECONDS_PER_DAY * SECONDS_PER_DAY
    count_digits(written, order, spare, counts, begins, 0)
    count_digits(written, spare, order, counts, begins, BITS)
    settle_ties(written, order)
    for place in range(n):
        log[place] = written[order[place]]


@kernel
def count_digits(
    written: Log,
    order: Integers,
    ordered: Integers,
    counts: Integers,
    begins: int,
    shift: int,
) -> None:
    """Sort places by one digit of the second, those of the same digit as they stand."""
    counts[:] = 0
    for at in range(written.size):
        digit = (written[order[at]].second - begins) >> shift & (N_DIGITS - 1)
        counts[digit + 1] += 1
    for digit in range(N_DIGITS):
        counts[digit + 1] += counts[digit]
    for at in range(written.size):
        digit = (written[order[at]].second - begins) >> shift & (N_DIGITS - 1)
        ordered[counts[digit]] = order[at]
        counts[digit] += 1


@kernel
def settle_ties(written: Log, order: Integers) -> None:
    """Sort those of the same second by kind, person and serial (insertion: they are few)."""
    for place in range(1, written.size):
        one = order[place]
        at = place
        while at > 0 and goes_later(written[order[at - 1]], written[one]):
            order[at] = order[at - 1]
            at -= 1
        order[at] = one


@kernel
def goes_later(one: Any, other: Any) -> bool:
    """Say whether a record belongs behind another one."""
    if one.second != other.second:
        return one.second > other.second
    if one.kind != other.kind:
        return one.kind > other.kind
    if one.person != other.person:
        return one.person > other.person
    return one.serial > other.serial
