"""Read saved results back, and make sure that they are what was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from goodwill.errors import ResultError
from goodwill.eventlog import EVENT, fingerprint
from goodwill.measuring import Lexicon, tabulate_log

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FORMAT = "goodwill result"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"


def read_manifest(folder: str | Path) -> dict[str, Any]:
    """Read what a saved result says about itself.

    Raises
    ------
    ResultError
        The folder holds no result, or one of a newer format.
    """
    path = Path(folder) / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise ResultError(f"{folder}: this is no result: {error.strerror}: {MANIFEST}.") from error
    except ValueError as error:
        raise ResultError(f"{path}: this is no JSON: {error}.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ResultError(f"{path}: this is not the manifest of a {FORMAT}.")
    if manifest.get("format_version") != FORMAT_VERSION:
        raise ResultError(
            f"{path}: format version {manifest.get('format_version')!r}. "
            f"This goodwill reads version {FORMAT_VERSION}."
        )
    return manifest


def read_events(folder: str | Path) -> npt.NDArray[np.void]:
    """Read the log of a saved result as engines write it (:data:`goodwill.eventlog.EVENT`).

    Raises
    ------
    ResultError
        The folder holds no result, or its log is not the one that was written.
    """
    manifest = read_manifest(folder)
    table = _read_table(Path(folder) / "log.parquet")
    events = np.zeros(table.num_rows, EVENT)
    for name in EVENT.names or ():
        if name not in table.column_names:
            raise ResultError(f"{Path(folder) / 'log.parquet'}: column {name!r} is missing.")
        events[name] = table.column(name).to_numpy()
    if fingerprint(events) != manifest["log_sha256"]:
        raise ResultError(
            f"{Path(folder) / 'log.parquet'}: this is not the log that {MANIFEST} speaks of: "
            "their fingerprints differ."
        )
    return events


def read_log(folder: str | Path) -> pd.DataFrame:
    """Read the log of a saved result in words, as the run itself gave it.

    Returns
    -------
    DataFrame
        :data:`goodwill.measuring.LOG_COLUMNS`.

    Raises
    ------
    ResultError
        The folder holds no result, or its log is not the one that was written.
    """
    manifest = read_manifest(folder)
    events = read_events(folder)
    people = _read_table(Path(folder) / "people.parquet")
    names = manifest["names"]
    lexicon = Lexicon(
        start=manifest["start"],
        ids=tuple(people.column("id").to_pylist()),
        people=tuple(people.column("name").to_pylist()),
        touches=tuple(names["touches"]),
        reps=tuple(names["reps"]),
        cadences=tuple(names["cadences"]),
    )
    return tabulate_log(lexicon, events)


def _read_table(path: Path) -> pa.Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(path).read()
    except (OSError, pa.ArrowException) as error:
        raise ResultError(f"{path}: this cannot be read as Parquet: {error}") from error
