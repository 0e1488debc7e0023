"""Hold what a naive dashboard would have claimed against what is true of the same worlds.

A dashboard counts activity, and gives the vendor credit for every deal with somebody it touched.
What it cannot see is what would have happened anyway, and what became of those who did not buy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.comparison import Comparison, compare
from goodwill.analysis.differences import Difference
from goodwill.analysis.intervals import CONFIDENCE, Interval
from goodwill.analysis.ratios import Ratio, estimate_ratio
from goodwill.analysis.simultaneous import N_RESAMPLES, resample_worlds
from goodwill.analysis.study import Study
from goodwill.analysis.tracing import Credit, Trace
from goodwill.analysis.verdicts import NET_VALUE, price_study

Floats = npt.NDArray[np.float64]

CREDITED = "credited"
"""Deals with people who were touched: those that a dashboard gives the vendor credit for."""

ACTIVITY = ("touches", "calls", "dials_per_rep_day", "meetings_held", CREDITED)
"""Figures by which dashboards rank."""

_ENOUGH = 3  # strategies without which ranks say nothing


class Claimed(NamedTuple):
    """What a dashboard would say of one strategy, and what is so."""

    strategy: str
    touches: float  # sent, mean of the worlds
    meetings: float  # held
    credited: float  # deals with people who were touched
    incremental: Difference  # deals above the holdout's: what the strategy brought about
    overclaim: Ratio  # credited deals for each that is incremental


class Misleading(NamedTuple):
    """How far a figure of activity tells who is worth more."""

    metric: str
    correlation: Interval
    """Rank correlation with net value over the strategies that can be chosen, -1 to 1; nan: these
    are all worth the same."""
    pick: str  # the strategy that has most of it; of several, the one that is worth the most
    lost: Difference  # net value of the most promising one less the pick's


class TouchCredit(NamedTuple):
    """What going by the last touch gives a kind of touch credit for, mean of the worlds."""

    touch: str | None  # None: nothing was sent to the buyer in the days before
    sent: float
    deals: float
    revenue: float  # USD


def find_claims(study: Study, *, confidence: float = CONFIDENCE) -> tuple[Claimed, ...]:
    """Hold credited deals against incremental ones, strategy by strategy.

    Parameters
    ----------
    study
        What was run; two worlds at least.
    confidence
        Of all incremental deals together; of each ratio by itself.

    Returns
    -------
    tuple of Claimed
        Of all strategies that can be chosen but the holdout, those with most credit first.
    """
    compared = compare(study, ["conversions"], confidence=confidence)
    credited = _find_credited(study)
    found = []
    for strategy in study.rivals:
        if strategy == study.holdout:
            continue
        row = study.find_strategy(strategy)
        more = study.subtract(strategy, study.holdout, "conversions")
        claimed = Claimed(
            strategy,
            float(study.find(strategy, "touches").mean()),
            float(study.find(strategy, "meetings_held").mean()),
            float(credited[row].mean()),
            compared.find(strategy, study.holdout, "conversions"),
            estimate_ratio(credited[row], more, confidence=confidence),
        )
        found.append(claimed)
    return tuple(sorted(found, key=lambda one: (-one.credited, one.strategy)))


def find_misleading(
    study: Study,
    price: float,
    metrics: Sequence[str] = ACTIVITY,
    *,
    confidence: float = CONFIDENCE,
    seed: int = 0,
    first: str | None = None,
) -> tuple[Misleading, ...]:
    """Say how well figures of activity rank strategies, and what it costs to go by them.

    Parameters
    ----------
    study
        What was run, of three strategies that can be chosen at least.
    price
        USD per goodwill point, of net value.
    metrics
        Figures to judge; those that a study does not have are passed over.
    confidence
        Of each correlation by itself, and of all costs together.
    seed
        Of resampling worlds, all strategies together.
    first
        The strategy that others fall short of; None: the one of the greatest mean.

    Returns
    -------
    tuple of Misleading
        Those that mislead most first; figures that all strategies have as much of tell nothing and
        are left out, and all are where there are too few strategies to rank.
    """
    if len(study.rivals) < _ENOUGH:
        return ()
    valued = price_study(study, price).with_figures({CREDITED: _find_credited(study)})
    compared = compare(valued, [NET_VALUE], confidence=confidence)
    means = {one: float(valued.find(one, NET_VALUE).mean()) for one in valued.rivals}
    best = first or max(valued.rivals, key=lambda one: means[one])
    found = [
        _judge(valued, metric, compared, best, confidence, seed)
        for metric in metrics
        if metric in valued.metrics and _differs(_stack(valued, metric))
    ]
    return tuple(sorted(found, key=_find_harm))


def average_credit(traces: Sequence[Trace]) -> tuple[TouchCredit, ...]:
    """Average what going by the last touch gives kinds of touches credit for.

    Parameters
    ----------
    traces
        Of one strategy in several worlds.

    Returns
    -------
    tuple of TouchCredit
        Most deals first. All deals are there, once each.
    """
    by_touch: dict[str | None, list[Credit]] = {}
    for one in traces:
        for credit in one.credits:
            by_touch.setdefault(credit.touch, []).append(credit)
    found = [
        TouchCredit(
            touch,
            sum(one.sent for one in credits_) / len(traces),
            sum(one.deals for one in credits_) / len(traces),
            math.fsum(one.revenue for one in credits_) / len(traces),
        )
        for touch, credits_ in by_touch.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.deals, -one.sent, one.touch or "")))


def correlate_ranks(first: Floats, second: Floats) -> Floats:
    """Correlate the ranks of two rows of figures (Spearman); equal ones share their rank.

    Parameters
    ----------
    first, second
        Shape (cases, figures).

    Returns
    -------
    ndarray of float64, shape (cases,)
        From -1 to 1; nan where all figures of a side are equal.

    Examples
    --------
    >>> import numpy as np
    >>> correlate_ranks(np.array([[1.0, 2.0, 5.0]]), np.array([[7.0, 8.0, 9.0]])).tolist()
    [1.0]
    """
    ranks = [_rank(one) for one in (first, second)]
    centred = [one - one.mean(axis=1, keepdims=True) for one in ranks]
    sizes = [(one**2).sum(axis=1) for one in centred]
    products = (centred[0] * centred[1]).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(products / np.sqrt(sizes[0] * sizes[1]))


def _rank(figures: Floats) -> Floats:
    below = (figures[:, np.newaxis, :] < figures[:, :, np.newaxis]).sum(axis=2)
    equal = (figures[:, np.newaxis, :] == figures[:, :, np.newaxis]).sum(axis=2)
    return np.asarray(below + (equal + 1) / 2.0)


def _find_credited(study: Study) -> Floats:
    deals, untouched = (
        study.figures[:, :, study.find_metric(one)]
        for one in ("conversions", "conversions_untouched")
    )
    return np.asarray(deals - untouched)


def _stack(study: Study, metric: str) -> Floats:
    """Give a figure of those that can be chosen, shape (strategies, worlds)."""
    return np.array([study.find(one, metric) for one in study.rivals])


def _differs(figures: Floats) -> bool:
    """Say whether strategies have more and less of a figure, and all of them have it at all."""
    return bool(np.ptp(figures.mean(axis=1)) > 0.0)


def _judge(
    study: Study, metric: str, compared: Comparison, best: str, confidence: float, seed: int
) -> Misleading:
    figures, values = _stack(study, metric), _stack(study, NET_VALUE)
    counts = resample_worlds(study.n_replications, range(N_RESAMPLES), seed)
    resampled = correlate_ranks(counts @ figures.T, counts @ values.T)
    means = [one.mean(axis=1)[np.newaxis, :] for one in (figures, values)]
    estimate = float(correlate_ranks(means[0], means[1])[0])
    valued = resampled[~np.isnan(resampled)]
    tails = [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0]
    low, high = np.quantile(valued, tails).tolist() if valued.size else (math.nan, math.nan)
    first = [at for at, mean in enumerate(means[0][0]) if mean == means[0].max()]
    pick = study.rivals[max(first, key=lambda at: means[1][0, at])]
    return Misleading(
        metric, Interval(estimate, low, high), pick, compared.find(best, pick, NET_VALUE)
    )


def _find_harm(one: Misleading) -> tuple[float, float]:
    estimate = one.correlation.estimate
    return (2.0 if math.isnan(estimate) else estimate), -one.lost.joint.estimate
