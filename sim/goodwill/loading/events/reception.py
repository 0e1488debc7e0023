"""Say what came in and what did not, so that nothing is lost without a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
    rows_left_out: Mapping[str, int]
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
    events_left_out: Mapping[str, int]
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
            "events_left_out": dict(self.events_left_out),
            "notes": list(self.notes),
            "files": [
                {
                    "file": source.file,
                    "mapping": source.mapping,
                    "rows": source.n_rows,
                    "rows_left_out": dict(source.rows_left_out),
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
            lines += [
                f"  left out: {count:,} {reason}" for reason, count in source.rows_left_out.items()
            ]
            if source.dropped_columns:
                lines.append(f"  dropped columns: {', '.join(source.dropped_columns)}")
        span = ""
        if self.first and self.last:
            span = f", {self.first:%Y-%m-%d %H:%M} to {self.last:%Y-%m-%d %H:%M} UTC"
        lines.append(f"{self.n_events:,} events of {self.n_people:,} people{span}")
        for kind, count in self.kinds.items():
            machines = self.machine.get(kind, 0)
            by = f", {machines:,} of them by machines" if machines else ""
            lines.append(f"  {kind.replace('_', ' '):24} {count:>10,}{by}")
        lines += [
            f"  left out: {count:,} events {reason}"
            for reason, count in self.events_left_out.items()
        ]
        return lines + [f"Note: {note}" for note in self.notes]
