"""Write down what happened: records, bookings of goodwill, compensators."""

from __future__ import annotations

from collections import defaultdict
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from goodwill.behaviour.answering import find_firing
from goodwill.behaviour.memory import calm_down, halve, remember
from goodwill.eventlog import EVENT, FIXED, put_in_order
from goodwill.vocabulary import N_OUTCOMES, NOBODY, SECONDS_PER_DAY, Outcome

if TYPE_CHECKING:
    from goodwill.behaviour.answering import Hazards
    from goodwill.behaviour.memory import Impression
    from goodwill.engines.reference.state import Life
    from goodwill.parameters.groups import MemoryParameters

OUTCOME_NAMES = tuple(Outcome(outcome).name.lower() for outcome in range(N_OUTCOMES))


class Journal:
    """The run's memory; nothing in the model reads it."""

    def __init__(self, horizon: int, memory: MemoryParameters) -> None:
        self.horizon = horizon
        self.memory = memory
        self.rows: list[tuple[float, ...]] = []
        self.bookings: dict[tuple[int, int], list[int]] = {}
        self.compensators: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])

    def write(  # noqa: PLR0913 - one keyword a column
        self,
        life: Life,
        second: int,
        kind: int,
        *,
        touch: int = NOBODY,
        detail: int = NOBODY,
        outcome: int = NOBODY,
        cause: int = NOBODY,
        rep: int = NOBODY,
        impression: Impression | None = None,
        amount: float = 0.0,
    ) -> None:
        """Add one record about a person; its mood and what was booked come from `impression`."""
        gained, lost = (0.0, 0.0) if impression is None else (impression.gained, impression.lost)
        mood = life.relationship.mood
        if mood.since != second:
            mood = calm_down(mood, second, self.memory)
        self.rows.append(
            (
                second,
                kind,
                life.person.id,
                life.serial,
                0,
                touch,
                detail,
                outcome,
                cause,
                rep,
                mood.irritation,
                mood.goodwill,
                gained,
                lost,
                amount,
            )
        )
        life.serial += 1
        if gained or lost:
            self.book(cause, touch, second, gained, lost)

    def book(self, cause: int, touch: int, second: int, gained: float, lost: float) -> None:
        """Add a booking of goodwill to its cause, weighed until the horizon."""
        sums = self.bookings.setdefault((cause, touch), [0, 0])
        weight = remember(1.0, second, self.horizon, self.memory)
        sums[0] += round(gained * weight * FIXED)
        sums[1] += round(lost * weight * FIXED)

    def book_market(
        self, cause: int, amount: float, second: int, n_people: int, half_life: float
    ) -> None:
        """Add a shock to everybody's view of the brand, which fades night by night."""
        kept = halve(1.0, half_life)
        n_nights = (self.horizon - second) / SECONDS_PER_DAY
        held = abs(amount) * (1.0 - exp(n_nights * log(kept))) / (1.0 - kept)
        sums = self.bookings.setdefault((cause, NOBODY), [0, 0])
        sums[0 if amount > 0 else 1] += round(held * n_people * FIXED)

    def compensate(self, decision: str, hits: int, expected: float) -> None:
        """Book a sampled decision beside its expectation: the difference has mean zero."""
        sums = self.compensators[decision]
        sums[0] += hits
        sums[1] += round(expected * FIXED)

    def compensate_answer(self, outcome: int, hazards: Hazards) -> None:
        """Book what a person did about a touch beside the probabilities of all that it might."""
        scale = find_firing(hazards) * FIXED
        for candidate, hazard in enumerate(hazards):
            if hazard > 0.0:
                sums = self.compensators[OUTCOME_NAMES[candidate]]
                sums[0] += candidate == outcome
                sums[1] += round(hazard * scale)

    def events(self) -> npt.NDArray[np.void]:
        """Give all records in canonical order."""
        return put_in_order(np.array(self.rows, dtype=EVENT))

    def days(self) -> int:
        """Give the number of days of the horizon, the last one counted in full."""
        return -(-self.horizon // SECONDS_PER_DAY)
