"""Study a real case: calibrate on one half of its data, predict the other, say what was learnt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.cases import bank, hillstrom, olist
from goodwill.calibration.cases.clustering import find_covariance
from goodwill.calibration.cases.curves import AT_END, HELD, Halves, Prediction, predict
from goodwill.calibration.cases.definition import Case, load_case
from goodwill.calibration.cases.explaining import Explanations, compare_explanations
from goodwill.calibration.cases.fitting import (
    Fit,
    Settings,
    Simulate,
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

READERS: dict[str, Callable[[Path, Sequence[str]], Halves]] = {
    "bank": bank.read,
    "hillstrom": hillstrom.read,
    "olist": olist.read,
}

_N_PREDICTED = 4_000  # draws of what the second half may be
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
    reaches_low: bool = False  # the interval comes within 2 % of the prior's lower end,
    reaches_high: bool = False  # ... of its upper end


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
        Simulations that the numbers were fitted with, run now or kept from before.
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
    halves = READERS[name](data, case.data)
    if keep is not None:
        list_contents(keep)  # refuses what is no folder before any work
    kept = open_kept(keep, case)

    def simulate(wave: str, shares: Floats, first_world: int) -> Table:
        found = kept.find(wave, shares, first_world)
        if found is not None:
            return Table(*found)
        table = simulate_case(case, shares, first_world, workers, told)
        kept.keep(wave, table, first_world)
        return table

    fitted = fit_case(case, halves, chosen, simulate)
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
    return _look_further(study, fitted, data, simulate) if name == "bank" else study


def _look_further(study: CaseStudy, fitted: Fit, data: Path, simulate: Simulate) -> CaseStudy:
    """Explain the bank's calls in two ways, and divide its file in other ways."""
    case, seed = study.case, study.settings.seed
    others = []
    for read in (bank.read_alternate, bank.read_cut):
        halves = read(data, case.data)
        covariance = find_covariance(halves.clusters, seed)
        posterior = infer_numbers(case, fitted.emulator, halves.fit, seed, covariance)
        predictions = predict_half(fitted._replace(posterior=posterior), halves, seed)
        others.append((halves, predictions))
    explanations = compare_explanations(case, fitted, study.halves, study.settings, simulate)
    return study._replace(others=tuple(others), explanations=explanations)


def predict_half(fitted: Fit, halves: Halves, seed: int) -> tuple[Prediction, ...]:
    """Predict the second half: numbers, the emulator's faults, clusters, and luck all vary."""
    rng = np.random.default_rng([seed, 1])
    shares = fitted.posterior.resample(_N_PREDICTED, seed)
    # The half that was fitted has clusters of its own, which the posterior knows of.
    covariance = find_covariance(halves.clusters, seed)
    chances = find_chances(fitted.emulator, shares, rng, covariance)
    predictions, at = [], 0
    for curve in halves.check:
        width = len(curve.points)
        predictions.append(predict(curve, chances[:, at : at + width], rng))
        at += width
    return tuple(predictions)


def find_beliefs(case: Case, fitted: Fit) -> tuple[Belief, ...]:
    """Put the posterior into the numbers' own units."""
    posterior = fitted.posterior
    quantiles = posterior.find_quantiles(_LEVELS)
    beliefs = []
    for at, number in enumerate(case.numbers):
        shares = quantiles[:, at].tolist()
        low, middle, high = (number.place(share) for share in shares)
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
                shares[0] <= AT_END,
                shares[-1] >= 1.0 - AT_END,
            )
        )
    return tuple(beliefs)
