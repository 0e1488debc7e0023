"""Checks that pass at one seed hold at all: over many seeds their p-values are uniform.

A check at 4.5 standard errors leaves room for a small bias. Two hundred independent p-values, held
against the uniform law, leave a good deal less.
"""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from tests.theory.judging import ALMOST_NEVER
from tests.theory.test_cadences import (
    ASK,
    GAP,
    N_STEPS,
    make_constant_world,
    solve_memoryless,
)
from tests.theory.test_choices import DECIDING, LUCK, find_shares
from tests.theory.worlds import (
    QUIET,
    make_cadence,
    make_plan,
    quiet_world,
    with_outreach,
    with_script,
)

from goodwill.behaviour.deciding import decide
from goodwill.draws import draw_many, seed_key
from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.parameters import with_overrides
from goodwill.scripts import Script
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_YEAR,
    Alternative,
    Channel,
    Outcome,
)

N_SEEDS = 200


def judge_visits(seed: int) -> float:
    """Give the p-value of the visits of a year: one Poisson number."""
    n_people, days, rate = 40, 365, 12.0
    world = quiet_world(n_people, days, seed)
    parameters = with_overrides(
        QUIET,
        {
            "living.inbound_per_year": [rate] * len(QUIET.living.inbound_per_year),
            "living.inbound_mix": [[0.0, 0.0, 1.0, 0.0, 0.0]] * len(QUIET.living.inbound_mix),
        },
    )
    roams = Script((), (), roams=True, constant=True)
    events = run(with_script(world._replace(parameters=parameters), roams)).events
    count = int((events["kind"] == Kind.VISIT).sum())
    law = stats.poisson(n_people * rate * days * SECONDS_PER_DAY / SECONDS_PER_YEAR)
    # In the middle of its step, so that a whole number's p-value is uniform but for the grain.
    return float(law.cdf(count) - law.pmf(count) / 2.0)


def judge_endings(seed: int) -> float:
    """Give the p-value of how memoryless cadences end."""
    n_people, convert, leave = 300, 0.03, 0.04
    chances = {Outcome.INTERESTED: convert, Outcome.OPT_OUT: (1.0 - convert) * leave}
    world = make_constant_world({Channel.SOCIAL: chances}, n_people, seed)
    plan = make_plan(make_cadence("cadence", N_STEPS, GAP))
    events = run(with_outreach(world, (ASK,), plan)).events
    counts = [
        int(((events["kind"] == Kind.TOUCHED) & (events["outcome"] == outcome)).sum())
        for outcome in (Outcome.INTERESTED, Outcome.OPT_OUT)
    ]
    converts, _, leaves = solve_memoryless(convert, leave)
    exact = np.array([converts, leaves, 1.0 - converts - leaves])
    return float(stats.chisquare([*counts, n_people - sum(counts)], n_people * exact).pvalue)


def judge_choices(seed: int) -> float:
    """Give the p-value of what buyers choose."""
    n_buyers, buyers = 2_000, np.arange(2_000)
    luck = np.array([draw_many(seed_key(seed), buyers, code, 0, 0, 0) for code in LUCK]).T.tolist()
    chosen = [decide(0.3, True, True, tuple(us), DECIDING).alternative for us in luck]  # noqa: FBT003 - known, incumbent
    counts = np.bincount(chosen, minlength=len(Alternative))
    exact = n_buyers * find_shares(0.3, known=True, incumbent=True)
    return float(stats.chisquare(counts, exact * n_buyers / exact.sum()).pvalue)


@pytest.mark.verify
@pytest.mark.parametrize("judge", [judge_visits, judge_endings, judge_choices])
def test_p_values_are_uniform_over_seeds(judge: Callable[[int], float]) -> None:
    p_values = [judge(5_000 + seed) for seed in range(N_SEEDS)]
    assert stats.kstest(p_values, "uniform").pvalue > ALMOST_NEVER


def test_a_biased_check_has_p_values_that_are_not_uniform() -> None:
    # Half a standard error off: a limit of 4.5 would let nearly all of it pass.
    z = 0.5 + stats.norm.ppf((np.arange(N_SEEDS) + 0.5) / N_SEEDS)
    p_values = stats.norm.cdf(z)
    assert (np.abs(z) < 4.5).all()
    assert stats.kstest(p_values, "uniform").pvalue < ALMOST_NEVER
