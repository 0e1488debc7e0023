"""S5, S6 and S7: what a touch presumes, its tone, and the hold in the calendar.

Every test holds a claim against worlds with the same people and the same luck: with the system's
mechanism at work, and with it switched off.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from rehearsing import (
    Rehearsal,
    load,
    rehearse,
    shrink,
    with_touches,
)

from goodwill.eventlog import Kind
from goodwill.scenario import Scenario
from goodwill.vocabulary import Channel, Outcome, Placement

# S5


@cache
def climb(strategy: str, *, meaning: bool = True, replication: int = 0) -> Rehearsal:
    """Run five mails of one ladder; off: levels of presumption amount to nothing."""
    scenario = shrink(load("presumption_ladder"), 40, 120)
    if not meaning:
        scenario = scenario.with_parameters({"levels.presumption": [0.0] * 4})
    return rehearse(scenario, strategy, replication)


def list_losses(rehearsal: Rehearsal) -> list[float]:
    """Give the mean loss of goodwill at each of the five mails."""
    steps: list[list[float]] = [[] for _ in range(5)]
    count: dict[int, int] = {}
    for one in rehearsal.select(Kind.TOUCHED):
        if rehearsal.world.touches[one["touch"]].name.startswith("presumes"):
            step = count.get(int(one["person"]), 0)
            count[int(one["person"])] = step + 1
            if step < len(steps):
                steps[step].append(float(one["lost"]))
    return [float(np.mean(losses)) for losses in steps]


def ladder_matters(*, meaning: bool) -> bool:
    """Say whether rising presumption begins milder, ends worse, and costs more than an even one.

    Both sum to ten levels; five mails that presume one level each cost least.
    """
    rungs = ("progressive_presumption", "flat_presumption", "low_presumption")
    runs = [[climb(rung, meaning=meaning, replication=at) for at in range(2)] for rung in rungs]
    rising, flat, low = (np.mean([list_losses(one) for one in each], axis=0) for each in runs)
    return bool(
        rising.sum() > flat.sum() > 1.3 * low.sum()
        and rising[0] < 0.7 * flat[0]
        and rising[4] > 1.2 * flat[4]
    )


def test_s5_a_ladder_of_presumption_costs_more_than_a_level_one() -> None:
    """Off: every level of presumption amounts to nothing."""
    assert ladder_matters(meaning=True)
    assert not ladder_matters(meaning=False)


# S6

TONELESS = {
    "memory.tone_irritation": [0.0] * 5,
    "memory.tone_taste": [0.0] * 5,
    "answering.tone": [[0.0] * 8] * 5,
}


def snark_divides(*, tone: bool) -> bool:
    """Say whether snark costs on average, and some people still mind it less than plain words."""
    scenario = shrink(load("snark"), 60, 120)
    if not tone:
        scenario = scenario.with_parameters(TONELESS)
    snide, plain = (rehearse(scenario, strategy) for strategy in ("snark", "plain_words"))
    first = []
    for one, name in ((snide, "nudge_humorous"), (plain, "nudge_plain")):
        mails = one.select(Kind.TOUCHED, touches=[name])
        reached = mails[mails["detail"] == Placement.REACHED]
        first.append({int(mail["person"]): float(mail["irritation"]) for mail in reached[::-1]})
    both = sorted(set(first[0]) & set(first[1]))
    more = np.array([first[0][person] - first[1][person] for person in both])
    damage = [one.figures["brand_damage"] for one in (snide, plain)]
    return (
        len(both) >= 60
        and damage[0] > 1.3 * damage[1]
        and bool(more.mean() > 0.0)
        and bool(0.15 < np.mean(more < 0.0) < 0.85)
    )


def test_s6_snark_costs_on_average_and_some_people_like_it() -> None:
    """Off: all tones weigh nothing, with people and in their answers."""
    assert snark_divides(tone=True)
    assert not snark_divides(tone=False)


# S7


class Answers(NamedTuple):
    """What people do about one request for half an hour, in all replications."""

    accepted: int
    declined: int
    expected_anger: float  # angry replies, with those to the two mails before
    lost: float  # mean goodwill, at each


def answer_to(scenario: Scenario, strategy: str, touch: str) -> Answers:
    """Count the answers to one touch."""
    outcomes: list[int] = []
    lost: list[float] = []
    anger = 0.0
    for replication in range(5):
        asked = rehearse(scenario, strategy, replication)
        sent = asked.select(Kind.TOUCHED, touches=[touch])
        outcomes += sent["outcome"].tolist()
        lost += sent["lost"].tolist()
        anger += asked.expect("angry_reply")
    accepted, declined = (outcomes.count(one) for one in (Outcome.INTERESTED, Outcome.DECLINED))
    return Answers(accepted, declined, anger, float(np.mean(lost)))


@cache
def ask_by_mail() -> Answers:
    """Give what people do about the request by mail."""
    scenario = shrink(load("calendar_hold"), 40, 91)
    return answer_to(scenario, "meeting_by_mail", "half_hour_by_mail")


def takes_it_further(channel: Channel) -> bool:
    """Say whether a hold gets answers of its own: some accept, more decline, more are angry."""
    scenario = shrink(load("calendar_hold"), 40, 91)
    scenario = with_touches(scenario, ["half_hour_by_calendar"], channel=int(channel))
    hold, mail = answer_to(scenario, "calendar_hold", "half_hour_by_calendar"), ask_by_mail()
    return (
        hold.accepted >= 3
        and hold.declined > 2 * mail.declined + 3
        and hold.expected_anger > 1.5 * mail.expected_anger
        and hold.lost > 1.5 * mail.lost
    )


def test_s7_a_hold_without_consent_is_accepted_by_some_and_declined_in_anger_by_more() -> None:
    """Off: the same request, sent as a mail instead of a hold."""
    assert takes_it_further(Channel.CALENDAR_INVITE)
    assert not takes_it_further(Channel.EMAIL)
