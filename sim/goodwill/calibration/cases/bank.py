"""The bank's calls: success by number of the call, and an experiment that the bank did not make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.attempts import Attempts, count_attempts
from goodwill.calibration.cases.curves import Curve, Halves
from goodwill.calibration.cases.reading import find_files, read_rows
from goodwill.engines import compiled
from goodwill.scenario import Scenario, make_world
from goodwill.world import ScoreModel

Integers = npt.NDArray[np.int64]

N_CALLS = 15
N_EXPERIMENT_CALLS = 8
ARMS = ("call_until_yes", "call_every_day", "call_every_three_weeks")
_CALLS_OF_ARM = (N_CALLS, N_EXPERIMENT_CALLS, N_EXPERIMENT_CALLS)
N_POINTS = sum(_CALLS_OF_ARM)

_N_PEOPLE = 2_500  # in a simulation
_COLUMNS = ("month", "campaign", "y")


class Customer(NamedTuple):
    """A customer of the file."""

    month: str
    n_calls: int
    yes: bool


def read(folder: Path, names: Sequence[str]) -> Halves:
    """Read the bank's file; every other campaign month is held out.

    The file is in order of time, but names months without years: a campaign month ends where the
    next row is of another month.
    """
    counted = _count_months(read_customers(folder, names))
    fit, check = counted[::2], counted[1::2]
    return Halves(
        "campaign months in the order of the file: the first, third, ... calibrate, the second, "
        "fourth, ... check",
        (_make_curve(fit),),
        (_make_curve(check),),
        _make_clusters(fit),
        _make_clusters(check),
    )


def read_cut(folder: Path, names: Sequence[str]) -> Halves:
    """Read the bank's file, cut in the middle: a harder test, as the bank went over to others."""
    customers = read_customers(folder, names)
    middle = len(customers) // 2
    fit, check = _count_months(customers[:middle]), _count_months(customers[middle:])
    return Halves(
        "the file cut in the middle: earlier customers calibrate, later ones check",
        (_make_curve(fit),),
        (_make_curve(check),),
        _make_clusters(fit),
    )


def read_alternate(folder: Path, names: Sequence[str]) -> Halves:
    """Read the bank's file; every other customer is held out: halves differ by luck alone."""
    customers = read_customers(folder, names)
    fit, check = count_customers(customers[::2]), count_customers(customers[1::2])
    return Halves(
        "every other customer, which no campaign can tell apart",
        (_make_curve([fit]),),
        (_make_curve([check]),),
    )


def read_customers(folder: Path, names: Sequence[str]) -> list[Customer]:
    """Read all customers, in the order of the file."""
    (path,) = find_files(folder, names, 1)
    return list(read_rows(path, _COLUMNS, _read_customer, separator=";"))


def _read_customer(row: Mapping[str, str]) -> Customer:
    n_calls, answer = row["campaign"], row["y"]
    if not (n_calls.isdecimal() and int(n_calls) > 0):
        raise ValueError(f"campaign: {n_calls!r} is no number of calls. 1 or more is accepted.")
    if answer not in {"yes", "no"}:
        raise ValueError(f"y: {answer!r} is neither 'yes' nor 'no'.")
    return Customer(row["month"], int(n_calls), answer == "yes")


def _count_months(customers: Iterable[Customer]) -> list[Attempts]:
    return [count_customers(ones) for _, ones in groupby(customers, key=lambda one: one.month)]


def count_customers(customers: Iterable[Customer]) -> Attempts:
    """Count who was still at risk at each call, and who said yes; the rest was given up."""
    at_risk, yes = np.zeros(N_CALLS, np.int64), np.zeros(N_CALLS, np.int64)
    for customer in customers:
        at_risk[: customer.n_calls] += 1
        if customer.yes and customer.n_calls <= N_CALLS:
            yes[customer.n_calls - 1] += 1
    return Attempts(at_risk, yes)


def _make_curve(counted: list[Attempts]) -> Curve:
    clusters = _make_clusters(counted)
    trials, successes = (column.sum(axis=0) for column in clusters)
    points = tuple(str(call) for call in range(1, N_CALLS + 1))
    return Curve("success per call", points, trials, successes)


def _make_clusters(counted: list[Attempts]) -> tuple[Integers, Integers]:
    return (
        np.array([one.at_risk for one in counted]),
        np.array([one.successes for one in counted]),
    )


def simulate(
    scenario: Scenario, own: Mapping[str, float], score: ScoreModel, world: int
) -> tuple[Integers, Integers]:
    """Simulate the bank's calls, and both arms of an experiment, upon the same people.

    Returns
    -------
    tuple of ndarray
        Trials and successes, shape (:data:`N_POINTS`,): the campaign's calls, then those of the
        arms.
    """
    buying, exploring = own["intents.buying"], own["intents.exploring"]
    mix = (1.0 - buying - exploring, exploring, buying, 0.0, 0.0, 0.0)
    leads = tuple(lead._replace(intents=mix) for lead in scenario.leads[:_N_PEOPLE])
    listed = replace(scenario, leads=leads)
    parts = []
    for arm, n_calls in zip(ARMS, _CALLS_OF_ARM, strict=True):
        made = make_world(listed, arm, replication=world, score=score)
        parts.append(count_attempts(compiled.run(made).events, n_calls))
    return (
        np.concatenate([part.at_risk for part in parts]),
        np.concatenate([part.successes for part in parts]),
    )


def belongs(_number: str, _point: int) -> bool:
    """Say whether a point may depend on a number: all may on all."""
    return True
