"""Make studies of known truth: strategies that share worlds, with luck booked beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from goodwill.analysis.study import Floats, Study


def make_study(
    figures: Mapping[str, Mapping[str, Sequence[float]]], holdout: str = "holdout"
) -> Study:
    """Make a study of figures by metric and strategy, one number a world."""
    strategies = tuple(next(iter(figures.values())))
    values = np.array([[figures[one][name] for one in figures] for name in strategies], float)
    n_worlds = values.shape[2]
    return Study(
        strategies,
        tuple(range(n_worlds)),
        tuple(figures),
        values.transpose(0, 2, 1).copy(),
        holdout,
    )


def draw_study(rng: np.random.Generator, means: Mapping[str, float], n_worlds: int) -> Study:
    """Draw figures of one metric, `conversions`, with `luck_won` that explains most of its noise.

    Worlds have something in common, luck has mean zero, and what remains is independent.
    """
    n_strategies = len(means)
    common = 20.0 * rng.normal(size=n_worlds)
    luck = 8.0 * rng.normal(size=(n_strategies, n_worlds))
    rest = 3.0 * rng.normal(size=(n_strategies, n_worlds))
    expected: Floats = np.array(list(means.values()))[:, np.newaxis]
    values = np.stack([expected + common + luck + rest, luck], axis=2)
    strategies = tuple(means)
    metrics = ("conversions", "luck_won")
    return Study(strategies, tuple(range(n_worlds)), metrics, values, strategies[-1])


def tabulate(study: Study) -> pd.DataFrame:
    """Lay a study out as many runs give it."""
    rows = [
        (strategy, replication, metric, study.figures[row, world, column])
        for row, strategy in enumerate(study.strategies)
        for world, replication in enumerate(study.replications)
        for column, metric in enumerate(study.metrics)
    ]
    return pd.DataFrame(rows, columns=["strategy", "replication", "metric", "value"])


def draw_money(
    rng: np.random.Generator, means: Mapping[str, tuple[float, float]], n_worlds: int
) -> Study:
    """Draw revenue, cost and goodwill left, by each strategy's mean profit and goodwill."""
    n_strategies = len(means)
    money, goodwill = (
        np.array([pair[side] for pair in means.values()])[:, np.newaxis] for side in (0, 1)
    )
    common = 500.0 * rng.normal(size=n_worlds)
    luck = 3.0 * rng.normal(size=(n_strategies, n_worlds))
    profit = money + common + 20.0 * luck + 30.0 * rng.normal(size=(n_strategies, n_worlds))
    left = goodwill + 0.05 * rng.normal(size=(n_strategies, n_worlds))
    cost = np.full_like(profit, 100.0)
    columns = (profit + cost, cost, profit, left, luck)
    metrics = ("revenue", "cost", "profit", "mean_goodwill_end", "luck_won")
    strategies = tuple(means)
    figures = np.stack(columns, axis=2)
    return Study(strategies, tuple(range(n_worlds)), metrics, figures, "holdout")
