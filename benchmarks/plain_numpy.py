"""The yardstick in NumPy, all contacts at once in steps of a day.

Each day everybody whose touch is due gets it, and the reps then work off as many talks as the day
holds, in order of request: waits for a rep come in whole days. Touches keep their own due times, so
that the delays between them stay what they are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import toy
from benchmarks.toy import Answer, Ending

Rows = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

ENGAGE, NEGATIVE = np.array(toy.ENGAGE), np.array(toy.NEGATIVE)
POSITIVE, CONVERT = np.array(toy.POSITIVE), np.array(toy.CONVERT)
PRESUMPTION, RELEVANCE = np.array(toy.PRESUMPTION), np.array(toy.RELEVANCE)
DELAYS = np.array([*toy.DELAYS, np.inf])  # after the last touch: never
ROW = np.dtype([("day", "f8"), ("contact", "i8"), ("touch", "i2"), ("answer", "i2")])


class Cadence:
    """All contacts as columns, and what has happened so far."""

    def __init__(self, n_contacts: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.last = self.rng.exponential(toy.ARRIVALS / n_contacts, n_contacts).cumsum()
        self.due = self.last + self.rng.exponential(DELAYS[0], n_contacts)
        self.intent = self.rng.choice(4, n_contacts, p=toy.SHARES)
        self.irritation = np.zeros(n_contacts)
        self.touch = np.zeros(n_contacts, np.int64)  # the next one
        self.endings = np.full(n_contacts, Ending.OPEN)
        self.line: Rows = np.empty(0, np.int64)
        self.talks_a_day = toy.count_reps(n_contacts) / toy.SERVICE
        self.log: list[npt.NDArray[Any]] = []
        self.waits: list[Numbers] = []

    def live(self, day: int) -> None:
        """Send what is due before the end of a day, then let the reps work."""
        sent = []
        while len(rows := np.flatnonzero(self.due < day + 1)):
            sent.append(self.send(rows, day))
        if sent:
            today = np.concatenate(sent)
            today = today[np.argsort(today["day"])]
            self.log.append(today)
            asking = today["contact"][today["answer"] == Answer.POSITIVE]
            self.line = np.concatenate([self.line, asking])
        n_served = self.rng.poisson(self.talks_a_day)
        self.talk(self.line[:n_served], day)
        self.line = self.line[n_served:]

    def send(self, rows: Rows, day: int) -> npt.NDArray[Any]:
        """Send some contacts their next touch, and give the rows of the log."""
        now, touch = np.maximum(self.due[rows], day), self.touch[rows]
        irritation = self.irritation[rows] * np.exp((self.last[rows] - now) / toy.FADING)
        answers = self.answer(self.intent[rows], irritation, touch)
        engaged = (answers == Answer.CLICK) | (answers == Answer.POSITIVE)
        irritation += np.where(engaged, 0.3, 1.0) * PRESUMPTION[touch]
        irritation += answers == Answer.NEGATIVE
        self.irritation[rows], self.last[rows], self.touch[rows] = irritation, now, touch + 1
        for gone, ending in toy.GONE.items():
            self.endings[rows[answers == gone]] = ending
        goes_on = (answers != Answer.POSITIVE) & (answers < Answer.UNSUBSCRIBE)
        self.due[rows] = np.inf
        self.wait(rows[goes_on])
        written = np.empty(len(rows), ROW)
        written["day"], written["contact"] = now, rows
        written["touch"], written["answer"] = touch, answers
        return written

    def answer(self, intent: Rows, irritation: Numbers, touch: Rows) -> Rows:
        """Answer one touch each."""
        pull = ENGAGE[intent] + 0.8 * RELEVANCE[touch] - 0.9 * irritation
        engages = 1.0 / (1.0 + np.exp(-pull))
        push = -5.0 + 0.8 * irritation + 0.5 * PRESUMPTION[touch] + NEGATIVE[intent]
        rejects = (1.0 - engages) / (1.0 + np.exp(-push))
        u, v = self.rng.random((2, len(intent)))
        return np.select(
            [
                (u < engages) & (v < POSITIVE[intent]),
                u < engages,
                u >= engages + rejects,
                v < toy.NEGATIVE_REPLIES,
                v < toy.UNSUBSCRIBED,
            ],
            [
                Answer.POSITIVE,
                Answer.CLICK,
                Answer.SILENCE,
                Answer.NEGATIVE,
                Answer.UNSUBSCRIBE,
            ],
            Answer.COMPLAIN,
        )

    def talk(self, rows: Rows, day: int) -> None:
        """Let reps talk with some contacts: they convert, or calm down and go on."""
        self.waits.append(day - np.floor(self.last[rows]))
        converts = self.rng.random(len(rows)) < CONVERT[self.intent[rows]]
        self.endings[rows[converts]] = Ending.CONVERTED
        self.irritation[rows[~converts]] *= 0.5
        self.wait(rows[~converts])

    def wait(self, rows: Rows) -> None:
        """Have some contacts wait for their next touch, if there is one."""
        delays = self.rng.exponential(size=len(rows)) * DELAYS[self.touch[rows]]
        self.due[rows] = self.last[rows] + delays


def run_toy(n_contacts: int, seed: int = 1) -> toy.Run:
    """Run the toy."""
    cadence = Cadence(n_contacts, seed)
    for day in range(int(toy.HORIZON)):
        cadence.live(day)
    log = np.concatenate(cadence.log)
    return toy.Run(log, cadence.endings, np.concatenate(cadence.waits))
