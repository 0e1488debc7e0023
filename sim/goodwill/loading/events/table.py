"""Hold what happened to whom and when: one table for own data and for simulated logs.

The rows are events of people who are known by a pseudonym and a number, in one order, whatever
file or log they come from; whoever summarises them need not know which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from goodwill.errors import ScenarioError, hint
from goodwill.loading.events.numbering import number_touches
from goodwill.vocabulary import NOBODY, Channel

Column = npt.NDArray[np.int64] | npt.NDArray[np.int8] | npt.NDArray[np.float64]


class EventKind(IntEnum):
    """What an event says. The codes order events of the same second and person.

    Members in lower case are the words of mappings. A vendor can see all of these.
    """

    SENT = 0  # a message was handed to the carrier
    CALLED = 1  # a number was dialled
    DELIVERED = 2
    BOUNCED = 3  # for good: the address does not exist
    SOFT_BOUNCED = 4  # this once: full, or refused for now
    SUPPRESSED = 5  # was due, and was held back
    CONNECTED = 6  # somebody answered the call
    VOICEMAIL = 7  # a message was left
    OPENED = 8
    CLICKED = 9
    REPLIED = 10  # nobody knows in which sense
    REPLIED_INTERESTED = 11
    REPLIED_NEUTRAL = 12
    REPLIED_NOT_INTERESTED = 13
    REPLIED_ANGRY = 14
    UNSUBSCRIBED = 15
    COMPLAINED = 16  # reported as spam
    INQUIRED = 17  # came of its own accord: a form, a request, a call
    MEETING_BOOKED = 18
    MEETING = 19  # took place
    NO_SHOW = 20
    OPPORTUNITY = 21  # opened
    WON = 22  # `amount` where it is known
    LOST = 23
    REVENUE = 24  # `amount`


TOUCHING = (EventKind.SENT, EventKind.CALLED)
"""The kinds that begin a touch."""

ANSWERING = (
    EventKind.DELIVERED,
    EventKind.BOUNCED,
    EventKind.SOFT_BOUNCED,
    EventKind.CONNECTED,
    EventKind.VOICEMAIL,
    EventKind.OPENED,
    EventKind.CLICKED,
    EventKind.REPLIED,
    EventKind.REPLIED_INTERESTED,
    EventKind.REPLIED_NEUTRAL,
    EventKind.REPLIED_NOT_INTERESTED,
    EventKind.REPLIED_ANGRY,
    EventKind.UNSUBSCRIBED,
    EventKind.COMPLAINED,
)
"""The kinds that cannot be without a touch before them."""

_BELONGING = (*ANSWERING, EventKind.MEETING_BOOKED)

_TYPES: dict[str, type[np.generic]] = {
    "person": np.int64,
    "second": np.int64,
    "kind": np.int8,
    "channel": np.int8,
    "machine": np.bool_,
    "amount": np.float64,
    "touch": np.int16,
}
_NEEDED = ("person", "second", "kind")
_NOT_KNOWN: dict[str, int | float | bool] = {
    "channel": NOBODY,
    "machine": False,
    "amount": np.nan,
    "message": NOBODY,
}


@dataclass(frozen=True, eq=False)
class Events:
    """Hold events as columns of one length, sorted by second, person and kind; read-only.

    Attributes
    ----------
    start
        The instant of second 0, in UTC.
    people
        The pseudonym of each person; `person` is the place in it. People without an event may be
        among them.
    person
        (n,) int64, 0 to the number of people less 1.
    second
        (n,) int64, seconds since `start`; negative before it.
    kind
        (n,) int8, `EventKind`.
    channel
        (n,) int8, `goodwill.vocabulary.Channel`; -1 unknown.
    machine
        (n,) bool: an open or a click that a machine made.
    amount
        (n,) float64: money of a `WON` or `REVENUE`; nan where there is none or it is unknown.
    touch
        (n,) int16: to which of the person's own touches (those of `TOUCHING`, numbered 1, 2, ...
        in order of time) the event belongs; 0 unknown or none.
    """

    start: dt.datetime
    people: tuple[str, ...]
    person: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int8]
    channel: npt.NDArray[np.int8]
    machine: npt.NDArray[np.bool_]
    amount: npt.NDArray[np.float64]
    touch: npt.NDArray[np.int16]

    @classmethod
    def from_columns(
        cls,
        start: dt.datetime,
        people: Sequence[str],
        columns: Mapping[str, npt.ArrayLike],
    ) -> Events:
        """Make the table of columns in any order: sort them, and number the touches.

        Parameters
        ----------
        start
            The instant of second 0, with a time zone.
        people
            Pseudonyms, all different.
        columns
            'person', 'second' and 'kind'; where known 'channel', 'machine', 'amount', and either
            'touch', or 'message': a number that the events of one message or call share, -1
            unknown. Without 'touch', events are numbered by `number_touches`.

        Raises
        ------
        ScenarioError
            A column is missing, unknown, of another length or has values out of range.

        Examples
        --------
        >>> midnight = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
        >>> events = Events.from_columns(
        ...     midnight, ["p1"], {"person": [0, 0], "second": [90, 30], "kind": [9, 0]}
        ... )
        >>> events.second.tolist(), events.kind.tolist(), events.touch.tolist()
        ([30, 90], [0, 9], [1, 1])
        """
        if start.tzinfo is None:
            raise ScenarioError(f"start {start:%Y-%m-%d %H:%M} has no time zone. Give it in UTC.")
        if len(set(people)) < len(people):
            raise ScenarioError("a pseudonym is there twice. Each person needs one of its own.")
        found = _complete(columns)
        _check_values(found, len(people))
        found["touch"] = (
            found["touch"] if "touch" in columns else number_touches(found, TOUCHING, _BELONGING)
        )
        order = np.lexsort([found[name] for name in reversed((*_ORDER, "message"))])
        ordered = {name: found[name][order].astype(type_) for name, type_ in _TYPES.items()}
        for column in ordered.values():
            column.setflags(write=False)
        return cls(start.astimezone(dt.UTC), tuple(people), **ordered)

    def __len__(self) -> int:
        """Count the events."""
        return len(self.second)

    @property
    def n_people(self) -> int:
        """Count the people, those without an event too."""
        return len(self.people)

    def columns(self) -> dict[str, npt.NDArray[np.generic]]:
        """Give the columns by name, in the order of the attributes."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name in _TYPES}

    def select(self, kept: npt.NDArray[np.bool_]) -> Events:
        """Keep some of the events, all of the people and the numbers of the touches.

        Parameters
        ----------
        kept
            (n,) bool, in the order of the events.
        """
        chosen = {name: column[kept] for name, column in self.columns().items()}
        for column in chosen.values():
            column.setflags(write=False)
        return Events(self.start, self.people, **chosen)  # type: ignore[arg-type]

    def chosen(self, *kinds: EventKind) -> npt.NDArray[np.bool_]:
        """Tell for each event whether it is one of these kinds."""
        return np.isin(self.kind, kinds)

    def count(self) -> dict[EventKind, int]:
        """Count the events of each kind that is there."""
        counts = np.bincount(self.kind, minlength=len(EventKind))
        return {kind: int(counts[kind]) for kind in EventKind if counts[kind]}

    def first_touches(self) -> npt.NDArray[np.int64]:
        """Give for each person the second of its first touch; the largest int64 if none."""
        first = np.full(self.n_people, np.iinfo(np.int64).max)
        touching = self.chosen(*TOUCHING)
        np.minimum.at(first, self.person[touching], self.second[touching])
        return first


# Whatever stands in no other order still gets one: the same events give the same table.
_ORDER = ("second", "person", "kind", "channel", "touch", "machine", "amount")


def _complete(columns: Mapping[str, npt.ArrayLike]) -> dict[str, npt.NDArray[np.generic]]:
    """Make arrays of one length; put in what is not known."""
    known = [*_TYPES, "message"]
    for name in columns:
        if name not in known:
            raise ScenarioError(f"unknown column of events {name!r}. {hint(name, known)}")
    for name in _NEEDED:
        if name not in columns:
            raise ScenarioError(f"events have no column {name!r}. It is needed.")
    found = {name: np.asarray(column) for name, column in columns.items()}
    length = len(found["person"])
    for name, column in found.items():
        if column.shape != (length,):
            raise ScenarioError(
                f"column {name!r} of events has shape {column.shape}, 'person' has ({length},). "
                "All need one length."
            )
    missing = {name: value for name, value in _NOT_KNOWN.items() if name not in found}
    return found | {name: np.full(length, value) for name, value in missing.items()}


def _check_values(found: Mapping[str, npt.NDArray[np.generic]], n_people: int) -> None:
    whole = {"second": (-(2**53), 2**53), "message": (NOBODY, 2**62)}
    whole |= {"person": (0, n_people - 1), "kind": (0, max(EventKind))}
    whole |= {"channel": (NOBODY, max(Channel)), "touch": (0, np.iinfo(np.int16).max)}
    for name, (low, high) in whole.items():
        column = found.get(name)
        if column is None or not len(column):
            continue
        if column.dtype.kind not in "iu":
            raise ScenarioError(f"column {name!r} of events holds no whole numbers.")
        least, most = int(column.min()), int(column.max())
        if least < low or most > high:
            wrong = least if least < low else most
            raise ScenarioError(
                f"column {name!r} of events holds {wrong}. Accepted: {low} to {high}."
            )
    if np.isinf(found["amount"].astype(np.float64)).any():
        raise ScenarioError("column 'amount' of events holds an infinite number.")
