"""Study a real case: calibrate on one half of its data, predict the other, say what was learnt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.cases import bank, hillstrom, olist
from goodwill.calibration.cases.curves import Halves, Prediction, predict
from goodwill.calibration.cases.definition import Case, load_case
from goodwill.calibration.cases.explaining import Explanations, compare_explanations
from goodwill.calibration.cases.fitting import (
    Fit,
    Settings,
    Table,
    find_chances,
    fit_case,
    infer_numbers,
    simulate_case,
)
from goodwill.calibration.cases.keeping import open_kept
from goodwill.running.processes import Crew
from goodwill.store.folders import list_contents

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Told = Callable[[int, int], None]

READERS: dict[str, Callable[[Path], Halves]] = {
    "bank": bank.read,
    "hillstrom": hillstrom.read,
    "olist": olist.read,
}

_N_PREDICTED = 4_000  # draws of what the second half may be
_N_RESAMPLED = 400
_LEVELS = (0.05, 0.5, 0.95)


class Belief(NamedTuple):
    """What is believed of one number once half of the data have been seen."""

    name: str
    low: float  # of the 90 % interval
    middle: float
    high: float
    prior_low: float
    prior_high: float
    width: float  # of the interval, as a share of the prior's
    identified: bool


class CaseStudy(NamedTuple):
    """All that came of a case.

    Attributes
    ----------
    case
        As declared.
    halves
        The data, divided.
    predictions
        Of each curve of the second half.
    beliefs
        Of each number.
    surprise
        Share of simulated data sets that are less odd than the first half.
    spread
        What the emulator gets wrong near the data, median over points, in logits.
    n_simulated
        Simulations that were run, or kept from before.
    settings
        How much was simulated.
    explanations
        With and without irritation; the bank's alone.
    others
        Other ways to divide the data, and what comes of them; the bank's alone.
    """

    case: Case
    halves: Halves
    predictions: tuple[Prediction, ...]
    beliefs: tuple[Belief, ...]
    surprise: float
    spread: float
    n_simulated: int
    settings: Settings
    explanations: Explanations | None = None
    others: tuple[tuple[Halves, tuple[Prediction, ...]], ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether every curve's intervals hold as many of its points as they must."""
        from goodwill.calibration.cases.curves import HELD

        return all(one.held >= HELD for one in self.predictions)


def study_case(
    name: str,
    data: Path,
    *,
    settings: Settings | None = None,
    workers: int | Crew | None = None,
    keep: Path | None = None,
    told: Told | None = None,
) -> CaseStudy:
    """Study a real case.

    Parameters
    ----------
    name
        One of :data:`goodwill.calibration.cases.CASES`.
    data
        The folder where its files are.
    settings
        How much is simulated; None: as much as the published figures were made with.
    workers
        Processes; None: one a processor. Results do not depend on it.
    keep
        A folder in which simulations are kept: what is there is not simulated again.
    told
        Is told how many simulations of a wave are done, and how many there are.

    Raises
    ------
    UnknownNameError
        There is no such case.
    ResultError
        A file of the data is missing, or not what it has to be.
    """
    case, chosen = load_case(name), settings or Settings()
    halves = READERS[name](data)
    if keep is not None:
        list_contents(keep)  # refuses what is no folder before any work
    kept = open_kept(keep, case, chosen)

    def simulate(wave: str, shares: Floats, first_world: int) -> Table:
        found = kept.find(wave)
        if found is not None:
            return Table(*found)
        table = simulate_case(case, shares, first_world, workers, told)
        kept.keep(wave, table)
        return table

    fitted = fit_case(case, halves.fit, chosen, simulate)
    study = CaseStudy(
        case,
        halves,
        predict_half(fitted, halves, chosen.seed),
        find_beliefs(case, fitted),
        fitted.posterior.surprise,
        float(np.median(fitted.emulator.spread)),
        len(fitted.table.shares),
        chosen,
    )
    return _look_further(study, fitted, data) if name == "bank" else study


def _look_further(study: CaseStudy, fitted: Fit, data: Path) -> CaseStudy:
    """Explain the bank's calls in two ways, and divide its file in other ways."""
    case, seed = study.case, study.settings.seed
    others = []
    for read in (bank.read_alternate, bank.read_cut):
        halves = read(data)
        posterior = infer_numbers(case, fitted.emulator, halves.fit, seed)
        predictions = predict_half(fitted._replace(posterior=posterior), halves, seed)
        others.append((halves, predictions))
    explanations = compare_explanations(case, fitted, study.halves, seed)
    return study._replace(others=tuple(others), explanations=explanations)


def predict_half(fitted: Fit, halves: Halves, seed: int) -> tuple[Prediction, ...]:
    """Predict the second half: numbers, the emulator's faults, clusters, and luck all vary."""
    rng = np.random.default_rng([seed, 1])
    shares = fitted.posterior.resample(_N_PREDICTED, seed)
    chances = find_chances(fitted.emulator, shares, rng)
    n_points = sum(len(curve.points) for curve in halves.fit)
    logits = np.log(chances[:, :n_points] / (1.0 - chances[:, :n_points]))
    if halves.clusters is not None:
        # Once for the half that was fitted, once for the half that is predicted.
        covariance = 2.0 * find_cluster_covariance(*halves.clusters, rng)
        logits = logits + rng.multivariate_normal(
            np.zeros(n_points), covariance, len(logits), method="eigh"
        )
    chances = 1.0 / (1.0 + np.exp(-logits))
    predictions, at = [], 0
    for curve in halves.check:
        width = len(curve.points)
        predictions.append(predict(curve, chances[:, at : at + width], rng))
        at += width
    return tuple(predictions)


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


def find_beliefs(case: Case, fitted: Fit) -> tuple[Belief, ...]:
    """Put the posterior into the numbers' own units."""
    posterior = fitted.posterior
    quantiles = posterior.find_quantiles(_LEVELS)
    beliefs = []
    for at, number in enumerate(case.numbers):
        low, middle, high = (number.place(float(share)) for share in quantiles[:, at])
        beliefs.append(
            Belief(
                number.name,
                low,
                middle,
                high,
                number.low,
                number.high,
                float(posterior.widths[at]),
                bool(posterior.identified[at]),
            )
        )
    return tuple(beliefs)
