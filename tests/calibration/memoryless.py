"""A memoryless cadence, whose likelihood is known: people convert, opt out, or go on.

Two cadences of ten touches, two and fourteen days apart; five parameters; 42 counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr, ndtri
from scipy.stats import multivariate_t

from goodwill.calibration import Posterior, Reference

Floats = npt.NDArray[np.float64]

NAMES = ("conversion level", "fatigue", "opt-out level", "irritation slope", "irritation days")
N_PEOPLE = 3000  # in each cadence
_N_TOUCHES = 10
_GAPS = (2.0, 14.0)  # days
_LOW = np.array([-5.0, 0.0, -6.5, 0.0, np.log(2.0)])
_HIGH = np.array([-2.5, 0.3, -3.5, 1.0, np.log(60.0)])


def find_chances(shares: Floats) -> list[Floats]:
    """Give each cadence's chances: conversion and opt-out by touch, and staying to the end."""
    conversion, fatigue, opt_out, slope, days = np.moveaxis(_LOW + shares * (_HIGH - _LOW), -1, 0)
    cadences = []
    for gap in _GAPS:
        kept = 0.5 ** (gap / np.exp(days))
        irritation, left = np.zeros_like(conversion), np.ones_like(conversion)
        cells = []
        for touch in range(_N_TOUCHES):
            converted = expit(conversion - fatigue * touch)
            opted_out = expit(opt_out + slope * irritation) * (1.0 - converted)
            cells += [left * converted, left * opted_out]
            left = left * (1.0 - converted - opted_out)
            irritation = irritation * kept + 1.0
        cadences.append(np.stack([*cells, left], axis=-1))
    return cadences


def simulate(shares: Floats, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Count what becomes of everybody, shape (data sets, 42)."""
    counts = [
        rng.multinomial(N_PEOPLE, chances / chances.sum(axis=-1, keepdims=True))
        for chances in find_chances(shares)
    ]
    return np.concatenate(counts, axis=-1)


def summarise(counts: npt.NDArray[np.int64]) -> Floats:
    """Give counts a noise that does not depend on their size (Anscombe)."""
    return np.asarray(np.sqrt(counts + 0.375))


def find_log_likelihood(counts: npt.NDArray[np.int64], shares: Floats) -> Floats:
    """Give the exact log-likelihood at each row of shares, up to a constant of the counts."""
    return np.asarray((counts * np.log(np.concatenate(find_chances(shares), axis=-1))).sum(-1))


def find_conversion(shares: Floats) -> Floats:
    """Give the share of the first cadence's people that converts."""
    return np.asarray(find_chances(shares)[0][..., 0 : 2 * _N_TOUCHES : 2].sum(axis=-1))


def find_opt_outs(shares: Floats) -> Floats:
    """Give the share of the first cadence's people that opts out."""
    return np.asarray(find_chances(shares)[0][..., 1 : 2 * _N_TOUCHES : 2].sum(axis=-1))


def make_reference(n_draws: int, seed: int) -> Reference:
    """Simulate data sets under the prior."""
    rng = np.random.default_rng(seed)
    shares = rng.random((n_draws, len(NAMES)))
    counts = simulate(shares, rng)
    names = tuple(f"count {at}" for at in range(counts.shape[1]))
    return Reference(NAMES, shares, names, summarise(counts))


class _Proposal(NamedTuple):
    centre: Floats
    spread: Floats


_FREEDOM = 6
_ENOUGH = 200.0  # effective draws to learn a proposal from


def infer_exactly(
    counts: npt.NDArray[np.int64], start: Floats, rng: np.random.Generator
) -> Posterior:
    """Infer with the exact likelihood: adaptive importance sampling in normal scores."""
    proposal = _Proposal(ndtri(start), 0.05 * np.eye(len(NAMES)))
    for _ in range(8):
        scores, logs = _propose(counts, proposal, rng)
        weights = _norm(logs)
        size = 1.0 / (weights**2).sum()
        # A poor proposal is made a better one step by step: with flattened weights.
        flat = weights if size > _ENOUGH else _norm(logs * max(0.05, size / _ENOUGH))
        centre = flat @ scores
        away = scores - centre
        proposal = _Proposal(
            centre, 1.3 * (away * flat[:, np.newaxis]).T @ away + 1e-5 * np.eye(len(NAMES))
        )
    return Posterior(NAMES, np.asarray(ndtr(scores)), weights)


def _propose(
    counts: npt.NDArray[np.int64], proposal: _Proposal, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    law = multivariate_t(proposal.centre, proposal.spread, df=_FREEDOM)
    scores = np.asarray(law.rvs(3000, random_state=rng))
    logs = find_log_likelihood(counts, ndtr(scores)) - 0.5 * (scores**2).sum(axis=1)
    return scores, np.asarray(logs - law.logpdf(scores))


def _norm(logs: Floats) -> Floats:
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())
