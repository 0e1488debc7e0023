"""Fit a case's numbers to one half of its data, in two waves of simulations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.cases import bank, hillstrom, olist
from goodwill.calibration.cases.clustering import draw_deviations, find_covariance
from goodwill.calibration.cases.curves import Curve, Halves, draw_counts, summarise
from goodwill.calibration.cases.definition import Case
from goodwill.calibration.cases.emulating import Emulator, learn_chances
from goodwill.calibration.inferring import infer
from goodwill.calibration.posterior import Posterior
from goodwill.calibration.reference import Reference
from goodwill.running.processes import Crew, Job, work_through
from goodwill.scenario.worlds import find_score
from goodwill.world import ScoreModel

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Told = Callable[[int, int], None]
Simulate = Callable[[str, Floats, int], "Table"]

SIMULATORS = {"bank": bank.simulate, "hillstrom": hillstrom.simulate, "olist": olist.simulate}

_N_IMAGINED = 20_000  # data sets that the emulator gives
_EDGE = 1e-6  # shares stay so far from 0 and 1


class Settings(NamedTuple):
    """How much is simulated."""

    n_first: int = 160  # draws of the prior
    n_second: int = 40  # draws of what the first wave leaves
    n_worlds: int = 100  # at each of two explanations, where a case has them
    n_rounds: int = 3  # in which these are mended by what the engine makes of them
    seed: int = 20260905


class Table(NamedTuple):
    """Simulations, one a row.

    Attributes
    ----------
    shares
        Where each lies in the prior, shape (draws, numbers).
    trials, successes
        Shape (draws, points).
    """

    shares: Floats
    trials: Integers
    successes: Integers

    def extend(self, other: Table) -> Table:
        """Put other simulations below these."""
        pairs = zip(self, other, strict=True)
        return Table(*(np.concatenate(pair) for pair in pairs))


class Fit(NamedTuple):
    """What one half of a case's data says.

    Attributes
    ----------
    posterior
        Of the numbers.
    emulator
        Of the chances of all points.
    table
        All that was simulated.
    """

    posterior: Posterior
    emulator: Emulator
    table: Table


def simulate_case(
    case: Case, shares: Floats, first_world: int, workers: int | Crew | None, told: Told | None
) -> Table:
    """Simulate a case once for each row of shares, each in a world of its own."""
    job = Job(case.scenario, (), None, draw_budgets=False, engine="compiled")
    score = find_score(case.scenario)
    items = [(job, (case, row, score, first_world + at)) for at, row in enumerate(shares)]
    found: dict[int, tuple[Integers, Integers]] = {}
    with closing(work_through(_simulate_one, items, workers)) as finished:
        for place, counts in finished:
            found[place] = counts
            if told:
                told(len(found), len(items))
    trials, successes = zip(*(found[place] for place in range(len(items))), strict=True)
    return Table(shares, np.array(trials), np.array(successes))


def _simulate_one(_: Job, item: tuple[Case, Floats, ScoreModel, int]) -> tuple[Integers, Integers]:
    case, shares, score, world = item
    scenario, own = case.place(shares)
    return SIMULATORS[case.name](scenario, own, score, world)


def find_relevant(case: Case, n_points: int) -> npt.NDArray[np.bool_]:
    """Say which numbers each point may depend on: those of one group only on that group's."""
    belongs = {"bank": bank.belongs, "hillstrom": hillstrom.belongs, "olist": olist.belongs}
    return np.array(
        [
            [belongs[case.name](number.name, point) for point in range(n_points)]
            for number in case.numbers
        ]
    )


def draw_prior(n_draws: int, n_numbers: int, seed: int) -> Floats:
    """Draw shares that fill the prior evenly (Latin hypercube), shape (draws, numbers)."""
    from scipy.stats import qmc

    shares = qmc.LatinHypercube(n_numbers, rng=np.random.default_rng(seed)).random(n_draws)
    return np.clip(shares, _EDGE, 1.0 - _EDGE)


def fit_case(case: Case, halves: Halves, settings: Settings, simulate: Simulate) -> Fit:
    """Fit a case's numbers to one half of its data.

    Parameters
    ----------
    case
        As declared.
    halves
        Of which one calibrates; the points of its curves are the first of those that are simulated.
    settings
        How much is simulated.
    simulate
        Simulates a wave: its name, shares, and the number of its first world.
    """
    shares = draw_prior(settings.n_first, len(case.numbers), settings.seed)
    table = simulate("first", shares, 0)
    relevant = find_relevant(case, table.trials.shape[1])
    covariance = find_covariance(halves.clusters, settings.seed)
    everywhere = np.ones(len(shares), np.bool_)
    emulator = learn_chances(*table, everywhere, relevant)
    first = infer_numbers(case, emulator, halves.fit, settings.seed, covariance)
    near = np.clip(first.resample(settings.n_second, settings.seed), _EDGE, 1.0 - _EDGE)
    table = table.extend(simulate("second", near, settings.n_first))
    tested = np.arange(len(table.shares)) >= settings.n_first
    emulator = learn_chances(*table, tested, relevant)
    posterior = infer_numbers(case, emulator, halves.fit, settings.seed, covariance)
    return Fit(posterior, emulator, table)


def infer_numbers(
    case: Case,
    emulator: Emulator,
    curves: tuple[Curve, ...],
    seed: int,
    covariance: Floats | None = None,
) -> Posterior:
    """Infer numbers from curves, by data sets that the emulator imagines.

    Parameters
    ----------
    case
        As declared.
    emulator
        Of the chances of all points.
    curves
        As seen; their points are the first of the emulator's.
    seed
        Of all luck.
    covariance
        How log rates differ from what is true of all, because campaigns or weeks do, shape (points,
        points); None: by luck alone.
    """
    rng = np.random.default_rng(seed)
    names = tuple(number.name for number in case.numbers)
    shares = np.clip(rng.random((_N_IMAGINED, len(names))), _EDGE, 1.0 - _EDGE)
    chances = find_chances(emulator, shares, rng, covariance)
    imagined, observed = [], []
    at = 0
    for curve in curves:
        width = len(curve.points)
        counts = draw_counts(curve, chances[:, at : at + width], rng)
        imagined.append(summarise(*counts))
        observed.append(summarise(curve.trials, curve.successes))
        at += width
    labels = tuple(f"{curve.name}, {point}" for curve in curves for point in curve.points)
    return infer(Reference(names, shares, labels, np.hstack(imagined)), np.concatenate(observed))


def find_chances(
    emulator: Emulator,
    shares: Floats,
    rng: np.random.Generator,
    covariance: Floats | None = None,
) -> Floats:
    """Give chances, with what the emulator gets wrong drawn anew for every row and point.

    `covariance`: of what campaigns or weeks add to the first points (rates are small: as log rates
    differ, logits do), drawn anew as well.
    """
    logits = emulator.find_logits(shares)
    logits = logits + emulator.spread * rng.standard_normal(logits.shape)
    if covariance is not None:
        logits[:, : len(covariance)] += draw_deviations(covariance, len(logits), rng)
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))
