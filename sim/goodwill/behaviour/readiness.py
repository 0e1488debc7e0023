"""How much a person is ready for, and how much more a touch presumes."""

from __future__ import annotations

from goodwill.behaviour.memory import halve
from goodwill.behaviour.people import TouchKind
from goodwill.kernels import kernel
from goodwill.parameters.groups import LevelsParameters, RelevanceParameters
from goodwill.vocabulary import NOBODY, SECONDS_PER_DAY, Claim


@kernel
def find_readiness(intent: int, asked: bool, since_click: int, levels: LevelsParameters) -> float:
    """Say how much a person is ready for now.

    Parameters
    ----------
    intent
        An :class:`~goodwill.vocabulary.Intent`.
    asked
        A request, an agreed meeting or an opportunity is open.
    since_click
        Seconds since its last click on what was sent; negative: never.
    levels
        The scale.

    Returns
    -------
    float
        On the scale of presumption, 0 (just wants to read) to about 3 (asked us to call).
    """
    readiness = levels.readiness[intent]
    if 0 <= since_click < levels.click_days * SECONDS_PER_DAY:
        readiness = min(readiness + levels.click_readiness, levels.readiness_asked)
    if asked:
        readiness = max(readiness, levels.readiness_asked)
    return readiness


@kernel
def find_gap(presumption: float, readiness: float, unread: bool, levels: LevelsParameters) -> float:
    """Say by how many levels a touch presumes more than the person is ready for.

    `unread`: the touch follows up on content that the person has not opened yet.
    """
    if unread:
        presumption = presumption + levels.unread_presumption
    return max(0.0, presumption - readiness)


@kernel
def find_relevance(
    touch: TouchKind,
    region: int,
    since_claimed: int,
    answered: bool,
    relevance: RelevanceParameters,
) -> float:
    """Say what a touch is worth to the person it meets.

    Parameters
    ----------
    touch
        What is sent.
    region
        The person's.
    since_claimed
        Seconds since the event that the touch says it follows up on; negative: that never happened
        (a misread), if the touch claims one at all.
    answered
        The person has told the vendor what it cares about.
    relevance
        The weights.

    Returns
    -------
    float
        0 to 1.
    """
    worth = touch.relevance
    if answered:
        worth = worth + relevance.insight * (1.0 - worth)
    if touch.claim == Claim.CLICK and since_claimed >= 0:
        worth = worth + relevance.own_action * (1.0 - worth)
    worth = worth * (1.0 - relevance.impersonal * (1.0 - touch.personalisation))
    if touch.region not in (NOBODY, region):
        worth = worth * relevance.region_mismatch
    if touch.claim != Claim.NONE:
        if since_claimed < 0:
            worth = worth * (1.0 - relevance.misread)
        else:
            worth = worth * halve(since_claimed / SECONDS_PER_DAY, relevance.freshness_days)
    if touch.recycled:
        worth = worth * (1.0 - relevance.recycled)
    return worth
