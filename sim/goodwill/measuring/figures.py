"""Measure one run: every figure of merit that a world and its history give.

Sums are of whole numbers or exact (``fsum``): the order in which records stand changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodwill.eventlog import FIXED, History, Kind
from goodwill.measuring.brand import sum_bookings, weigh
from goodwill.measuring.metrics import COMPENSATED, DECISIONS, METRICS, PER_THOUSAND
from goodwill.measuring.records import (
    Integers,
    Records,
    find_channels,
    find_intents,
    find_rows,
    select,
)
from goodwill.measuring.waiting import find_answer_hours, find_first_touch_hours
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Alternative,
    Channel,
    Inbound,
    Intent,
    Outcome,
    Placement,
    Reason,
)
from goodwill.world import World

_WORDS_OF_REPLIES = {
    "angry_replies": Outcome.ANGRY_REPLY,
    "not_interested": Outcome.NOT_INTERESTED,
    "neutral_replies": Outcome.NEUTRAL_REPLY,
    "interested_replies": Outcome.INTERESTED,
    "declined": Outcome.DECLINED,
}
_ARRIVED = (Placement.REACHED, Placement.VOICEMAIL, Placement.SPAM_FOLDER)


def measure(world: World, history: History) -> dict[str, float]:
    """Give all figures of merit of a run.

    Parameters
    ----------
    world, history
        What went in, and what an engine made of it.

    Returns
    -------
    dict of str to float
        By name, in the order of :data:`~goodwill.measuring.METRICS`, which has their units and
        meanings. A figure that has no value is nan, such as a median of nothing; a rate per
        delivered touch is 0 where nothing was delivered.
    """
    run = _Run(world, history)
    figures: dict[str, float] = {}
    for part in (_measure_sales, _measure_inbound, _measure_anger, _measure_brand, _measure_work):
        figures.update(part(run))
    figures["profit"] = figures["revenue"] - figures["cost"]
    for name in PER_THOUSAND:
        figures[f"{name}_per_1000"] = _divide(1_000 * figures[name], figures["delivered"], 0.0)
    for decision in DECISIONS:
        hits, expected = history.compensators.get(decision, (0, 0))
        figures[f"luck_{decision}"] = (int(hits) * FIXED - int(expected)) / FIXED
    for name, decision in COMPENSATED.items():
        figures[f"{name}_compensated"] = figures[name] - figures[f"luck_{decision}"]
    return {name: float(figures[name]) for name in METRICS}


@dataclass(frozen=True)
class _Run:
    """A history with the columns that several figures need."""

    world: World
    history: History

    @cached_property
    def sent(self) -> Records:
        return select(self.history, Kind.TOUCHED)

    @cached_property
    def channels(self) -> Integers:
        return np.asarray(find_channels(self.world)[self.sent["touch"]])

    @cached_property
    def calls(self) -> Records:
        return np.asarray(self.sent[self.channels == Channel.PHONE])

    @cached_property
    def touched_people(self) -> Integers:
        return np.unique(find_rows(self.world, self.sent["person"]))

    @cached_property
    def counts(self) -> Integers:
        """How many records there are, by kind."""
        return np.bincount(self.history.events["kind"], minlength=len(Kind)).astype(np.int64)

    def count_details(self, kind: Kind) -> Integers:
        """Count the records of a kind by their detail."""
        return np.bincount(select(self.history, kind)["detail"], minlength=16).astype(np.int64)


def _count(chosen: npt.NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(chosen))


def _divide(amount: float, by: float, otherwise: float = math.nan) -> float:
    return amount / by if by else otherwise


def _measure_sales(run: _Run) -> Iterator[tuple[str, float]]:
    world, history = run.world, run.history
    decided = select(history, Kind.DECIDED)
    won = decided[decided["detail"] == Alternative.VENDOR]
    untouched = ~np.isin(find_rows(world, won["person"]), run.touched_people)
    yield "conversions", won.size
    yield "conversions_untouched", _count(untouched)
    revenue = math.fsum(won["amount"].tolist())
    buyers = find_rows(world, won["person"]).tolist()
    yield "revenue", revenue
    yield "luck_deal_size", revenue - math.fsum(_expect_deal(world, row) for row in buyers)
    opened = find_rows(world, select(history, Kind.OPPORTUNITY)["person"])
    yield "opportunities", opened.size
    yield "pipeline", math.fsum(_expect_deal(world, row) for row in opened.tolist())
    yield "meetings_agreed", run.counts[Kind.MEETING_AGREED]
    yield "meetings_held", run.counts[Kind.MEETING_HELD]
    yield "no_shows", run.counts[Kind.NO_SHOW]
    yield "clicks", run.counts[Kind.CLICKED]


def _expect_deal(world: World, row: int) -> float:
    """Give the mean of the log-normal law that a deal with this person would be drawn from."""
    deciding = world.parameters.deciding
    size = world.accounts[world.persons[row].account].size
    return deciding.deal_median[size] * math.exp(deciding.deal_sigma**2 / 2.0)


def _measure_inbound(run: _Run) -> Iterator[tuple[str, float]]:
    answers = find_answer_hours(run.world, run.history)
    waits = find_first_touch_hours(run.history)
    yield "visits", run.counts[Kind.VISIT]
    yield "reads", run.counts[Kind.READ]
    yield "registrations", run.counts[Kind.REGISTERED]
    yield "requests", run.count_details(Kind.VISIT)[Inbound.DEMO_REQUEST]
    yield "requests_answered", len(answers)
    yield "requests_neglected", run.counts[Kind.NEGLECTED]
    yield "median_hours_to_answer", float(np.median(answers)) if answers else math.nan
    yield "median_hours_to_first_touch", float(np.median(waits)) if waits else math.nan


def _measure_anger(run: _Run) -> Iterator[tuple[str, float]]:
    world, history = run.world, run.history
    replies = run.count_details(Kind.REPLIED)
    for name, outcome in _WORDS_OF_REPLIES.items():
        yield name, replies[outcome]
    yield "opt_outs", run.counts[Kind.OPTED_OUT]
    yield "complaints", run.counts[Kind.COMPLAINED]
    changes = history._replace(events=select(history, Kind.INTENT, Kind.ENROLLED))
    enrolled = changes.events["kind"] == Kind.ENROLLED
    learning = find_intents(world, changes) == Intent.LEARNING
    yield "learners_enrolled", np.unique(changes.events["person"][enrolled & learning]).size
    contacts = _count(history.states["registered"])
    yield "touches_per_contact", _divide(run.sent.size, contacts, 0.0)
    yield "front_desk_calls", _count(run.calls["detail"] == Placement.FRONT_DESK)
    yield "billed", run.counts[Kind.BILLED]


def _measure_brand(run: _Run) -> Iterator[tuple[str, float]]:
    world, history = run.world, run.history
    gained, lost = sum_bookings(history)
    yield "brand_net", weigh(world, gained - lost)
    yield "brand_lift", weigh(world, gained)
    yield "brand_damage", weigh(world, lost)
    n_people = max(1, len(world.persons))
    yield "mean_goodwill_end", math.fsum(history.states["goodwill"].tolist()) / n_people
    yield "mean_irritation_end", math.fsum(history.states["irritation"].tolist()) / n_people
    yield "standing_end", history.standing_by_day[-1] if history.standing_by_day else 0.0
    told = select(history, Kind.TOLD)
    yield "told_bad", int(told["detail"][told["amount"] < 0.0].sum())
    yield "told_good", int(told["detail"][told["amount"] > 0.0].sum())
    heard = select(history, Kind.HEARD)
    yield "heard_bad", _count(heard["amount"] < 0.0)
    yield "heard_good", _count(heard["amount"] > 0.0)
    yield "posts", run.counts[Kind.POSTED]
    yield "posts_bad", _count(select(history, Kind.POSTED)["amount"] < 0.0)


def _measure_work(run: _Run) -> Iterator[tuple[str, float]]:
    world, history, sent = run.world, run.history, run.sent
    yield "people", len(world.persons)
    yield "contacts", _count(history.states["registered"])
    yield "people_touched", run.touched_people.size
    yield "touches", sent.size
    yield "delivered", _count(np.isin(sent["detail"], _ARRIVED))
    places = np.bincount(sent["detail"][run.channels == Channel.EMAIL], minlength=len(Placement))
    n_emails, n_bounced = int(places.sum()), int(places[Placement.BOUNCED])
    yield "emails", n_emails
    yield "bounces", n_bounced
    yield "spam_share", _divide(int(places[Placement.SPAM_FOLDER]), n_emails - n_bounced)
    n_connected = _count(run.calls["detail"] == Placement.REACHED)
    yield "calls", run.calls.size
    yield "connect_rate", _divide(n_connected, run.calls.size)
    yield "dials_per_rep_day", _divide(run.calls.size, count_rep_days(world), 0.0)
    rep_hours = sum(history.rep_seconds) / SECONDS_PER_HOUR
    yield "rep_hours", rep_hours
    n_sent = np.bincount(sent["touch"], minlength=len(world.touches)).tolist()
    costs = [n * touch.cost for n, touch in zip(n_sent, world.touches, strict=True)]
    yield "cost", math.fsum([*costs, rep_hours * world.parameters.vendor.rep_hour_cost])
    queues = history.queue_by_day
    yield "mean_rep_queue", _divide(sum(queues), len(queues), 0.0)
    withheld = run.count_details(Kind.WITHHELD)
    yield "withheld", run.counts[Kind.WITHHELD]
    for reason in Reason:
        yield f"withheld_{reason.name.lower()}", withheld[reason]


def count_rep_days(world: World) -> int:
    """Count the working days of all reps within the horizon, by the calendar in UTC."""
    n_days = -(-world.horizon // SECONDS_PER_DAY)
    weekdays = [(world.weekday + day) % 7 for day in range(n_days)]
    return sum(rep.weekdays >> weekday & 1 for rep in world.reps for weekday in weekdays)
