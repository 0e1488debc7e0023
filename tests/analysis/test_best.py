"""What is said about the best holds for all strategies together."""

from __future__ import annotations

import numpy as np
import pytest
from studies import draw_study

from goodwill.analysis.best import compare_with_best
from goodwill.analysis.comparison import compare
from goodwill.errors import ResultError

MEANS = {"a": 70.0, "b": 69.5, "c": 50.0, "holdout": 40.0}


def test_a_clear_winner_is_the_best_and_all_others_are_ruled_out() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 90.0, "b": 69.5, "holdout": 40.0}, 30)
    first, *others = compare_with_best(compare(study, ["conversions"]), "conversions")
    assert (first.strategy, first.best, first.behind) == ("a", True, 0.0)
    assert all(one.ruled_out and not one.best and one.behind > 15 for one in others)


def test_two_that_are_close_may_both_be_the_best() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, 30)
    contenders = compare_with_best(compare(study, ["conversions"]), "conversions")
    open_ = {one.strategy for one in contenders if not one.ruled_out}
    assert open_ == {"a", "b"}
    assert not any(one.best for one in contenders)


def test_where_less_is_better_the_least_is_the_best() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, 30)
    comparison = compare(study, ["conversions"])
    first = compare_with_best(comparison, "conversions", better="lower")[0]
    assert (first.strategy, first.best) == ("holdout", True)


def test_a_figure_that_is_neither_good_nor_bad_has_no_best() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, 30)
    with pytest.raises(ResultError, match="luck_won: neither"):
        compare_with_best(compare(study, ["luck_won"]), "luck_won")


def test_only_those_asked_for_are_held_against_one_another() -> None:
    comparison = compare(draw_study(np.random.default_rng(1), MEANS, 30), ["conversions"])
    contenders = compare_with_best(comparison, "conversions", among=["c", "holdout"])
    assert [one.strategy for one in contenders] == ["c", "holdout"]
    assert compare_with_best(comparison, "conversions", among=["c"])[0].best


def test_the_bounds_of_all_strategies_hold_together() -> None:
    rng = np.random.default_rng(20260105)
    truth = {
        name: mean - max(m for n, m in MEANS.items() if n != name) for name, mean in MEANS.items()
    }
    held, n_experiments = 0, 400
    for _ in range(n_experiments):
        comparison = compare(draw_study(rng, MEANS, 20), ["conversions"])
        contenders = compare_with_best(comparison, "conversions")
        held += all(one.ahead.low <= truth[one.strategy] <= one.ahead.high for one in contenders)
    assert held / n_experiments >= 0.95 - 4.5 * np.sqrt(0.95 * 0.05 / n_experiments)
