"""Say by how much common worlds and known luck shorten the work, and why where it is little."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from goodwill.analysis.comparison import Comparison
from goodwill.analysis.controls import CONTROLS
from goodwill.analysis.differences import Difference
from goodwill.analysis.numerals import write_number

AIMS: Mapping[str, float] = MappingProxyType({"net_value": 10.0, "conversions": 25.0})
"""Factors that are aimed at: variance of as many independent runs over that of the estimate."""

_HARDLY = 1.5  # factor that is hardly one


class Reduction(NamedTuple):
    """By what factor the variance of the differences in one figure is smaller, and through what.

    All factors are medians over pairs.
    """

    metric: str
    factor: float  # against as many independent runs
    paired: float  # of that, by the same people and the same luck alone
    controlled: float  # of that, by taking known luck out
    lowest: str  # the strategy whose pairs have the lowest factors
    lowest_factor: float  # median over its pairs
    other_factor: float  # median over all pairs without it; nan: there are none
    aim: float | None  # None: nothing is promised
    n_controls: int  # kinds of luck that were taken out

    @property
    def reached(self) -> bool:
        """Say whether it is as high as aimed at, or nothing was."""
        return self.aim is None or self.factor >= self.aim


def find_reductions(comparisons: Iterable[Comparison]) -> tuple[Reduction, ...]:
    """Split the realised variance reduction of every figure that was compared.

    Parameters
    ----------
    comparisons
        In the order in which figures are to come.

    Returns
    -------
    tuple of Reduction
        Of those figures that vary.
    """
    found = []
    for comparison in comparisons:
        for metric in comparison.metrics:
            differences = [
                one
                for one in comparison.differences
                if one.metric == metric and math.isfinite(one.reduction) and one.reduction > 0.0
            ]
            if differences:
                found.append(_split(metric, differences))
    return tuple(found)


def explain(reduction: Reduction) -> str:
    """Say what a factor is made of and, where it is below the aim, why.

    Examples
    --------
    >>> print(  # doctest: +NORMALIZE_WHITESPACE
    ...     explain(Reduction("conversions", 17.1, 5.4, 3.2, "pursue", 4.2, 41.0, 25.0, 2))
    ... )
    conversions 17.1 (same people and luck 5.4, known luck taken out 3.2); below the aim of 25:
    pursue has 4.2 (all others 41), what happens under it has little in common with other strategies
    """
    parts = (
        f"{reduction.metric} {write_number(reduction.factor)} (same people and luck "
        f"{write_number(reduction.paired)}, known luck taken out "
        f"{write_number(reduction.controlled)})"
    )
    if reduction.reached or reduction.aim is None:
        return parts
    return f"{parts}; below the aim of {write_number(reduction.aim)}: {_find_reason(reduction)}"


def _find_reason(reduction: Reduction) -> str:
    if reduction.lowest_factor < 0.5 * reduction.other_factor:
        return (
            f"{reduction.lowest} has {write_number(reduction.lowest_factor)} (all others "
            f"{write_number(reduction.other_factor)}), what happens under it has little in common "
            "with other strategies"
        )
    if CONTROLS.get(reduction.metric) and not reduction.n_controls:
        return "in so few worlds known luck cannot be taken out"
    if not CONTROLS.get(reduction.metric) or reduction.controlled < _HARDLY:
        return "what no single decision brings about is no luck that could be taken out"
    if reduction.paired < _HARDLY:
        return "the same people live too differently under any two strategies"
    return "what is left is luck of people and their plans, which no booked decision explains"


def _split(metric: str, differences: Sequence[Difference]) -> Reduction:
    paired = [_find_paired(one) for one in differences]
    controlled = [one.reduction / part for one, part in zip(differences, paired, strict=True)]
    by_strategy: dict[str, list[float]] = {}
    for one in differences:
        for name in (one.strategy, one.other):
            by_strategy.setdefault(name, []).append(one.reduction)
    medians = {name: float(np.median(all_)) for name, all_ in by_strategy.items()}
    lowest = min(medians, key=lambda name: medians[name])
    others = [one.reduction for one in differences if lowest not in (one.strategy, one.other)]
    return Reduction(
        metric,
        float(np.median([one.reduction for one in differences])),
        float(np.median(paired)),
        float(np.median(controlled)),
        lowest,
        medians[lowest],
        float(np.median(others)) if others else math.nan,
        AIMS.get(metric),
        max(len(one.controls) for one in differences),
    )


def _find_paired(one: Difference) -> float:
    """Give the factor of plain pairs: that of the estimate, times what controls took out."""
    plain = float(np.var(one.year.differences, ddof=1)) / one.n_worlds
    return one.reduction * one.standard_error**2 / plain if plain > 0.0 else math.nan
