"""Put into sentences what follows from not knowing the parameters: only what draws support."""

from __future__ import annotations

import math
from typing import NamedTuple

from goodwill.analysis.deciding import Decision
from goodwill.analysis.decision import find_parameter_band
from goodwill.analysis.differences import ENOUGH_FOR_YEAR, YEAR_SHARE
from goodwill.analysis.doubting import ENOUGH_FOR_PARTS, N_DRAWS, Doubts
from goodwill.analysis.intervals import CONFIDENCE, Interval
from goodwill.analysis.numerals import join_names, write_number, write_range, write_signed
from goodwill.analysis.sentences import Sentence
from goodwill.analysis.verdicts import NET_VALUE

_NAMED = 3  # strategies, and numbers of the model


class Unknown(NamedTuple):
    """One kind of not knowing a difference, beside the others."""

    kind: str
    difference: str  # who less whom
    text: str
    shrinks: str  # what makes it smaller


def write_caveats(doubts: Doubts | None) -> tuple[Sentence, ...]:
    """Say in how many plausible sets of numbers who is the best, and which number turns it."""
    if doubts is None:
        return (
            Sentence(
                "Other numbers: every number of the model stood at its default, or where the "
                "scenario puts it; what else they might be is in none of these intervals "
                f"(`--draws {N_DRAWS}` looks into it)."
            ),
        )
    found = (_write_shares(doubts), _write_turning(doubts), _write_worth(doubts))
    return found if doubts.worlds.n_draws < ENOUGH_FOR_PARTS else (*found, _write_test(doubts))


def _write_shares(doubts: Doubts) -> Sentence:
    if not doubts.told:
        return Sentence(
            f"Other numbers of the model: what they would change is not told from luck after "
            f"{doubts.worlds.n_draws} plausible sets of them."
        )
    parts = []
    for one in doubts.shares[:_NAMED]:
        estimate, low, high = (100.0 * value for value in one.share)
        if estimate:
            parts.append(f"{one.strategy} in {estimate:.0f} % ({low:.0f} to {high:.0f} %)")
    refused = f" ({doubts.n_refused} more cannot be)" if doubts.n_refused else ""
    return Sentence(
        f"Other numbers of the model: in {doubts.worlds.n_draws} plausible sets of them{refused} "
        f"the best is {join_names(parts)}."
    )


def _write_turning(doubts: Doubts) -> Sentence:
    pair = f"{doubts.strategy} and {doubts.other}"
    turning = doubts.sensitivity.turning[:_NAMED]
    if turning:
        named = join_names(
            [f"{bar.of} (at about {write_number(bar.turns_at[0])})" for bar in turning]
        )
        return Sentence(f"One number alone: {pair} change places with {named}.")
    return Sentence(
        f"One number alone: in {doubts.worlds.n_draws} sets none is seen to make {pair} change "
        "places, everything else being as uncertain as it is; more sets may show one."
    )


def _write_worth(doubts: Doubts) -> Sentence:
    """Say what knowing would be worth; single numbers only where there are draws to tell it by."""
    whole = doubts.information.everything
    if not doubts.told:
        return Sentence(
            "What knowing all numbers before choosing would be worth is not told from luck either."
        )
    text = (
        "Knowing all numbers before choosing would be worth about "
        f"{write_number(whole.worth)} USD (standard error {write_number(whole.error)})"
    )
    if doubts.worlds.n_draws < ENOUGH_FOR_PARTS:
        return Sentence(f"{text}; which ones, {ENOUGH_FOR_PARTS} sets or more would tell.")
    told = [one for one in doubts.information.parts if one.worth > 0.0][:_NAMED]
    if told:
        parts = [f"{one.of} {write_number(min(one.worth, whole.worth))} USD" for one in told]
        return Sentence(f"{text}; of single ones {join_names(parts)}.")
    return Sentence(f"{text}; no single one is seen to be worth knowing by itself.")


def _write_test(doubts: Doubts) -> Sentence:
    """Say which split test of two strategies would be worth most."""
    if doubts.split_test is None:
        return Sentence(
            "A split test before choosing: of no two strategies one is seen to be worth more than "
            "luck would make it seem."
        )
    test, trial = doubts.split_test
    money = " It shows money, never goodwill." if doubts.price else ""
    return Sentence(
        f"A split test before choosing: most is brought by {test.strategy} against {test.other} "
        f"with {write_number(trial.n_people)} people in each arm for all of the time simulated, "
        f"about {write_number(trial.worth)} USD (standard error {write_number(trial.error)}), "
        f"{100.0 * trial.share:.0f} % of what knowing all numbers would.{money}"
    )


def list_unknowns(decision: Decision, doubts: Doubts | None) -> tuple[Unknown, ...]:
    """Set three kinds of not knowing beside one another, for the first in line.

    Against the second in line and against leaving people alone: what more runs would tell, what one
    real year would show, and what is not known of the model.
    """
    first, second = decision.ranking[:2]
    found: list[Unknown] = []
    for other in dict.fromkeys((second, decision.study.holdout)):
        if other != first:
            found += _list_of(decision, doubts, first, other)
    return tuple(sorted(found, key=lambda one: _KINDS.index(one.kind)))


_ENOUGH_FOR_BAND = math.ceil(2.0 / (1.0 - CONFIDENCE)) - 1
_KINDS = ("Monte-Carlo error", "luck of one world", "numbers of the model")


def _list_of(decision: Decision, doubts: Doubts | None, strategy: str, other: str) -> list[Unknown]:
    found = decision.find(NET_VALUE, strategy, other)
    name = f"{strategy} less {other}"
    estimate, low, high = found.joint
    expected = f"{write_signed(estimate)} USD, {write_range(low, high, signed=True)}"
    year = found.year
    n_worlds = len(year.differences)
    # Of fewer worlds the band ends at the extremes, and holds less than it should.
    share = f"{100 * YEAR_SHARE:.0f} % of" if n_worlds >= ENOUGH_FOR_YEAR else f"all {n_worlds}"
    years = f"{share} worlds from {write_range(year.low, year.high, signed=True)} USD"
    ahead = f"ahead in {round(year.more * n_worlds)} of {n_worlds}"
    rows = [
        Unknown(_KINDS[0], name, f"{expected} (95 %, all pairs together)", "more worlds"),
        Unknown(_KINDS[1], name, f"{years}; {ahead}", "nothing"),
    ]
    if doubts is None:
        text, shrinks = "not looked into", "--draws says"
    else:
        band = find_parameter_band(doubts.surfaces, strategy, other, doubts.price)
        text, shrinks = _write_band(band, doubts.worlds.n_draws), "knowing more"
    return [*rows, Unknown(_KINDS[2], name, text, shrinks)]


def _write_band(band: Interval, n_draws: int) -> str:
    if band.low == band.high:
        return f"not told from luck after {n_draws} sets"
    bounds = write_range(band.low, band.high, signed=True)
    # Of fewer sets the quantiles are the least and the greatest: that is not 95 % of what can be.
    share = "95 % of" if n_draws >= _ENOUGH_FOR_BAND else "all"
    return f"{share} {n_draws} sets from {bounds} USD"
