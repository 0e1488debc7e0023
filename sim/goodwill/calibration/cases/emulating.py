"""Learn from a few hundred simulations how chances depend on a case's numbers.

The logit of every chance is a polynomial of the second degree in the numbers, fitted by penalised
likelihood; what it gets wrong is measured on simulations that were left out, and added to all that
is concluded from it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_PENALTIES = (10.0, 100.0, 1000.0)  # of squares and products
_LINEAR = 1.0  # ... and of the numbers themselves
_FOLDS = 4
_ROUNDS = 12  # of Newton's method, at most
_STILL = 1e-3  # a step so small is the last
_LONGEST = 2.0  # step
_MOST_LOGIT = 12.0


class Emulator(NamedTuple):
    """Chances as functions of the numbers.

    Attributes
    ----------
    coefficients
        Shape (features, points).
    spread
        What it gets wrong, as a standard deviation of logits, shape (points,).
    """

    coefficients: Floats
    spread: Floats

    def find_logits(self, shares: Floats) -> Floats:
        """Give the logit of each chance, shape (draws, points), at shares (draws, numbers)."""
        logits = find_features(shares) @ self.coefficients
        return np.asarray(np.clip(logits, -_MOST_LOGIT, _MOST_LOGIT))


def find_features(shares: Floats) -> Floats:
    """Give 1, the numbers from -1 to 1, their squares and their products."""
    centred = 2.0 * shares - 1.0
    one, other = np.triu_indices(centred.shape[1])
    ones = np.ones((len(centred), 1))
    return np.concatenate([ones, centred, centred[:, one] * centred[:, other]], axis=1)


def choose_features(relevant: Flags) -> Flags:
    """Say which features each point may depend on, shape (features, points).

    `relevant`: on which numbers it may, shape (numbers, points).
    """
    one, other = np.triu_indices(len(relevant))
    always = np.ones((1, relevant.shape[1]), np.bool_)
    return np.concatenate([always, relevant, relevant[one] & relevant[other]])


def learn_chances(
    shares: Floats, trials: Integers, successes: Integers, tested: Flags, relevant: Flags
) -> Emulator:
    """Learn from simulations.

    Parameters
    ----------
    shares
        Where each lies in the prior, shape (draws, numbers).
    trials, successes
        What was counted in each, shape (draws, points).
    tested
        By which draws to measure what is got wrong: those near the data.
    relevant
        Which numbers each point may depend on, shape (numbers, points).
    """
    features, chosen_features = find_features(shares), choose_features(relevant)
    folds = np.arange(len(shares)) % _FOLDS
    best, chosen, left_out = np.inf, _PENALTIES[0], np.empty(trials.shape)
    for penalty in _PENALTIES:
        logits = np.empty(trials.shape)
        for fold in range(_FOLDS):
            learns, rest = folds != fold, folds == fold
            seen = trials[learns], successes[learns]
            coefficients = _fit(features[learns], *seen, chosen_features, penalty)
            logits[rest] = np.clip(features[rest] @ coefficients, -_MOST_LOGIT, _MOST_LOGIT)
        lost = float((trials * np.logaddexp(0.0, logits) - successes * logits).sum())
        if lost < best:
            best, chosen, left_out = lost, penalty, logits
    coefficients = _fit(features, trials, successes, chosen_features, chosen)
    spread = _find_spread(left_out[tested], trials[tested], successes[tested])
    return Emulator(coefficients, spread)


def _fit(
    features: Floats, trials: Integers, successes: Integers, chosen: Flags, penalty: float
) -> Floats:
    """Fit a logit for every point."""
    n_features, n_points = features.shape[1], trials.shape[1]
    n_numbers = round((np.sqrt(8.0 * n_features + 1.0) - 3.0) / 2.0)
    shrinks = np.full(n_features, penalty)
    shrinks[: n_numbers + 1] = _LINEAR
    shrinks[0] = 1e-6  # the level is not held back
    coefficients = np.zeros((n_features, n_points))
    for point in range(n_points):
        columns = chosen[:, point]
        coefficients[columns, point] = _fit_point(
            features[:, columns], trials[:, point], successes[:, point], shrinks[columns]
        )
    return coefficients


def _fit_point(features: Floats, trials: Integers, successes: Integers, shrinks: Floats) -> Floats:
    """Fit one logit by Newton's method, held back towards a chance that is always the same."""
    overall = (successes.sum() + 0.5) / (trials.sum() + 1.0)
    start = np.zeros(features.shape[1])
    start[0] = np.log(overall / (1.0 - overall))
    found = start
    for _ in range(_ROUNDS):
        logits = np.clip(features @ found, -_MOST_LOGIT, _MOST_LOGIT)
        chances = 1.0 / (1.0 + np.exp(-logits))
        slope = features.T @ (successes - trials * chances) - shrinks * (found - start)
        weights = trials * chances * (1.0 - chances)
        step = np.linalg.solve((features.T * weights) @ features + np.diag(shrinks), slope)
        step *= min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-12))
        found = found + step
        if np.abs(step).max() < _STILL:
            break
    return found


def _find_spread(logits: Floats, trials: Integers, successes: Integers) -> Floats:
    """Estimate how far logits are off, beyond what luck explains (by moments), each point."""
    chances = 1.0 / (1.0 + np.exp(-logits))
    expected = trials * chances * (1.0 - chances)
    excess = ((successes - trials * chances) ** 2 - expected).sum(axis=0)
    return np.asarray(np.sqrt(np.maximum(excess / (expected**2).sum(axis=0), 0.0)))
