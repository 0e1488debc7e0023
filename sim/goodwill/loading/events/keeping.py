"""Write received events as a table, and read them back: nobody needs the key for that."""

from __future__ import annotations

import datetime as dt
import json
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from goodwill.errors import ScenarioError
from goodwill.loading.events.table import EventKind, Events
from goodwill.loading.files import open_file
from goodwill.loading.rows import MAX_BYTES
from goodwill.vocabulary import Channel

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = "goodwill events"
FORMAT_VERSION = 1
MAGIC = b"PAR1"

COLUMNS = {
    "person": "pseudonym",
    "second": "seconds since `start`, which is in the file's metadata",
    "kind": "what happened (goodwill.loading.events.EventKind)",
    "channel": "goodwill.vocabulary.Channel; empty where it is unknown",
    "machine": "an open or a click that a machine made",
    "amount": "money; empty where there is none or it is unknown",
    "touch": "which of the person's own touches it belongs to, from 1; 0 unknown or none",
}
"""What each column of a kept table holds."""

_KEY = b"goodwill"


def tabulate_events(events: Events) -> pa.Table:
    """Make a table to be written as Parquet: pseudonyms, words, no names.

    Returns
    -------
    pyarrow.Table
        The columns of `COLUMNS`, sorted as the events are.
    """
    import pyarrow as pa

    kinds = [kind.name.lower() for kind in EventKind]
    channels = [channel.name.lower() for channel in Channel]

    def dictionary(codes: Any, words: Any, absent: Any = None) -> pa.Array:
        indices = pa.array(codes.astype(np.int32), mask=absent)
        return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))

    columns = {
        "person": dictionary(events.person, list(events.people)),
        "second": pa.array(events.second),
        "kind": dictionary(events.kind, kinds),
        "channel": dictionary(events.channel, channels, events.channel < 0),
        "machine": pa.array(events.machine),
        "amount": pa.array(events.amount, mask=np.isnan(events.amount)),
        "touch": pa.array(events.touch),
    }
    about = {"format": FORMAT, "format_version": FORMAT_VERSION, "start": events.start.isoformat()}
    return pa.table(columns).replace_schema_metadata({_KEY: json.dumps(about).encode()})


def kept(path: str | PathLike[str]) -> bool:
    """Tell whether a file is Parquet."""
    with open_file(path, MAX_BYTES) as file:
        return file.read(len(MAGIC)) == MAGIC


def read_kept(path: str | PathLike[str]) -> Events:
    """Read a table that `tabulate_events` made.

    Raises
    ------
    ScenarioError
        The file is not such a table.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(path).read()
        about = json.loads((table.schema.metadata or {}).get(_KEY, b"{}"))
        if about.get("format") != FORMAT or about.get("format_version") != FORMAT_VERSION:
            raise ScenarioError(
                f"{path}: this is no table of {FORMAT}, version {FORMAT_VERSION}. "
                "Give what `goodwill events --out` wrote, or an export as CSV."
            )
        start = dt.datetime.fromisoformat(about["start"])
        people, person = _decode(table["person"])
        columns = {name: table[name].to_numpy() for name in ("second", "machine", "touch")}
        amount = table["amount"].to_pandas().to_numpy(dtype=np.float64, na_value=np.nan)
        return Events.from_columns(
            start,
            people,
            {
                **columns,
                "person": person,
                "kind": _read_words(table["kind"], EventKind),
                "channel": _read_words(table["channel"], Channel),
                "amount": amount,
            },
        )
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        what = type(error).__name__
        raise ScenarioError(f"{path}: this is no readable Parquet table: {what}.") from None


def _decode(column: Any) -> tuple[list[str], Any]:
    """Give the words of a column, sorted, and a number for each row; -1 where it is empty."""
    words, codes = np.unique(column.to_pandas().astype(object).fillna(""), return_inverse=True)
    return [str(word) for word in words], codes


def _read_words(column: Any, members: type[EventKind | Channel]) -> Any:
    words, codes = _decode(column)
    known = {member.name.lower(): int(member) for member in members} | {"": -1}
    return np.array([known[word] for word in words], dtype=np.int64)[codes]
