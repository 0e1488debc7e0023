"""Write what a simulated vendor saw as the same table of events that real exports become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import History, Kind
from goodwill.loading.events import EventKind, Events
from goodwill.vocabulary import NOBODY, Alternative, Channel, Inbound, Outcome, Placement
from goodwill.world import World

Log = npt.NDArray[np.void]
Columns = dict[str, npt.NDArray[Any]]

_REPLIES = {
    Outcome.ANGRY_REPLY: EventKind.REPLIED_ANGRY,
    Outcome.NOT_INTERESTED: EventKind.REPLIED_NOT_INTERESTED,
    Outcome.DECLINED: EventKind.REPLIED_NOT_INTERESTED,
    Outcome.NEUTRAL_REPLY: EventKind.REPLIED_NEUTRAL,
    Outcome.INTERESTED: EventKind.REPLIED_INTERESTED,
}
_PLACEMENTS = {
    Placement.REACHED: (EventKind.DELIVERED, EventKind.CONNECTED),
    Placement.SPAM_FOLDER: (EventKind.DELIVERED, None),
    Placement.BOUNCED: (EventKind.BOUNCED, None),
    Placement.VOICEMAIL: (None, EventKind.VOICEMAIL),
}
"""What becomes of a message, and of a call; None: nothing that a vendor would see."""

_PLAIN = {
    Kind.CLICKED: EventKind.CLICKED,
    Kind.OPENED: EventKind.OPENED,
    Kind.COMPLAINED: EventKind.COMPLAINED,
    Kind.OPTED_OUT: EventKind.UNSUBSCRIBED,
    Kind.MEETING_AGREED: EventKind.MEETING_BOOKED,
    Kind.MEETING_HELD: EventKind.MEETING,
    Kind.NO_SHOW: EventKind.NO_SHOW,
    Kind.OPPORTUNITY: EventKind.OPPORTUNITY,
}


def make_events(world: World, history: History, *, opens: bool = True) -> Events:
    """Make the table of events of a run, of all that its vendor could see.

    Forms that people fill in of their own accord are inquiries; visits without a form are not seen.
    A deal that went elsewhere is seen as lost only where an opportunity was open.

    Parameters
    ----------
    world, history
        A run, with its full log.
    opens
        Tell of opens as well.
    """
    log = history.events
    if not opens:
        log = log[log["kind"] != Kind.OPENED]
    channels = np.array([touch.channel for touch in world.touches], np.int8)
    parts = [
        *_tell_touches(log, channels),
        *_tell_answers(log, channels),
        *_tell_deals(log),
    ]
    columns = {name: np.concatenate([one[name] for one in parts]) for name in parts[0]}
    ids = np.array([person.id for person in world.persons], np.int64)
    columns["person"] = np.searchsorted(ids, columns["person"])
    start = dt.datetime.fromisoformat(world.start).replace(tzinfo=dt.UTC)
    return Events.from_columns(start, [str(one) for one in ids.tolist()], columns)


def _tell_touches(log: Log, channels: npt.NDArray[np.int8]) -> Iterator[Columns]:
    touched = log[log["kind"] == Kind.TOUCHED]
    by_phone = _find_channels(touched, channels) == Channel.PHONE
    for called in (False, True):
        these = touched[by_phone == called]
        begun = EventKind.CALLED if called else EventKind.SENT
        yield _tell(these, begun, _find_channels(these, channels))
        for placement, kinds in _PLACEMENTS.items():
            if (kind := kinds[called]) is not None:
                placed = these[these["detail"] == placement]
                yield _tell(placed, kind, _find_channels(placed, channels))


def _tell_answers(log: Log, channels: npt.NDArray[np.int8]) -> Iterator[Columns]:
    for kind, told in _PLAIN.items():
        these = log[log["kind"] == kind]
        by = these["detail"] if kind == Kind.OPTED_OUT else _find_channels(these, channels)
        columns = _tell(these, told, by)
        if kind == Kind.OPENED:
            columns["machine"] = these["detail"] == 1
        yield columns
    replied = log[log["kind"] == Kind.REPLIED]
    for outcome, told in _REPLIES.items():
        these = replied[replied["detail"] == outcome]
        yield _tell(these, told, _find_channels(these, channels))
    visits = log[log["kind"] == Kind.VISIT]
    yield _tell(visits[visits["detail"] != Inbound.PRICING_VISIT], EventKind.INQUIRED)


def _tell_deals(log: Log) -> Iterator[Columns]:
    decided = log[log["kind"] == Kind.DECIDED]
    won = decided["detail"] == Alternative.VENDOR
    columns = _tell(decided[won], EventKind.WON)
    columns["amount"] = decided["amount"][won]
    yield columns
    opened = log["person"][log["kind"] == Kind.OPPORTUNITY]
    yield _tell(decided[~won & np.isin(decided["person"], opened)], EventKind.LOST)


def _find_channels(records: Log, channels: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """Give the channel of each record's touch; -1 where it has none."""
    book = np.append(channels, np.int8(NOBODY))
    return np.asarray(book[np.where(records["touch"] < 0, len(channels), records["touch"])])


def _tell(records: Log, kind: EventKind, channel: npt.NDArray[Any] | None = None) -> Columns:
    n_records = len(records)
    given: Mapping[str, npt.NDArray[Any]] = {
        "person": records["person"],
        "second": records["second"],
        "kind": np.full(n_records, kind, np.int8),
        "channel": np.full(n_records, NOBODY) if channel is None else channel,
        "machine": np.zeros(n_records, np.bool_),
        "amount": np.full(n_records, np.nan),
    }
    return {name: np.asarray(column) for name, column in given.items()}
