"""Turn a posterior into a parameter set: values, joint draws, and what keeps its prior."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from goodwill.calibration.calibrating import Calibration, find_beliefs
from goodwill.calibration.experiments import Unknown, find_unknowns
from goodwill.calibration.prior import Prior
from goodwill.calibration.reference import Floats
from goodwill.loading.parameter_sets import name_numbers_of, replace_numbers
from goodwill.parameters import Entry, Value, with_overrides
from goodwill.parameters.values import change_each, each_number

N_DRAWS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Believed:
    """What is believed now of the parameters that the data narrowed.

    Attributes
    ----------
    names
        Of their numbers; of rows that sum to 1 all of them.
    identified
        Which of these the data narrowed themselves.
    draws
        Shape (draws, numbers), in the parameters' units.
    before
        The prior's draws, of the same shape.
    widths
        Of each interval beside the prior's, in the prior's own scale.
    values
        One for each parameter: medians of what was narrowed, the scenario's own for the rest.
    unknowns
        Parameters that keep their prior, or some of whose numbers do.
    """

    names: tuple[str, ...]
    identified: tuple[bool, ...]
    draws: Floats = field(repr=False)
    before: Floats = field(repr=False)
    widths: Floats = field(repr=False)
    values: dict[str, Value]
    unknowns: tuple[Unknown, ...]


def find_believed(calibration: Calibration) -> Believed:
    """Make values and joint draws of what the data narrowed."""
    prior, posterior = calibration.simulation.prior, calibration.posterior
    seed = calibration.simulation.seed
    known = {
        name: width
        for name, width, one in zip(
            posterior.names, posterior.widths.tolist(), posterior.identified.tolist(), strict=True
        )
        if one
    }
    keys = {name.partition("[")[0] for name in known}
    narrowed = Prior(tuple(entry for entry in prior.entries if entry.key in keys))
    columns = np.array([name.partition("[")[0] in keys for name in prior.names], np.bool_)
    draws = narrowed.place_numbers(find_beliefs(calibration, N_DRAWS, seed)[:, columns])
    before = narrowed.place_numbers(narrowed.draw_rows(seed, range(N_DRAWS)))
    whole = {entry.key for entry in narrowed.entries if entry.distribution == "dirichlet"}
    told = [name in known or name.partition("[")[0] in whole for name in narrowed.names]
    names = tuple(name for name, one in zip(narrowed.names, told, strict=True) if one)
    kept = np.array(told, np.bool_)
    unknowns = find_unknowns(prior.entries, prior.names, posterior, calibration.kinds)
    return Believed(
        names,
        tuple(name in known for name in names),
        draws[:, kept],
        before[:, kept],
        np.array([known.get(name, 1.0) for name in names]),
        _find_values(narrowed, names, draws[:, kept]),
        unknowns,
    )


def _find_values(prior: Prior, names: tuple[str, ...], draws: Floats) -> dict[str, Value]:
    medians = dict(zip(names, np.median(draws, axis=0).tolist(), strict=True))
    means = dict(zip(names, draws.mean(axis=0).tolist(), strict=True))
    values: dict[str, Value] = {}
    for entry in prior.entries:
        # Means of rows that sum to 1 do so as well.
        numbers = means if entry.distribution == "dirichlet" else medians
        value = _normalise(entry, replace_numbers(entry, entry.value, numbers))
        values[entry.key] = change_each(value, _round)
    return values


def _round(number: float) -> float:
    """Keep ten digits: what is written is what is read, and rows still sum to 1."""
    return float(f"{number:.10g}")


def _normalise(entry: Entry, value: Value) -> Value:
    """See to it that rounding leaves sums of rows at 1, and values within their range."""
    if entry.distribution == "dirichlet":
        rows = np.array(value, np.float64)
        return tuple(map(tuple, (rows / rows.sum(axis=-1, keepdims=True)).tolist()))
    bounds = zip(
        name_numbers_of(entry),
        each_number(entry.lowest),
        each_number(value),
        each_number(entry.highest),
        strict=True,
    )
    return replace_numbers(
        entry, value, {name: min(high, max(low, one)) for name, low, one, high in bounds}
    )


def check_values(calibration: Calibration, believed: Believed) -> None:
    """See that the values can be had together.

    Raises
    ------
    ParameterError
        They cannot.
    """
    with_overrides(calibration.simulation.scenario.parameters, believed.values)
