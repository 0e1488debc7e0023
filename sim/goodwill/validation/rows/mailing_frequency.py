"""Row 10: what a year's revenue is at each of many frequencies of the same mail."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from goodwill.running import run
from goodwill.validation.counting import divide
from goodwill.validation.experiments import Experiment, Scenarios, Sums

WAITS = (112, 56, 42, 35, 28, 24, 20, 17, 14, 12, 10, 8, 7, 4, 1)  # days between two mails
PEOPLE = 1_000.0
MONTH = 30.0  # days
DEGREE = 4  # of the curve through revenues near the best
NEAR = 2.0  # doublings of the frequency on either side of the best that was run
FINE = 1_000  # frequencies among which the best is looked for


def live(scenarios: Scenarios, world: int) -> Sums:
    """Add up revenue at each frequency, and what of it is the luck of deals and decisions."""
    sums: dict[str, float] = {}
    for wait in WAITS:
        strategy = f"mail_every_{wait}_days"
        result = run(
            scenarios["mailing_frequency"],
            strategy,
            replication=world,
            engine="compiled",
            log="outcomes",
        )
        figures = result.metrics
        sums[f"revenue {wait}"] = figures["revenue"] - figures["luck_deal_size"]
        sums[f"wins {wait}"] = figures["conversions"]
        sums[f"luck {wait}"] = figures["luck_won"]
        sums["people"] = float(len(result.world.persons))
    return sums


def find_revenues(sums: Sums) -> dict[int, float]:
    """Give revenue per 1,000 people by days between mails, as expected of who decides when.

    Wins beyond their probabilities are taken out at the worth of an average deal.
    """
    worth = divide(
        sum(sums[f"revenue {wait}"] for wait in WAITS), sum(sums[f"wins {wait}"] for wait in WAITS)
    )
    return {
        wait: PEOPLE
        * divide(sums[f"revenue {wait}"] - worth * sums[f"luck {wait}"], sums["people"])
        for wait in WAITS
    }


def estimate(sums: Sums) -> Mapping[str, float]:
    """Hold the best frequency against the rarest, the most frequent, its half and half more.

    Revenue between the frequencies that were run is a polynomial of the logarithm of the
    frequency, by least squares over those near the best one: over all of them it would be too stiff
    to say where the best is, and a line through every point would follow luck.
    """
    revenues = find_revenues(sums)
    rates, values = -np.log2(np.array(WAITS)), np.array([revenues[one] for one in WAITS])
    near = np.abs(rates - rates[np.argmax(values)]) <= NEAR
    curve = np.polynomial.Polynomial.fit(rates[near], values[near], DEGREE)
    grid = np.linspace(rates[near][0], rates[near][-1], FINE)
    best = float(grid[int(np.argmax(curve(grid)))])
    halved, more = (float(curve(best + step)) for step in (-1.0, np.log2(1.5)))
    return {
        "best less rarest": float(curve(best)) - revenues[WAITS[0]],
        "best less most frequent": float(curve(best)) - revenues[WAITS[-1]],
        "cost of half as much less cost of half more": more - halved,
        "best": 2.0**best * MONTH,
    }


EXPERIMENT = Experiment(("mailing_frequency",), 32, live, estimate)
