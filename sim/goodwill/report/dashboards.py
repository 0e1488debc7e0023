"""Lay out what a dashboard would have claimed, whose sales were swapped, and when rankings turn."""

from __future__ import annotations

from goodwill.analysis.dashboards import average_credit, find_claims, find_misleading
from goodwill.analysis.deciding import Decision
from goodwill.analysis.horizons import Turning, find_turnings, gather_courses
from goodwill.analysis.intervals import Interval
from goodwill.analysis.numerals import write_number, write_range, write_signed
from goodwill.analysis.ratios import Ratio
from goodwill.analysis.swapped_sales import NOTE, count_swapped
from goodwill.analysis.tracing import LOOKBACK_DAYS
from goodwill.analysis.unfolding import Unfolded
from goodwill.report.sections import Grid

_CREDITED = 8  # kinds of touches that are listed


def list_claims(decision: Decision) -> Grid:
    """Hold the deals that a dashboard credits against those that were added."""
    rows = tuple(
        (
            one.strategy,
            write_number(one.touches),
            write_number(one.meetings),
            write_number(one.credited),
            write_signed(one.incremental.joint.estimate),
            write_range(one.incremental.joint.low, one.incremental.joint.high, signed=True),
            _write_ratio(one.overclaim),
        )
        for one in find_claims(decision.study)
    )
    caption = (
        "Touches, meetings and credited deals (with people who were touched) as a dashboard counts "
        "them, a world; added deals are those beyond leaving people alone, 95 % all together."
    )
    heads = ("Strategy", "touches", "meetings", "credited deals", "added deals", "from and to",
             "credited for one added")  # fmt: skip
    return Grid(caption, heads, rows)


def list_misleading(decision: Decision) -> Grid | None:
    """Say how well figures of activity rank strategies, and what going by them costs."""
    found = find_misleading(decision.study, decision.price, first=decision.ranking[0])
    if not found:
        return None
    rows = tuple(
        (
            one.metric,
            _write_interval(one.correlation),
            one.pick,
            _write_interval(one.lost.joint),
        )
        for one in found
    )
    caption = (
        "Rank correlation with net value over the strategies that can be chosen: 1 ranks them "
        "right, -1 upside down. Lost: what the strategy with most of it falls short of the first."
    )
    heads = ("Going by", "rank correlation", "one would choose", "and lose, USD")
    return Grid(caption, heads, rows, texts=True)


def list_credit(decision: Decision, unfolded: Unfolded) -> Grid:
    """List what going by the last touch gives credit for, where most deals are credited."""
    strategy = find_claims(decision.study)[0].strategy
    found = average_credit(unfolded.traces[unfolded.strategies.index(strategy)])
    rows = tuple(
        (
            one.touch or "no touch before it",
            write_number(one.sent),
            write_number(one.deals),
            write_number(one.revenue),
        )
        for one in found[:_CREDITED]
    )
    caption = (
        f"{strategy}: deals by the last touch within {LOOKBACK_DAYS} days before, a world, mean of "
        f"{unfolded.n_worlds}; what would have been bought anyway is in it."
    )
    return Grid(caption, ("Last touch", "sent", "deals credited", "revenue credited, USD"), rows)


def list_swapped(decision: Decision, unfolded: Unfolded) -> Grid:
    """Count sales burned and rescued against leaving people alone."""
    alone = unfolded.traces[unfolded.strategies.index(unfolded.holdout)]
    found = [
        count_swapped(one, unfolded.traces[unfolded.strategies.index(one)], alone)
        for one in decision.order
        if one != unfolded.holdout
    ]
    rows = tuple(
        (one.strategy, *map(_write_interval, (one.burned, one.rescued, one.difference)))
        for one in found
    )
    caption = f"Sales a world, {unfolded.n_worlds} worlds, 95 % each by itself. {NOTE}"
    return Grid(caption, ("Strategy", "burned", "rescued", "rescued less burned"), rows, texts=True)


def describe_turns(decision: Decision, unfolded: Unfolded) -> tuple[str, Grid | None]:
    """Say at which horizon a ranking turns, where one is seen to turn.

    Returns
    -------
    str and Grid
        A sentence, and all turns; none where there are none.
    """
    courses = gather_courses(
        unfolded.strategies, unfolded.holdout, unfolded.traces, ceilings=decision.study.ceilings
    )
    found = find_turnings(courses, decision.price)
    turning = [one for one in found if one.turns]
    price = f"at {write_number(decision.price)} USD a point"
    if not turning:
        text = (
            f"In {unfolded.n_worlds} worlds of {unfolded.n_days} days no pair of strategies is "
            f"seen to change places in net value {price}, whichever day it ended on."
        )
        return text, None
    first, second = decision.ranking[:2]
    own = next(one for one in found if {one.strategy, one.other} == {first, second})
    text = (
        f"Net value {price} if it had ended on an earlier day, in {unfolded.n_worlds} worlds: of "
        f"{len(found)} pairs {len(turning)} are seen to change places. {_describe_pair(own)}"
    )
    rows = tuple(
        (turn.before, turn.after, f"day {turn.day}", f"day {turn.low} to {turn.high}")
        for one in turning
        for turn in one.turns
    )
    heads = ("Ahead if it ends early", "Ahead if it ends late", "Turns on", "95 %, all together")
    return text, Grid("Horizons at which a ranking turns", heads, rows, texts=True)


def _describe_pair(turning: Turning) -> str:
    pair = f"{turning.strategy} and {turning.other}, the first in line,"
    if turning.turns:
        return f"{pair} are among them."
    winners = [one for one in turning.ranges if one.winner is not None]
    if not winners:
        return f"{pair} cannot be told apart on any day."
    last = winners[-1]
    return f"Of {pair} {last.winner} is clearly ahead from day {last.low} to {last.high}."


def _write_interval(interval: Interval) -> str:
    bounds = write_range(interval.low, interval.high, signed=interval.low < 0.0)
    return f"{write_number(interval.estimate)} ({bounds})"


def _write_ratio(ratio: Ratio) -> str:
    if len(ratio.ranges) != 1:
        return "not known"
    if ratio.ranges[0][1] < 0.0:
        return "none is added"
    return f"{write_number(ratio.estimate)} ({write_range(*ratio.ranges[0], signed=True)})"
