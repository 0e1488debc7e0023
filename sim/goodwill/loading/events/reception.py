"""Say what came in and what did not, so that nothing is lost without a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Say why a row gave no event, or an event is not in the table."""

    WITHOUT_PERSON = "without_person"
    LEFT_OUT_BY_MAPPING = "left_out_by_mapping"
    NO_EVENT = "no_event"
    REPEATED_ID = "repeated_id"
    DUPLICATE = "duplicate"
    BEFORE_FIRST_TOUCH = "before_first_touch"


_REASONS = {
    Reason.WITHOUT_PERSON: "rows that name nobody",
    Reason.LEFT_OUT_BY_MAPPING: "rows that the mapping leaves out",
    Reason.NO_EVENT: "rows with nothing that counts as an event",
    Reason.REPEATED_ID: "rows that repeat the id of an event",
    Reason.DUPLICATE: "events that repeat another in all that is known",
    Reason.BEFORE_FIRST_TOUCH: "answers from before their person's first known touch",
}


@dataclass(frozen=True)
class Source:
    """Say how one file was read.

    Attributes
    ----------
    file
        As it was named.
    mapping
        The name of the mapping; 'goodwill events' for a file that was received before.
    n_rows
        The rows below the header.
    rows_left_out
        How many rows gave no event, by reason.
    dropped_columns
        The columns that nothing was taken from.
    """

    file: str
    mapping: str
    n_rows: int
    rows_left_out: Mapping[Reason, int]
    dropped_columns: tuple[str, ...]


@dataclass(frozen=True)
class Reception:
    """Sum up what was read. It holds nothing that says who anybody is.

    Attributes
    ----------
    sources
        The files.
    n_events, n_people
        What is in the table.
    first, last
        The moments of the first and the last event, UTC; None without events.
    kinds
        How many events of each kind, by word.
    machine
        How many of the opens and clicks are of machines, by word.
    events_left_out
        How many events were read and are not in the table, by reason.
    notes
        What is not wrong but should be known, as sentences.
    """

    sources: tuple[Source, ...]
    n_events: int
    n_people: int
    first: dt.datetime | None
    last: dt.datetime | None
    kinds: Mapping[str, int]
    machine: Mapping[str, int]
    events_left_out: Mapping[Reason, int]
    notes: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        """Count the rows of all files."""
        return sum(source.n_rows for source in self.sources)

    def describe(self) -> dict[str, Any]:
        """Give it as plain data, for JSON."""
        return {
            "rows": self.n_rows,
            "events": self.n_events,
            "people": self.n_people,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "kinds": dict(self.kinds),
            "made_by_machines": dict(self.machine),
            "events_left_out": _count(self.events_left_out),
            "notes": list(self.notes),
            "files": [
                {
                    "file": source.file,
                    "mapping": source.mapping,
                    "rows": source.n_rows,
                    "rows_left_out": _count(source.rows_left_out),
                    "dropped_columns": list(source.dropped_columns),
                }
                for source in self.sources
            ],
        }

    def sentences(self) -> list[str]:
        """Say it in lines for people."""
        lines = []
        for source in self.sources:
            lines.append(f"{source.file}: {source.n_rows:,} rows, read by mapping {source.mapping}")
            lines += _list_left_out(source.rows_left_out)
            if source.dropped_columns:
                lines.append(f"  dropped columns: {', '.join(source.dropped_columns)}")
        span = ""
        if self.first and self.last:
            span = f", {self.first:%Y-%m-%d %H:%M} to {self.last:%Y-%m-%d %H:%M} UTC"
        lines.append(f"{self.n_events:,} events, {self.n_people:,} people{span}")
        for kind, count in self.kinds.items():
            machines = self.machine.get(kind, 0)
            by = f", {machines:,} of them by machines" if machines else ""
            lines.append(f"  {kind.replace('_', ' '):24} {count:>10,}{by}")
        lines += _list_left_out(self.events_left_out)
        return lines + [f"Note: {note}" for note in self.notes]


def _list_left_out(left_out: Mapping[Reason, int]) -> list[str]:
    return [f"  left out, {_REASONS[reason]}: {count:,}" for reason, count in left_out.items()]


def _count(left_out: Mapping[Reason, int]) -> dict[str, int]:
    return {reason.value: count for reason, count in left_out.items()}
