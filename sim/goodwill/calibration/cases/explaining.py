"""Explain the bank's calls with irritation and without it, and say what would tell them apart.

What either comes to is the engine's own answer, in worlds of its own, where it fits best.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.cases import bank
from goodwill.calibration.cases.best_fits import (
    Search,
    compare_deviances,
    estimate_deviance,
    lay_out,
    run_best,
)
from goodwill.calibration.cases.clustering import find_own, find_whole
from goodwill.calibration.cases.curves import AT_END, Curve, Halves
from goodwill.calibration.cases.definition import Case
from goodwill.calibration.cases.estimates import Estimate, estimate
from goodwill.calibration.cases.fitting import Fit, Settings, Simulate, Table, infer_numbers

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

IRRITATION = "answering.irritation[interested]"
N_CUSTOMERS = 4_000
"""Of each arm of the experiment."""

_OFF = 1.0 - 1e-6  # the share of the prior where irritation has no weight
_ON = 1.0 / 3.0  # ... and where it has two thirds of the most that is plausible


class Explanations(NamedTuple):
    """The bank's calls explained in two ways.

    Attributes
    ----------
    weight
        Of irritation on saying yes, where it is on.
    n_worlds
        In which the engine was run at each best fit; none of them was searched with.
    deviance_on, deviance_off
        Of the engine at the best fit to the whole curve, with that weight and with none.
    apart
        The first less the second.
    gain_on, gain_off
        By what factor success per call from the second on is higher when calls come three weeks
        apart instead of day after day, by the engine at each best fit.
    ends_on, ends_off
        Numbers that lie at an end of their range at each best fit.
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
    n_worlds: int
    deviance_on: Estimate
    deviance_off: Estimate
    apart: Estimate
    gain_on: Estimate
    gain_off: Estimate
    ends_on: tuple[str, ...]
    ends_off: tuple[str, ...]
    width_curve: float
    width_experiment: float
    interval_experiment: tuple[float, float]
    n_customers: int


def compare_explanations(
    case: Case, fitted: Fit, halves: Halves, settings: Settings, simulate: Simulate
) -> Explanations:
    """Fit the whole curve with irritation and without, and imagine the experiment."""
    emulator, seed = fitted.emulator, settings.seed
    at = [number.name for number in case.numbers].index(IRRITATION)
    whole, n_numbers = join(halves), len(case.numbers)
    on, off = (
        run_best(Search(emulator, whole, {at: share}, n_numbers), settings, (name, simulate))
        for name, share in (("irritation", _ON), ("no_irritation", _OFF))
    )
    alone = infer_numbers(case, emulator, (whole,), seed, find_whole(halves, seed))
    curves = (whole, *imagine_experiment(on))
    with_experiment = infer_numbers(case, emulator, curves, seed, find_joint(halves, seed))
    low, high = with_experiment.find_quantiles((0.05, 0.95))[:, at]
    number = case.numbers[at]
    return Explanations(
        number.place(_ON),
        settings.n_worlds,
        estimate_deviance(whole, on),
        estimate_deviance(whole, off),
        compare_deviances(whole, on, off),
        estimate(lay_out(on), find_gain),
        estimate(lay_out(off), find_gain),
        find_ends(case, on.shares[0]),
        find_ends(case, off.shares[0]),
        float(alone.widths[at]),
        float(with_experiment.widths[at]),
        (number.place(float(low)), number.place(float(high))),
        N_CUSTOMERS,
    )


def find_ends(case: Case, shares: Floats) -> tuple[str, ...]:
    """Name the numbers, but for the weight itself, that lie within 2 % of an end of their range."""
    return tuple(
        number.name
        for number, share in zip(case.numbers, shares.tolist(), strict=True)
        if number.name != IRRITATION and not AT_END < share < 1.0 - AT_END
    )


def join(halves: Halves) -> Curve:
    """Put both halves of the curve together."""
    one, other = halves.fit[0], halves.check[0]
    return one._replace(trials=one.trials + other.trials, successes=one.successes + other.successes)


def _split_arms(means: Floats) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Give trials and successes of the calls a day apart, and of those three weeks apart."""
    trials, successes = means.reshape(2, -1)
    soon, later = bank.N_CALLS, bank.N_CALLS + bank.N_EXPERIMENT_CALLS
    return (trials[soon:later], successes[soon:later]), (trials[later:], successes[later:])


def find_gain(means: Floats) -> float:
    """Say by what factor the longer wait raises success per call, after the first.

    `means`: over worlds, of trials and then of successes, all points each.
    """
    soon, later = (float(yes[1:].sum() / calls[1:].sum()) for calls, yes in _split_arms(means))
    return later / soon


def imagine_experiment(on: Table) -> tuple[Curve, Curve]:
    """Imagine what both arms would come to, without luck, if irritation were at work."""
    curves = []
    names = ("a call a day", "a call in three weeks")
    for name, (calls, yes) in zip(names, _split_arms(lay_out(on).mean(axis=0)), strict=True):
        chances = yes / np.maximum(calls, 1e-9)
        left = N_CUSTOMERS * np.cumprod(np.r_[1.0, 1.0 - chances[:-1]])
        points = tuple(str(call) for call in range(1, chances.size + 1))
        trials, successes = left.round(), (left * chances).round()
        curves.append(
            Curve(name, points, trials.astype(np.int64), successes.astype(np.int64), chained=True)
        )
    return curves[0], curves[1]


def find_joint(halves: Halves, seed: int) -> Floats | None:
    """Estimate how the log rates of the curve, and of an experiment, differ from what is true.

    The experiment is one campaign more: what is peculiar to it is so in both arms alike.
    """
    curve, one = find_whole(halves, seed), find_own(halves, seed)
    if curve is None or one is None:
        return None
    from scipy.linalg import block_diag

    n_calls = bank.N_EXPERIMENT_CALLS
    return np.asarray(block_diag(curve, np.kron(np.ones((2, 2)), one[:n_calls, :n_calls])))
