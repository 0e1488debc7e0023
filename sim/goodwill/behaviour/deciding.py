"""How a buyer chooses when its window closes, and what a deal is worth.

A nested logit: first whether to decide at all, then among the vendors that the person knows, the
incumbent and other competitors. Luck is one Gumbel number an alternative and buying spell.
"""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from goodwill.behaviour.people import Mood, Person
from goodwill.draws import gumbel, lognormal
from goodwill.kernels import kernel
from goodwill.parameters.groups import DecidingParameters
from goodwill.vocabulary import SECONDS_PER_HOUR, Alternative

# Compiled code takes no int() of a member.
NO_DECISION = Alternative.NO_DECISION.value
VENDOR = Alternative.VENDOR.value
INCUMBENT = Alternative.INCUMBENT.value
COMPETITOR = Alternative.COMPETITOR.value


class Standing(NamedTuple):
    """Where one vendor stands with one buyer at the end of its window."""

    known: bool
    opportunity: bool  # an opportunity is open
    answer_delay: int  # seconds from a request of this spell to its answer; negative: none
    public: float  # the brand's public standing, in goodwill


class Choice(NamedTuple):
    """What a buyer chose, and how likely this vendor was."""

    alternative: int  # Alternative
    probability: float  # of choosing the vendor


@kernel
def find_utility(
    person: Person, mood: Mood, standing: Standing, deciding: DecidingParameters
) -> float:
    """Say what a known vendor is worth to a buyer, in logits against an unknown competitor."""
    liking = mood.goodwill + standing.public
    if liking < 0.0:
        liking *= 1.0 - deciding.need_forgives * person.need
    utility = deciding.base + deciding.fit * person.fit + liking
    if standing.opportunity:
        utility += deciding.opportunity
    if standing.answer_delay >= 0:
        hours = standing.answer_delay / SECONDS_PER_HOUR
        utility += deciding.first_answer * exp(-hours / deciding.first_answer_hours)
    present = mood.familiarity / (mood.familiarity + deciding.availability_half)
    return utility + deciding.availability * present


@kernel
def decide(
    utility: float,
    known: bool,
    incumbent: bool,
    luck: tuple[float, float, float, float, float],
    deciding: DecidingParameters,
) -> Choice:
    """Let a buyer choose.

    Parameters
    ----------
    utility, known
        The vendor's worth (:func:`find_utility`), and whether it is on the list at all.
    incumbent
        There is one.
    luck
        Five uniform numbers: for deciding nothing, for deciding something, and for each of vendor,
        incumbent and competitors.
    deciding
        The weights.

    Notes
    -----
    Within the nest utilities are divided by its dissimilarity; the nest's own worth is the
    dissimilarity times the logarithm of the sum of their exponentials (McFadden 1978).
    """
    nest = deciding.nest
    vendor = exp(utility / nest) if known else 0.0
    held = exp(deciding.incumbent / nest) if incumbent else 0.0
    total = vendor + held + deciding.competitors
    if total <= 0.0:
        return Choice(NO_DECISION, 0.0)
    inclusive = nest * log(total)
    something = 1.0 / (1.0 + exp(deciding.no_decision - inclusive))
    probability = something * vendor / total
    if deciding.no_decision + gumbel(luck[0]) > inclusive + gumbel(luck[1]):
        return Choice(NO_DECISION, probability)
    best, alternative = -1e300, NO_DECISION
    if known and utility / nest + gumbel(luck[2]) > best:
        best, alternative = utility / nest + gumbel(luck[2]), VENDOR
    if incumbent and deciding.incumbent / nest + gumbel(luck[3]) > best:
        best, alternative = deciding.incumbent / nest + gumbel(luck[3]), INCUMBENT
    if deciding.competitors > 0.0 and log(deciding.competitors) + gumbel(luck[4]) > best:
        alternative = COMPETITOR
    return Choice(alternative, probability)


@kernel
def find_deal_size(u: float, size: int, deciding: DecidingParameters) -> float:
    """Draw what a won deal is worth, USD (log-normal by size of account)."""
    return lognormal(u, deciding.deal_median[size], deciding.deal_sigma)


@kernel
def find_show_probability(waited: int, no_show: float, no_show_days: float) -> float:
    """Give the probability that a person shows up after `waited` seconds; interest cools."""
    return (1.0 - no_show) * exp(-waited / 86_400.0 / no_show_days)
