"""The yardstick: a toy cadence written plainly in SimPy, one process a contact.

Eight touches at most, each answered by a coin that depends on hidden intent and fading irritation;
positive replies queue for a rep. No calendars, no log of what did not happen, no budgets, no talk.
"""

from __future__ import annotations

import math
import random
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import simpy

if TYPE_CHECKING:
    from collections.abc import Generator

DELAYS = (0.05, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0, 20.0)  # days, mean
PRESUMPTION = (0.2, 0.3, 0.8, 0.3, 1.0, 0.8, 0.4, 0.1)
RELEVANCE = (1.0, 0.6, 0.2, 0.5, -0.3, 0.2, 0.4, 0.5)
ENGAGE = (-2.2, -1.5, -0.8, -4.0)  # learner, researcher, buyer, never
NEGATIVE = (0.3, 0.0, -0.5, 0.8)
POSITIVE = (0.04, 0.12, 0.45, 0.02)
CONVERT = (0.02, 0.10, 0.45, 0.0)
SHARES = (0.50, 0.80, 0.88)  # cumulative
REJECTIONS = (("negative", 0.5), ("unsubscribe", 0.9), ("complain", 1.0))
HORIZON, ARRIVALS, FADING = 180.0, 120.0, 14.0  # days


class Cost(NamedTuple):
    """What a run took."""

    n_touches: int
    seconds: float  # CPU


class _Toy:
    def __init__(self, n_contacts: int) -> None:
        self.env = simpy.Environment()
        self.reps = simpy.Resource(self.env, max(1, round(7e-5 * n_contacts)))
        self.luck = random.Random(1)  # noqa: S311 - a toy's luck
        self.log: list[tuple[float, int, int, str]] = []

    def live(self, contact: int, arrival: float) -> Generator[simpy.Event, Any, None]:
        """Go through the cadence of one contact."""
        luck, env = self.luck, self.env
        yield env.timeout(arrival)
        intent = sum(luck.random() > share for share in SHARES)
        irritation, last = 0.0, env.now
        for step, delay in enumerate(DELAYS):
            yield env.timeout(luck.expovariate(1.0 / delay))
            irritation *= math.exp(-(env.now - last) / FADING)
            last = env.now
            pull = ENGAGE[intent] + 0.8 * RELEVANCE[step] - 0.9 * irritation
            engages = 1.0 / (1.0 + math.exp(-pull))
            push = -5.0 + 0.8 * irritation + 0.5 * PRESUMPTION[step] + NEGATIVE[intent]
            rejects = (1.0 - engages) / (1.0 + math.exp(-push))
            u = luck.random()
            if u < engages:
                answer = "positive" if luck.random() < POSITIVE[intent] else "click"
            elif u < engages + rejects:
                v = luck.random()
                answer = next(word for word, below in REJECTIONS if v < below)
            else:
                answer = "silence"
            self.log.append((env.now, contact, step, answer))
            if answer == "positive":
                with self.reps.request() as rep:
                    yield rep
                    yield env.timeout(luck.expovariate(24.0))
                if luck.random() < CONVERT[intent]:
                    return
                irritation *= 0.5
            irritation += (0.3 if u < engages else 1.0) * PRESUMPTION[step]
            if answer == "negative":
                irritation += 1.0
            elif answer in ("unsubscribe", "complain"):
                return


def run_toy(n_contacts: int) -> Cost:
    """Run the toy and say what it took."""
    toy = _Toy(n_contacts)
    began = time.process_time()
    arrival = 0.0
    for contact in range(n_contacts):
        arrival += toy.luck.expovariate(n_contacts / ARRIVALS)
        toy.env.process(toy.live(contact, arrival))
    toy.env.run(until=HORIZON)
    return Cost(len(toy.log), time.process_time() - began)
