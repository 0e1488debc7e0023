"""Lay a run out day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import History, Kind
from goodwill.measuring.records import Records, find_channels
from goodwill.measuring.tables import find_times
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Channel, Outcome
from goodwill.world import World

if TYPE_CHECKING:
    import pandas as pd

DAILY_COLUMNS = {
    "day": "days since the scenario's start, 0 the first; days are counted in UTC",
    "time": "the midnight with which it begins, UTC",
    "touches": "touches sent",
    "emails": "of these, e-mails",
    "calls": "of these, calls",
    "withheld": "times that a touch was due and did not happen, or not yet",
    "visits": "visits that people made on their own account",
    "reads": "pieces of content read that people had asked for",
    "registrations": "people who became known to the vendor",
    "clicks": "clicks that arrived",
    "angry_replies": "angry replies that arrived",
    "not_interested": "replies that arrived and say no",
    "neutral_replies": "replies that arrived and neither accept nor refuse",
    "interested_replies": "replies that arrived and accept a meeting or an offer",
    "declined": "meetings declined",
    "opt_outs": "channels closed",
    "complaints": "spam complaints that arrived",
    "meetings_agreed": "meetings put into the calendar",
    "meetings_held": "meetings that took place",
    "no_shows": "meetings to which the person did not come",
    "opportunities": "opportunities opened",
    "conversions": "deals won",
    "revenue": "worth of the deals won, USD",
    "told_bad": "people told something bad",
    "told_good": "people told something good",
    "heard_bad": "times that something bad was heard",
    "heard_good": "times that something good was heard",
    "posts": "public posts",
    "gained": "goodwill booked as gained, by all together",
    "lost": "goodwill booked as lost, by all together",
    "standing": "the brand's public standing at the midnight with which the day begins, goodwill",
    "rep_queue": "rep tasks waiting at that midnight",
}
"""Columns of the table of days: what each holds, and its unit."""

_COUNTED = {
    "touches": Kind.TOUCHED,
    "withheld": Kind.WITHHELD,
    "visits": Kind.VISIT,
    "reads": Kind.READ,
    "registrations": Kind.REGISTERED,
    "clicks": Kind.CLICKED,
    "opt_outs": Kind.OPTED_OUT,
    "complaints": Kind.COMPLAINED,
    "meetings_agreed": Kind.MEETING_AGREED,
    "meetings_held": Kind.MEETING_HELD,
    "no_shows": Kind.NO_SHOW,
    "opportunities": Kind.OPPORTUNITY,
    "posts": Kind.POSTED,
}
_REPLIES = {
    "angry_replies": Outcome.ANGRY_REPLY,
    "not_interested": Outcome.NOT_INTERESTED,
    "neutral_replies": Outcome.NEUTRAL_REPLY,
    "interested_replies": Outcome.INTERESTED,
    "declined": Outcome.DECLINED,
}


def tabulate_days(world: World, history: History) -> pd.DataFrame:
    """Lay out every day of the horizon: :data:`DAILY_COLUMNS`."""
    import pandas as pd

    events = history.events
    n_days = -(-world.horizon // SECONDS_PER_DAY)
    days = np.arange(n_days)
    of_kind = {kind: events[events["kind"] == kind] for kind in Kind}

    def count(records: Records, weights: npt.NDArray[Any] | None = None) -> npt.NDArray[Any]:
        counted = np.bincount(records["second"] // SECONDS_PER_DAY, weights, n_days)
        return counted if weights is None or weights.dtype.kind == "f" else counted.astype(np.int64)

    columns: dict[str, Any] = {
        "day": days,
        "time": find_times(world.start, days * SECONDS_PER_DAY),
        "standing": np.array(history.standing_by_day, np.float64),
        "rep_queue": np.array(history.queue_by_day, np.int64),
        "gained": count(events, events["gained"]),
        "lost": count(events, events["lost"]),
    }
    columns.update({name: count(of_kind[kind]) for name, kind in _COUNTED.items()})
    replied, sent, decided = (of_kind[kind] for kind in (Kind.REPLIED, Kind.TOUCHED, Kind.DECIDED))
    for name, outcome in _REPLIES.items():
        columns[name] = count(replied[replied["detail"] == outcome])
    channels = find_channels(world)[sent["touch"]]
    columns["emails"] = count(sent[channels == Channel.EMAIL])
    columns["calls"] = count(sent[channels == Channel.PHONE])
    won = decided[decided["detail"] == Alternative.VENDOR]
    columns["conversions"], columns["revenue"] = count(won), count(won, won["amount"])
    told, heard = of_kind[Kind.TOLD], of_kind[Kind.HEARD]
    for name, sign in (("bad", -1.0), ("good", 1.0)):
        felt = told[told["amount"] * sign > 0.0]
        columns[f"told_{name}"] = count(felt, felt["detail"])
        columns[f"heard_{name}"] = count(heard[heard["amount"] * sign > 0.0])
    return pd.DataFrame({name: columns[name] for name in DAILY_COLUMNS})
