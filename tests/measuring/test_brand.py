"""Lift and damage add up, cause by cause, and are those of the records in the log."""

from __future__ import annotations

import pytest

from goodwill.behaviour.memory import remember
from goodwill.eventlog import FIXED
from goodwill.measuring import damage_by_cause, net_value
from goodwill.measuring.brand import sum_bookings
from goodwill.running import Result
from goodwill.vocabulary import Cause


def test_causes_add_up_exactly(pursued: Result) -> None:
    shares = damage_by_cause(pursued.world, pursued.history)
    gained, lost = sum_bookings(pursued.history)
    assert sum(share.gained for share in shares) == gained > 0
    assert sum(share.lost for share in shares) == lost > 0
    assert len({(share.cause, share.touch) for share in shares}) == len(shares)


def test_the_metrics_are_the_sums_of_the_causes(pursued: Result) -> None:
    shares, metrics = damage_by_cause(pursued.world, pursued.history), pursued.metrics
    assert sum(share.damage for share in shares) == pytest.approx(metrics["brand_damage"])
    assert sum(share.lift for share in shares) == pytest.approx(metrics["brand_lift"])
    net = metrics["brand_lift"] - metrics["brand_damage"]
    assert metrics["brand_net"] == pytest.approx(net)


def test_every_booking_is_a_record_of_the_log(pursued: Result) -> None:
    memory, horizon = pursued.world.parameters.memory, pursued.world.horizon
    booked: dict[tuple[int, int], list[float]] = {}
    for event in pursued.history.events:
        if event["gained"] or event["lost"]:
            sums = booked.setdefault((int(event["cause"]), int(event["touch"])), [0.0, 0.0])
            for side, name in enumerate(("gained", "lost")):
                sums[side] += remember(float(event[name]), int(event["second"]), horizon, memory)
    of_people = {
        (int(cause), touch): sums
        for (cause, touch), sums in pursued.history.bookings.items()
        if cause != Cause.PUBLIC_POST  # a shock to everybody's view, no record of anybody's
    }
    assert set(booked) == set(of_people)
    for key, (gained, lost) in of_people.items():
        assert [gained / FIXED, lost / FIXED] == pytest.approx(booked[key], rel=1e-6, abs=1e-6)


def test_the_greatest_damage_comes_first(pursued: Result) -> None:
    damages = [share.damage for share in damage_by_cause(pursued.world, pursued.history)]
    assert damages == sorted(damages, reverse=True)


def test_content_that_was_asked_for_only_lifts(left_alone: Result) -> None:
    shares = damage_by_cause(left_alone.world, left_alone.history)
    content = [share for share in shares if share.cause == "content"]
    assert [share.touch for share in content] == [None]
    assert content[0].damage == 0 < content[0].lift


def test_the_price_of_goodwill_is_paid_on_the_difference(
    pursued: Result, left_alone: Result
) -> None:
    mine, holdout = pursued.metrics, left_alone.metrics
    assert net_value(mine, holdout, 0.0) == mine["profit"]
    assert net_value(holdout, holdout, 1e6) == holdout["profit"]
    worse = mine["mean_goodwill_end"] - holdout["mean_goodwill_end"]
    assert worse < 0
    assert net_value(mine, holdout, 100.0) == pytest.approx(mine["profit"] + 100.0 * worse)
