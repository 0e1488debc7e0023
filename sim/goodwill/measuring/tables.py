"""Lay a run out as tables in words: every touch, and every record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import History, Kind
from goodwill.measuring.lexicon import (
    Lexicon,
    Words,
    explain_details,
    make_lexicon,
    name_people,
    put_into_words,
    spell,
)
from goodwill.measuring.moods import find_moods
from goodwill.measuring.records import (
    Records,
    find_channels,
    find_intents,
    find_rows,
    order_by_person,
)
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_MINUTE,
    Cause,
    Channel,
    Intent,
    Outcome,
    Placement,
    Reason,
    Sender,
)
from goodwill.world import World

if TYPE_CHECKING:
    import pandas as pd

_BOOKED = {
    "gained": "goodwill booked as gained, >= 0",
    "lost": "goodwill booked as lost, >= 0",
}

TOUCH_COLUMNS = {
    "time": "when, UTC",
    "day": "days since the scenario's start",
    "person": "name",
    "account": "name of the person's account",
    "intent": "what the person was after at that moment (Intent); hidden from the vendor",
    "touch": "kind of touch",
    "channel": "how it reaches people (Channel)",
    "sender": "who it comes from (Sender)",
    "sent": "False: it was due and did not happen, or not yet",
    "placement": "where it ended up (Placement); none if not sent",
    "outcome": "what the person did about it (Outcome), fixed at delivery; none if not sent",
    "reason": "why it did not happen (Reason); none if sent",
    "waited_minutes": "minutes that the task waited for a rep; nan: it needed none",
    "rep": "name of the rep; none: automation",
    "irritation": "the person's, afterwards, in plain e-mails' worth",
    "goodwill": "the person's, afterwards, in units of choice utility",
    **_BOOKED,
}
"""Columns of the table of touches: what each holds, and its unit."""

LOG_COLUMNS = {
    "time": "when, UTC",
    "day": "days since the scenario's start",
    "person": "name",
    "serial": "running number of the person's records",
    "event": "what happened (goodwill.eventlog.Kind)",
    "touch": "kind of touch that it is about; none: about no touch",
    "detail": "depends on the event; a word, or a number with its unit",
    "outcome": "what the person did about a touch (Outcome); none: no touch",
    "cause": "why goodwill was booked (Cause); none: nothing was",
    "rep": "name of the rep; none: nobody",
    "irritation": "the person's, as last brought up to date, in plain e-mails' worth",
    "goodwill": "the person's, as last brought up to date, in units of choice utility",
    **_BOOKED,
    "amount": "USD of a deal or a bill; goodwill of what was told, posted or heard",
}
"""Columns of the readable log: what each holds, and its unit."""


def find_times(start: str, seconds: npt.NDArray[np.int64]) -> pd.DatetimeIndex:
    """Give the moments, in UTC, that lie so many seconds after a scenario's start."""
    import pandas as pd

    moments = np.datetime64(start, "s") + seconds.astype("timedelta64[s]")
    return pd.DatetimeIndex(moments).tz_localize("UTC")


def name_accounts(world: World) -> Words:
    """Name the accounts of a world, by row.

    A company without colleagues of the person is named after that person.
    """
    names = np.full(len(world.accounts), None, dtype=object)
    for row, account in enumerate(world.accounts):
        people = [world.names[person] for person in account.people]
        crowd = [name.rpartition("/person ")[0] for name in people if "/person " in name]
        names[row] = crowd[0] if crowd else f"account of {people[0]}" if people else None
    return names


def name_accounts_of_people(world: World) -> Words:
    """Give the name of everybody's account, by row of the person."""
    accounts = np.array([person.account for person in world.persons], np.int64)
    return np.asarray(name_accounts(world)[accounts], dtype=object)


def tabulate_touches(world: World, history: History) -> pd.DataFrame:
    """Lay out every touch that was sent or withheld: :data:`TOUCH_COLUMNS`."""
    import pandas as pd

    events = history.events
    chosen = np.isin(events["kind"], (Kind.TOUCHED, Kind.WITHHELD))
    touches, lexicon = events[chosen], make_lexicon(world)
    rows = find_rows(world, touches["person"])
    sent = touches["kind"] == Kind.TOUCHED
    moods = find_moods(events, world.parameters.memory)
    code, detail = touches["touch"], touches["detail"]
    channels = find_channels(world)
    senders = np.array([touch.sender for touch in world.touches] or [0], np.int64)
    columns: dict[str, Any] = {
        "time": find_times(world.start, touches["second"]),
        "day": touches["second"] / SECONDS_PER_DAY,
        "person": name_people(lexicon, touches["person"]),
        "account": name_accounts_of_people(world)[rows],
        "intent": put_into_words(find_intents(world, history)[chosen], spell(Intent)),
        "touch": put_into_words(code, lexicon.touches),
        "channel": put_into_words(channels[code], spell(Channel)),
        "sender": put_into_words(senders[code], spell(Sender)),
        "sent": sent,
        "placement": put_into_words(np.where(sent, detail, -1), spell(Placement)),
        "outcome": put_into_words(touches["outcome"], spell(Outcome)),
        "reason": put_into_words(np.where(sent, -1, detail), spell(Reason)),
        "waited_minutes": _find_waits(events)[chosen],
        "rep": put_into_words(touches["rep"], lexicon.reps),
        "irritation": moods.irritation[chosen],
        "goodwill": moods.goodwill[chosen],
        "gained": touches["gained"],
        "lost": touches["lost"],
    }
    return pd.DataFrame(_as_text(columns))


def _find_waits(events: Records) -> npt.NDArray[np.float64]:
    """Give the minutes that each record's task waited: the record before it says so."""
    order = order_by_person(events)
    ordered = events[order]
    begun = np.zeros(events.size, np.bool_)
    begun[1:] = (ordered["kind"] == Kind.STARTED)[:-1]
    for name in ("person", "second", "touch"):
        begun[1:] &= ordered[name][1:] == ordered[name][:-1]
    waits = np.full(events.size, np.nan)
    before = np.flatnonzero(begun) - 1
    waits[order[begun]] = ordered["detail"][before] / SECONDS_PER_MINUTE
    return waits


def tabulate_log(lexicon: Lexicon, events: Records) -> pd.DataFrame:
    """Lay out every record in words: :data:`LOG_COLUMNS`."""
    import pandas as pd

    columns: dict[str, Any] = {
        "time": find_times(lexicon.start, events["second"]),
        "day": events["second"] / SECONDS_PER_DAY,
        "person": name_people(lexicon, events["person"]),
        "serial": events["serial"],
        "event": put_into_words(events["kind"], spell(Kind)),
        "touch": put_into_words(events["touch"], lexicon.touches),
        "detail": explain_details(lexicon, events["kind"], events["detail"]),
        "outcome": put_into_words(events["outcome"], spell(Outcome)),
        "cause": put_into_words(events["cause"], spell(Cause)),
        "rep": put_into_words(events["rep"], lexicon.reps),
        **{name: events[name] for name in ("irritation", "goodwill", *_BOOKED, "amount")},
    }
    return pd.DataFrame(_as_text(columns))


def _as_text(columns: dict[str, Any]) -> dict[str, Any]:
    """Make columns of words columns of text, also where they hold nothing."""
    import pandas as pd

    return {
        name: pd.array(column, dtype="str") if column.dtype.kind == "O" else column
        for name, column in columns.items()
    }
