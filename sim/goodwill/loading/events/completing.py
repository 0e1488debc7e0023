"""Make whole what exports leave out, and take away what they say twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodwill.loading.events.table import EventKind
from goodwill.vocabulary import NOBODY

Columns = dict[str, npt.NDArray[np.generic]]
"""'file', 'person', 'second', 'kind', 'channel', 'machine', 'message', 'serial' and 'amount'."""

_TRACES = {
    EventKind.SENT: (EventKind.DELIVERED, EventKind.BOUNCED, EventKind.SOFT_BOUNCED),
    EventKind.CALLED: (EventKind.CONNECTED, EventKind.VOICEMAIL),
}
"""What shows that there was a touch. Answers do not: they say nothing of when it was."""

_NEEDED = {EventKind.SENT: (EventKind.DELIVERED,), EventKind.CALLED: _TRACES[EventKind.CALLED]}
"""What a file must hold to be trusted with that: of bounces alone, all that was sent bounced."""


def drop_duplicates(columns: Columns) -> tuple[Columns, int]:
    """Keep one of events that agree in all that is known of them.

    Those whose export gives every event an id of its own are different by that.

    Returns
    -------
    tuple
        The columns, in the order of the rows, and how many events were dropped.
    """
    names = ("person", "second", "kind", "channel", "message", "serial", "amount")
    keys = [np.nan_to_num(columns[name], nan=-1.0) for name in names]
    order = np.lexsort([columns["machine"], *reversed(keys)])
    new = np.zeros(len(order), dtype=np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= key[order][1:] != key[order][:-1]
    kept = np.sort(order[new])
    return _take(columns, kept), len(order) - len(kept)


def infer_touches(columns: Columns, files: Sequence[str]) -> tuple[Columns, list[str]]:
    """Add what was sent and dialled, where no event says so but others show it.

    A file that holds what was delivered and nothing sent leaves that out: a message was, when it
    was delivered or bounced, unless another file says that it was sent. A file that holds nothing
    dialled leaves that out: a call was, when it connected or reached the voice mail, likewise.

    Parameters
    ----------
    columns
        Of all files.
    files
        Their names.

    Returns
    -------
    tuple
        The columns, and a sentence for each file and kind that was added.
    """
    notes: list[str] = []
    added: list[Columns] = []
    for touching, traces in _TRACES.items():
        said = columns["kind"] == touching
        showing = columns["file"][np.isin(columns["kind"], _NEEDED[touching])]
        silent = np.setdiff1d(showing, columns["file"][said])
        traced = np.isin(columns["kind"], traces) & np.isin(columns["file"], silent)
        traced &= ~_find_said(columns, said)
        touches = _take(columns, _find_first(columns, np.flatnonzero(traced)))
        touches["kind"] = np.full_like(touches["kind"], touching)
        touches["machine"] = np.zeros_like(touches["machine"])
        added.append(touches)
        counts = np.bincount(touches["file"].astype(np.int64), minlength=len(files))
        notes += [
            _describe(file, touching, n_added)
            for file, n_added in zip(files, counts.tolist(), strict=True)
            if n_added
        ]
    whole = {
        name: np.concatenate([column, *(more[name] for more in added)])
        for name, column in columns.items()
    }
    return whole, notes


def _find_said(columns: Columns, said: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell which events are of a touch that some file says, or may be of one.

    Those of its message are; where either names no message, those of its person and channel that
    come later may be.
    """
    person, message = columns["person"].astype(np.int64), columns["message"].astype(np.int64)
    pair = person * (message.max(initial=0) + 1) + message
    of_it = (message >= 0) & np.isin(pair, pair[said & (message >= 0)])
    since_any = _find_first_touch(columns, said)
    since_unnamed = _find_first_touch(columns, said & (message < 0))
    since = np.where(message < 0, since_any, since_unnamed)
    return of_it | (columns["second"].astype(np.int64) >= since)


def _find_first_touch(columns: Columns, touches: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Give for each event when its person was first touched on its channel; the largest if never.

    An unknown channel may be any.
    """
    person, channel = columns["person"].astype(np.int64), columns["channel"].astype(np.int64)
    shape = (person.max(initial=0) + 1, channel.max(initial=0) + 2)
    first = np.full(shape, np.iinfo(np.int64).max)  # the last column: the channel is unknown, -1
    np.minimum.at(first, (person[touches], channel[touches]), columns["second"][touches])
    on_it = np.minimum(first[person, channel], first[person, NOBODY])
    return np.asarray(np.where(channel < 0, first.min(axis=1)[person], on_it))


def _find_first(columns: Columns, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Keep the earliest event of each person and message, and all whose message is unknown."""
    person, second, message = (columns[name][places] for name in ("person", "second", "message"))
    order = np.lexsort((second, message, person))
    person, message = person[order], message[order]
    new = message < 0  # type: ignore[operator]
    new[:1] = True
    new[1:] |= (person[1:] != person[:-1]) | (message[1:] != message[:-1])
    first: npt.NDArray[np.int64] = places[order][new]
    return first


def _take(columns: Columns, places: npt.NDArray[np.int64]) -> Columns:
    return {name: column[places] for name, column in columns.items()}


def _describe(file: str, touching: EventKind, n_added: int) -> str:
    words = " or ".join(trace.name.lower() for trace in _TRACES[touching])
    kind = touching.name.lower()
    return f"{file}: no event is of kind '{kind}': {n_added:,} were inferred from {words}."
