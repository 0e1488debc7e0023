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
def order_log(written: Log, ordered: Log) -> None:
    """Fill `ordered` with the records of `written`, by second, kind, person and serial."""
    n = written.size
    counts = np.zeros(N_DIGITS + 1, np.int64)
    order, spare = np.empty(n, np.int64), np.empty(n, np.int64)
    first = 0
    while first < n:
        day = written[first].second // SECONDS_PER_DAY
        end = first
        while end < n and written[end].second // SECONDS_PER_DAY == day:
            order[end] = end
            end += 1
        begins = day * SECONDS_PER_DAY
        count_digits(written, order, spare, counts, first, end, begins, 0)
        count_digits(written, spare, order, counts, first, end, begins, BITS)
        first = end
    settle_ties(written, order)
    for place in range(n):
        ordered[place] = written[order[place]]


@kernel
def count_digits(
    written: Log,
    order: Integers,
    ordered: Integers,
    counts: Integers,
    first: int,
    end: int,
    begins: int,
    shift: int,
) -> None:
    """Sort places by one digit of the second, those of the same digit as they stand."""
    counts[:] = 0
    for at in range(first, end):
        digit = (written[order[at]].second - begins) >> shift & (N_DIGITS - 1)
        counts[digit + 1] += 1
    for digit in range(N_DIGITS):
        counts[digit + 1] += counts[digit]
    for at in range(first, end):
        digit = (written[order[at]].second - begins) >> shift & (N_DIGITS - 1)
        ordered[first + counts[digit]] = order[at]
        counts[digit] += 1


@kernel
def settle_ties(written: Log, order: Integers) -> None:
    """Sort those of the same second by kind, person and serial (insertion: they are few)."""
    for place in range(1, order.size):
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
