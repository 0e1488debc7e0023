"""Row 7: who inquires, and has bought from somebody so many months later."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from goodwill.eventlog import Kind
from goodwill.running import run
from goodwill.store import Result
from goodwill.validation.counting import Events, divide, select
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Inbound

ENTRY = 91 * SECONDS_PER_DAY  # those who inquire in the first quarter are watched for a year
_MONTHS = {3: 91, 6: 182, 12: 365}


_PRODUCT = (Inbound.PRICING_VISIT, Inbound.FREE_TRIAL, Inbound.DEMO_REQUEST)


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count those who ask about the product in the first quarter, and those who have bought.

    A download of a paper is no inquiry about a product; those who register for anything at all are
    counted beside.
    """
    result = run(scenarios["inquirers"], replication=world, engine="compiled")
    visits = select(result, Kind.VISIT)
    inquiries = visits[np.isin(visits["detail"], _PRODUCT)]
    return _follow(result, "inquired", inquiries) | _follow(
        result, "registered", select(result, Kind.REGISTERED)
    )


def _follow(result: Result, name: str, entries: Events) -> dict[str, float]:
    """Count who enters in the first quarter, and who has bought so many months later."""
    decided = select(result, Kind.DECIDED)
    bought = decided[decided["detail"] != Alternative.NO_DECISION]
    buyers, at = np.unique(
        bought["person"], return_index=True
    )  # in the order of the log: the first
    persons, first = np.unique(entries["person"], return_index=True)
    entered = entries["second"][first]
    persons, entered = persons[entered < ENTRY], entered[entered < ENTRY]
    waits = np.full(persons.size, -1)
    _, who, whose = np.intersect1d(persons, buyers, assume_unique=True, return_indices=True)
    waits[who] = bought["second"][at][whose] - entered[who]
    counts = {
        f"{name}, within {months}": float(((waits >= 0) & (waits <= days * SECONDS_PER_DAY)).sum())
        for months, days in _MONTHS.items()
    }
    return counts | {name: float(persons.size)}


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give the shares that have bought, from whomever."""
    shares = {
        f"within {months} months": 100
        * divide(sums[f"inquired, within {months}"], sums["inquired"])
        for months in _MONTHS
    }
    registered = 100 * divide(sums["registered, within 12"], sums["registered"])
    return shares | {"registered for anything, within 12 months": registered}


EXPERIMENT = Experiment(("inquirers",), 20, live, estimate)
