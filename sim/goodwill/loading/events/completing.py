"""Make whole what exports leave out, and take away what they say twice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.loading.events.table import EventKind

Columns = dict[str, npt.NDArray[np.generic]]
"""'person', 'second', 'kind', 'channel', 'machine', 'message', 'serial' and 'amount'."""

_TRACES = {
    EventKind.SENT: (EventKind.DELIVERED, EventKind.BOUNCED, EventKind.SOFT_BOUNCED),
    EventKind.CALLED: (EventKind.CONNECTED, EventKind.VOICEMAIL),
}
"""What shows that there was a touch. Answers do not: they say nothing of when it was."""


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


def infer_touches(columns: Columns) -> tuple[Columns, list[str]]:
    """Add what was sent and dialled, where no event says so but others show it.

    If nothing was sent: a message was, when it was delivered or bounced. If nothing was dialled: a
    call was, when it connected or reached the voice mail.

    Returns
    -------
    tuple
        The columns, and a sentence for each kind that was added.
    """
    kind = columns["kind"]
    notes: list[str] = []
    added: list[Columns] = []
    for touching, traces in _TRACES.items():
        traced = np.isin(kind, traces)
        if (kind == touching).any() or not traced.any():
            continue
        first = _find_first(columns, np.flatnonzero(traced))
        touches = _take(columns, first)
        touches["kind"] = np.full(len(first), touching)
        touches["machine"] = np.zeros(len(first), dtype=np.bool_)
        added.append(touches)
        notes.append(_describe(touching, len(first)))
    whole = {
        name: np.concatenate([column, *(more[name] for more in added)])
        for name, column in columns.items()
    }
    return whole, notes


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


def _describe(touching: EventKind, n_added: int) -> str:
    words = " or ".join(trace.name.lower() for trace in _TRACES[touching])
    return f"no event is of kind '{touching.name.lower()}': {n_added:,} were inferred from {words}."
