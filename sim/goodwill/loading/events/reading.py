"""Read the events of exports into one table, and say what came in."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from os import PathLike
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.errors import ScenarioError
from goodwill.loading.events.completing import Columns, drop_duplicates, infer_touches
from goodwill.loading.events.door import Key, open_key
from goodwill.loading.events.gathering import Counts, Gathered, Gatherer
from goodwill.loading.events.headers import make_header
from goodwill.loading.events.keeping import FORMAT, kept, read_kept
from goodwill.loading.events.machines import SEEN, find_too_soon
from goodwill.loading.events.mappings import MappingFile
from goodwill.loading.events.objects import begins_like_objects, read_objects
from goodwill.loading.events.reception import Reason, Reception, Source
from goodwill.loading.events.recognising import guess_separator, recognise
from goodwill.loading.events.table import ANSWERING, Events
from goodwill.loading.files import open_file
from goodwill.loading.positions import Position
from goodwill.loading.rows import MAX_BYTES, MAX_ROWS, read_rows
from goodwill.vocabulary import SECONDS_PER_DAY

Paths = str | PathLike[str] | Sequence[str | PathLike[str]]

_PEEK_BYTES = 100_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Received(NamedTuple):
    """What was read, and how."""

    events: Events
    reception: Reception


def read_events(
    paths: Paths,
    mapping: MappingFile | None = None,
    key: Key | None = None,
    *,
    start: dt.datetime | None = None,
) -> Received:
    """Read exports, put pseudonyms in the place of people, and drop all else that is personal.

    Duplicates are dropped and counted; so are events that answer a touch (opened, clicked,
    replied, ...) where the files know no earlier touch of that person: there is nothing to say
    about what they answer. Opens and clicks of machines stay, and are marked.

    Parameters
    ----------
    paths
        One file or several that belong together: CSV in UTF-8, or JSON as a webhook sends it. Or
        one table of events that came in before (`goodwill.loading.events.keeping`).
    mapping
        What the columns mean, in all of the files. None: each is recognised by its header.
    key
        What pseudonyms depend on. None: the user's own key, made if there is none.
    start
        The instant of second 0. None: the midnight (UTC) before the first event
        that is kept.

    Raises
    ------
    ScenarioError
        A file cannot be read, is not what the mapping says, or holds no event; with file and line,
        and without a word of what cells hold that may be personal.
    """
    files = [paths] if isinstance(paths, str | PathLike) else list(paths)
    if any(kept(file) for file in files):
        return _read_received(files)
    secret = open_key() if key is None else key
    gathered = Gathered()
    taken = [_gather(file, mapping, secret, gathered) for file in files]
    if not gathered.amount:
        used = taken[0].mapping.mapping
        raise ScenarioError(
            f"{files[0]}: no row holds an event. Is mapping {used!r} the right one?"
        )
    within = min((one.mapping.machine.within for one in taken), default=0)
    events, left_out, notes = _finish(gathered, within, start)
    if not len(events):
        raise ScenarioError(
            f"{files[0]}: no event is left: all are answers, and the files do not say to what. "
            "Export what was sent or delivered as well, and give all files at once."
        )
    notes = [note for one in taken for note in one.notes] + notes
    return Received(events, _describe(events, [one.source for one in taken], left_out, notes))


def _read_received(files: Sequence[str | PathLike[str]]) -> Received:
    """Read events that came in before, and were kept."""
    if len(files) > 1:
        raise ScenarioError(f"{files[0]}: a table of events stands alone. Give one file.")
    events = read_kept(files[0])
    if not len(events):
        raise ScenarioError(f"{files[0]}: the table has no events. Receive the exports again.")
    source = Source(str(files[0]), FORMAT, len(events), {}, ())
    return Received(events, _describe(events, [source], {}, []))


class _Taken(NamedTuple):
    """What was taken from a file."""

    source: Source
    mapping: MappingFile
    notes: list[str]


def _gather(
    file: str | PathLike[str], given: MappingFile | None, key: Key, gathered: Gathered
) -> _Taken:
    """Take the rows of a file."""
    rows = _open_rows(file, given)
    line, cells = next(rows, (0, []))
    if not line:
        raise ScenarioError(f"{file}:1: the file is empty. The first line must name the columns.")
    header = make_header(Position(str(file), line), cells)
    mapping = recognise(header) if given is None else given
    gatherer = Gatherer(mapping, header, key, gathered)
    gatherer.take(rows, str(file))
    counts = gatherer.counts
    if not counts.n_rows:
        raise ScenarioError(f"{file}:{line}: the file has a header and no rows. Add at least one.")
    dropped = tuple(
        name for place, name in enumerate(header.names) if name and place not in gatherer.used
    )
    source = Source(str(file), mapping.mapping, counts.n_rows, dict(counts.left_out), dropped)
    return _Taken(source, mapping, _note(str(file), counts))


def _note(file: str, counts: Counts) -> list[str]:
    """Say what was not understood; not the words themselves, which may be anything."""
    notes = [
        f"{file}: cells of column {column!r} with a word that no event of the mapping asks for: "
        f"{n_cells:,}. If it is no event, list it under 'ignored'."
        for column, n_cells in sorted(counts.unheard.items())
    ]
    if counts.n_senseless:
        notes.append(
            f"{file}: {counts.n_senseless:,} replies have a sentiment that the mapping does not "
            "know; they count as replies in an unknown sense."
        )
    return notes


def _open_rows(
    file: str | PathLike[str], mapping: MappingFile | None
) -> Iterator[tuple[int, list[str]]]:
    """Give the header and the rows of a file, whichever way it is written."""
    with open_file(file, MAX_BYTES) as binary:
        start = binary.readline(_PEEK_BYTES).decode("utf-8", "replace")
    if begins_like_objects(start):
        rows = read_objects(file)
    else:
        said = mapping.separator if mapping else None
        rows = read_rows(file, said or guess_separator(start))
    for number, (line, row) in enumerate(rows):
        if number > MAX_ROWS:
            raise ScenarioError(f"{file}:{line}: the file has more than {MAX_ROWS} rows.")
        yield line, row


def _finish(
    gathered: Gathered, within: int, start: dt.datetime | None
) -> tuple[Events, dict[Reason, int], list[str]]:
    """Make the table of what was gathered, and say what was left out."""
    columns: Columns = {
        name: np.frombuffer(column, dtype=np.int64) for name, column in gathered.columns.items()
    }
    columns["amount"] = np.frombuffer(gathered.amount, dtype=np.float64)
    columns, n_duplicates = drop_duplicates(columns)
    columns, notes = infer_touches(columns, gathered.files)
    del columns["serial"], columns["file"]
    columns["machine"] = columns["machine"].astype(np.bool_)
    all_events = Events.from_columns(_EPOCH, tuple(gathered.people), columns)
    unasked = all_events.chosen(*ANSWERING) & (all_events.touch == 0)
    events = _keep(all_events, ~unasked, start)
    soon = events.machine | find_too_soon(events, within)
    soon.setflags(write=False)
    left_out = {
        Reason.DUPLICATE: n_duplicates,
        Reason.BEFORE_FIRST_TOUCH: int(unasked.sum()),
    }
    return dataclasses.replace(events, machine=soon), left_out, notes


def _keep(events: Events, kept: npt.NDArray[np.bool_], start: dt.datetime | None) -> Events:
    """Keep some events and the people who have any, in the order of their pseudonyms."""
    columns = {name: column[kept] for name, column in events.columns().items()}
    present = np.unique(columns["person"])
    ordered = sorted(present.tolist(), key=lambda person: events.people[person])
    number = np.zeros(events.n_people, dtype=np.int64)
    number[ordered] = np.arange(len(ordered))
    columns["person"] = number[columns["person"]]
    if start is None:
        first = int(columns["second"].min()) if kept.any() else 0
        start = _EPOCH + dt.timedelta(days=first // SECONDS_PER_DAY)
    columns["second"] = columns["second"] - round((start - _EPOCH).total_seconds())
    return Events.from_columns(start, [events.people[person] for person in ordered], columns)


def _describe(
    events: Events, sources: Sequence[Source], left_out: dict[Reason, int], notes: list[str]
) -> Reception:
    first, last = (
        (events.start + dt.timedelta(seconds=int(events.second[at])) for at in (0, -1))
        if len(events)
        else (None, None)
    )
    made = {kind: int((events.machine & events.chosen(kind)).sum()) for kind in SEEN}
    return Reception(
        sources=tuple(sources),
        n_events=len(events),
        n_people=events.n_people,
        first=first,
        last=last,
        kinds={kind.name.lower(): count for kind, count in events.count().items()},
        machine={kind.name.lower(): count for kind, count in made.items() if count},
        events_left_out={reason: count for reason, count in left_out.items() if count},
        notes=tuple(notes),
    )
