"""Say how the stories of one person end, over many runs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from goodwill.analysis.story import find_records
from goodwill.eventlog import Kind
from goodwill.running import Result
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Outcome

ENDINGS = {
    "won": "bought from the vendor",
    "complained": "reported a touch as spam",
    "angry_reply": "wrote back in anger",
    "opted_out": "closed a channel",
    "said_no": "wrote back: not interested, or declined to meet",
    "bought_elsewhere": "bought from somebody else",
    "in_talks": "agreed to a meeting, or has an opportunity",
    "goes_on_reading": "nothing of the kind, and came or read in the last 90 days",
    "stays_silent": "nothing of the kind, and did not come any more",
}
"""How a story can end, and what that means; of several, the first in this order counts."""

_LATELY = 90 * SECONDS_PER_DAY
_REFUSALS = (Outcome.NOT_INTERESTED, Outcome.DECLINED)
_ELSEWHERE = (Alternative.INCUMBENT, Alternative.COMPETITOR)


def find_ending(result: Result, person: str) -> str:
    """Say how the story of one person ended: a key of :data:`ENDINGS`.

    Raises
    ------
    UnknownNameError
        There is no person of this name.
    """
    own = find_records(result, person)
    kinds, details = own["kind"], own["detail"]
    replies = details[kinds == Kind.REPLIED]
    choices = details[kinds == Kind.DECIDED]
    late = own["second"] >= result.world.horizon - _LATELY
    signs = {
        "won": Alternative.VENDOR in choices,
        "complained": Kind.COMPLAINED in kinds,
        "angry_reply": Outcome.ANGRY_REPLY in replies,
        "opted_out": Kind.OPTED_OUT in kinds,
        "said_no": np.isin(_REFUSALS, replies).any(),
        "bought_elsewhere": np.isin(_ELSEWHERE, choices).any(),
        "in_talks": np.isin((Kind.MEETING_AGREED, Kind.OPPORTUNITY), kinds).any(),
        "goes_on_reading": np.isin((Kind.VISIT, Kind.READ), kinds[late]).any(),
    }
    return next((ending for ending, sign in signs.items() if sign), "stays_silent")


def endings(results: Iterable[Result], person: str) -> dict[str, int]:
    """Count how the story of one person ended, run by run.

    Parameters
    ----------
    results
        Runs of one scenario and strategy, with budgets drawn (else every run has the same person
        at the same end of its patience).
    person
        Its name.

    Returns
    -------
    dict of str to int
        Every key of :data:`ENDINGS`, in that order; how often.

    Raises
    ------
    UnknownNameError
        There is no person of this name.
    """
    counts = dict.fromkeys(ENDINGS, 0)
    for result in results:
        counts[find_ending(result, person)] += 1
    return counts
