"""What a person does about a delivered touch: hazards, and the budgets that they spend.

Every outcome has a hidden budget, a unit exponential. Hazards accrue in proportion within a touch;
the budget that runs out first fires, the others are charged for the part of the touch before that.
The law is that of independent competing exponentials at each touch, yet a person's fate does not
depend on how many touches a strategy used.
"""

from __future__ import annotations

from math import exp, inf
from typing import NamedTuple

from goodwill.behaviour.people import Mood, Person, Setting, TouchKind
from goodwill.kernels import kernel
from goodwill.parameters.groups import AnsweringParameters
from goodwill.vocabulary import N_OUTCOMES, Ask, Channel, Outcome, Sender

N_CHANNELS = 7
N_BUDGETS = N_OUTCOMES + N_CHANNELS - 1  # opt-outs have one a channel

ALMOST_NOTHING = 1e-4
CERTAIN = 20.0  # a log hazard that no budget survives; beyond it exp would overflow
SILENCE = Outcome.SILENCE.value  # compiled code takes no int() of a member

Appeal = tuple[float, float, float, float, float, float, float, float]  # one log hazard an Outcome


class Hazards(NamedTuple):
    """Cause-specific hazards of one touch, in the order of :class:`Outcome`; each >= 0."""

    complaint: float
    opt_out: float
    angry_reply: float
    not_interested: float
    neutral_reply: float
    click: float
    interested: float
    declined: float


class Spending(NamedTuple):
    """What a touch did to the budgets."""

    outcome: int  # Outcome
    share: float  # how much of the touch was lived through: 1 where nothing fired


@kernel
def find_budget(outcome: int, channel: int) -> int:
    """Say which budget an outcome spends; a voicemail opts out of the phone."""
    if outcome != Outcome.OPT_OUT:
        return outcome
    heard = Channel.PHONE if channel == Channel.VOICEMAIL else channel
    return Outcome.OPT_OUT if heard == Channel.EMAIL else N_OUTCOMES - 1 + heard


@kernel
def may_happen(outcome: int, touch: TouchKind) -> bool:
    """Say whether an outcome is possible at all for this kind of touch."""
    if outcome == Outcome.COMPLAINT:
        return touch.channel in (Channel.EMAIL, Channel.SMS)
    if outcome == Outcome.CLICK:
        return touch.usefulness > 0.0 and touch.channel not in (Channel.PHONE, Channel.VOICEMAIL)
    if outcome == Outcome.INTERESTED:
        return touch.ask in (Ask.MEETING, Ask.FREE_OFFER)
    if outcome == Outcome.DECLINED:
        return touch.ask == Ask.MEETING
    return True


@kernel
def find_appeal(outcome: int, touch: TouchKind, answering: AnsweringParameters) -> float:
    """Add up the part of one log hazard that depends on the kind of touch alone.

    Minus infinity where the outcome is not possible. Worked out once a kind.
    """
    if not may_happen(outcome, touch):
        return -inf
    appeal = (
        answering.base[outcome]
        + answering.usefulness[outcome] * touch.usefulness
        + answering.channel[touch.channel][outcome]
        + answering.tone[touch.tone][outcome]
    )
    if outcome == Outcome.INTERESTED and touch.ask == Ask.FREE_OFFER:
        appeal += answering.free_offer
    if outcome == Outcome.NEUTRAL_REPLY and touch.ask == Ask.QUESTION:
        appeal += answering.question
    if outcome == Outcome.NOT_INTERESTED and touch.ask == Ask.MEETING:
        appeal += answering.ask_declined
    return appeal


@kernel
def find_hazard(
    outcome: int, appeal: float, mood: Mood, setting: Setting, answering: AnsweringParameters
) -> float:
    """Give one outcome's hazard for a person of average frailty; linear in the exponent."""
    if appeal == -inf:
        return 0.0
    irritation = min(mood.irritation, answering.irritation_ceiling)
    log_hazard = (
        appeal
        + answering.irritation[outcome] * irritation
        + answering.goodwill[outcome] * mood.goodwill
        + answering.gap[outcome] * setting.gap
        + answering.relevance[outcome] * setting.relevance
    )
    return setting.attention * exp(min(log_hazard, CERTAIN))


@kernel
def find_hazards(
    appeal: Appeal,
    mood: Mood,
    person: Person,
    touch: TouchKind,
    setting: Setting,
    answering: AnsweringParameters,
) -> Hazards:
    """Give the hazards of all outcomes of one touch.

    Parameters
    ----------
    appeal
        What :func:`find_appeal` gives for each outcome of this kind of touch.
    mood
        As of the second of delivery, before the touch has left any impression.
    person, touch, setting
        Who, what and how.
    answering
        The weights.
    """
    shy = 1.0
    if touch.sender != Sender.AUTOMATION and person.reticence > 0.0:
        shy = exp(-answering.reticence * person.reticence)
    willing = 0.0
    if touch.ask == Ask.MEETING:
        willing = answering.meeting_readiness * min(setting.presumption, setting.readiness)
    elif touch.ask == Ask.FREE_OFFER:
        willing = answering.refused_asks * min(setting.refused_asks, 3)
    frailty = person.frailty
    return Hazards(
        find_hazard(0, appeal[0], mood, setting, answering) * frailty,
        find_hazard(1, appeal[1], mood, setting, answering) * frailty,
        find_hazard(2, appeal[2], mood, setting, answering) * frailty,
        find_hazard(3, appeal[3], mood, setting, answering) * frailty * shy,
        find_hazard(4, appeal[4], mood, setting, answering) * shy,
        find_hazard(5, appeal[5], mood, setting, answering),
        find_hazard(6, appeal[6] + willing, mood, setting, answering),
        find_hazard(7, appeal[7], mood, setting, answering) * frailty * shy,
    )


@kernel
def spend(budgets: Hazards, hazards: Hazards) -> Spending:
    """Find which budget runs out first within a touch.

    Parameters
    ----------
    budgets
        What is left of each outcome's budget (for opt-outs: of the touch's channel), > 0.
    hazards
        What the touch would charge in full.

    Returns
    -------
    Spending
        Every budget is to be charged ``share`` times its hazard; the winner then starts anew.

    Notes
    -----
    The smallest ``budget / hazard`` below 1 fires. Charging the losers in full would distort the
    law; so would any fixed priority among outcomes.
    """
    outcome, share = SILENCE, 1.0
    for candidate in range(N_OUTCOMES):
        if hazards[candidate] > 0.0:
            reached = budgets[candidate] / hazards[candidate]
            if reached < share:
                outcome, share = candidate, reached
    return Spending(outcome, share)


@kernel
def find_firing(hazards: Hazards) -> float:
    """Give the factor that turns each hazard of a touch into the probability of its outcome.

    With independent exponential budgets, outcome j fires with probability h_j / H (1 - exp(-H)),
    H being the sum of all hazards; 1 in the limit of no hazard at all.
    """
    total = 0.0
    for hazard in hazards:
        total += hazard
    if total < ALMOST_NOTHING:  # where 1 - exp loses its digits
        return 1.0 - total / 2.0 + total * total / 6.0
    return (1.0 - exp(-total)) / total


@kernel
def find_probability(outcome: int, hazards: Hazards) -> float:
    """Give the probability that `outcome` is what a touch with these hazards leads to."""
    if outcome == Outcome.SILENCE:
        total = 0.0
        for hazard in hazards:
            total += hazard
        return exp(-total)
    return hazards[outcome] * find_firing(hazards)
