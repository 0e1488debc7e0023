"""Measure how fast this processor can do the few things that a touch cannot do without.

Each is a plain compiled loop that does nothing else: Philox4x32-10 blocks, exponentials and
logarithms of the C library, rows of the log as they are written.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

_BLOCK_OF_NUMBERS = 4096  # 32 kB: stays in the processor's first cache
_WARM_ROWS = 4096  # 311 kB: stays in its second


def write_words(words: npt.NDArray[np.uint64], key: int) -> None:
    """Fill an array with words of Philox4x32-10, four a counter."""
    mask, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    for counter in range(len(words) // 4):
        word_0, word_1 = np.uint64(counter) & mask, np.uint64(0)
        word_2, word_3 = np.uint64(0), np.uint64(0)
        key_0, key_1 = np.uint64(key) & mask, np.uint64(key) >> half
        for _ in range(10):
            product_0 = np.uint64(0xD2511F53) * word_0
            product_1 = np.uint64(0xCD9E8D57) * word_2
            word_0, word_1 = (product_1 >> half) ^ word_1 ^ key_0, product_1 & mask
            word_2, word_3 = (product_0 >> half) ^ word_3 ^ key_1, product_0 & mask
            key_0 = (key_0 + np.uint64(0x9E3779B9)) & mask
            key_1 = (key_1 + np.uint64(0xBB67AE85)) & mask
        words[4 * counter], words[4 * counter + 1] = word_0, word_1
        words[4 * counter + 2], words[4 * counter + 3] = word_2, word_3


def write_exponentials(numbers: npt.NDArray[np.float64], out: npt.NDArray[np.float64]) -> None:
    """Fill an array with exponentials."""
    for at in range(len(numbers)):
        out[at] = np.exp(-numbers[at])


def write_logarithms(numbers: npt.NDArray[np.float64], out: npt.NDArray[np.float64]) -> None:
    """Fill an array with logarithms."""
    for at in range(len(numbers)):
        out[at] = np.log(numbers[at])


def write_rows(rows: npt.NDArray[Any], irritation: float) -> None:
    """Fill a log with records, all columns of them."""
    for at in range(len(rows)):
        row = rows[at]
        row["second"], row["kind"], row["person"], row["serial"] = at, 1, at, 2
        row["vendor"], row["touch"], row["detail"], row["outcome"] = 0, 3, 4, 5
        row["cause"], row["rep"] = 6, 7
        row["irritation"], row["goodwill"], row["gained"] = irritation, 0.5, 0.25
        row["lost"], row["amount"] = 0.125, 1.0


def measure_limits(seconds: float) -> dict[str, float]:
    """Measure all limits, a second or so each.

    Parameters
    ----------
    seconds
        CPU time to spend on each, about.

    Returns
    -------
    dict
        A second of one core: ``words``, ``exp``, ``log``, ``rows`` into memory in cache, and
        ``fresh_rows`` into pages that the system hands out for the first time.
    """
    import numba

    from goodwill.eventlog import EVENT

    # The flags of the engine's own code.
    compile_it: Any = numba.njit(error_model="numpy", nogil=True)
    philox, exponentials = compile_it(write_words), compile_it(write_exponentials)
    logarithms, rows = compile_it(write_logarithms), compile_it(write_rows)
    words = np.empty(_BLOCK_OF_NUMBERS, np.uint64)
    numbers = np.linspace(0.001, 20.0, _BLOCK_OF_NUMBERS)
    out = np.empty_like(numbers)
    warm = np.zeros(_WARM_ROWS, EVENT)
    return {
        "words": _find_rate(lambda: philox(words, 12_345), len(words), seconds),
        "exp": _find_rate(lambda: exponentials(numbers, out), len(out), seconds),
        "log": _find_rate(lambda: logarithms(numbers, out), len(out), seconds),
        "rows": _find_rate(lambda: rows(warm, 0.5), len(warm), seconds),
        "fresh_rows": _find_rate(
            lambda: rows(np.empty(100 * _WARM_ROWS, EVENT), 0.5), 100 * _WARM_ROWS, seconds
        ),
    }


def _find_rate(work: Callable[[], None], n_things: int, seconds: float) -> float:
    """Give how many things a second of CPU does: the median of some stretches of work."""
    work()
    n_repeats = 1
    while (took := _spend(work, n_repeats)) < seconds / 8:
        n_repeats = max(2 * n_repeats, int(n_repeats * seconds / 8 / max(took, 1e-6)))
    stretches = [took, *(_spend(work, n_repeats) for _ in range(6))]
    return n_things * n_repeats / statistics.median(stretches)


def _spend(work: Callable[[], None], n_repeats: int) -> float:
    began = time.process_time()
    for _ in range(n_repeats):
        work()
    return time.process_time() - began
