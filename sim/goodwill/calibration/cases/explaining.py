"""Explain the bank's calls with irritation and without it, and say what would tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.attempts import Attempts, find_deviance
from goodwill.calibration.cases import bank
from goodwill.calibration.cases.curves import Curve, Halves
from goodwill.calibration.cases.definition import Case
from goodwill.calibration.cases.emulating import Emulator
from goodwill.calibration.cases.fitting import Fit, infer_numbers

Floats = npt.NDArray[np.float64]

IRRITATION = "answering.irritation[interested]"
N_CUSTOMERS = 4_000
"""Of each arm of the experiment."""

_OFF = 1.0 - 1e-6  # the share of the prior where irritation has no weight
_ON = 1.0 / 3.0  # ... and where it has two thirds of the most that is plausible
_N_STARTS, _N_TRIED = 6, 4_000


class Explanations(NamedTuple):
    """The bank's calls explained in two ways.

    Attributes
    ----------
    weight
        Of irritation on saying yes, where it is on.
    deviance_on, deviance_off
        Of the best fit to the whole curve, with that weight and with none.
    gain_on, gain_off
        By what factor success per call from the second on is higher when calls come three weeks
        apart instead of day after day, under each best fit.
    width_curve
        Width of the weight's 90 % interval, as a share of the prior's, by the curve alone.
    width_experiment
        The same, had the experiment been made too and irritation been on.
    interval_experiment
        That interval, in the weight's own unit.
    n_customers
        Of each arm.
    """

    weight: float
    deviance_on: float
    deviance_off: float
    gain_on: float
    gain_off: float
    width_curve: float
    width_experiment: float
    interval_experiment: tuple[float, float]
    n_customers: int


def compare_explanations(case: Case, fitted: Fit, halves: Halves, seed: int) -> Explanations:
    """Fit the whole curve with irritation and without, and imagine the experiment."""
    emulator = fitted.emulator
    names = [number.name for number in case.numbers]
    at = names.index(IRRITATION)
    fit_half, check_half = halves.fit[0], halves.check[0]
    whole = fit_half._replace(
        trials=fit_half.trials + check_half.trials,
        successes=fit_half.successes + check_half.successes,
    )
    best_on, deviance_on = find_best(emulator, whole, {at: _ON}, len(names), seed)
    best_off, deviance_off = find_best(emulator, whole, {at: _OFF}, len(names), seed)
    alone = infer_numbers(case, emulator, (whole,), seed)
    with_experiment = infer_numbers(
        case, emulator, (whole, *imagine_experiment(emulator, best_on)), seed
    )
    low, high = with_experiment.find_quantiles((0.05, 0.95))[:, at]
    number = case.numbers[at]
    return Explanations(
        number.place(_ON),
        deviance_on,
        deviance_off,
        find_gain(emulator, best_on),
        find_gain(emulator, best_off),
        float(alone.widths[at]),
        float(with_experiment.widths[at]),
        (number.place(float(low)), number.place(float(high))),
        N_CUSTOMERS,
    )


def find_best(
    emulator: Emulator, whole: Curve, fixed: Mapping[int, float], n_numbers: int, seed: int
) -> tuple[Floats, float]:
    """Find the numbers that fit a curve best, some of them fixed, and how well they do."""
    from scipy.optimize import minimize

    seen = Attempts(whole.trials, whole.successes)
    free = [at for at in range(n_numbers) if at not in fixed]

    def complete(chosen: Floats) -> Floats:
        shares = np.empty(n_numbers)
        shares[free] = chosen
        for at, share in fixed.items():
            shares[at] = share
        return shares

    def measure(chosen: Floats) -> float:
        chances = _find_chances(emulator, complete(chosen))
        return find_deviance(seen, chances[: len(whole.points)])

    rng = np.random.default_rng([seed, 2])
    tried = rng.random((_N_TRIED, len(free)))
    order = np.argsort([measure(one) for one in tried])
    found = [
        minimize(measure, tried[start], method="L-BFGS-B", bounds=[(0.0, 1.0)] * len(free))
        for start in order[:_N_STARTS]
    ]
    best = min(found, key=lambda one: float(one.fun))
    return complete(np.asarray(best.x)), float(best.fun)


def _find_chances(emulator: Emulator, shares: Floats) -> Floats:
    logits = emulator.find_logits(shares[np.newaxis])[0]
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def _split_arms(chances: Floats) -> tuple[Floats, Floats]:
    soon, later = bank.N_CALLS, bank.N_CALLS + bank.N_EXPERIMENT_CALLS
    return chances[soon:later], chances[later:]


def find_gain(emulator: Emulator, shares: Floats) -> float:
    """Say by what factor the longer wait raises success per call, after the first."""
    rates = []
    for arm in _split_arms(_find_chances(emulator, shares)):
        left = np.cumprod(np.r_[1.0, 1.0 - arm[:-1]])
        rates.append(float((left * arm)[1:].sum() / left[1:].sum()))
    return rates[1] / rates[0]


def imagine_experiment(emulator: Emulator, shares: Floats) -> tuple[Curve, Curve]:
    """Imagine what both arms would come to, without luck, if these numbers were true."""
    curves = []
    names = ("a call a day", "a call in three weeks")
    for name, arm in zip(names, _split_arms(_find_chances(emulator, shares)), strict=True):
        left = N_CUSTOMERS * np.cumprod(np.r_[1.0, 1.0 - arm[:-1]])
        points = tuple(str(call) for call in range(1, arm.size + 1))
        trials, successes = left.round(), (left * arm).round()
        curves.append(
            Curve(name, points, trials.astype(np.int64), successes.astype(np.int64), chained=True)
        )
    return curves[0], curves[1]
