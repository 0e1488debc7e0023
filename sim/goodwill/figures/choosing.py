"""Make the figures of what a choice hangs on: one world's luck, and numbers that nobody knows."""

from __future__ import annotations

from goodwill.analysis.deciding import Decision
from goodwill.analysis.doubting import Doubts
from goodwill.analysis.numerals import write_number
from goodwill.analysis.verdicts import NET_VALUE
from goodwill.figures.frame import Heading
from goodwill.figures.losses import Losses, LossLine
from goodwill.figures.preparing import find_all_looks
from goodwill.figures.tornado import Tornado, TornadoBar
from goodwill.figures.years import MOST_DOTS, YearRow, Years

_BARS = 10


def prepare_years(decision: Decision) -> Years:
    """Show the first in line against the second, leaving people alone and the last, world by world.

    Differences in net value at the decision's price.
    """
    looks, ranking = find_all_looks(decision), decision.ranking
    first = ranking[0]
    others = dict.fromkeys((ranking[1], decision.study.holdout, ranking[-1]))
    rows = []
    for other in (one for one in others if one != first):
        year = decision.find(NET_VALUE, first, other).year
        n_worlds = len(year.differences)
        ahead = f"ahead in {round(year.more * n_worlds)} of {n_worlds}"
        rows.append(YearRow(first, other, year.differences, ahead, looks[first], looks[other]))
    note = (
        f"{_say_dots(decision.study.n_replications)}: net value of the first less the other's. "
        "More worlds do not make the heap narrower."
    )
    return Years(Heading(_head_years(decision), note), "difference in net value, USD", tuple(rows))


def _say_dots(n_worlds: int) -> str:
    if n_worlds <= MOST_DOTS:
        return "Each dot is one simulated world"
    return f"{MOST_DOTS} dots for {n_worlds} simulated worlds"


def _head_years(decision: Decision) -> str:
    first, second = decision.ranking[:2]
    year = decision.find(NET_VALUE, first, second).year
    n_worlds = len(year.differences)
    if not year.more and not year.less:
        return f"{first} and {second} came to the same in all of {n_worlds} worlds"
    return (
        f"In {round(year.more * n_worlds)} of {n_worlds} simulated worlds {first} came out ahead "
        f"of {second}"
    )


def prepare_losses(decision: Decision, doubts: Doubts) -> Losses:
    """Follow what each choice may cost, and how often each is the best, over the price."""
    looks, curves = find_all_looks(decision), doubts.curves
    lines = tuple(
        LossLine(
            strategy,
            tuple(curves.losses[:, place].tolist()),
            tuple(curves.chances[:, place].tolist()),
            looks[strategy],
        )
        for place, strategy in enumerate(curves.strategies)
    )
    best = doubts.shares[0]
    low, high = (100.0 * bound for bound in best.share[1:])
    headline = (
        f"At {write_number(doubts.price)} USD a point {best.strategy} is the best in "
        f"{100.0 * best.share.estimate:.0f} % of {doubts.worlds.n_draws} plausible sets of numbers "
        f"({low:.0f} to {high:.0f} %)"
    )
    note = (
        "Above: what a choice falls short of the best of each set, on average; the lowest line is "
        "what knowing all numbers would be worth. Below: in how many sets it is the best."
    )
    return Losses(Heading(headline, note), curves.prices, doubts.price, lines)


def prepare_tornado(doubts: Doubts) -> Tornado:
    """Show the numbers that the difference of the two first in line hangs on most."""
    found = doubts.sensitivity
    bars = tuple(TornadoBar(one.of, one.low, one.high, one.clear) for one in found.bars[:_BARS])
    note = (
        f"Expected net value of {doubts.strategy} less that of {doubts.other} with one number low "
        "in its range (blue) and high (orange), all others as uncertain as they are; "
        f"{doubts.worlds.n_draws} sets. Grey: not told from luck. Black line: the verdict turns."
    )
    return Tornado(Heading(_head_tornado(doubts), note), "difference, USD", found.mean, bars)


def _head_tornado(doubts: Doubts) -> str:
    """Name the number that does most, only if it surely does anything."""
    pair = f"{doubts.strategy} and {doubts.other}"
    turning = doubts.sensitivity.turning
    if turning:
        return f"{turning[0].of} alone may turn the verdict between {pair}"
    clear = [one for one in doubts.sensitivity.bars if one.clear]
    if clear:
        return f"Between {pair} most hangs on {clear[0].of}; no number alone is seen to turn it"
    return f"After {doubts.worlds.n_draws} sets no single number is seen to matter between {pair}"
