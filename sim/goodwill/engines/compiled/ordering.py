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

# A key is the second of the day and, in its lower bits, where the record was written.
PLACE_BITS = 32
PLACE = (1 << PLACE_BITS) - 1


@kernel
def order_log(log: Log) -> None:
    """Put records in the order of second, kind, person and serial, where they are.

    Beside each other are those of one day: so much is held twice.
    """
    counts = np.zeros(N_DIGITS + 1, np.int64)
    keys, spare, written = np.empty(0, np.int64), np.empty(0, np.int64), np.empty_like(log[:0])
    first = 0
    while first < log.size:
        midnight = (log[first].second // SECONDS_PER_DAY + 1) * SECONDS_PER_DAY
        end = first
        while end < log.size and log[end].second < midnight:
            end += 1
        n = end - first
        if n > keys.size:
            keys, spare = np.empty(2 * n, np.int64), np.empty(2 * n, np.int64)
            written = np.empty_like(log[: min(2 * n, log.size)])
        order_day(log[first:end], written, keys[:n], spare[:n], counts)
        first = end


@kernel
def order_day(log: Log, written: Log, keys: Integers, spare: Integers, counts: Integers) -> None:
    """Put the records of one day in order; all but the first array are to work with."""
    begins = log[0].second // SECONDS_PER_DAY * SECONDS_PER_DAY
    for at in range(log.size):
        written[at] = log[at]
        keys[at] = (log[at].second - begins) << PLACE_BITS | at
    sort_by_digit(keys, spare, counts, PLACE_BITS)
    sort_by_digit(spare, keys, counts, PLACE_BITS + BITS)
    settle_ties(written, keys)
    for place in range(log.size):
        log[place] = written[keys[place] & PLACE]


@kernel
def sort_by_digit(keys: Integers, ordered: Integers, counts: Integers, shift: int) -> None:
    """Sort keys by one digit, those of the same digit as they stand."""
    counts[:] = 0
    for at in range(keys.size):
        counts[(keys[at] >> shift & (N_DIGITS - 1)) + 1] += 1
    for digit in range(N_DIGITS):
        counts[digit + 1] += counts[digit]
    for at in range(keys.size):
        digit = keys[at] >> shift & (N_DIGITS - 1)
        ordered[counts[digit]] = keys[at]
        counts[digit] += 1


@kernel
def settle_ties(written: Log, keys: Integers) -> None:
    """Sort those of the same second by kind, person and serial (insertion: they are few)."""
    for place in range(1, keys.size):
        key = keys[place]
        at = place
        while at > 0 and goes_later(written, keys[at - 1], key):
            keys[at] = keys[at - 1]
            at -= 1
        keys[at] = key


@kernel
def goes_later(written: Log, key: int, other_key: int) -> bool:
    """Say whether the record of a key belongs behind that of another one."""
    if key >> PLACE_BITS != other_key >> PLACE_BITS:
        return key >> PLACE_BITS > other_key >> PLACE_BITS
    one, other = written[key & PLACE], written[other_key & PLACE]
    if one.kind != other.kind:
        return one.kind > other.kind
    if one.person != other.person:
        return one.person > other.person
    return one.serial > other.serial
