"""Estimate how rates differ between campaigns or weeks, by more than luck."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.calibration.cases.curves import Halves

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Clusters = tuple[Integers, Integers]

_N_RESAMPLED = 2_000
_TINY = 1e-12  # variance below which a direction counts as none


def find_covariance(clusters: Clusters | None, seed: int) -> Floats | None:
    """Estimate how the rates of a half differ from what is true of all, beyond luck.

    Parameters
    ----------
    clusters
        Trials and successes of its parts, shape (clusters, points); None: it has none.
    seed
        Of the luck with which parts are drawn anew.

    Returns
    -------
    ndarray of float64, shape (points, points), or None
        Of log rates.
    """
    if clusters is None:
        return None
    return find_cluster_covariance(*clusters, np.random.default_rng([seed, 3]))


def find_cluster_covariance(
    trials: Integers, successes: Integers, rng: np.random.Generator
) -> Floats:
    """Estimate how rates differ between parts of a half by more than luck, as log rates.

    Parameters
    ----------
    trials, successes
        Of each part, shape (clusters, points).
    rng
        Luck, to draw whole clusters anew (bootstrap).

    Returns
    -------
    ndarray of float64, shape (points, points)
        Of the rates of the whole half: what luck within clusters explains is taken off.
    """
    n_clusters = len(trials)
    rates = (successes.sum(axis=0) + 0.5) / (trials.sum(axis=0) + 1.0)
    rows = rng.integers(n_clusters, size=(_N_RESAMPLED, n_clusters))
    seen = successes[rows].sum(axis=1) + 0.5
    expected = trials[rows].sum(axis=1) * rates + 0.5
    covariance = np.atleast_2d(np.cov(np.log(seen / expected), rowvar=False))
    covariance = covariance - np.diag(1.0 / (successes.sum(axis=0) + 0.5))
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T)


def find_whole(halves: Halves, seed: int) -> Floats | None:
    """Estimate the same of both halves together."""
    if halves.clusters is None or halves.check_clusters is None:
        return None
    pairs = zip(halves.clusters, halves.check_clusters, strict=True)
    trials, successes = (np.concatenate(pair) for pair in pairs)
    return find_covariance((trials, successes), seed)


def find_own(halves: Halves, seed: int) -> Floats | None:
    """Estimate how the rates of one part of both halves differ from what is true of all.

    A part of the usual weight: as the covariance of all goes with how many equal parts would say
    as much (Kish).
    """
    whole = find_whole(halves, seed)
    if whole is None or halves.clusters is None or halves.check_clusters is None:
        return None
    sizes = np.concatenate([halves.clusters[0][:, 0], halves.check_clusters[0][:, 0]])
    return np.asarray(whole * sizes.sum() ** 2 / (sizes.astype(np.float64) ** 2).sum())


def draw_deviations(covariance: Floats, n_draws: int, rng: np.random.Generator) -> Floats:
    """Draw how log rates differ, shape (draws, points)."""
    values, vectors = np.linalg.eigh(covariance)
    kept = values > _TINY
    root = vectors[:, kept] * np.sqrt(values[kept])
    return np.asarray(rng.standard_normal((n_draws, int(kept.sum()))) @ root.T)
