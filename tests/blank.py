"""Parts of worlds with nothing in them, for tests to put something in."""

from __future__ import annotations

from goodwill.behaviour.answering import Appeal, find_appeal
from goodwill.behaviour.people import TouchKind
from goodwill.parameters import Parameters
from goodwill.strategy import Plan, Pressure, ReplyPolicy
from goodwill.vocabulary import N_OUTCOMES, NOBODY, Ask, Channel, Claim, ReplyAction, Sender, Tone
from goodwill.world import Couplings

NO_COUPLINGS = Couplings(*([False] * len(Couplings._fields)))
NO_PRESSURE = Pressure(days=0, wait_factor=1.0, presumption=0, threshold_factor=1.0)
PATIENT = (ReplyPolicy(int(ReplyAction.PUSH_ON), NOBODY, 0),) * N_OUTCOMES

TOUCH = TouchKind(
    name="touch",
    channel=int(Channel.SOCIAL),
    sender=int(Sender.AUTOMATION),
    presumption=0,
    usefulness=0.0,
    relevance=1.0,
    personalisation=1.0,
    ask=int(Ask.NOTHING),
    tone=int(Tone.PLAIN),
    claim=int(Claim.NONE),
    region=NOBODY,
    minutes=0.0,
    cost=0.0,
    recycled=False,
    bait=False,
    voicemail=False,
    retort=False,
    apology=False,
    fulfils=False,
)
"""A touch that always arrives, and does nothing."""

IDLE = Plan(
    name="idle",
    description="",
    enrolment=(),
    cadences=(),
    switches=(),
    replies=PATIENT,
    suppression=(),
    caps=(),
    pressure=NO_PRESSURE,
    answer_touch=NOBODY,
    automation_a_day=NOBODY,
    calls_a_day=NOBODY,
)
"""Sends nothing."""


def find_appeals(touch: TouchKind, parameters: Parameters) -> Appeal:
    """Give what a kind of touch adds to each log hazard."""
    appeals = [find_appeal(outcome, touch, parameters.answering) for outcome in range(N_OUTCOMES)]
    return tuple(appeals)  # type: ignore[return-value]
