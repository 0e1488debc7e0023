"""Every sampled decision is booked beside its probability: the difference has mean zero."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from scipy import stats
from tests.theory.judging import LIMIT, miss_of_mean
from tests.theory.markets import NURTURE, PUSH, make_market

from goodwill.engines.reference import run
from goodwill.eventlog import FIXED, History, Kind
from goodwill.vocabulary import Outcome, Placement

ENOUGH = 25.0  # hits that are expected in all replications together: else Poisson's law judges

ALWAYS_THERE = {"visit", "spam_folder", "bounced", "opt_out", "click", "not_interested", "won"}


@cache
def run_many(plan: str, n_runs: int, n_accounts: int) -> tuple[History, ...]:
    return tuple(
        run(make_market(plan, replication=number, n_accounts=n_accounts))
        for number in range(n_runs)
    )


def judge(histories: Sequence[History]) -> dict[str, float]:
    """Give what the sum of hits misses the sum of probabilities, for each decision."""
    hits: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(histories))
    expected: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(histories))
    for number, history in enumerate(histories):
        for decision, sums in history.compensators.items():
            hits[decision][number], expected[decision][number] = sums[0], sums[1] / FIXED
    misses = {}
    for decision, counts in hits.items():
        total, mean = sum(counts), sum(expected[decision])
        if mean >= ENOUGH:
            misses[decision] = miss_of_mean(np.subtract(counts, expected[decision]), 0.0)
        else:
            law = stats.poisson(mean)
            tail = min(law.cdf(total), law.sf(total - 1))
            misses[decision] = float(stats.norm.isf(max(tail, 1e-300)))
    return misses


@pytest.mark.parametrize("plan", [PUSH, NURTURE])
@pytest.mark.parametrize(
    ("n_runs", "n_accounts"), [(20, 10), pytest.param(300, 40, marks=pytest.mark.verify)]
)
def test_hits_and_their_probabilities_have_the_same_mean(
    plan: str, n_runs: int, n_accounts: int
) -> None:
    misses = judge(run_many(plan, n_runs, n_accounts))
    assert misses.keys() >= ALWAYS_THERE
    assert {name: value for name, value in misses.items() if abs(value) > LIMIT} == {}


@pytest.mark.parametrize("plan", [PUSH, NURTURE])
def test_hits_are_what_the_log_says_happened(plan: str) -> None:
    history = run(make_market(plan, replication=0, n_accounts=25))
    events = history.events
    touched = events[events["kind"] == Kind.TOUCHED]
    hits = {decision: sums[0] for decision, sums in history.compensators.items()}
    for outcome in Outcome:
        if outcome != Outcome.SILENCE:
            happened = int((touched["outcome"] == outcome).sum())
            assert hits.get(outcome.name.lower(), 0) == happened
    assert hits["visit"] == (events["kind"] == Kind.VISIT).sum()
    assert hits["bounced"] == (touched["detail"] == Placement.BOUNCED).sum()
    assert hits["spam_folder"] == (touched["detail"] == Placement.SPAM_FOLDER).sum()
    assert hits.get("told", 0) == events["detail"][events["kind"] == Kind.TOLD].sum()
    assert hits.get("posted", 0) == (events["kind"] == Kind.POSTED).sum()


def test_a_decision_booked_at_the_wrong_probability_is_caught() -> None:
    histories = run_many(PUSH, 20, 10)
    wrong = [
        history._replace(
            compensators={
                decision: (hits, int(expected * 1.5))
                for decision, (hits, expected) in history.compensators.items()
            }
        )
        for history in histories
    ]
    caught = {name for name, value in judge(wrong).items() if abs(value) > LIMIT}
    assert caught >= {"visit", "not_interested"}
