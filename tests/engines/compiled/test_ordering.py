"""Sorting in compiled code, against NumPy's own."""

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.engines.compiled.ordering import order_log
from goodwill.engines.compiled.sorting import sort_numbers
from goodwill.eventlog import EVENT, put_in_order
from goodwill.vocabulary import SECONDS_PER_DAY

numbers = st.lists(st.integers(-(2**63), 2**63 - 1), max_size=60)
records = st.lists(
    st.tuples(
        st.integers(0, 3),  # day
        st.sampled_from([0, 1, 511, 512, 513, 86_398, 86_399]),  # second of the day
        st.integers(0, 4),  # kind
        st.integers(0, 3),  # person
    ),
    max_size=60,
)


@given(numbers)
def test_numbers_come_out_as_numpy_sorts_them(given_numbers: list[int]) -> None:
    sorted_here = np.array(given_numbers, np.int64)
    sort_numbers(sorted_here)
    assert sorted_here.tolist() == sorted(given_numbers)


def _write(rows: list[tuple[int, int, int, int]]) -> npt.NDArray[np.void]:
    """Write records as the engine does: day by day, in any order within a day."""
    written = np.zeros(len(rows), EVENT)
    for serial, (day, second, kind, person) in enumerate(sorted(rows, key=lambda row: row[0])):
        record = written[serial]
        record["second"], record["kind"] = day * SECONDS_PER_DAY + second, kind
        record["person"], record["serial"] = person, serial
    return written


@given(records)
@settings(deadline=None)
def test_a_log_comes_out_in_canonical_order(rows: list[tuple[int, int, int, int]]) -> None:
    log = _write(rows).view(np.recarray)
    order_log(log)  # as plain Python: compiled, it orders every log of other tests
    assert log.tobytes() == put_in_order(_write(rows)).tobytes()
