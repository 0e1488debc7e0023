"""Keep results: in memory, and on disk, whole or not at all.

A saved result is a folder: ``log.parquet`` (every record, in codes), ``people.parquet`` and
``daily.parquet`` (tables in words), ``metrics.json``, and ``manifest.json``, which says what was
run and holds the hashes of the others. Nothing in it depends on the time at which it was written.

Figures of many runs are kept in a folder of another kind (:mod:`goodwill.store.kept`).
"""

from goodwill.store.kept import KeptRuns, describe_inputs, hash_inputs, open_runs
from goodwill.store.reading import read_events, read_log, read_manifest
from goodwill.store.result import Result
from goodwill.store.saving import save_result, save_tables_csv

__all__ = [
    "KeptRuns",
    "Result",
    "describe_inputs",
    "hash_inputs",
    "open_runs",
    "read_events",
    "read_log",
    "read_manifest",
    "save_result",
    "save_tables_csv",
]
