"""The best is picked as surely as promised, with few worlds where luck is common."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.analysis.selection import select_best
from goodwill.errors import ParameterError, ResultError

DELTA, SPREAD = 2.0, 10.0
N_FULL = 2_000


def _pick(
    rng: np.random.Generator, means: list[float], spreads: list[float], common: float
) -> tuple[bool, int]:
    """Run until one is picked; say whether it is the first, and how many runs that took."""
    n_strategies, n_worlds = len(means), 8_000 if len(set(spreads)) > 1 else 1_500
    shared = math.sqrt(common) * rng.normal(size=n_worlds)
    own = math.sqrt(1.0 - common) * rng.normal(size=(n_strategies, n_worlds))
    drawn = np.array(means)[:, None] + np.array(spreads)[:, None] * (shared + own)
    found = select_best({str(one): row for one, row in enumerate(drawn)}, DELTA)
    assert found.finished
    n_runs = sum(at for _, at in found.dropped) + len(found.survivors) * found.n_worlds
    return found.best == "0", n_runs


def _measure(
    n_experiments: int, means: list[float], spreads: list[float], common: float
) -> tuple[float, float]:
    rng = np.random.default_rng(20260105)
    results = [_pick(rng, means, spreads, common) for _ in range(n_experiments)]
    return float(np.mean([right for right, _ in results])), float(np.mean([n for _, n in results]))


def _fall_short(n_experiments: int) -> float:
    """Give the least share that is no surprise where 0.95 is promised."""
    return 0.95 - 4.5 * math.sqrt(0.95 * 0.05 / n_experiments)


SLIPPAGE = [(k, common) for k in (3, 5, 10) for common in (0.0, 0.5, 0.8)]
UNEVEN = [  # the best varies much, or the others do
    [30.0, 5.0, 5.0, 5.0],
    [5.0, 30.0, 30.0, 30.0],
    [10.0, 1.0, 20.0, 5.0],
]


@pytest.mark.parametrize(("n_strategies", "common"), [(3, 0.5), (5, 0.8)])
def test_the_best_by_just_what_matters_is_picked_as_surely_as_promised(
    *, n_strategies: int, common: float
) -> None:
    means, spreads = [DELTA] + [0.0] * (n_strategies - 1), [SPREAD] * n_strategies
    assert _measure(150, means, spreads, common)[0] >= _fall_short(150)


@pytest.mark.parametrize("spreads", UNEVEN[:1])
def test_strategies_of_uneven_luck_are_picked_as_surely(spreads: list[float]) -> None:
    assert _measure(100, [DELTA, 0.0, 0.0, 0.0], spreads, 0.0)[0] >= _fall_short(100)


@pytest.mark.verify
@pytest.mark.parametrize(("n_strategies", "common"), SLIPPAGE)
def test_in_thousands_of_contests_the_best_is_picked_in_nineteen_of_twenty(
    *, n_strategies: int, common: float
) -> None:
    means, spreads = [DELTA] + [0.0] * (n_strategies - 1), [SPREAD] * n_strategies
    right, n_runs = _measure(N_FULL, means, spreads, common)
    print(f"{n_strategies} strategies, correlation {common}: {right:.4f}, {n_runs:.0f} runs")  # noqa: T201 - the figure asked for
    assert right >= _fall_short(N_FULL)


@pytest.mark.verify
@pytest.mark.parametrize("spreads", UNEVEN)
@pytest.mark.parametrize("common", [0.0, 0.8])
def test_in_thousands_of_uneven_contests_too(*, spreads: list[float], common: float) -> None:
    right, n_runs = _measure(N_FULL, [DELTA, 0.0, 0.0, 0.0], spreads, common)
    print(f"spreads {spreads}, correlation {common}: {right:.4f}, {n_runs:.0f} runs")  # noqa: T201 - the figure asked for
    assert right >= _fall_short(N_FULL)


def test_common_luck_saves_runs() -> None:
    means, spreads = [DELTA, 0.0, 0.0, 0.0, 0.0], [SPREAD] * 5
    apart, together = (_measure(40, means, spreads, common)[1] for common in (0.0, 0.8))
    assert together < apart / 2.5


def test_what_is_far_behind_is_dropped_at_the_first_look() -> None:
    rng = np.random.default_rng(1)
    figures = {"good": rng.normal(90.0, 3.0, 20), "bad": rng.normal(10.0, 3.0, 20)}
    found = select_best(figures, 1.0)
    assert (found.best, found.dropped) == ("good", (("bad", 20),))


def test_it_goes_on_where_it_was_and_needs_no_more_runs_of_those_dropped() -> None:
    rng = np.random.default_rng(2)
    drawn = {
        name: rng.normal(mean, 10.0, 400) for name, mean in (("a", 8.0), ("b", 7.0), ("c", 0.0))
    }
    whole = select_best(drawn, 1.0)
    n_kept = dict(whole.dropped)
    kept = {name: row[: n_kept.get(name, 400)] for name, row in drawn.items()}
    assert select_best(kept, 1.0) == whole


def test_it_says_who_to_run_further_while_it_is_open() -> None:
    rng = np.random.default_rng(3)
    drawn = {
        name: rng.normal(mean, 10.0, 25) for name, mean in (("a", 8.0), ("b", 7.9), ("c", -200.0))
    }
    found = select_best(drawn, 0.5)
    assert found.finished is False
    assert found.best is None
    assert set(found.survivors) == {"a", "b"}
    assert found.n_worlds == 25
    # What it says is enough is enough, and less need not be.
    rest = {name: np.tile(row, found.n_enough // 25 + 1) for name, row in drawn.items()}
    whole = select_best({name: row[: found.n_enough] for name, row in rest.items()}, 0.5)
    assert whole.finished
    assert whole.n_worlds <= found.n_enough


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(20, 60))
def test_everyone_is_either_in_or_dropped_once(seed: int, n_strategies: int, n_worlds: int) -> None:
    drawn = np.random.default_rng(seed).normal(size=(n_strategies, n_worlds))
    found = select_best({str(one): row for one, row in enumerate(drawn)}, 0.3)
    names = [*found.survivors, *(name for name, _ in found.dropped)]
    assert sorted(names) == sorted(map(str, range(n_strategies)))
    assert found.survivors
    assert all(20 <= at <= found.n_worlds for _, at in found.dropped)


def test_two_that_do_the_same_are_both_left_and_too_close_to_matter() -> None:
    row = np.random.default_rng(4).normal(size=20)
    found = select_best({"a": row, "twin": row.copy()}, 1.0)
    assert found.survivors == ("a", "twin")
    assert found.finished


def test_what_cannot_be_picked_from_is_refused() -> None:
    with pytest.raises(ParameterError, match="smallest difference 0"):
        select_best({"a": [1.0] * 20}, 0.0)
    with pytest.raises(ResultError, match=r"5 worlds\. 20 of each"):
        select_best({"a": [1.0] * 20, "b": [1.0] * 5}, 1.0)
    with pytest.raises(ResultError, match="0 worlds"):
        select_best({}, 1.0)
