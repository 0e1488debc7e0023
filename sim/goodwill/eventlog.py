"""The event log: one closed vocabulary of records, in one order, with one fingerprint.

Everything that happened is a record, and everything that was due and did not happen as well. The
order is (second, kind, person, serial), whatever engine wrote it.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.vocabulary import NOBODY


class Kind(IntEnum):
    """What a record says. The codes order records of the same second."""

    INTENT = 0  # the hidden intent is now `detail` (Intent)
    VISIT = 1  # the person came to the site for `detail` (Inbound)
    REGISTERED = 2  # the vendor knows it by name from now on
    READ = 3  # the person opened content that it had asked for
    REPLIED = 4  # a reply arrived: `detail` (Outcome), to `touch`
    CLICKED = 5  # a click arrived, on `touch`
    OPTED_OUT = 6  # an opt-out arrived: `detail` (Channel)
    COMPLAINED = 7  # a spam complaint arrived
    OPENED = 8  # the vendor saw an open: `detail` 0 human, 1 machine
    ENROLLED = 9  # into cadence `detail`
    SWITCHED = 10  # to cadence `detail`
    EXITED = 11  # from its cadence: `detail` (Exit)
    REQUESTED = 12  # a task for a rep: `touch`
    STARTED = 13  # `rep` began a task: `touch`; `detail` seconds waited
    TOUCHED = 14  # `touch` was sent: `detail` (Placement), `outcome` (fixed, not known yet)
    WITHHELD = 15  # `touch` was due and did not happen, or not yet: `detail` (Reason)
    MEETING_AGREED = 16  # for `detail` seconds from now
    MEETING_HELD = 17
    NO_SHOW = 18
    OPPORTUNITY = 19  # opened
    NEGLECTED = 20  # a request was not answered in time
    BILLED = 21  # a free offer turned out to bill; `amount` USD
    DECIDED = 22  # the buyer chose `detail` (Alternative); `amount` USD where it is the vendor
    RELEASED = 23  # `rep` finished a task; `detail` seconds of work
    TOLD = 24  # the person told `detail` others; `amount` is the experience
    POSTED = 25  # ... and wrote it in public
    HEARD = 26  # the person heard of an experience; the cause is HEARSAY
    SUFFERED = 27  # ... of the calls to its front desk


EVENT = np.dtype(
    [
        ("second", np.int64),
        ("kind", np.int16),
        ("person", np.int64),
        ("serial", np.int32),
        ("vendor", np.int16),
        ("touch", np.int16),
        ("detail", np.int32),
        ("outcome", np.int16),
        ("cause", np.int16),
        ("rep", np.int16),
        ("irritation", np.float64),
        ("goodwill", np.float64),
        ("gained", np.float64),
        ("lost", np.float64),
        ("amount", np.float64),
    ]
)
"""One record. The first ten columns are whole numbers and make the fingerprint."""

WHOLE = tuple(name for name in EVENT.names or () if EVENT[name].kind == "i")

COLUMNS = {
    "second": "seconds since the scenario's start, UTC",
    "kind": "what happened (goodwill.eventlog.Kind)",
    "person": "id of the person",
    "serial": "running number of the person's records",
    "vendor": "index of the vendor",
    "touch": "index of the touch kind, -1 none",
    "detail": "depends on the kind, see Kind",
    "outcome": "what the person does about a touch (Outcome), -1 not a touch",
    "cause": "why goodwill was booked (Cause), -1 nothing was",
    "rep": "index of the rep, -1 none",
    "irritation": "afterwards, in plain e-mails' worth",
    "goodwill": "afterwards, in units of choice utility",
    "gained": "goodwill booked as gained, >= 0",
    "lost": "goodwill booked as lost, >= 0",
    "amount": "depends on the kind, see Kind",
}
"""What each column holds, and its unit."""


class Event(NamedTuple):
    """One record as Python values, in the order of :data:`EVENT`."""

    second: int
    kind: int
    person: int
    serial: int
    vendor: int = 0
    touch: int = NOBODY
    detail: int = NOBODY
    outcome: int = NOBODY
    cause: int = NOBODY
    rep: int = NOBODY
    irritation: float = 0.0
    goodwill: float = 0.0
    gained: float = 0.0
    lost: float = 0.0
    amount: float = 0.0


def put_in_order(events: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """Sort records canonically: second, kind, person, serial."""
    order = np.lexsort((events["serial"], events["person"], events["kind"], events["second"]))
    return events[order]


def fingerprint(events: npt.NDArray[np.void]) -> str:
    """Give the SHA-256 of the whole-number columns of an ordered log, as hexadecimal text.

    The same on every machine: no column that a processor may round differently goes in.
    """
    digest = hashlib.sha256()
    for name in WHOLE:
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(events[name].astype("<i8")).tobytes())
    return digest.hexdigest()


STATE = np.dtype(
    [
        ("person", np.int64),
        ("intent", np.int16),
        ("stage", np.int16),
        ("irritation", np.float64),
        ("goodwill", np.float64),
        ("esteem", np.float64),
        ("familiarity", np.float64),
        ("aware", np.bool_),
        ("registered", np.bool_),
        ("stopped", np.bool_),
        ("opted_out", np.int32),
    ]
)
"""One person at the horizon, moods faded up to it; `opted_out`: bit 0 of Channel 0, and so on."""

FIXED = 1 << 24
"""Sums are whole numbers of this part of a unit: the same in whatever order they are added."""


N_DETAILS = 16  # more than any detail that is counted


class Tally(NamedTuple):
    """What a shortened log holds no record of, counted."""

    kinds: npt.NDArray[np.int64]  # by Kind and detail (of HEARD: 1 where it was bad)
    touches: npt.NDArray[np.int64]  # sent, by kind of touch and Placement


class History(NamedTuple):
    """All that a run leaves behind."""

    events: npt.NDArray[np.void]  # EVENT, in canonical order
    states: npt.NDArray[np.void]  # STATE, by person id
    bookings: dict[tuple[int, int], tuple[int, int]]
    # (Cause, touch kind) -> gained, lost: goodwill-days over the horizon, times FIXED
    compensators: dict[str, tuple[int, int]]
    # sampled decision -> how often it hit, sum of its probabilities times FIXED
    rep_seconds: tuple[int, ...]  # worked, by rep
    queue_by_day: tuple[int, ...]  # rep tasks waiting at each midnight
    standing_by_day: tuple[float, ...]  # the brand's public standing at each midnight
    tally: Tally | None = None  # of what `events` leaves out; None: it leaves out nothing
