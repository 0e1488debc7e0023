"""Sort whole numbers in place, in compiled code: NumPy's own sorts take seconds to compile."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.kernels import kernel

Integers = npt.NDArray[np.int64]


@kernel
def sort_numbers(numbers: Integers) -> None:
    """Sort numbers, least first (heapsort)."""
    n = numbers.size
    for root in range(n // 2 - 1, -1, -1):
        sift(numbers, root, n)
    for end in range(n - 1, 0, -1):
        numbers[0], numbers[end] = numbers[end], numbers[0]
        sift(numbers, 0, end)


@kernel
def sift(numbers: Integers, root: int, end: int) -> None:
    """Let a number sink until none below it is larger."""
    while 2 * root + 1 < end:
        child = 2 * root + 1
        if child + 1 < end and numbers[child + 1] > numbers[child]:
            child += 1
        if numbers[child] <= numbers[root]:
            return
        numbers[root], numbers[child] = numbers[child], numbers[root]
        root = child
