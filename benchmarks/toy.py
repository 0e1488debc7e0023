"""The yardstick W: a toy cadence that every framework can express, and what it gives.

Contacts enrol with exponential gaps over 120 days and get up to eight touches, at exponential
delays. Each touch is answered by a coin that depends on hidden intent and on irritation, which
fades. A positive reply waits for a rep (first come, first served) and then converts, or not. No
calendars, no budgets, no talk, no brand; one row of the log a touch, in order of time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

DELAYS = (0.05, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0, 20.0)  # days before each touch, mean
PRESUMPTION = (0.2, 0.3, 0.8, 0.3, 1.0, 0.8, 0.4, 0.1)
RELEVANCE = (1.0, 0.6, 0.2, 0.5, -0.3, 0.2, 0.4, 0.5)
SHARES = (0.50, 0.30, 0.08, 0.12)  # learner, researcher, buyer, never
ENGAGE = (-2.2, -1.5, -0.8, -4.0)  # by intent, in logits
NEGATIVE = (0.3, 0.0, -0.5, 0.8)  # by intent, in logits
POSITIVE = (0.04, 0.12, 0.45, 0.02)  # of those engaged, by intent
CONVERT = (0.02, 0.10, 0.45, 0.0)  # of positive replies, by intent
NEGATIVE_REPLIES, UNSUBSCRIBED = 0.5, 0.9  # of the negative ones, cumulative; the rest complains
HORIZON, ARRIVALS, FADING = 180.0, 120.0, 14.0  # days
SERVICE = 1 / 24  # days of a rep's time, mean


class Answer(IntEnum):
    """What a touch gets."""

    SILENCE = 0
    CLICK = 1
    POSITIVE = 2
    NEGATIVE = 3
    UNSUBSCRIBE = 4
    COMPLAIN = 5


class Ending(IntEnum):
    """What became of a contact."""

    OPEN = 0  # at the horizon, or after its last touch
    CONVERTED = 1
    UNSUBSCRIBED = 2
    COMPLAINED = 3


GONE = {Answer.UNSUBSCRIBE: Ending.UNSUBSCRIBED, Answer.COMPLAIN: Ending.COMPLAINED}
"""Answers that end a contact."""


class Run(NamedTuple):
    """What a run of the toy leaves behind."""

    log: Sequence[tuple[float, int, int, int]] | Any  # day, contact, touch, Answer; by time
    endings: Sequence[int] | Any  # Ending, by contact
    waits: Sequence[float] | Any  # days from a positive reply to a rep's beginning


class Figures(NamedTuple):
    """What the yardstick is checked by; all but the last are a contact's share or count."""

    touches: float
    positive: float
    converted: float
    unsubscribed: float
    complained: float
    wait_hours: float  # mean, of those who were served


REFERENCE = {
    "touches": 7.53,
    "positive": 0.132,
    "converted": 0.036,
    "unsubscribed": 0.053,
    "complained": 0.013,
}
"""What every program must come to, whatever its luck; known to half of the last digit."""


def count_reps(n_contacts: int) -> int:
    """Give the size of the pool of reps."""
    return max(1, round(7e-5 * n_contacts))


def draw_intent(luck: random.Random) -> int:
    """Draw what a contact is here for: the place of its intent in the tables."""
    return luck.choices(range(4), SHARES)[0]


def answer_touch(luck: random.Random, intent: int, irritation: float, touch: int) -> Answer:
    """Draw the answer to a touch."""
    pull = ENGAGE[intent] + 0.8 * RELEVANCE[touch] - 0.9 * irritation
    engages = 1.0 / (1.0 + math.exp(-pull))
    push = -5.0 + 0.8 * irritation + 0.5 * PRESUMPTION[touch] + NEGATIVE[intent]
    rejects = (1.0 - engages) / (1.0 + math.exp(-push))
    u = luck.random()
    if u < engages:
        return Answer.POSITIVE if luck.random() < POSITIVE[intent] else Answer.CLICK
    if u >= engages + rejects:
        return Answer.SILENCE
    v = luck.random()
    if v < NEGATIVE_REPLIES:
        return Answer.NEGATIVE
    return Answer.UNSUBSCRIBE if v < UNSUBSCRIBED else Answer.COMPLAIN


def irritate(irritation: float, touch: int, answer: Answer) -> float:
    """Give the irritation that a touch leaves."""
    engaged = answer in (Answer.CLICK, Answer.POSITIVE)
    irritation += (0.3 if engaged else 1.0) * PRESUMPTION[touch]
    return irritation + 1.0 if answer == Answer.NEGATIVE else irritation


def find_figures(run: Run) -> Figures:
    """Count what came out, by contact."""
    n_contacts = len(run.endings)
    answers = np.array([row[3] for row in run.log])
    endings = np.bincount(run.endings, minlength=len(Ending)) / n_contacts
    return Figures(
        touches=len(run.log) / n_contacts,
        positive=float((answers == Answer.POSITIVE).sum()) / n_contacts,
        converted=float(endings[Ending.CONVERTED]),
        unsubscribed=float(endings[Ending.UNSUBSCRIBED]),
        complained=float(endings[Ending.COMPLAINED]),
        wait_hours=24.0 * float(np.mean(run.waits)) if len(run.waits) else math.nan,
    )
