"""Compare strategies in the same worlds: every pair, every figure asked for, all together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from goodwill.analysis.differences import Difference, Level, differ_not_at_all
from goodwill.analysis.estimating import (
    Estimate,
    bound_difference,
    estimate_difference,
    estimate_level,
)
from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.simultaneous import Family, resample_errors, share_errors
from goodwill.analysis.study import Study
from goodwill.errors import UnknownNameError, hint

HEADLINE = (
    "conversions",
    "revenue",
    "profit",
    "meetings_held",
    "brand_net",
    "mean_goodwill_end",
    "opt_outs",
    "complaints",
    "angry_replies",
)
"""Figures that are compared unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What strategies come to in the same worlds, and what one has more of than another one.

    Attributes
    ----------
    strategies, holdout, ceilings, n_replications
        As of the study.
    metrics
        That were compared.
    family, confidence
        How all differences together were made to hold, and with what confidence.
    n_intervals
        How many of them there are.
    levels
        By strategy, metric.
    """

    strategies: tuple[str, ...]
    holdout: str
    ceilings: tuple[str, ...]
    n_replications: int
    metrics: tuple[str, ...]
    family: Family
    confidence: float
    n_intervals: int
    levels: Mapping[tuple[str, str], Level] = field(repr=False)
    differences: tuple[Difference, ...] = field(repr=False)  # each pair once, metric by metric

    def find(self, strategy: str, other: str, metric: str) -> Difference:
        """Give what one strategy has more of than another one; than itself: exactly nothing.

        Raises
        ------
        UnknownNameError
            There is no such strategy or metric in the comparison.
        """
        for name in (strategy, other):
            if name not in self.strategies:
                raise UnknownNameError(f"no strategy {name!r} here. {hint(name, self.strategies)}")
        if metric not in self.metrics:
            raise UnknownNameError(f"{metric!r} was not compared. {hint(metric, self.metrics)}")
        if strategy == other:
            return differ_not_at_all(metric, strategy, other, self.n_replications)
        for found in self.differences:
            if found.metric == metric and {found.strategy, found.other} == {strategy, other}:
                return found if found.strategy == strategy else found.turned
        raise UnknownNameError(f"{strategy} and {other} were not compared in {metric!r}.")

    def against_holdout(self, metric: str) -> tuple[Difference, ...]:
        """Give what each other strategy has more of than the holdout: what is incremental."""
        others = (one for one in self.strategies if one != self.holdout)
        return tuple(self.find(one, self.holdout, metric) for one in others)

    @property
    def undecided(self) -> tuple[Difference, ...]:
        """Give the differences whose sign is open, all intervals together."""
        return tuple(
            one for one in self.differences if not one.joint.clear and one.method != "identical"
        )

    @property
    def reductions(self) -> dict[str, float]:
        """Give the variance-reduction factor of each metric: the median over its pairs."""
        factors: dict[str, list[float]] = {metric: [] for metric in self.metrics}
        for one in self.differences:
            if math.isfinite(one.reduction):
                factors[one.metric].append(one.reduction)
        return {name: float(np.median(all_)) for name, all_ in factors.items() if all_}


def compare(
    study: Study,
    metrics: Sequence[str] = HEADLINE,
    *,
    confidence: float = CONFIDENCE,
    family: Family = "bonferroni",
    seed: int = 0,
) -> Comparison:
    """Compare every strategy with every other one in some figures.

    Worlds are the unit, and both sides of a pair are in the same ones: their difference is taken
    world by world, luck whose expectation is zero is taken out by regression
    (:mod:`goodwill.analysis.controls`), and Student's t gives the interval; where there are fewer
    than :data:`~goodwill.analysis.counts.FEW` events in all, an exact one.

    Parameters
    ----------
    study
        What was run.
    metrics
        Names of figures: the family that is to hold together has every pair in each.
    confidence
        Of each interval by itself, and of all joint ones together.
    family
        How they are made to hold together.
    seed
        Of resampling; without effect on ``bonferroni``.

    Raises
    ------
    UnknownNameError
        A metric is not in the study.
    """
    chosen = tuple(dict.fromkeys(metrics))
    estimates = [
        estimate_difference(study, metric, *pair) for metric, pair in product(chosen, study.pairs)
    ]
    errors = _share_errors(estimates, 1.0 - confidence, family, seed)
    return Comparison(
        study.strategies,
        study.holdout,
        study.ceilings,
        study.n_replications,
        chosen,
        family,
        confidence,
        sum(one.method != "identical" for one in estimates),
        {
            (strategy, metric): estimate_level(study, strategy, metric, confidence)
            for strategy, metric in product(study.strategies, chosen)
        },
        tuple(
            bound_difference(one, confidence, 1.0 - error)
            for one, error in zip(estimates, errors, strict=True)
        ),
    )


def _share_errors(
    estimates: Sequence[Estimate], error: float, family: Family, seed: int
) -> list[float]:
    """Give the chance to be wrong that each interval may have.

    Only what varies and has a value in every world is resampled together with others; the rest has
    its share (Bonferroni).
    """
    each = share_errors(error, sum(one.method != "identical" for one in estimates))
    errors = [each] * len(estimates)
    if family == "bonferroni":
        return errors
    full = max(one.differences.size for one in estimates)
    residuals = {
        place: one.adjusted.residuals
        for place, one in enumerate(estimates)
        if one.adjusted and one.adjusted.residuals.size == full and one.adjusted.standard_error
    }
    if residuals:
        figures = np.column_stack(list(residuals.values()))
        together = resample_errors(figures, each * len(residuals), seed)
        errors = [together if place in residuals else each for place in range(len(estimates))]
    return errors
