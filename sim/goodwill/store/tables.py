"""Turn tables into the bytes of files: Parquet with a schema that explains itself, and safe CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import COLUMNS, EVENT

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_COMPRESSION_LEVEL = 3  # the usual one of zstd, said so that it stays
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")  # spreadsheets take such text for a formula


def make_log_table(events: npt.NDArray[np.void]) -> pa.Table:
    """Make an Arrow table of a log: every column as engines wrote it, with its meaning."""
    import pyarrow as pa

    names = EVENT.names or ()
    schema = pa.schema(
        [
            _make_field(name, pa.from_numpy_dtype(EVENT[name]), COLUMNS[name], nullable=False)
            for name in names
        ]
    )
    return pa.table([np.ascontiguousarray(events[name]) for name in names], schema=schema)


def make_table(frame: pd.DataFrame, meanings: Mapping[str, str]) -> pa.Table:
    """Make an Arrow table of a table in words, with the meaning of each column."""
    import pyarrow as pa

    types = {
        "b": pa.bool_(),
        "i": pa.int64(),
        "f": pa.float64(),
        "O": pa.string(),
        "M": pa.timestamp("s", tz="UTC"),
    }
    schema = pa.schema(
        [
            _make_field(name, types[frame[name].dtype.kind], meaning)
            for name, meaning in meanings.items()
        ]
    )
    columns = [
        pa.array(frame[name], type=schema.field(name).type, from_pandas=True) for name in meanings
    ]
    return pa.table(columns, schema=schema)


def _make_field(name: str, kind: pa.DataType, meaning: str, *, nullable: bool = True) -> pa.Field:
    import pyarrow as pa

    return pa.field(name, kind, nullable=nullable, metadata={"description": meaning})


def write_parquet(table: pa.Table) -> bytes:
    """Give a table as the bytes of a Parquet file: the same for the same table."""
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd", compression_level=_COMPRESSION_LEVEL)
    return bytes(sink.getvalue())


def write_csv(frame: pd.DataFrame) -> bytes:
    """Give a table as the bytes of a CSV file that a spreadsheet can open without harm.

    Text that it would take for a formula gets an apostrophe in front; all text is quoted.
    """
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype.kind == "O":
            risky = safe[name].str.startswith(_DANGEROUS, na=False)
            safe.loc[risky, name] = "'" + safe.loc[risky, name]
    text = safe.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    return text.encode()
