"""S9 and S10: harm travels, and comes back when readers become buyers.

Every test holds a claim against worlds with the same people and the same luck: with the system's
mechanism at work, and with it switched off.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from rehearsing import (
    Rehearsal,
    load,
    rehearse,
    shrink,
    with_couplings,
    with_plan,
)

from goodwill.eventlog import Kind
from goodwill.strategy import OBSERVABLES, Comparison, Operator

# S9 and S10


@cache
def overhear(strategy: str, replication: int, *, talk: bool) -> Rehearsal:
    """Pursue the senior half of a market; what the junior half knows, it has from hearsay."""
    base = shrink(load("long_tail"), 60, 300)
    scenario = with_couplings(base, talk=talk, posts=talk, front_desk=False)
    junior = (Comparison(OBSERVABLES["seniority"], Operator.LESS, 0.5),)
    return rehearse(with_plan(scenario, strategy, suppression=(junior,)), strategy, replication)


def find_untouched(rehearsal: Rehearsal) -> set[int]:
    """Give the junior half, and see to it that nobody among them was sent anything unasked."""
    touches = rehearsal.world.touches
    juniors = {person.id for person in rehearsal.world.persons if person.seniority < 0.5}
    sent = rehearsal.select(Kind.TOUCHED)
    unasked = [one for one in sent if not touches[one["touch"]].fulfils]
    assert unasked
    assert not juniors & {int(one["person"]) for one in unasked}
    return juniors


def has_a_long_tail(*, talk: bool) -> bool:
    """Say whether the pursued tell others, and people who were never touched come less often."""
    n_told, visits = 0.0, np.zeros(2)
    for replication in range(2):
        pursued = overhear("scorched_earth", replication, talk=talk)
        alone = overhear("holdout", replication, talk=talk)
        untouched = list(find_untouched(pursued))
        n_told += pursued.figures["told_bad"]
        for at, one in enumerate((pursued, alone)):
            visits[at] += np.isin(one.select(Kind.VISIT)["person"], untouched).sum()
    return n_told > 100 and bool(visits[0] < 0.95 * visits[1])


def test_s9_the_never_touched_hear_of_it_and_stay_away() -> None:
    """Off: word of mouth and public posts."""
    assert has_a_long_tail(talk=True)
    assert not has_a_long_tail(talk=False)


def posts_reach_the_market(*, posts: bool) -> bool:
    """Say whether anger is posted in public, and the brand's standing falls for everybody."""
    loud = {"talking.post": 0.05, "talking.post_standing": 0.2}  # the high ends of their ranges
    base = with_couplings(shrink(load("long_tail"), 60, 182), posts=posts)
    scenario = base.with_parameters(loud)
    pursued = rehearse(scenario, "scorched_earth")
    quiet = rehearse(with_couplings(scenario, posts=False), "scorched_earth")
    standing = min(pursued.history.standing_by_day)
    fewer = pursued.select(Kind.VISIT).size < quiet.select(Kind.VISIT).size
    return pursued.figures["posts_bad"] >= 1 and standing < -0.1 and fewer


def test_s9_a_public_post_lowers_the_inbound_of_everybody() -> None:
    """Off: public posts alone."""
    assert posts_reach_the_market(posts=True)
    assert not posts_reach_the_market(posts=False)


def warns_buyers(*, talk: bool) -> bool:
    """Say whether people who decide, and were never touched, think less of the vendor for it."""
    goodwill: list[list[float]] = [[], []]
    n_heard = 0
    for replication in range(2):
        pursued = overhear("scorched_earth", replication, talk=talk)
        alone = overhear("holdout", replication, talk=talk)
        untouched = list(find_untouched(pursued))
        heard = pursued.select(Kind.HEARD)
        n_heard += int(np.isin(heard["person"][heard["amount"] < 0.0], untouched).sum())
        for at, one in enumerate((pursued, alone)):
            decided = one.select(Kind.DECIDED)
            own = decided["goodwill"][np.isin(decided["person"], untouched)]
            goodwill[at].extend(own.tolist())
    return n_heard >= 20 and float(np.mean(goodwill[0])) < float(np.mean(goodwill[1])) - 0.05


def test_s10_a_spoiled_reader_advises_buyers_against_the_vendor() -> None:
    """Off: word of mouth."""
    assert warns_buyers(talk=True)
    assert not warns_buyers(talk=False)


@cache
def find_odds(strategy: str, need: float, **off: float) -> float:
    """Give the log odds that a reader who turns buyer takes the vendor, over 16 of his lives."""
    overrides = {name.replace("__", "."): value for name, value in off.items()}
    base = load("future_buyer").with_parameters(overrides)
    reader = base.people[0]
    reader = reader._replace(traits={**reader.traits, "need": need})
    company = next(one for one in base.accounts if one.name == reader.account)
    company = company._replace(colleagues=0)
    scenario = replace(base, market=None, people=(reader,), accounts=(company,))
    chance, n_decisions = 0.0, 0
    for replication in range(16):
        life = rehearse(scenario, strategy, replication)
        chance += life.expect("won")
        n_decisions += life.select(Kind.DECIDED).size
    assert n_decisions >= 8
    mean = chance / n_decisions
    return float(np.log(mean / (1.0 - mean)))


def test_s10_a_spoiled_reader_who_turns_buyer_prefers_others() -> None:
    """Off: irritation that costs no goodwill, which spoils nobody."""

    def prefers_others(**off: float) -> bool:
        pursued, alone = (
            find_odds(name, 0.05, **off) for name in ("aggressive_pursuit", "holdout")
        )
        return pursued < alone - 0.5

    assert prefers_others()
    assert not prefers_others(memory__burn=0.0)
    assert find_odds("aggressive_pursuit", 0.05) > np.log(0.01 / 0.99)


def test_s10_the_more_the_offer_is_needed_the_less_the_dislike_weighs() -> None:
    """Off: need that forgives nothing."""

    def need_forgives(**off: float) -> bool:
        lost = [
            find_odds("holdout", need, **off) - find_odds("aggressive_pursuit", need, **off)
            for need in (0.05, 0.95)
        ]
        return lost[1] < 0.8 * lost[0]

    assert need_forgives()
    assert not need_forgives(deciding__need_forgives=0.0)
