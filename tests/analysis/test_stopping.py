"""Runs go on until every pair is as precise as asked, or there are enough of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from studies import draw_study, make_study

from goodwill.analysis.comparison import compare
from goodwill.analysis.stopping import BATCH, FIRST, MOST, plan_replications
from goodwill.analysis.study import Study
from goodwill.errors import ParameterError

MEANS = {"pursue": 50.0, "holdout": 40.0}


def _run_until_finished(study: Study, precision: float) -> int:
    progress = plan_replications(None, "conversions", precision)
    while not progress.finished:
        progress = plan_replications(study.keep_first(progress.n_needed), "conversions", precision)
    return progress.n_worlds


def test_it_begins_with_enough_worlds_to_know_the_spread() -> None:
    assert plan_replications(None, "conversions", 1.0).n_needed == FIRST
    few = draw_study(np.random.default_rng(1), MEANS, 7)
    assert plan_replications(few, "conversions", 1e9).n_needed == FIRST
    assert plan_replications(None, "conversions", 1.0, most=5).n_needed == 5


def test_it_goes_on_in_batches_until_every_pair_is_precise() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, MOST)
    first = plan_replications(study.keep_first(FIRST), "conversions", 1.4)
    assert not first.precise
    assert first.n_needed == FIRST + BATCH
    n_worlds = _run_until_finished(study, 1.4)
    assert FIRST < n_worlds < MOST
    assert plan_replications(study.keep_first(n_worlds), "conversions", 1.4).precise


def test_it_ends_at_the_most_worlds_and_says_that_it_is_not_precise() -> None:
    study = draw_study(np.random.default_rng(1), MEANS, MOST)
    progress = plan_replications(study, "conversions", 0.01)
    assert progress.finished
    assert not progress.precise
    assert progress.half_widths[0][2] > 0.01


def test_a_negative_difference_takes_as_many_worlds_as_a_positive_one() -> None:
    luck = np.random.default_rng(2)
    study = draw_study(luck, MEANS, MOST)
    mirrored = draw_study(np.random.default_rng(2), {"pursue": 30.0, "holdout": 40.0}, MOST)
    assert _run_until_finished(study, 1.4) == _run_until_finished(mirrored, 1.4)


def test_strategies_that_do_the_same_need_no_more_worlds_than_the_first() -> None:
    figures = {"a": [3.0] * FIRST, "holdout": [3.0] * FIRST}
    assert plan_replications(make_study({"revenue": figures}), "revenue", 1e-9).precise


def test_a_figure_without_values_is_never_precise() -> None:
    nothing = make_study({"x": {"a": [math.nan] * FIRST, "holdout": [1.0] * FIRST}})
    assert not plan_replications(nothing, "x", 1e9).precise


@pytest.mark.parametrize("precision", [0.0, -1.0, math.nan])
def test_a_precision_that_nothing_reaches_is_refused(precision: float) -> None:
    with pytest.raises(ParameterError, match="precision"):
        plan_replications(None, "conversions", precision)


def test_stopping_when_it_looks_precise_still_holds_nineteen_in_twenty() -> None:
    rng = np.random.default_rng(20260105)
    n_experiments, held = 300, 0
    for _ in range(n_experiments):
        study = draw_study(rng, MEANS, MOST)
        n_worlds = _run_until_finished(study, 1.4)
        found = compare(study.keep_first(n_worlds), ["conversions"]).differences[0].joint
        held += found.low <= 10.0 <= found.high
    assert held / n_experiments >= 0.945 - 4.5 * math.sqrt(0.95 * 0.05 / n_experiments)
