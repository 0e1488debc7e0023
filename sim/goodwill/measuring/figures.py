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

from goodwill.eventlog import FIXED, N_DETAILS, History, Kind
from goodwill.measuring.brand import sum_bookings, weigh
from goodwill.measuring.records import (
    Integers,
    Records,
    find_channels,
    find_intents,
    find_rows,
    select,
)
from goodwill.measuring.waiting import find_answer_hours, find_first_touch_hours
from goodwill.metrics import COMPENSATED, DECISIONS, METRICS, PER_THOUSAND
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
from goodwill.world import World, find_column

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
    def sent(self) -> Integers:
        """How many touches were sent, by kind of touch and Placement."""
        touched = select(self.history, Kind.TOUCHED)
        sent = np.zeros((len(self.world.touches), len(Placement)), np.int64)
        np.add.at(sent, (touched["touch"], touched["detail"]), 1)
        return sent if self.history.tally is None else sent + self.history.tally.touches

    def sent_by(self, channel: Channel) -> Integers:
        """How many touches were sent on a channel, by Placement."""
        channels = find_channels(self.world)[: len(self.sent)]
        return np.asarray(self.sent[channels == channel].sum(axis=0))

    @cached_property
    def touched_people(self) -> Integers:
        touched = select(self.history, Kind.TOUCHED)
        return np.unique(find_rows(self.world, touched["person"]))

    @cached_property
    def counts(self) -> Integers:
        """How many records there are, by kind."""
        counts = np.bincount(self.history.events["kind"], minlength=len(Kind)).astype(np.int64)
        tally = self.history.tally
        return counts if tally is None else counts + tally.kinds.sum(axis=1)

    def count_details(self, kind: Kind) -> Integers:
        """Count the records of a kind by their detail."""
        details = select(self.history, kind)["detail"]
        counts = np.bincount(details, minlength=N_DETAILS).astype(np.int64)
        return counts if self.history.tally is None else counts + self.history.tally.kinds[kind]


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
    yield "revenue", revenue
    yield "luck_deal_size", revenue - _expect_deals(world, won)
    opened = select(history, Kind.OPPORTUNITY)
    yield "opportunities", opened.size
    yield "pipeline", _expect_deals(world, opened)
    yield "meetings_agreed", run.counts[Kind.MEETING_AGREED]
    yield "meetings_held", run.counts[Kind.MEETING_HELD]
    yield "no_shows", run.counts[Kind.NO_SHOW]
    yield "clicks", run.counts[Kind.CLICKED]


def _expect_deals(world: World, records: Records) -> float:
    """Add up the means of the log-normal laws that deals with these people would be drawn from."""
    deciding = world.parameters.deciding
    factor = math.exp(deciding.deal_sigma**2 / 2.0)
    accounts = find_column(world.persons, "account")[find_rows(world, records["person"])]
    sizes = find_column(world.accounts, "size")[accounts]
    return math.fsum(deciding.deal_median[size] * factor for size in sizes.tolist())


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
    yield "touches_per_contact", _divide(int(run.sent.sum()), contacts, 0.0)
    yield "front_desk_calls", run.sent_by(Channel.PHONE)[Placement.FRONT_DESK]
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
    unkept = (0, 0) if history.tally is None else history.tally.kinds[Kind.HEARD][:2]
    yield "heard_bad", _count(heard["amount"] < 0.0) + unkept[1]
    yield "heard_good", _count(heard["amount"] > 0.0) + unkept[0]
    yield "posts", run.counts[Kind.POSTED]
    yield "posts_bad", _count(select(history, Kind.POSTED)["amount"] < 0.0)


def _measure_work(run: _Run) -> Iterator[tuple[str, float]]:
    world, history, sent = run.world, run.history, run.sent
    yield "people", len(world.persons)
    yield "contacts", _count(history.states["registered"])
    yield "people_touched", run.touched_people.size
    yield "touches", int(sent.sum())
    yield "delivered", int(sent[:, _ARRIVED].sum())
    emails, calls = run.sent_by(Channel.EMAIL), run.sent_by(Channel.PHONE)
    n_emails, n_calls = int(emails.sum()), int(calls.sum())
    yield "emails", n_emails
    yield "bounces", emails[Placement.BOUNCED]
    yield "spam_share", _divide(emails[Placement.SPAM_FOLDER], n_emails - emails[Placement.BOUNCED])
    yield "calls", n_calls
    yield "connect_rate", _divide(calls[Placement.REACHED], n_calls)
    yield "dials_per_rep_day", _divide(n_calls, count_rep_days(world), 0.0)
    rep_hours = sum(history.rep_seconds) / SECONDS_PER_HOUR
    yield "rep_hours", rep_hours
    n_sent = sent.sum(axis=1).tolist()
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
