"""What people tell of an experience, and what those who hear it make of it."""

from __future__ import annotations

from goodwill.behaviour.people import Person
from goodwill.kernels import kernel
from goodwill.parameters.groups import TalkingParameters


@kernel
def find_telling(
    amount: float, person: Person, gap: float, preaches: float, talking: TalkingParameters
) -> float:
    """Give the mean number of people who are told of an experience.

    Parameters
    ----------
    amount
        Goodwill booked at one time, signed.
    person
        Who tells: its reach.
    gap
        The presumption gap of the touch, 0 where none was involved: who preaches the opposite is
        told of more.
    preaches
        0-1: how loudly the vendor preaches inbound and nurturing.
    talking
        The weights.

    Returns
    -------
    float
        Mean of a Poisson number; 0 for what is not worth telling.
    """
    if amount <= -talking.sharp_bad:
        rate = talking.rate_bad
        if gap > 0.0:
            rate *= 1.0 + talking.promise_told * preaches
        return rate * person.reach * min(-amount, talking.strength_ceiling)
    if amount >= talking.sharp_good:
        return talking.rate_good * person.reach * min(amount, talking.strength_ceiling)
    return 0.0


@kernel
def find_hearsay(amount: float, colleague: bool, talking: TalkingParameters) -> float:
    """Say how much goodwill a hearer books of a teller's experience (signed)."""
    strength = min(max(amount, -talking.strength_ceiling), talking.strength_ceiling)
    credibility = talking.credibility_bad if amount < 0.0 else talking.credibility_good
    if colleague:
        credibility = min(1.0, credibility * talking.colleague)
    return credibility * strength


@kernel
def find_post_probability(amount: float, talking: TalkingParameters) -> float:
    """Give the probability that a sharp experience becomes a public post."""
    strength = min(abs(amount), talking.strength_ceiling)
    sharp = amount <= -talking.sharp_bad or amount >= talking.sharp_good
    return min(1.0, talking.post * strength) if sharp else 0.0
