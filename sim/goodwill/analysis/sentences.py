"""Put a decision into sentences, each made of claims: what intervals do not support is not said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from goodwill.analysis.claims import Claim
from goodwill.analysis.deciding import Decision
from goodwill.analysis.numerals import (
    join_names,
    round_digits_down,
    round_digits_up,
    write_number,
    write_range,
)
from goodwill.analysis.verdicts import NET_VALUE, PriceRange

_BRAND = "brand_net"
_PHRASES = {
    NET_VALUE: ("USD more in net value", "USD less in net value", "net value"),
    _BRAND: (
        "more goodwill points per 1,000 people",
        "fewer goodwill points per 1,000 people",
        "goodwill per 1,000 people",
    ),
}


class Sentence(NamedTuple):
    """What is said, and the claims that carry it."""

    text: str
    claims: tuple[Claim, ...] = ()


def write_verdict(decision: Decision) -> tuple[Sentence, Sentence, Sentence]:
    """Say in three sentences what to choose, what it does, and at which prices that is so."""
    return _write_choice(decision), _write_effects(decision), _write_prices(decision)


def describe_claim(found: Claim) -> str:
    """Put a claim on net value or the brand into words, as part of a sentence."""
    more, less, what = _PHRASES[found.metric]
    interval = found.interval
    if found.finding == "more":
        bounds = write_range(interval.low, interval.high)
        return f"{write_number(interval.estimate)} {more} ({bounds})"
    if found.finding == "less":
        bounds = write_range(0.0 - interval.high, 0.0 - interval.low)
        return f"{write_number(0.0 - interval.estimate)} {less} ({bounds})"
    if found.finding == "same":
        return f"exactly the same {what}"
    bounds = write_range(interval.low, interval.high, signed=True)
    return f"no difference in {what} that can be told ({bounds})"


def _write_choice(decision: Decision) -> Sentence:
    choice, n_worlds = decision.choice, decision.study.n_replications
    leader = choice.leader
    at = f"At {write_number(decision.price)} USD per goodwill point"
    if leader is not None:
        second = next(one for one in decision.ranking if one != leader)
        found = decision.claim(NET_VALUE, leader, second)
        return Sentence(
            f"{at}, {leader} is worth the most: {describe_claim(found)} than {second}, "
            f"the next in line, after {n_worlds} worlds.",
            choice.claims,
        )
    candidates = choice.candidates
    among = tuple(one for one in choice.claims if {one.strategy, one.other} <= set(candidates))
    if all(one.finding == "same" for one in among):
        return Sentence(
            f"{at}, {join_names(candidates)} are worth exactly the same in each of "
            f"{n_worlds} worlds{_write_others(decision)}.",
            choice.claims,
        )
    if len(candidates) == len(choice.contenders):
        first = f"{at}, the strategies cannot be told apart in net value after {n_worlds} worlds"
        return Sentence(f"{first}: none is ruled out as the best.", choice.claims)
    return Sentence(
        f"{at}, {join_names(candidates)} cannot be told apart in net value after {n_worlds} "
        f"worlds{_write_others(decision)}.",
        choice.claims,
    )


def _write_others(decision: Decision) -> str:
    """Say that those that are no candidates are beaten."""
    beaten = [one for one in decision.ranking if one not in decision.choice.candidates]
    if not beaten:
        return ""
    verb = "is" if len(beaten) == 1 else "are all"
    return f"; {join_names(beaten)} {verb} worth less than the best of them"


def _write_effects(decision: Decision) -> Sentence:
    """Hold the first in line and the last one against leaving people alone."""
    holdout, ranking = decision.study.holdout, decision.ranking
    ends = [one for one in dict.fromkeys((ranking[0], ranking[-1])) if one != holdout]
    parts, claims = [], []
    for strategy in ends:
        pair = [decision.claim(metric, strategy, holdout) for metric in (NET_VALUE, _BRAND)]
        claims += pair
        if all(one.finding == "same" for one in pair):
            parts.append(f"{strategy} brings exactly the same")
        else:
            verb = "brings" if pair[0].finding in ("more", "less") else "makes"
            second = "and" if pair[1].finding in ("more", "less") else "and makes"
            parts.append(
                f"{strategy} {verb} {describe_claim(pair[0])} {second} {describe_claim(pair[1])}"
            )
    return Sentence(f"Against leaving people alone, {'; '.join(parts)}.", tuple(claims))


def _write_prices(decision: Decision) -> Sentence:
    """Say at which prices which strategy is clearly the best."""
    winners = decision.winners
    if len(winners) == 1:
        name = winners[0].winner
        if name is None:
            return Sentence("No price of a goodwill point, however high, decides between them.")
        return Sentence(f"{name} is the best at every price of a goodwill point.")
    parts = [f"{_write_stretch(one)}, {_write_winner(one)}" for one in winners]
    return Sentence(f"By the price of a goodwill point: {'; '.join(parts)}.")


def _write_stretch(stretch: PriceRange) -> str:
    """Round so that no winner is claimed where it is open."""
    low, high = stretch.low, stretch.high
    if stretch.winner is None:
        low, high = round_digits_down(low), round_digits_up(high)
    else:
        low, high = round_digits_up(low), round_digits_down(high)
    if stretch.low == 0.0:
        return f"up to {write_number(high)} USD"
    if math.isinf(stretch.high):
        return f"above {write_number(low)} USD"
    return f"from {write_range(low, high)} USD"


def _write_winner(stretch: PriceRange) -> str:
    return "it is open" if stretch.winner is None else f"{stretch.winner} is the best"


def write_changes(decision: Decision) -> tuple[Sentence, ...]:
    """Say what would change the verdict, and what it leaves out."""
    found = [_write_break_even(decision), _write_worlds_needed(decision), _write_year(decision)]
    found += [_write_ceiling(decision, one) for one in decision.study.ceilings]
    return tuple(one for one in found if one is not None)


def _write_break_even(decision: Decision) -> Sentence | None:
    """Say at which price the two first in line are worth the same."""
    first, second = decision.ranking[:2]
    pair = next(one for one in decision.break_evens if {one.strategy, one.other} == {first, second})
    if decision.claim(NET_VALUE, first, second).finding == "same":
        return None
    if not pair.open_prices:
        return Sentence(
            f"The price of goodwill does not: between {first} and {second} the same one is the "
            "better at every price."
        )
    where = join_names([_write_open(*one) for one in pair.open_prices])
    text = f"The price of goodwill: {first} and {second} may be worth the same {where} per point"
    if pair.price > 0.0 and math.isfinite(pair.price):
        text += f" (best guess {write_number(pair.price)} USD)"
    return Sentence(f"{text}.")


def _write_open(low: float, high: float) -> str:
    low, high = round_digits_down(low), round_digits_up(high)
    if math.isinf(high):
        return "at any price" if low <= 0.0 else f"at any price above {write_number(low)} USD"
    if low <= 0.0:
        return f"anywhere up to {write_number(high)} USD"
    return f"anywhere from {write_range(low, high)} USD"


def _write_worlds_needed(decision: Decision) -> Sentence | None:
    """Say how many worlds would tell the two first in line apart, if they differ as they seem."""
    first, second = decision.ranking[:2]
    found = decision.claim(NET_VALUE, first, second)
    if found.decided:
        return None
    estimate, low, high = found.interval
    half = (high - low) / 2.0
    if not estimate or not math.isfinite(half):
        return Sentence(f"More worlds: {first} and {second} are not told apart yet.", (found,))
    needed = math.ceil(decision.study.n_replications * (half / abs(estimate)) ** 2)
    return Sentence(
        f"More worlds: if {first} and {second} differ by as much as it seems "
        f"({write_number(abs(estimate))} USD), about {write_number(needed)} would tell them apart; "
        "if by less, more.",
        (found,),
    )


def _write_year(decision: Decision) -> Sentence | None:
    """Say how often the first in line was behind in a single world."""
    first, second = decision.ranking[:2]
    year = decision.find(NET_VALUE, first, second).year
    if not year.more and not year.less:
        return None
    n_worlds = len(year.differences)
    return Sentence(
        f"One world's luck: in {round(year.more * n_worlds)} of {n_worlds} worlds {first} came out "
        f"ahead of {second}, in {round(year.less * n_worlds)} behind it. A single real course of "
        "events need not show which one is better."
    )


def _write_ceiling(decision: Decision, ceiling: str) -> Sentence:
    best = decision.ranking[0]
    found = decision.claim(NET_VALUE, ceiling, best)
    verb, than = ("would bring", "than") if found.finding in ("more", "less") else ("makes", "from")
    return Sentence(
        f"Knowing who wants to buy, as no vendor can: {ceiling} {verb} {describe_claim(found)} "
        f"{than} {best}.",
        (found,),
    )


def headline_prices(decision: Decision) -> str:
    """Head the picture of net value by price, as far as its prices reach."""
    top = decision.grid[-1].price
    shown = [one for one in decision.winners if one.low < top]
    named = [one for one in shown if one.winner is not None]
    if not named:
        return (
            f"Up to {write_number(top)} USD a point none is clearly the best: "
            f"{_name_candidates(decision)} remain"
        )
    if len(shown) == 1:
        return f"{named[0].winner} is the best at every price up to {write_number(top)} USD a point"
    text = "; ".join(f"{_write_stretch(one)} {_write_winner(one)}" for one in named)
    return text[:1].upper() + text[1:]


def _name_candidates(decision: Decision) -> str:
    """Name those that are a candidate at some price of the grid."""
    names: Sequence[str] = [one for point in decision.grid for one in point.choice.candidates]
    return join_names(list(dict.fromkeys(names)))
