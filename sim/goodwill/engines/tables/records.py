"""Turn groups of numbers into records: one row of named columns, nested tuples as sub-arrays."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt


def make_record(group: NamedTuple) -> npt.NDArray[Any]:
    """Copy a NamedTuple of floats and rectangular tuples of floats into an array of one record.

    Returns
    -------
    ndarray of shape (1,)
        One field a field, of type float64 and the shape of its tuple. Compiled code reads
        ``record.name`` as it would read the NamedTuple.
    """
    columns = [(name, np.float64, np.shape(value)) for name, value in group._asdict().items()]
    record = np.zeros(1, dtype=columns)
    for name, value in group._asdict().items():
        record[name][0] = value
    return record


def make_rows(rows: list[tuple[Any, ...]], columns: npt.DTypeLike) -> npt.NDArray[Any]:
    """Make a table of rows; one row of zeros where there is none, so that it is never empty."""
    table = np.zeros(max(1, len(rows)), dtype=columns)
    if rows:
        table[:] = rows
    return table
