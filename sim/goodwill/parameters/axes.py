"""What the numbers of a row or table stand for, in order."""

from __future__ import annotations

from enum import IntEnum

from goodwill.vocabulary import N_OUTCOMES, Channel, Inbound, Intent, Outcome, Tone


def _words(members: type[IntEnum]) -> tuple[str, ...]:
    return tuple(member.name.lower() for member in members)


_INTENTS, _CHANNELS, _TONES = _words(Intent), _words(Channel), _words(Tone)
_OUTCOMES = _words(Outcome)[:N_OUTCOMES]
_POINTS = ("first", "second", "third", "fourth")

AXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "levels.presumption": (("content", "problem", "shopping", "opportunity"),),
    "levels.readiness": (_INTENTS,),
    "living.inbound_per_year": (_INTENTS,),
    "living.inbound_mix": (_INTENTS, _words(Inbound)),
    "noticing.complaint_rates": (_POINTS,),
    "noticing.inbox_share": (_POINTS,),
    "memory.intrusiveness": (_CHANNELS,),
    "memory.tone_irritation": (_TONES,),
    "memory.tone_taste": (_TONES,),
    "answering.base": (_OUTCOMES,),
    "answering.irritation": (_OUTCOMES,),
    "answering.goodwill": (_OUTCOMES,),
    "answering.gap": (_OUTCOMES,),
    "answering.usefulness": (_OUTCOMES,),
    "answering.relevance": (_OUTCOMES,),
    "answering.channel": (_CHANNELS, _OUTCOMES),
    "answering.tone": (_TONES, _OUTCOMES),
    "deciding.qualified": (_INTENTS,),
    "deciding.deal_median": (("small", "medium", "large"),),
}
"""The words of each axis, by full name; what is not here is one number."""


def find_axes(key: str) -> tuple[tuple[str, ...], ...]:
    """Give the words of each axis of a parameter.

    Parameters
    ----------
    key
        Its full name.

    Returns
    -------
    tuple of tuple of str
        One tuple of words an axis, rows before columns; empty for one number.

    Examples
    --------
    >>> find_axes("deciding.deal_median"), find_axes("memory.burn")
    ((('small', 'medium', 'large'),), ())
    """
    return AXES.get(key, ())
