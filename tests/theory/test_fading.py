"""Irritation and goodwill are sums of what was booked, each part fading: shot noise."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from tests.blank import IDLE, TOUCH
from tests.theory.judging import LIMIT, miss, miss_of_variance
from tests.theory.markets import NURTURE, PUSH, make_market
from tests.theory.worlds import (
    QUIET,
    make_cadence,
    make_plan,
    quiet_world,
    with_outreach,
    with_script,
)

from goodwill.behaviour.memory import remember
from goodwill.draws import Decision, draw_many, seed_key
from goodwill.engines.reference import run
from goodwill.eventlog import FIXED, History, Kind
from goodwill.parameters import with_overrides
from goodwill.scripts import Script
from goodwill.vocabulary import SECONDS_PER_DAY, Cause, Channel, Inbound
from goodwill.world import World

HALF_LIFE, GAP_DAYS = 14.0, 4
RATE = log(2.0) / HALF_LIFE  # of fading, a day
DEMO = int(Inbound.DEMO_REQUEST)
ONE_EACH = with_overrides(QUIET, {"memory.intrusiveness": [1.0] * len(Channel)})
"""Every touch irritates by exactly 1."""


def irritate(n_touches: int) -> list[float]:
    """Give a person's irritation after each of equally spaced touches, from the engine's log."""
    world = quiet_world(1, GAP_DAYS * (n_touches + 1), 51)
    world = world._replace(parameters=ONE_EACH)
    plan = make_plan(make_cadence("steady", n_touches, GAP_DAYS * SECONDS_PER_DAY))
    registers = Script((), ((1, int(Inbound.FREE_TRIAL)),), roams=False, constant=True)
    events = run(with_script(with_outreach(world, (TOUCH,), plan), registers)).events
    return [float(level) for level in events["irritation"][events["kind"] == Kind.TOUCHED]]


def test_irritation_of_spaced_touches_is_a_geometric_sum() -> None:
    assert ONE_EACH.memory.irritation_days == HALF_LIFE
    kept = exp(-RATE * GAP_DAYS)
    levels = irritate(6)
    exact = [(1.0 - kept**n) / (1.0 - kept) for n in range(1, 7)]
    assert levels == pytest.approx(exact, abs=1e-12)
    assert levels[-1] == pytest.approx(3.869690613577, abs=1e-12)


def test_irritation_of_endless_touches_reaches_its_limit() -> None:
    assert irritate(180)[-1] == pytest.approx(5.565925369504, abs=1e-12)


@pytest.mark.parametrize("n_people", [400, pytest.param(15_000, marks=pytest.mark.verify)])
def test_touches_at_poisson_times_leave_shot_noise(n_people: int) -> None:
    touches_a_day, days = 0.2, 60
    world = quiet_world(n_people, days, 52)._replace(parameters=ONE_EACH)
    luck = draw_many(
        seed_key(52), np.arange(n_people)[:, None], Decision.INBOUND_GAP, 0, np.arange(60), 0
    )
    seconds = 1 + np.floor(np.cumsum(-np.log(luck), axis=1) / touches_a_day * SECONDS_PER_DAY)
    assert (seconds[:, -1] > world.horizon).all()
    scripts = {
        row: Script(
            (),
            tuple((int(second), DEMO) for second in times if second < world.horizon),
            roams=False,
            constant=True,
        )
        for row, times in enumerate(seconds)
    }
    answer = TOUCH._replace(fulfils=True)
    world = with_outreach(world, (answer,), IDLE._replace(answer_touch=0))
    levels = run(world._replace(scripts=scripts)).states["irritation"]

    def cumulant(order: int) -> float:
        fading = order * RATE
        return touches_a_day / fading * (1.0 - exp(-fading * days))

    spread = (cumulant(2) / n_people) ** 0.5
    assert abs(miss(float(levels.mean()), cumulant(1), spread)) <= LIMIT
    assert abs(miss_of_variance(levels, cumulant(2), cumulant(4))) <= LIMIT


def test_shot_noise_that_has_settled_has_the_published_moments() -> None:
    mean, variance = 0.2 / RATE, 0.2 / (2.0 * RATE)
    assert (mean, variance) == pytest.approx((4.039546114489, 2.019773057245), abs=1e-12)


@given(
    st.floats(1e-3, 10.0),
    st.integers(0, 700 * SECONDS_PER_DAY),
    st.integers(0, 700 * SECONDS_PER_DAY),
    st.floats(1.0, 900.0),
)
@settings(deadline=None)
def test_what_a_booking_weighs_is_its_integral(
    amount: float, booked: int, rest: int, half_life: float
) -> None:
    memory = QUIET.memory._replace(goodwill_days=half_life)
    days = rest / SECONDS_PER_DAY
    breaks = [day for day in (half_life, 8.0 * half_life) if day < days]
    integral, _ = integrate.quad(
        lambda day: amount * 0.5 ** (day / half_life), 0.0, days, points=breaks or None, limit=200
    )
    assert remember(amount, booked, booked + rest, memory) == pytest.approx(
        integral, rel=1e-9, abs=1e-9
    )


def integrate_goodwill(world: World, history: History) -> float:
    """Integrate everybody's goodwill over the horizon, from what the log says it was.

    Only records that changed it count: between them it fades, by one exponential.
    """
    half_life, total = world.parameters.memory.goodwill_days, 0.0
    events = history.events[(history.events["gained"] > 0) | (history.events["lost"] > 0)]
    for person in world.persons:
        mine = events[events["person"] == person.id]
        mine = mine[np.argsort(mine["serial"])]
        ends = np.append(mine["second"][1:], world.horizon)
        lasted = (ends - mine["second"]) / SECONDS_PER_DAY
        kept = 0.5 ** (lasted / half_life)
        total += float((mine["goodwill"] * (1.0 - kept)).sum()) * half_life / log(2.0)
    return total


@pytest.mark.parametrize("plan", [PUSH, NURTURE])
def test_bookings_of_all_causes_add_up_to_the_goodwill_that_people_felt(plan: str) -> None:
    world = make_market(plan, replication=0, n_accounts=20)
    history = run(world)
    private = {key: sums for key, sums in history.bookings.items() if key[0] != Cause.PUBLIC_POST}
    assert {Cause.TOUCH, Cause.CONTENT} <= {Cause(cause) for cause, _ in private}
    booked = sum(gained - lost for gained, lost in private.values()) / FIXED
    felt = integrate_goodwill(world, history)
    assert booked == pytest.approx(felt, abs=len(history.events) / FIXED)


@pytest.mark.parametrize("plan", [PUSH, NURTURE])
def test_each_cause_books_what_the_log_says_it_took_and_gave(plan: str) -> None:
    world = make_market(plan, replication=1, n_accounts=20)
    history = run(world)
    sums: dict[tuple[int, int], list[float]] = {}
    for event in history.events[(history.events["gained"] > 0) | (history.events["lost"] > 0)]:
        key = int(event["cause"]), int(event["touch"])
        second = int(event["second"])
        for at, column in enumerate(("gained", "lost")):
            weight = remember(float(event[column]), second, world.horizon, world.parameters.memory)
            sums.setdefault(key, [0.0, 0.0])[at] += weight
    private = {key: sums for key, sums in history.bookings.items() if key[0] != Cause.PUBLIC_POST}
    assert private.keys() == sums.keys()
    for key, (gained, lost) in private.items():
        rounding = len(history.events) / FIXED
        assert (gained / FIXED, lost / FIXED) == pytest.approx(tuple(sums[key]), abs=rounding)


def test_a_public_post_weighs_on_everybody_until_it_is_forgotten() -> None:
    world = make_market(PUSH, replication=2, n_accounts=20, posts=1.0)
    history = run(world)
    posts = history.events[history.events["kind"] == Kind.POSTED]
    talking, days = world.parameters.talking, world.horizon / SECONDS_PER_DAY
    weights = [0.0, 0.0]
    for post in posts:
        midnight = int(post["second"]) // SECONDS_PER_DAY + 1
        if midnight < days:
            # Standing fades in steps, at midnight: a sum over nights, not an integral.
            held = sum(
                talking.post_standing * 0.5 ** (night / talking.standing_days)
                for night in range(int(days) - midnight)
            )
            weights[0 if post["amount"] > 0 else 1] += held * len(world.persons)
    assert min(weights) > 0.0
    booked = [sums / FIXED for sums in history.bookings[int(Cause.PUBLIC_POST), -1]]
    assert booked == pytest.approx(weights, abs=len(posts) / FIXED)
