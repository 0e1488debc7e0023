"""The yardstick in SimPy, one process a contact, as its documentation would write it."""

from __future__ import annotations

import math
import random
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks import toy
from benchmarks.toy import Answer, Ending


class Cadence:
    """An environment, a pool of reps, and what has happened so far."""

    def __init__(self, n_contacts: int, seed: int) -> None:
        self.env = simpy.Environment()
        self.reps = simpy.Resource(self.env, toy.count_reps(n_contacts))
        self.luck = random.Random(seed)  # noqa: S311 - a toy's luck
        self.log: list[tuple[float, int, int, int]] = []
        self.endings = [Ending.OPEN] * n_contacts
        self.waits: list[float] = []

    def live(self, contact: int, arrival: float) -> Generator[simpy.Event, Any, None]:
        """Go through the cadence of one contact."""
        luck, env = self.luck, self.env
        yield env.timeout(arrival)
        intent = toy.draw_intent(luck)
        irritation, last = 0.0, env.now
        for touch, delay in enumerate(toy.DELAYS):
            yield env.timeout(luck.expovariate(1.0 / delay))
            irritation *= math.exp(-(env.now - last) / toy.FADING)
            last = env.now
            answer = toy.answer_touch(luck, intent, irritation, touch)
            irritation = toy.irritate(irritation, touch, answer)
            self.log.append((env.now, contact, touch, answer))
            if answer in toy.GONE:
                self.endings[contact] = toy.GONE[answer]
                return
            if answer == Answer.POSITIVE:
                with self.reps.request() as rep:
                    yield rep
                    self.waits.append(env.now - last)
                    yield env.timeout(luck.expovariate(1.0 / toy.SERVICE))
                if luck.random() < toy.CONVERT[intent]:
                    self.endings[contact] = Ending.CONVERTED
                    return
                irritation *= 0.5


def run_toy(n_contacts: int, seed: int = 1) -> toy.Run:
    """Run the toy."""
    cadence = Cadence(n_contacts, seed)
    arrival = 0.0
    for contact in range(n_contacts):
        arrival += cadence.luck.expovariate(n_contacts / toy.ARRIVALS)
        cadence.env.process(cadence.live(contact, arrival))
    cadence.env.run(until=toy.HORIZON)
    return toy.Run(cadence.log, cadence.endings, cadence.waits)
