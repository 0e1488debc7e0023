"""Lay out who the people were, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from goodwill.eventlog import History, Kind
from goodwill.measuring.lexicon import put_into_words, spell
from goodwill.measuring.records import find_channels, find_rows, select
from goodwill.measuring.tables import name_accounts_of_people
from goodwill.vocabulary import Alternative, Channel, Intent, Outcome, Stage
from goodwill.world import World

if TYPE_CHECKING:
    import pandas as pd

PEOPLE_COLUMNS = {
    "id": "63 bits, from the person's name",
    "name": "name",
    "account": "name of its account",
    "region": "name of its region",
    "intent_start": "what it was after at the start (Intent); hidden from the vendor",
    "intent_end": "what it is after at the horizon (Intent); hidden from the vendor",
    "stage": "how far the vendor sees the relationship (Stage)",
    "registered": "whether the vendor knows it by name",
    "aware": "whether it knows the vendor",
    "stopped": "whether a reply policy has closed the account",
    "goodwill": "at the horizon, in units of choice utility",
    "irritation": "at the horizon, in plain e-mails' worth",
    "esteem": "for the vendor's content, at the horizon",
    "n_touches": "touches sent",
    "n_calls": "of these, calls",
    "n_withheld": "times that a touch was due and did not happen, or not yet",
    "n_opt_outs": "channels closed",
    "n_complaints": "spam complaints",
    "n_angry_replies": "angry replies",
    "n_replies": "replies of every kind",
    "n_clicks": "clicks",
    "n_visits": "visits on its own account",
    "n_reads": "pieces of content read that it had asked for",
    "n_told": "people that it told of an experience",
    "n_heard": "times that it heard of others' experiences",
    "n_meetings": "meetings held",
    "won": "whether it bought from the vendor",
    "revenue": "what it bought for, USD",
}
"""Columns of the table of people: what each holds, and its unit."""

_COUNTED = {
    "n_touches": Kind.TOUCHED,
    "n_withheld": Kind.WITHHELD,
    "n_opt_outs": Kind.OPTED_OUT,
    "n_complaints": Kind.COMPLAINED,
    "n_replies": Kind.REPLIED,
    "n_clicks": Kind.CLICKED,
    "n_visits": Kind.VISIT,
    "n_reads": Kind.READ,
    "n_heard": Kind.HEARD,
    "n_meetings": Kind.MEETING_HELD,
}


def tabulate_people(world: World, history: History) -> pd.DataFrame:
    """Lay out everybody in the market, by id: :data:`PEOPLE_COLUMNS`."""
    import pandas as pd

    states = history.states
    columns: dict[str, Any] = {
        "id": states["person"],
        "name": pd.array(world.names, dtype="str"),
        "account": pd.array(name_accounts_of_people(world), dtype="str"),
        "region": _words([person.region for person in world.persons], world.regions),
        "intent_start": _words([person.intent for person in world.persons], spell(Intent)),
        "intent_end": _words(states["intent"], spell(Intent)),
        "stage": _words(states["stage"], spell(Stage)),
    }
    copied = ("registered", "aware", "stopped", "goodwill", "irritation", "esteem")
    columns.update({name: states[name] for name in copied})
    columns.update(_count(world, history))
    return pd.DataFrame({name: columns[name] for name in PEOPLE_COLUMNS})


def _words(codes: Any, words: tuple[str, ...]) -> Any:
    import pandas as pd

    return pd.array(put_into_words(np.asarray(codes, np.int64), words), dtype="str")


def _count(world: World, history: History) -> dict[str, Any]:
    """Count what happened to each person."""
    n_people = len(world.persons)

    def count(records: Any, weights: Any = None) -> Any:
        return np.bincount(find_rows(world, records["person"]), weights, n_people)

    counts = {
        name: count(select(history, kind)).astype(np.int64) for name, kind in _COUNTED.items()
    }
    sent, replied = select(history, Kind.TOUCHED), select(history, Kind.REPLIED)
    counts["n_calls"] = count(sent[find_channels(world)[sent["touch"]] == Channel.PHONE])
    counts["n_angry_replies"] = count(replied[replied["detail"] == Outcome.ANGRY_REPLY])
    told, decided = select(history, Kind.TOLD), select(history, Kind.DECIDED)
    counts["n_told"] = count(told, told["detail"]).astype(np.int64)
    bought = decided[decided["detail"] == Alternative.VENDOR]
    counts["won"] = count(bought) > 0
    counts["revenue"] = count(bought, bought["amount"])
    return counts
