"""Play thousands of small markets at once: cheap enough to ask how often intervals hold.

Three strategies meet the same people with the same luck, over some periods. People buy, opt out and
complain; complaints annoy everybody else in the market, so that people are not independent, only
markets are. Every decision's probability is booked beside what came out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.study import Floats, Study

N_PEOPLE, N_PERIODS = 150, 6
DEAL, SIGMA = 1_000.0, 0.6
METRICS = (
    "conversions",
    "revenue",
    "opt_outs",
    "complaints",
    "brand_net",
    "luck_won",
    "luck_deal_size",
    "luck_opt_out",
    "luck_complaint",
)


class _Manner(NamedTuple):
    """How a strategy treats people."""

    touches: tuple[bool, ...]  # by period
    pressure: float


MANNERS = {
    "pursue": _Manner((True,) * N_PERIODS, 1.0),
    "nurture": _Manner((True, False) * (N_PERIODS // 2), 0.3),
    "holdout": _Manner((False,) * N_PERIODS, 0.0),
}


def play(seed: int, n_markets: int, *, frequent: float = 1.0) -> Study:
    """Play markets under every strategy.

    Parameters
    ----------
    seed
        Of all luck.
    n_markets
        How many.
    frequent
        By how much to multiply the probability of complaints.
    """
    rng = np.random.default_rng(seed)
    readiness = rng.choice([0.0, 0.5, 1.5], p=[0.6, 0.25, 0.15], size=(n_markets, N_PEOPLE))
    luck = rng.random((3, N_PERIODS, n_markets, N_PEOPLE), dtype=np.float32)
    deals = DEAL * np.exp(SIGMA * rng.normal(size=(n_markets, N_PEOPLE)))
    figures = [_treat(manner, readiness, luck, deals, frequent) for manner in MANNERS.values()]
    return Study(tuple(MANNERS), tuple(range(n_markets)), METRICS, np.stack(figures), "holdout")


def _treat(
    manner: _Manner,
    readiness: Floats,
    luck: npt.NDArray[np.float32],
    deals: Floats,
    frequent: float,
) -> Floats:
    """Play all markets under one strategy; shape (markets, metrics)."""
    active, listening = np.ones_like(readiness, bool), np.ones_like(readiness, bool)
    irritation = np.zeros_like(readiness)
    sums = {name: np.zeros(readiness.shape[0]) for name in METRICS}
    for period, touched in enumerate(manner.touches):
        reached = listening & active & touched
        irritation = 0.7 * irritation + reached * manner.pressure * (1.0 - readiness / 2.0)
        buying = 0.01 + 0.05 * readiness * (1.0 + 0.5 * reached) * np.exp(-irritation)
        won = active & (luck[0, period] < buying)
        sums["conversions"] += won.sum(axis=1)
        sums["luck_won"] += (won - active * buying).sum(axis=1)
        sums["revenue"] += (won * deals).sum(axis=1)
        sums["luck_deal_size"] += (won * (deals - DEAL * np.exp(SIGMA**2 / 2.0))).sum(axis=1)
        active &= ~won
        leaving = np.minimum(0.5, 0.02 + 0.08 * irritation) * reached
        left = luck[1, period] < leaving
        sums["opt_outs"] += left.sum(axis=1)
        sums["luck_opt_out"] += (left - leaving).sum(axis=1)
        listening &= ~left
        complaining = np.minimum(0.5, frequent * (0.001 + 0.02 * irritation)) * reached
        complained = luck[2, period] < complaining
        sums["complaints"] += complained.sum(axis=1)
        sums["luck_complaint"] += (complained - complaining).sum(axis=1)
        irritation += 0.02 * complained.sum(axis=1)[:, np.newaxis]
        sums["brand_net"] -= irritation.mean(axis=1) / N_PERIODS * 1_000.0
    return np.column_stack(list(sums.values()))


def centre(study: Study) -> Study:
    """Make a population of worlds whose luck has mean zero exactly, not only in expectation."""
    figures = study.figures.copy()
    for column, metric in enumerate(study.metrics):
        if metric.startswith("luck_"):
            figures[:, :, column] -= figures[:, :, column].mean(axis=1, keepdims=True)
    return replace(study, figures=figures)


def resample(study: Study, rng: np.random.Generator, n_worlds: int) -> Study:
    """Draw worlds from a population of them."""
    chosen = rng.integers(0, study.n_replications, n_worlds)
    figures = study.figures[:, chosen].copy()
    return replace(study, replications=tuple(range(n_worlds)), figures=figures)
