"""Whether a touch gets through to the person, and what the vendor can tell of that."""

from __future__ import annotations

from math import exp

from goodwill.behaviour.people import Person
from goodwill.kernels import kernel
from goodwill.parameters.groups import NoticingParameters
from goodwill.vocabulary import SECONDS_PER_HOUR, Placement


@kernel
def find_inbox_share(complaint_rate: float, noticing: NoticingParameters) -> float:
    """Give the probability that an e-mail reaches the inbox of a sender with this complaint rate.

    Linear between the ledger's points, flat beyond them.
    """
    rates, shares = noticing.complaint_rates, noticing.inbox_share
    for point in range(1, len(rates)):
        if complaint_rate < rates[point]:
            along = (complaint_rate - rates[point - 1]) / (rates[point] - rates[point - 1])
            return shares[point - 1] + along * (shares[point] - shares[point - 1])
    return shares[len(shares) - 1]


@kernel
def find_connect_probability(
    person: Person, since_request: int, noticing: NoticingParameters
) -> float:
    """Give the probability that a call reaches the person.

    `since_request`: seconds since it asked to be called, negative where it did not: who asked
    expects the call, for a while.
    """
    unasked = noticing.connect * person.phone
    if since_request >= 0:
        hours = since_request / SECONDS_PER_HOUR
        unasked += noticing.connect_asked * exp(-hours / noticing.connect_hours)
    return min(0.95, unasked)


@kernel
def find_front_desk_probability(
    has_front_desk: bool, calls_today: int, noticing: NoticingParameters
) -> float:
    """Give the probability that a call which does not reach the person ends at the front desk.

    `calls_today`: earlier calls to the same person within 24 hours.
    """
    if not has_front_desk:
        return 0.0
    return 1.0 - (1.0 - noticing.front_desk) * exp(-calls_today / noticing.front_desk_calls)


@kernel
def place_call(
    connect: float, desk: float, u_connect: float, u_desk: float, leaves_message: bool
) -> int:
    """Decide where a call ends, given its two probabilities and two draws: a `Placement`."""
    if u_connect < connect:
        return Placement.REACHED
    if u_desk < desk:
        return Placement.FRONT_DESK
    return Placement.VOICEMAIL if leaves_message else Placement.NO_ANSWER


@kernel
def find_open_probability(person: Person, noticing: NoticingParameters) -> float:
    """Give the probability that a person itself opens an e-mail in its inbox."""
    return min(0.95, noticing.human_open * person.attention)
