"""S8 and S11: what a vendor makes of replies, and of the end of a quarter.

Every test holds a claim against worlds with the same people and the same luck: with the system's
mechanism at work, and with it switched off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from rehearsing import (
    Rehearsal,
    find_plan,
    load,
    rehearse,
    shrink,
    with_plan,
)
from spectating import Watched, people_of, watch

from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.scenario import Scenario, make_world
from goodwill.strategy import Pressure
from goodwill.strategy.plan import Action
from goodwill.vocabulary import Cause, Outcome

# S8

POLICIES = ("policy_push_on", "policy_stop", "policy_retort", "policy_apologise")


@cache
def treat(policy: str) -> Rehearsal:
    """Run one and the same cadence with the reply policy of one of the four strategies."""
    scenario = shrink(load("reply_policies"), 40, 182)
    replies = find_plan(scenario, policy).replies
    return rehearse(with_plan(scenario, POLICIES[0], replies=replies), POLICIES[0])


def what_follows(rehearsal: Rehearsal) -> list[str]:
    """Name the touches that people got after they had said no or written in anger."""
    names = []
    for person in sorted(people_of(rehearsal, Kind.REPLIED)):
        own = rehearsal.select(Kind.REPLIED, Kind.TOUCHED)
        own = own[own["person"] == person]
        said = own[own["kind"] == Kind.REPLIED]
        no = np.isin(said["detail"], (Outcome.NOT_INTERESTED, Outcome.ANGRY_REPLY))
        if no.any():
            since = said["second"][no].min()
            sent = own[(own["kind"] == Kind.TOUCHED) & (own["second"] > since)]
            asked = [rehearsal.world.touches[code].fulfils for code in sent["touch"]]
            names += rehearsal.name_touches(sent[~np.array(asked, dtype=bool)])
    return names


def pushes_on(rehearsal: Rehearsal) -> bool:
    """Say whether a no is argued with, and the cadence goes on."""
    names = what_follows(rehearsal)
    return "overcome_objection" in names and len(set(names)) >= 4


def stops(rehearsal: Rehearsal) -> bool:
    """Say whether a no is acknowledged, if at all, and nothing else comes."""
    return set(what_follows(rehearsal)) == {"courteous_close"}


def retorts(rehearsal: Rehearsal) -> bool:
    """Say whether a no is answered with a snide mail that costs goodwill, and nothing else."""
    snide = rehearsal.select(Kind.TOUCHED, touches=["high_road"])
    hurt = snide[snide["cause"] == Cause.RETORT]
    only = set(what_follows(rehearsal)) == {"high_road"}
    return only and bool(hurt.size > 0 and (hurt["lost"] > 0.5).all())


def apologises(rehearsal: Rehearsal) -> bool:
    """Say whether a no is answered with an apology, which soothes, and nothing else."""
    return set(what_follows(rehearsal)) == {"apology"}


def test_s8_what_follows_a_refusal_is_what_the_reply_policy_says() -> None:
    """Off, for each policy: any of the three others, under the same cadence."""
    claims: list[Callable[[Rehearsal], bool]] = [pushes_on, stops, retorts, apologises]
    for policy, claim in zip(POLICIES, claims, strict=True):
        for other in POLICIES:
            assert claim(treat(other)) == (other == policy), (policy, other)


def test_s8_pushing_on_and_retorting_cost_more_than_stopping() -> None:
    """Off: all policies alike, which stop and say nothing."""
    damage = [treat(policy).figures["brand_damage"] for policy in POLICIES]

    def differ(damage: list[float]) -> bool:
        pushed, stopped, retorted, _ = damage
        return pushed > 1.02 * stopped and retorted > 1.02 * stopped

    assert differ(damage)
    assert not differ([damage[1]] * 4)
    burning = treat("policy_apologise").select(Kind.TOUCHED, touches=["apology"])
    angrier = treat("policy_retort").select(Kind.TOUCHED, touches=["high_road"])
    assert burning["irritation"].mean() < angrier["irritation"].mean()


def count_expected_replies(scenario: Scenario, reticence: float) -> float:
    """Give how many replies to reps were to be expected of people who are all alike in this."""
    world = make_world(scenario, "policy_stop")
    persons = tuple(person._replace(reticence=reticence) for person in world.persons)
    rehearsal = Rehearsal(world, run(world._replace(persons=persons)))
    return sum(rehearsal.expect(name) for name in ("not_interested", "neutral_reply", "declined"))


def keeps_silent(scenario: Scenario) -> bool:
    """Say whether those who know that a reply invites pressure reply far less."""
    open_people, reticent = (count_expected_replies(scenario, one) for one in (0.0, 1.0))
    return reticent < 0.5 * open_people


def test_s8_who_knows_that_any_reply_invites_pressure_keeps_silent() -> None:
    """Off: reticence weighs nothing."""
    scenario = shrink(load("reply_policies"), 30, 91)
    assert keeps_silent(scenario)
    assert not keeps_silent(scenario.with_parameters({"answering.reticence": 0.0}))


# S11

NO_PRESSURE = Pressure(0, 1.0, 0, 1.0)


def hurry(quota: int = 25, pressure: Pressure | None = None) -> Watched:
    """Run a vendor with a quota through two quarters."""
    scenario = shrink(load("quarter_end"), 40, 182)
    scenario = replace(scenario, vendor=scenario.vendor._replace(quota=quota))
    if pressure is not None:
        scenario = with_plan(scenario, "quarter_end_pressure", pressure=pressure)
    return watch(make_world(scenario, "quarter_end_pressure"))


def presses(watched: Watched) -> bool:
    """Say whether a quarter's last weeks shorten waits, raise presumption and lower thresholds."""
    last = watched.rehearsal.world.plan.pressure.days or 21
    late, early = [
        [
            (seen, decision)
            for seen, decision in watched.seen
            if (seen.days_to_quarter_end < last) == near
        ]
        for near in (True, False)
    ]
    lowest = [
        min((seen.score for seen, one in each if one.action == Action.ENROL), default=100.0)
        for each in (late, early)
    ]
    sent = [[one for one in each if one[1].action == Action.SEND] for each in (late, early)]
    waited = [np.mean([seen.waited for seen, _ in each if seen.step]) for each in sent]
    presumed = [max(decision.presumption for _, decision in each) for each in sent]
    per_day = len(sent[0]) / last > 1.5 * len(sent[1]) / (91 - last)
    return (
        bool(waited[0] < 0.8 * waited[1])
        and presumed == [1, 0]
        and lowest[0] < 50.0 < lowest[1]
        and per_day
    )


def test_s11_a_missed_quota_shortens_waits_raises_presumption_and_lowers_thresholds() -> None:
    """Off: the strategy's pressure; and, apart from that, a quota that is met at once."""
    assert presses(hurry())
    assert not presses(hurry(pressure=NO_PRESSURE))
    assert not presses(hurry(quota=1))


def test_s11_no_answer_is_taken_for_no_answer() -> None:
    """Off: pressure. With it, the same people lose more goodwill over the same touches."""

    def costs_more(pressed: Rehearsal, even: Rehearsal) -> bool:
        return pressed.figures["brand_damage"] > 1.5 * even.figures["brand_damage"]

    pressed, even = hurry().rehearsal, hurry(pressure=NO_PRESSURE).rehearsal
    assert costs_more(pressed, even)
    assert not costs_more(even, even)
