"""The yardstick in Mesa, one agent a contact on its event scheduler, as its documentation would.

Mesa has agents and events, but no queue: reps are a count and a line of agents that wait.
"""

from __future__ import annotations

import math
from collections import deque

import mesa
from mesa.experimental.devs import DEVSimulator

from benchmarks import toy
from benchmarks.toy import Answer, Ending


class Cadence(mesa.Model):
    """The market, the pool of reps, and what has happened so far."""

    def __init__(self, n_contacts: int, seed: int, simulator: DEVSimulator) -> None:
        super().__init__(seed=seed)
        self.simulator = simulator
        self.simulator.setup(self)
        self.free_reps = toy.count_reps(n_contacts)
        self.line: deque[Contact] = deque()
        self.log: list[tuple[float, int, int, int]] = []
        self.endings = [Ending.OPEN] * n_contacts
        self.waits: list[float] = []
        arrival = 0.0
        for contact in range(n_contacts):
            arrival += self.random.expovariate(n_contacts / toy.ARRIVALS)
            simulator.schedule_event_absolute(Contact(self, contact).enrol, arrival)

    def free_rep(self) -> None:
        """Let a rep take the next contact in line, or be free."""
        if self.line:
            self.line.popleft().meet()
        else:
            self.free_reps += 1


class Contact(mesa.Agent):
    """One contact."""

    def __init__(self, model: Cadence, contact: int) -> None:
        super().__init__(model)
        self.contact = contact
        self.intent = toy.draw_intent(self.random)
        self.irritation, self.last, self.touch = 0.0, 0.0, 0

    def enrol(self) -> None:
        """Begin the cadence."""
        self.last = self.model.simulator.time
        self.wait()

    def wait(self) -> None:
        """Wait for the next touch, if there is one."""
        if self.touch == len(toy.DELAYS):
            self.remove()
            return
        delay = self.random.expovariate(1.0 / toy.DELAYS[self.touch])
        self.model.simulator.schedule_event_relative(self.answer, delay)

    def answer(self) -> None:
        """Answer a touch."""
        now = self.model.simulator.time
        self.irritation *= math.exp(-(now - self.last) / toy.FADING)
        self.last = now
        answer = toy.answer_touch(self.random, self.intent, self.irritation, self.touch)
        self.irritation = toy.irritate(self.irritation, self.touch, answer)
        self.model.log.append((now, self.contact, self.touch, answer))
        self.touch += 1
        if answer in toy.GONE:
            self.end(toy.GONE[answer])
        elif answer != Answer.POSITIVE:
            self.wait()
        elif self.model.free_reps:
            self.model.free_reps -= 1
            self.meet()
        else:
            self.model.line.append(self)

    def meet(self) -> None:
        """Begin to talk with a rep."""
        self.model.waits.append(self.model.simulator.time - self.last)
        length = self.random.expovariate(1.0 / toy.SERVICE)
        self.model.simulator.schedule_event_relative(self.part, length)

    def part(self) -> None:
        """End the talk: convert, or calm down and go on."""
        self.model.free_rep()
        if self.random.random() < toy.CONVERT[self.intent]:
            self.end(Ending.CONVERTED)
        else:
            self.irritation *= 0.5
            self.wait()

    def end(self, ending: Ending) -> None:
        """Leave the cadence for good."""
        self.model.endings[self.contact] = ending
        self.remove()


def run_toy(n_contacts: int, seed: int = 1) -> toy.Run:
    """Run the toy."""
    simulator = DEVSimulator()
    model = Cadence(n_contacts, seed, simulator)
    simulator.run_until(toy.HORIZON)
    return toy.Run(model.log, model.endings, model.waits)
