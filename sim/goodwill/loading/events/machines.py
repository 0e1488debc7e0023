"""Tell opens and clicks of machines from those of people.

Mail filters follow links and prefetch pictures before anybody has seen the message. What they do
looks like interest and is none.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from goodwill.loading.events.table import EventKind, Events
from goodwill.vocabulary import SECONDS_PER_MINUTE

SEEN = (EventKind.OPENED, EventKind.CLICKED)
"""The kinds that a machine can make."""

# Status: assumed, from what these programs call themselves. Google's and Yahoo's image proxies are
# not among them: they fetch a picture when somebody opens the message.
_AGENTS = re.compile(
    r"bot\b|bot/|crawler|spider|prefetch|preview|scanner|headless"
    r"|barracuda|mimecast|proofpoint|urldefense|symantec|ironport|fireeye|trendmicro|safelinks"
    r"|curl/|wget/|python-requests|python-urllib|aiohttp|go-http-client|okhttp|java/|libwww"
    r"|facebookexternalhit|slack-?imgproxy|^mozilla/[45]\.0$",
    re.IGNORECASE,
)


def made_by_machine(user_agent: str) -> bool:
    """Tell whether a user agent is that of a known program, and of no reader.

    Examples
    --------
    >>> [made_by_machine(agent) for agent in ("Mozilla/5.0", "Googlebot/2.1", "Thunderbird/128")]
    [True, True, False]
    """
    return bool(_AGENTS.search(user_agent.strip()))


def find_too_soon(events: Events, within: int) -> npt.NDArray[np.bool_]:
    """Tell which opens and clicks came sooner after delivery than a person could.

    Parameters
    ----------
    events
        Where delivery is unknown, a message counts from when it was sent.
    within
        Seconds; 0: nothing is too soon.

    Returns
    -------
    numpy.ndarray
        (n,) bool. All False where no moment is finer than a minute: then nothing can be told.
    """
    soon = np.zeros(len(events), dtype=np.bool_)
    if not within or not (events.second % SECONDS_PER_MINUTE).any():
        return soon
    key = events.person * (np.iinfo(np.int16).max + 1) + events.touch
    since = np.full(len(events), within, dtype=np.int64)
    for kind in (EventKind.SENT, EventKind.DELIVERED):  # what is known of delivery comes last
        chosen = events.chosen(kind) & (events.touch > 0)
        keys, first = np.unique(key[chosen], return_index=True)  # in order of time: the first
        if len(keys):
            place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            arrived = events.second[chosen][first][place]
            since = np.where(keys[place] == key, events.second - arrived, since)
    np.logical_and(since >= 0, since < within, out=soon)
    soon &= events.chosen(*SEEN)
    return soon
