"""Spending budgets has the law of independent draws at every touch."""

from collections.abc import Callable
from functools import cache
from math import exp
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.blank import PATIENT
from tests.theory.courses import (
    COURSE,
    ENDS,
    KINDS,
    N_ALL,
    N_TOUCHES,
    PARAMETERS,
    RETORT_WAIT,
    Fault,
    Law,
    Live,
    find_law,
    make_live,
)
from tests.theory.judging import ALMOST_NEVER, LIMIT
from tests.theory.worlds import (
    make_cadence,
    make_plan,
    quiet_world,
    set_reply,
    with_outreach,
    with_script,
)

from goodwill.behaviour.answering import Hazards, find_probability, spend
from goodwill.draws import seed_key
from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.kernels import FLAGS, register_kernels
from goodwill.scripts import Script
from goodwill.strategy import ReplyPolicy
from goodwill.vocabulary import (
    N_OUTCOMES,
    SECONDS_PER_DAY,
    Inbound,
    Intent,
    Outcome,
    ReplyAction,
)

Outcomes = npt.NDArray[np.int8]  # [person, touch]; negative where the course was over

MANY = 1_000_000
LEAST_SPREAD = 25.0  # of a cell's variance: below it the normal law is a poor yardstick

positive = st.floats(1e-6, 20.0)
hazard_rows = st.tuples(*[st.one_of(st.just(0.0), st.floats(1e-6, 5.0))] * N_OUTCOMES)


@cache
def compile_live() -> Live:
    import numba

    register_kernels()
    # Not kept between runs: machine code would outlive a change of the kernels.
    jit: Callable[[Any], Any] = numba.njit(**FLAGS)
    return make_live(jit)


@cache
def live_in_python(n_people: int, fault: Fault = Fault.NONE) -> Outcomes:
    outcomes = np.empty((n_people, N_TOUCHES), np.int8)
    make_live(lambda function: function)(COURSE, fault, seed_key(11), 0, outcomes)
    return outcomes


def live_compiled(n_people: int, fault: Fault, seed: int) -> Outcomes:
    outcomes = np.empty((n_people, N_TOUCHES), np.int8)
    compile_live()(COURSE, int(fault), np.uint64(seed_key(seed)), 0, outcomes)  # type: ignore[arg-type]
    return outcomes


def find_misses(outcomes: Outcomes, law: Law) -> npt.NDArray[np.float64]:
    """Give what was counted against the law, in standard errors: touches, pairs, totals."""
    n_people = len(outcomes)
    counts = [np.bincount(column[column >= 0], minlength=N_ALL) for column in outcomes.T]
    pairs = np.zeros_like(law.pairs)
    for touch in range(1, N_TOUCHES):
        lived = outcomes[outcomes[:, touch] >= 0]
        np.add.at(pairs[touch - 1], (lived[:, touch - 1], lived[:, touch]), 1)
    observed = np.concatenate([np.ravel(counts), pairs.ravel()])
    exact = np.concatenate([law.touches.ravel(), law.pairs.ravel()])
    variance = n_people * exact * (1.0 - exact)
    enough = variance >= LEAST_SPREAD
    misses = (observed - n_people * exact)[enough] / np.sqrt(variance[enough])
    totals = []
    for outcome in range(N_ALL):
        per_course = (outcomes == outcome).sum(axis=1)
        error = per_course.std() / np.sqrt(n_people)
        totals.append((per_course.mean() - law.touches[:, outcome].sum()) / error)
    return np.concatenate([misses, totals])


def worst(outcomes: Outcomes) -> float:
    return float(np.abs(find_misses(outcomes, find_law(COURSE))).max())


def test_the_exact_law_accounts_for_everybody() -> None:
    law = find_law(COURSE)
    ended = law.touches[:, list(ENDS)].sum()
    went_on = law.touches[-1].sum() - law.touches[-1, list(ENDS)].sum()
    assert ended + went_on == pytest.approx(1.0, abs=1e-12)
    assert law.pairs.sum(axis=1) == pytest.approx(law.touches[1:], abs=1e-12)


def test_hazards_of_the_course_depend_on_its_past() -> None:
    law = find_law(COURSE)
    after_anger = law.pairs[:, Outcome.ANGRY_REPLY] / law.touches[:-1, [Outcome.ANGRY_REPLY]]
    after_silence = law.pairs[:, Outcome.SILENCE] / law.touches[:-1, [Outcome.SILENCE]]
    raised = after_anger[:, Outcome.ANGRY_REPLY] / after_silence[:, Outcome.ANGRY_REPLY]
    assert (raised > 1.1).all()


def test_spending_budgets_has_the_law_of_independent_draws() -> None:
    assert worst(live_in_python(5_000)) <= LIMIT


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault != Fault.NONE])
def test_a_fault_in_spending_is_caught(fault: Fault) -> None:
    assert worst(live_in_python(2_500, fault)) > LIMIT


@pytest.mark.verify
def test_spending_budgets_has_the_law_of_independent_draws_over_a_million_courses() -> None:
    assert worst(live_compiled(MANY, Fault.NONE, 12)) <= LIMIT


@pytest.mark.verify
def test_compiled_and_interpreted_courses_are_the_same() -> None:
    interpreted = live_in_python(2_500)
    assert np.array_equal(interpreted, live_compiled(len(interpreted), Fault.NONE, 11))


@pytest.mark.verify
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault != Fault.NONE])
def test_a_fault_in_spending_is_far_off_over_a_million_courses(fault: Fault) -> None:
    assert worst(live_compiled(MANY, fault, 12)) > 5 * LIMIT


@pytest.mark.verify
def test_p_values_of_first_answers_are_uniform_over_seeds() -> None:
    # Touch and outcome of the first answer, or none at all: disjoint, so that chi-square holds.
    law, n_people = find_law(COURSE), 20_000
    exact = np.append(law.firsts[:, :N_OUTCOMES].ravel(), law.firsts[-1, N_OUTCOMES])
    p_values = []
    for seed in range(200):
        outcomes = live_compiled(n_people, Fault.NONE, 1_000 + seed)
        answered = outcomes != Outcome.SILENCE
        touch = answered.argmax(axis=1)
        first = outcomes[np.arange(n_people), touch]
        cell = np.where(answered.any(axis=1), touch * N_OUTCOMES + first, len(exact) - 1)
        counts = np.bincount(cell, minlength=len(exact))
        p_values.append(stats.chisquare(counts, n_people * exact).pvalue)
    assert stats.kstest(p_values, "uniform").pvalue > ALMOST_NEVER


def test_the_engine_spends_budgets_by_the_same_law() -> None:
    n_people = 1_500
    world = quiet_world(n_people, 60, 13, COURSE.person._replace(intent=int(Intent.OUTSIDER)))
    retort = ReplyPolicy(int(ReplyAction.PUSH_ON), 1, RETORT_WAIT)
    plan = make_plan(
        make_cadence("course", N_TOUCHES, COURSE.gap),
        replies=set_reply(PATIENT, Outcome.ANGRY_REPLY, retort),
    )
    world = with_outreach(world._replace(parameters=PARAMETERS), KINDS, plan)
    visit = ((1, int(Inbound.FREE_TRIAL)),)
    events = run(with_script(world, Script((), visit, roams=False, constant=True))).events
    touched = events[(events["kind"] == Kind.TOUCHED) & (events["touch"] == 0)]
    outcomes = np.full((n_people, N_TOUCHES), -1, np.int8)
    at = (touched["second"] - 1) // COURSE.gap - 1
    assert (touched["second"] == (at + 1) * COURSE.gap + 1).all()
    outcomes[touched["person"], at] = touched["outcome"]
    retorts = (events["kind"] == Kind.TOUCHED) & (events["touch"] == 1)
    assert retorts.sum() == (outcomes == Outcome.ANGRY_REPLY).sum()
    assert COURSE.lag < COURSE.gap < 7 * SECONDS_PER_DAY
    assert worst(outcomes) <= LIMIT


@given(hazard_rows)
@settings(deadline=None)
def test_probabilities_of_a_touch_add_up_to_one(row: tuple[float, ...]) -> None:
    hazards = Hazards(*row)
    chances = [find_probability(outcome, hazards) for outcome in range(N_ALL)]
    assert sum(chances) == pytest.approx(1.0, abs=1e-12)
    assert min(chances) >= 0.0


@given(hazard_rows)
@settings(deadline=None)
def test_probabilities_are_those_of_competing_exponentials(row: tuple[float, ...]) -> None:
    # P(outcome) is the integral over the touch of its hazard times survival of all until then.
    hazards, nodes = Hazards(*row), np.polynomial.legendre.leggauss(60)
    within, weights = (nodes[0] + 1.0) / 2.0, nodes[1] / 2.0
    survival = np.exp(-within * sum(row))
    for outcome, hazard in enumerate(row):
        integral = float((weights * hazard * survival).sum())
        assert find_probability(outcome, hazards) == pytest.approx(integral, abs=1e-12)
    assert find_probability(int(Outcome.SILENCE), hazards) == pytest.approx(exp(-sum(row)))


@given(st.tuples(*[positive] * N_OUTCOMES), hazard_rows)
@settings(deadline=None)
def test_what_fires_is_the_first_budget_to_run_out(
    budgets: tuple[float, ...], row: tuple[float, ...]
) -> None:
    spending = spend(Hazards(*budgets), Hazards(*row))
    reached = [b / h if h > 0.0 else np.inf for b, h in zip(budgets, row, strict=True)]
    first = min(reached)
    if first < 1.0:
        assert (spending.outcome, spending.share) == (reached.index(first), first)
    else:
        assert (spending.outcome, spending.share) == (Outcome.SILENCE, 1.0)


def find_first_firing(
    budgets: list[float], touches: list[tuple[float, ...]], outcome: int, raised: list[float]
) -> int:
    """Give the touch at which an outcome first fires, its hazards multiplied; else their number."""
    left, spares = list(budgets[:N_OUTCOMES]), iter(budgets[N_OUTCOMES:])
    for touch, row in enumerate(touches):
        factors = [raised[touch] if at == outcome else 1.0 for at in range(N_OUTCOMES)]
        hazards = Hazards(*(hazard * factor for hazard, factor in zip(row, factors, strict=True)))
        spending = spend(Hazards(*left), hazards)
        if spending.outcome == outcome:
            return touch
        for at, hazard in enumerate(hazards):
            left[at] = max(0.0, left[at] - spending.share * hazard)
        if spending.outcome != Outcome.SILENCE:
            left[spending.outcome] = next(spares)
    return len(touches)


@given(
    st.lists(hazard_rows, min_size=1, max_size=6).flatmap(
        lambda touches: st.tuples(
            st.just(touches),
            st.lists(st.floats(1.0, 50.0), min_size=len(touches), max_size=len(touches)),
            st.lists(positive, min_size=N_OUTCOMES + 6, max_size=N_OUTCOMES + 6),
        )
    ),
    st.integers(0, N_OUTCOMES - 1),
)
@settings(deadline=None)
def test_raising_a_hazard_never_delays_its_outcome(
    drawn: tuple[list[tuple[float, ...]], list[float], list[float]], outcome: int
) -> None:
    touches, raised, budgets = drawn
    usual = find_first_firing(budgets, touches, outcome, [1.0] * len(touches))
    assert find_first_firing(budgets, touches, outcome, raised) <= usual
