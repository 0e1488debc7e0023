"""Trace a run through its full log: money and goodwill day by day, and who is given credit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import CONTROLS
from goodwill.errors import ResultError
from goodwill.eventlog import Kind
from goodwill.measuring.records import Records, find_rows, order_by_person, select
from goodwill.store import Result
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, Alternative

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LOOKBACK_DAYS = 90
"""Days before a deal within which a dashboard gives the last touch credit for it."""

LUCK = tuple(f"luck_{one}" for one in CONTROLS["net_value"])
"""Luck that money hangs on, as metrics of a run name it."""


class Credit(NamedTuple):
    """What a dashboard that goes by the last touch gives one kind of touch credit for."""

    touch: str | None  # None: nothing was sent to the buyer in the days before
    sent: int  # touches of this kind, whatever came of them
    deals: int
    revenue: float  # USD


class Trace(NamedTuple):
    """What came of one run, day by day and person by person.

    A run's log up to some day is what a shorter horizon would have given: each day's sums are those
    of a comparison that ends there.
    """

    revenue: Floats  # USD from the start to the end of each day, shape (days,)
    cost: Floats  # of touches and rep hours, USD, likewise
    goodwill: Floats  # the whole market's mean at the end of each day
    sales: Integers  # deals by person, in the order of the ids
    luck: Floats  # of the whole run, as LUCK names it
    credits: tuple[Credit, ...]  # all kinds of touches that were sent, and None where it has deals

    @property
    def money(self) -> Floats:
        """Give profit from the start to the end of each day, USD."""
        return np.asarray(self.revenue - self.cost)


def trace(result: Result) -> Trace:
    """Trace a run.

    Parameters
    ----------
    result
        With its full log.

    Raises
    ------
    ResultError
        Its log was shortened: touches are not in it.
    """
    world, history = result.world, result.history
    if history.tally is not None:
        raise ResultError(f"{world.name}: a shortened log cannot be traced. Keep the full log.")
    decided = select(history, Kind.DECIDED)
    won = decided[decided["detail"] == Alternative.VENDOR]
    touched, released = select(history, Kind.TOUCHED), select(history, Kind.RELEASED)
    n_days, n_people = -(-world.horizon // SECONDS_PER_DAY), len(world.persons)
    costs = np.array([touch.cost for touch in world.touches] or [0.0])[touched["touch"]]
    hours = released["detail"] / SECONDS_PER_HOUR * world.parameters.vendor.rep_hour_cost
    spent = _sum_by_day(touched, costs, n_days) + _sum_by_day(released, hours, n_days)
    return Trace(
        _sum_by_day(won, won["amount"], n_days).cumsum(),
        spent.cumsum(),
        _follow_goodwill(result),
        np.bincount(find_rows(world, won["person"]), minlength=n_people).astype(np.int64),
        np.array([result.metrics[one] for one in LUCK]),
        _give_credit(touched, won, [touch.name for touch in world.touches]),
    )


def _sum_by_day(records: Records, amounts: Floats, n_days: int) -> Floats:
    sums = np.bincount(records["second"] // SECONDS_PER_DAY, amounts, n_days)[:n_days]
    return sums.astype(np.float64)


def _follow_goodwill(result: Result) -> Floats:
    """Add up all bookings, each faded to the end of the day in question."""
    world, events = result.world, result.history.events
    n_days = -(-world.horizon // SECONDS_PER_DAY)
    half_life = world.parameters.memory.goodwill_days
    ends = np.minimum(np.arange(1, n_days + 1) * SECONDS_PER_DAY, world.horizon)
    days = events["second"] // SECONDS_PER_DAY
    ages = (ends[days] - events["second"]) / SECONDS_PER_DAY
    booked = np.bincount(days, (events["gained"] - events["lost"]) * 0.5 ** (ages / half_life))
    kept = 0.5 ** (np.diff(ends, prepend=0) / SECONDS_PER_DAY / half_life)
    levels, level = np.zeros(n_days), 0.0
    for day in range(n_days):
        level = level * kept[day] + (float(booked[day]) if day < booked.size else 0.0)
        levels[day] = level / max(1, len(world.persons))
    return levels


def _give_credit(touched: Records, won: Records, names: list[str]) -> tuple[Credit, ...]:
    """Give each deal to the last touch of the buyer before it, if that is not too long ago."""
    both = np.concatenate([touched, won])
    ordered = both.take(order_by_person(both))
    sold = ordered["kind"] == Kind.DECIDED
    last = np.maximum.accumulate(np.where(sold, -1, np.arange(ordered.size)))
    before = ordered.take(last)
    waited = ordered["second"] - before["second"]
    credited = (
        (last >= 0)
        & (before["person"] == ordered["person"])
        & (waited <= LOOKBACK_DAYS * SECONDS_PER_DAY)
    )
    # One more than there are kinds: nobody's.
    owners = np.where(credited, before["touch"], len(names))[sold].astype(np.int64)
    n_kinds = len(names) + 1
    sent = np.bincount(touched["touch"], minlength=n_kinds)
    deals = np.bincount(owners, minlength=n_kinds)
    revenue = np.bincount(owners, ordered["amount"][sold], n_kinds)
    rows = zip([*names, None], sent.tolist(), deals.tolist(), revenue.tolist(), strict=True)
    found = [Credit(*row) for row in rows]
    return tuple(one for one in found if one.sent or one.deals)
