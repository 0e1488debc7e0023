"""The yardstick in salabim, one component a contact, as its documentation would write it."""

from __future__ import annotations

import math
import random

import salabim as sim

from benchmarks import toy
from benchmarks.toy import Answer, Ending


class Cadence:
    """An environment, a pool of reps, and what has happened so far."""

    def __init__(self, n_contacts: int, seed: int) -> None:
        self.env = sim.Environment(random_seed=seed, time_unit="days", yieldless=True)
        self.reps = sim.Resource("reps", capacity=toy.count_reps(n_contacts), env=self.env)
        self.luck = random.Random(seed)  # noqa: S311 - a toy's luck
        self.log: list[tuple[float, int, int, int]] = []
        self.endings = [Ending.OPEN] * n_contacts
        self.waits: list[float] = []


class Contact(sim.Component):
    """One contact, from its enrolment on."""

    def setup(self, cadence: Cadence, contact: int) -> None:
        """Take what salabim passes on."""
        self.cadence, self.contact = cadence, contact

    def process(self) -> None:
        """Go through the cadence."""
        cadence, luck = self.cadence, self.cadence.luck
        intent = toy.draw_intent(luck)
        irritation, last = 0.0, self.env.now()
        for touch, delay in enumerate(toy.DELAYS):
            self.hold(luck.expovariate(1.0 / delay))
            irritation *= math.exp(-(self.env.now() - last) / toy.FADING)
            last = self.env.now()
            answer = toy.answer_touch(luck, intent, irritation, touch)
            irritation = toy.irritate(irritation, touch, answer)
            cadence.log.append((last, self.contact, touch, answer))
            if answer in toy.GONE:
                cadence.endings[self.contact] = toy.GONE[answer]
                return
            if answer == Answer.POSITIVE:
                self.request(cadence.reps)
                cadence.waits.append(self.env.now() - last)
                self.hold(luck.expovariate(1.0 / toy.SERVICE))
                self.release()
                if luck.random() < toy.CONVERT[intent]:
                    cadence.endings[self.contact] = Ending.CONVERTED
                    return
                irritation *= 0.5


def run_toy(n_contacts: int, seed: int = 1) -> toy.Run:
    """Run the toy."""
    cadence = Cadence(n_contacts, seed)
    arrival = 0.0
    for contact in range(n_contacts):
        arrival += cadence.luck.expovariate(n_contacts / toy.ARRIVALS)
        Contact(cadence=cadence, contact=contact, at=arrival, env=cadence.env)
    cadence.env.run(till=toy.HORIZON)
    return toy.Run(cadence.log, cadence.endings, cadence.waits)
