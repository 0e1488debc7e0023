"""Split the variance of a difference by the parameters that cause it (Sobol' indices).

Needs the package SALib: ``pip install goodwill[sensitivity]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.intervals import ERRORS_TO_TELL, Interval
from goodwill.errors import GoodwillError, ParameterError, ResultError
from goodwill.parameters import Value, ledger
from goodwill.parameters.drawing import name_numbers, place_value
from goodwill.parameters.values import each_number

Floats = npt.NDArray[np.float64]

_N_RESAMPLES = 1_000
_CERTAIN = 0.5  # the share of a number that has no range: any will do


@dataclass(frozen=True, slots=True, eq=False)
class SobolDesign:
    """Which values to run under.

    Attributes
    ----------
    names
        Of the uncertain numbers of each parameter.
    shares
        The place of each number in its range, from 0 to 1, shape (runs, numbers).
    overrides
        What that makes of the parameters, one a run.
    """

    names: Mapping[str, tuple[str, ...]]
    shares: Floats = field(repr=False)
    overrides: tuple[Mapping[str, Value], ...] = field(repr=False)


class SobolIndex(NamedTuple):
    """What one parameter does to the variance, all its numbers together."""

    of: str
    first: float  # share of the variance that it causes by itself
    first_error: float  # half-width of the 95 % interval
    total: float  # with all that it does together with others
    total_error: float


def design_sobol(keys: Iterable[str], n_points: int, *, seed: int) -> SobolDesign:
    """Choose the values of some parameters to run under (Saltelli's design).

    Parameters
    ----------
    keys
        Parameters, few: those whose bars are widest. Numbers of one belong together.
    n_points
        A power of 2; there are n_points x (parameters + 2) runs.
    seed
        Of the design.

    Raises
    ------
    ParameterError
        `n_points` is no power of 2, or a parameter is unknown.
    GoodwillError
        SALib is not installed.

    References
    ----------
    Saltelli, A., et al. (2010). Variance based sensitivity analysis of model output. Computer
    Physics Communications 181, 259-270. doi:10.1016/j.cpc.2009.09.018
    """
    check_design(n_points)
    names = name_numbers(keys)
    sampling = _import_salib("sample")
    shares = sampling.sample(
        _describe(names), n_points, calc_second_order=False, seed=np.random.default_rng(seed)
    )
    return SobolDesign(names, shares, tuple(_place(names, row.tolist()) for row in shares))


def check_design(n_points: int) -> None:
    """Refuse, before any work, a design that could not be made.

    Raises
    ------
    ParameterError
        `n_points` is no power of 2.
    GoodwillError
        SALib is not installed.
    """
    if n_points < 2 or n_points & (n_points - 1):  # noqa: PLR2004 - the least power of 2 of use
        raise ParameterError(f"points: {n_points}. Accepted: powers of 2 from 2 on.")
    _import_salib("sample")


def analyse_sobol(
    design: SobolDesign, outcomes: Sequence[float], *, seed: int
) -> tuple[SobolIndex, ...]:
    """Split the variance of what came of a design.

    An outcome is the mean difference of two strategies over the same block of worlds in every run:
    a function of the parameters alone, and luck no part of its variance that differs by run.

    Parameters
    ----------
    design
        From :func:`design_sobol`.
    outcomes
        One a run, in its order.
    seed
        Of the resampling that makes the errors.

    Returns
    -------
    tuple of SobolIndex
        The largest total first.

    Raises
    ------
    ResultError
        There are not as many outcomes as runs, or they do not vary.
    """
    found = _analyse(design, outcomes, seed)
    columns = (found[name].tolist() for name in ("S1", "S1_conf", "ST", "ST_conf"))
    indices = [SobolIndex(*row) for row in zip(design.names, *columns, strict=True)]
    return tuple(sorted(indices, key=lambda one: (-one.total, one.of)))


def sum_first_orders(design: SobolDesign, outcomes: Sequence[float], *, seed: int) -> Interval:
    """Give the share of the variance that parameters cause each by itself, all of them added up.

    Parameters
    ----------
    design, outcomes, seed
        As :func:`analyse_sobol` takes them.

    Returns
    -------
    Interval
        At 95 %: narrower than the errors of all first orders added up, which go together.
    """
    found = _analyse(design, outcomes, seed)
    whole = float(found["S1"].sum())
    half = ERRORS_TO_TELL * float(found["S1_conf_all"].sum(axis=1).std(ddof=1))
    return Interval(whole, whole - half, whole + half)


def _analyse(design: SobolDesign, outcomes: Sequence[float], seed: int) -> Any:
    figures = np.asarray(outcomes, np.float64)
    if figures.shape != (len(design.overrides),):
        raise ResultError(f"{figures.size} outcomes of {len(design.overrides)} runs.")
    if not np.isfinite(figures).all() or not figures.std():
        raise ResultError(
            "outcomes that do not vary, or are no numbers, have no variance to split."
        )
    return _import_salib("analyze").analyze(
        _describe(design.names),
        figures,
        calc_second_order=False,
        num_resamples=_N_RESAMPLES,
        keep_resamples=True,
        seed=seed + 1,  # with 0 it would take luck that nobody can repeat
    )


def _import_salib(part: str) -> Any:
    import importlib

    try:
        return importlib.import_module(f"SALib.{part}.sobol")
    except ImportError as error:
        raise GoodwillError(
            "Sobol' indices need the package SALib. Install it with "
            "'pip install goodwill[sensitivity]'."
        ) from error


def _describe(names: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Describe parameters as SALib wants them: numbers in groups."""
    numbers = [name for group in names.values() for name in group]
    groups = [key for key, group in names.items() for _ in group]
    return {
        "num_vars": len(numbers),
        "names": numbers,
        "groups": groups,
        "bounds": [[0.0, 1.0]] * len(numbers),
    }


def _place(names: Mapping[str, tuple[str, ...]], shares: Sequence[float]) -> dict[str, Value]:
    """Make values of the shares of their uncertain numbers."""
    entries = {entry.key: entry for entry in ledger()}
    remaining = iter(shares)
    overrides = {}
    for key in names:
        entry = entries[key]
        bounds = zip(each_number(entry.lowest), each_number(entry.highest), strict=True)
        placed = [next(remaining) if low < high else _CERTAIN for low, high in bounds]
        overrides[key] = place_value(entry, placed)
    return overrides
