"""Estimate figures and differences of figures, each by the method that its data can carry."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.compensating import compensate, hangs_on_few
from goodwill.analysis.controls import Adjusted, adjust, choose_controls, find_interval
from goodwill.analysis.counts import FEW, estimate_rate, estimate_rate_difference
from goodwill.analysis.differences import (
    Difference,
    Level,
    Method,
    differ_not_at_all,
    summarise_year,
)
from goodwill.analysis.intervals import Interval
from goodwill.analysis.study import Study

Floats = npt.NDArray[np.float64]

SINGLE_EVENTS = frozenset(
    {
        "conversions",
        "meetings_agreed",
        "meetings_held",
        "no_shows",
        "opt_outs",
        "complaints",
        "angry_replies",
        "posts",
        "posts_bad",
        "billed",
        "requests_neglected",
    }
)
"""Counts of events that come one by one: where few, they have exact intervals."""

_FEWEST = 2  # worlds without which there is no spread


class Estimate(NamedTuple):
    """One difference, estimated but without bounds."""

    metric: str
    strategy: str
    other: str
    differences: Floats  # one a world that has a value for both
    method: Method
    controls: tuple[str, ...]
    adjusted: Adjusted | None  # of the methods "controls", "paired" and "compensated"
    n_events: tuple[int, int]  # of either side; of the method "exact"
    independent: float  # variance of the difference of the means of as many independent runs


def estimate_difference(study: Study, metric: str, strategy: str, other: str) -> Estimate:
    """Estimate what a strategy has more of than another one, world by world.

    Parameters
    ----------
    study
        What was run.
    metric, strategy, other
        The figure, and whose.
    """
    mine, yours = study.find(strategy, metric), study.find(other, metric)
    valued = ~(np.isnan(mine) | np.isnan(yours))
    differences = (mine - yours)[valued]
    n_worlds = differences.size

    def make(
        method: Method,
        controls: tuple[str, ...] = (),
        adjusted: Adjusted | None = None,
        n_events: tuple[int, int] = (0, 0),
    ) -> Estimate:
        independent = math.nan
        if n_worlds >= _FEWEST:
            independent = float(mine[valued].var(ddof=1) + yours[valued].var(ddof=1)) / n_worlds
        found = method, controls, adjusted, n_events
        return Estimate(metric, strategy, other, differences, *found, independent)

    if study.identical(strategy, other):
        return make("identical")
    events = int(mine[valued].sum()), int(yours[valued].sum())
    if metric in SINGLE_EVENTS and n_worlds and sum(events) < FEW:
        return make("exact", n_events=events)
    if n_worlds < _FEWEST:
        return make("none")
    if hangs_on_few(study, metric, strategy, other):
        left = compensate(study, metric, strategy, other)
        if left is None:
            return make("none")
        return make("compensated", adjusted=adjust(left, np.empty((n_worlds, 0))))
    controls = tuple(one for one in choose_controls(metric, n_worlds) if one in study.metrics)
    luck = [study.subtract(strategy, other, one)[valued] for one in controls]
    adjusted = adjust(differences, np.array(luck).reshape(len(luck), n_worlds).T)
    return make("controls" if adjusted.n_controls else "paired", controls, adjusted)


def bound_difference(estimate: Estimate, confidence: float, joint: float) -> Difference:
    """Put bounds around an estimate.

    Parameters
    ----------
    estimate
        From :func:`estimate_difference`.
    confidence, joint
        Of the interval by itself, and of the one that is to hold together with others.
    """
    metric, strategy, other, differences, method, controls, adjusted = estimate[:7]
    n_worlds = differences.size
    if method == "identical":
        return differ_not_at_all(metric, strategy, other, n_worlds)
    reduction = math.nan
    if adjusted is not None:
        expected, together = (find_interval(adjusted, one) for one in (confidence, joint))
        variance = adjusted.standard_error**2
        reduction = estimate.independent / variance if variance else math.inf
    elif method == "exact":
        expected, together = (
            estimate_rate_difference(*estimate.n_events, n_worlds, confidence=one)
            for one in (confidence, joint)
        )
    else:
        mean = float(differences.mean()) if n_worlds else math.nan
        expected = together = Interval(mean, -math.inf, math.inf)
    return Difference(
        metric,
        strategy,
        other,
        expected,
        together,
        summarise_year(differences),
        adjusted.standard_error if adjusted else math.nan,
        adjusted.degrees_of_freedom if adjusted else math.nan,
        method,
        controls,
        reduction,
        n_worlds,
    )


def estimate_level(study: Study, strategy: str, metric: str, confidence: float) -> Level:
    """Estimate what a strategy comes to by itself, with known luck taken out.

    Parameters
    ----------
    study
        What was run.
    strategy, metric
        Whose, and what.
    confidence
        Of the interval.
    """
    figures = study.find(strategy, metric)
    valued = ~np.isnan(figures)
    observed = figures[valued]
    year = summarise_year(observed)
    n_worlds = observed.size
    if metric in SINGLE_EVENTS and n_worlds and observed.sum() < FEW:
        rate = estimate_rate(int(observed.sum()), n_worlds, confidence=confidence)
        return Level(strategy, metric, rate, year, n_worlds)
    if n_worlds < _FEWEST:
        mean = float(observed.mean()) if n_worlds else math.nan
        return Level(strategy, metric, Interval(mean, -math.inf, math.inf), year, n_worlds)
    if hangs_on_few(study, metric, strategy):
        left = compensate(study, metric, strategy)
        bounds = Interval(float(observed.mean()), -math.inf, math.inf)
        if left is not None:
            bounds = find_interval(adjust(left, np.empty((n_worlds, 0))), confidence)
        return Level(strategy, metric, bounds, year, n_worlds)
    controls = [one for one in choose_controls(metric, n_worlds) if one in study.metrics]
    luck = [study.find(strategy, one)[valued] for one in controls]
    adjusted = adjust(observed, np.array(luck).reshape(len(luck), n_worlds).T)
    return Level(strategy, metric, find_interval(adjusted, confidence), year, n_worlds)
