"""Every figure is what a slow count of the log gives, in whatever order the log stands."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.draws import lognormal
from goodwill.eventlog import EVENT, FIXED, Event, Kind, put_in_order
from goodwill.measuring import METRICS, measure
from goodwill.measuring.figures import count_rep_days
from goodwill.metrics import COMPENSATED
from goodwill.running import Result
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    Alternative,
    Channel,
    Inbound,
    Outcome,
    Placement,
    Reason,
)


def list_events(result: Result) -> list[dict[str, Any]]:
    """Give the log as dictionaries."""
    names = EVENT.names or ()
    return [dict(zip(names, row, strict=True)) for row in result.history.events.tolist()]


def measure_events(result: Result, *events: Event) -> dict[str, float]:
    """Measure a run of which these are the only records."""
    records = put_in_order(np.array([tuple(event) for event in events], dtype=EVENT))
    return measure(result.world, result.history._replace(events=records))


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_records_changes_no_figure(pursued: Result, seed: int) -> None:
    history = pursued.history
    shuffled = np.random.default_rng(seed).permutation(history.events)
    again = measure(pursued.world, history._replace(events=shuffled))
    assert repr(again) == repr(pursued.metrics)


def test_counts_are_those_of_the_log(pursued: Result) -> None:
    events, metrics = list_events(pursued), pursued.metrics
    kinds = Counter(event["kind"] for event in events)
    details = Counter((event["kind"], event["detail"]) for event in events)
    for name, kind in {
        "touches": Kind.TOUCHED,
        "withheld": Kind.WITHHELD,
        "visits": Kind.VISIT,
        "reads": Kind.READ,
        "opportunities": Kind.OPPORTUNITY,
        "meetings_held": Kind.MEETING_HELD,
        "no_shows": Kind.NO_SHOW,
        "clicks": Kind.CLICKED,
        "opt_outs": Kind.OPTED_OUT,
        "complaints": Kind.COMPLAINED,
        "posts": Kind.POSTED,
    }.items():
        assert metrics[name] == kinds[kind], name
    assert metrics["angry_replies"] == details[Kind.REPLIED, Outcome.ANGRY_REPLY] > 0
    assert metrics["not_interested"] == details[Kind.REPLIED, Outcome.NOT_INTERESTED]
    assert metrics["conversions"] == details[Kind.DECIDED, Alternative.VENDOR] > 0
    assert metrics["requests"] == details[Kind.VISIT, Inbound.DEMO_REQUEST]
    for reason in Reason:
        withheld = metrics[f"withheld_{reason.name.lower()}"]
        assert withheld == details[Kind.WITHHELD, reason], reason


def test_told_is_the_number_of_those_who_were_told(pursued: Result) -> None:
    told = [event for event in list_events(pursued) if event["kind"] == Kind.TOLD]
    bad = sum(event["detail"] for event in told if event["amount"] < 0)
    assert pursued.metrics["told_bad"] == bad > 0
    assert pursued.metrics["told_good"] == sum(event["detail"] for event in told) - bad


def test_money_is_the_deals_less_touches_and_hours(pursued: Result) -> None:
    world, events, metrics = pursued.world, list_events(pursued), pursued.metrics
    deals = [event["amount"] for event in events if event["kind"] == Kind.DECIDED]
    assert metrics["revenue"] == math.fsum(deals) > 0
    costs = [world.touches[one["touch"]].cost for one in events if one["kind"] == Kind.TOUCHED]
    hours = sum(one["detail"] for one in events if one["kind"] == Kind.RELEASED) / 3_600
    rate = world.parameters.vendor.rep_hour_cost
    assert metrics["rep_hours"] == pytest.approx(hours)
    assert metrics["cost"] == pytest.approx(math.fsum(costs) + hours * rate)
    assert metrics["profit"] == metrics["revenue"] - metrics["cost"]


def test_delivered_is_what_neither_bounced_nor_missed_the_person(pursued: Result) -> None:
    sent = [event for event in list_events(pursued) if event["kind"] == Kind.TOUCHED]
    missed = {Placement.BOUNCED, Placement.NO_ANSWER, Placement.FRONT_DESK}
    delivered = sum(event["detail"] not in missed for event in sent)
    metrics = pursued.metrics
    assert metrics["delivered"] == delivered
    assert metrics["angry_replies_per_1000"] == 1_000 * metrics["angry_replies"] / delivered


def test_the_two_ends_of_goodwill_agree(pursued: Result) -> None:
    mean = pursued.people["goodwill"].mean()
    assert pursued.metrics["mean_goodwill_end"] == pytest.approx(mean, rel=1e-12)


def test_luck_is_what_came_out_above_what_was_expected(pursued: Result) -> None:
    metrics = pursued.metrics
    hits, expected = pursued.history.compensators["angry_reply"]
    assert metrics["luck_angry_reply"] == pytest.approx(hits - expected / FIXED)
    for name, decision in COMPENSATED.items():
        assert metrics[f"{name}_compensated"] == metrics[name] - metrics[f"luck_{decision}"]


def test_the_luck_of_deal_sizes_is_revenue_above_what_such_deals_are_worth(
    pursued: Result,
) -> None:
    world = pursued.world
    person = world.persons[0]
    median = world.parameters.deciding.deal_median[world.accounts[person.account].size]
    sigma = world.parameters.deciding.deal_sigma
    amounts = [lognormal((n + 0.5) / 20_000, median, sigma) for n in range(20_000)]
    deals = [
        Event(1, Kind.DECIDED, person.id, n, detail=Alternative.VENDOR, amount=amount)
        for n, amount in enumerate(amounts)
    ]
    lucky = measure_events(pursued, *deals[-10:])
    assert lucky["luck_deal_size"] > 0.9 * lucky["revenue"]
    everything = measure_events(pursued, *deals)
    # all of the law at once: no luck is left
    assert abs(everything["luck_deal_size"]) < 1e-3 * everything["revenue"]


def test_nothing_sent_is_a_rate_of_nothing(pursued: Result) -> None:
    metrics = measure_events(pursued)
    assert metrics["touches"] == metrics["delivered"] == 0
    assert metrics["opt_outs_per_1000"] == metrics["touches_per_contact"] == 0
    assert math.isnan(metrics["connect_rate"])
    assert math.isnan(metrics["median_hours_to_answer"])


def test_an_answer_that_nobody_picks_up_is_none(pursued: Result) -> None:
    world = pursued.world
    asked = pursued.scenario.find_touch("call_back")
    assert world.touches[asked].fulfils
    person = world.persons[0].id
    request = Event(0, Kind.VISIT, person, 0, detail=Inbound.DEMO_REQUEST)
    missed = Event(600, Kind.TOUCHED, person, 1, touch=asked, detail=Placement.NO_ANSWER)
    reached = Event(7_200, Kind.TOUCHED, person, 2, touch=asked, detail=Placement.REACHED)
    assert math.isnan(measure_events(pursued, request, missed)["median_hours_to_answer"])
    answered = measure_events(pursued, request, missed, reached)
    assert answered["median_hours_to_answer"] == 2.0
    assert answered["requests_answered"] == answered["requests"] == 1


def test_the_first_touch_is_counted_from_the_registration(pursued: Result) -> None:
    one, other = (person.id for person in pursued.world.persons[:2])
    metrics = measure_events(
        pursued,
        Event(0, Kind.TOUCHED, one, 0, touch=0, detail=Placement.REACHED),
        Event(1_000, Kind.REGISTERED, one, 1),
        Event(1_000 + SECONDS_PER_HOUR, Kind.TOUCHED, one, 2, touch=0, detail=0),
        Event(9_000_000, Kind.TOUCHED, one, 3, touch=0, detail=0),
        Event(50, Kind.REGISTERED, other, 0),
    )
    assert metrics["median_hours_to_first_touch"] == 1.0


def test_a_deal_with_somebody_who_was_let_alone_is_a_deal(pursued: Result) -> None:
    one, other = (person.id for person in pursued.world.persons[:2])
    metrics = measure_events(
        pursued,
        Event(0, Kind.TOUCHED, one, 0, touch=0, detail=Placement.REACHED),
        Event(5, Kind.DECIDED, one, 1, detail=Alternative.VENDOR, amount=100.0),
        Event(5, Kind.DECIDED, other, 0, detail=Alternative.VENDOR, amount=10.0),
        Event(5, Kind.DECIDED, other, 1, detail=Alternative.COMPETITOR),
    )
    assert (metrics["conversions"], metrics["conversions_untouched"]) == (2, 1)
    assert metrics["revenue"] == 110.0


def test_a_learner_is_one_at_the_moment_of_enrolment(pursued: Result) -> None:
    learning, exploring = 0, 1
    people = [person for person in pursued.world.persons if person.intent == learning][:3]
    before, after, never = (person.id for person in people)
    metrics = measure_events(
        pursued,
        Event(10, Kind.ENROLLED, before, 0, detail=0),
        Event(20, Kind.INTENT, before, 1, detail=exploring),
        Event(30, Kind.ENROLLED, before, 2, detail=0),
        Event(10, Kind.INTENT, after, 0, detail=exploring),
        Event(10, Kind.ENROLLED, after, 1, detail=0),
        Event(10, Kind.VISIT, never, 0, detail=0),
    )
    assert metrics["learners_enrolled"] == 1


def test_reps_have_working_days(pursued: Result) -> None:
    world = pursued.world._replace(weekday=4, horizon=4 * SECONDS_PER_DAY)  # from a Friday on
    weekdays = [rep._replace(weekdays=0b0011111) for rep in world.reps[:2]]
    weekends = world.reps[0]._replace(weekdays=0b1100000)
    assert count_rep_days(world._replace(reps=tuple(weekdays))) == 2 * 2
    assert count_rep_days(world._replace(reps=(weekends,))) == 2


def test_a_call_is_one_whether_answered_or_not(pursued: Result) -> None:
    call = next(
        code for code, one in enumerate(pursued.world.touches) if one.channel == Channel.PHONE
    )
    person = pursued.world.persons[0].id
    placements = (Placement.REACHED, Placement.NO_ANSWER, Placement.FRONT_DESK, Placement.VOICEMAIL)
    calls = [
        Event(at, Kind.TOUCHED, person, at, touch=call, detail=placement)
        for at, placement in enumerate(placements)
    ]
    metrics = measure_events(pursued, *calls)
    assert (metrics["calls"], metrics["connect_rate"]) == (4, 0.25)
    assert metrics["front_desk_calls"] == 1
    assert metrics["delivered"] == 2


def test_who_is_left_alone_is_not_annoyed(left_alone: Result) -> None:
    answers = {touch.name for touch in left_alone.world.touches if touch.fulfils}
    sent = left_alone.touches[left_alone.touches["sent"]]
    assert set(sent["touch"]) <= answers
    assert set(METRICS) == set(left_alone.metrics)
