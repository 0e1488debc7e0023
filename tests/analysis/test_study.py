"""A study holds the figures of many runs, each in its place."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from studies import draw_study, make_study, tabulate

from goodwill.analysis.study import Study, read_study
from goodwill.errors import ResultError, UnknownNameError

FIGURES = {
    "conversions": {"nurture": [3.0, 5.0], "oracle": [9.0, 8.0], "holdout": [1.0, 2.0]},
    "median_hours_to_answer": {
        "nurture": [1.0, math.nan],
        "oracle": [2.0, 3.0],
        "holdout": [math.nan, math.nan],
    },
}


def test_a_study_reads_what_a_table_says_in_whatever_order() -> None:
    study = make_study(FIGURES)
    figures = tabulate(study)
    turned = figures.iloc[::-1].sort_values("strategy", ascending=False, kind="stable")
    read = read_study(turned, "holdout")
    for strategy in study.strategies:
        for metric in study.metrics:
            expected = study.find(strategy, metric)
            np.testing.assert_array_equal(read.find(strategy, metric), expected)


def test_differences_are_taken_world_by_world() -> None:
    assert make_study(FIGURES).subtract("nurture", "holdout", "conversions").tolist() == [2.0, 3.0]


def test_a_strategy_without_one_of_the_worlds_is_refused() -> None:
    figures = tabulate(make_study(FIGURES))
    with pytest.raises(ResultError, match="holdout, replication 1, median_hours_to_answer: 0"):
        read_study(figures.iloc[:-1], "holdout")
    with pytest.raises(ResultError, match="nurture, replication 0, conversions: 2 values"):
        read_study(pd.concat([figures, figures.iloc[:1]]), "holdout")


def test_names_that_are_not_there_are_refused_with_what_was_meant() -> None:
    study = make_study(FIGURES)
    with pytest.raises(UnknownNameError, match="Did you mean 'nurture'"):
        study.find("nurtur", "conversions")
    with pytest.raises(UnknownNameError, match="Did you mean 'conversions'"):
        study.find("nurture", "conversion")
    with pytest.raises(UnknownNameError, match="no strategy 'control' was run"):
        read_study(tabulate(study), "control")


def test_figures_of_another_shape_than_the_names_are_refused() -> None:
    with pytest.raises(ResultError, match=r"shape \(1, 2, 3\)"):
        Study(("holdout",), (0,), ("conversions",), np.zeros((1, 2, 3)), "holdout")
    with pytest.raises(ResultError, match="names one twice"):
        Study(("holdout",), (0, 0), ("conversions",), np.zeros((1, 2, 1)), "holdout")


def test_a_study_cannot_be_changed() -> None:
    study = make_study(FIGURES)
    with pytest.raises(ValueError, match="read-only"):
        study.find("nurture", "conversions")[0] = 7.0


def test_every_pair_is_there_once_and_the_holdout_last() -> None:
    study = make_study({"conversions": {name: [0.0] for name in ("holdout", "a", "b")}})
    assert study.pairs == (("a", "b"), ("a", "holdout"), ("b", "holdout"))


def test_ceilings_are_no_rivals_and_those_that_were_not_run_are_passed_over() -> None:
    study = read_study(tabulate(make_study(FIGURES)), "holdout", ceilings=["oracle", "demon"])
    assert study.ceilings == ("oracle",)
    assert study.rivals == ("nurture", "holdout")


def test_the_same_figures_everywhere_make_two_strategies_identical() -> None:
    twins = {
        metric: {"twin": rows["nurture"], **rows, "almost": [*rows["nurture"][:-1], 7.0]}
        for metric, rows in FIGURES.items()
    }
    study = make_study(twins)
    assert study.identical("twin", "nurture")
    assert not study.identical("almost", "nurture")


def test_the_first_worlds_of_a_study_are_a_study() -> None:
    study = draw_study(np.random.default_rng(1), {"a": 1.0, "holdout": 0.0}, 30)
    first = study.keep_first(20)
    assert first.replications == tuple(range(20))
    assert first.find("a", "conversions").tolist() == study.find("a", "conversions")[:20].tolist()


def test_figures_made_of_others_can_be_added() -> None:
    study = make_study(FIGURES)
    doubled = 2.0 * study.figures[:, :, 0]
    more = study.with_figures({"doubled": doubled})
    assert more.metrics == (*study.metrics, "doubled")
    assert more.find("nurture", "doubled").tolist() == [6.0, 10.0]
