"""Judge guardrails: whether a figure keeps its bound, as far as its interval says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.controls import choose_controls
from goodwill.analysis.counts import FEW, estimate_rate
from goodwill.analysis.estimating import bound_difference, estimate_difference, estimate_level
from goodwill.analysis.intervals import CONFIDENCE, Interval, estimate_mean
from goodwill.analysis.ratios import divide, estimate_two, find_signs
from goodwill.analysis.simultaneous import share_errors
from goodwill.analysis.study import Study
from goodwill.metrics import PER_THOUSAND
from goodwill.scenario import Guardrail

Floats = npt.NDArray[np.float64]

Verdict = Literal["holds", "broken", "undecided"]
"""What an interval says about a bound: all of it keeps the bound, none of it does, or some."""

_RATES = {f"{name}_per_1000": name for name in PER_THOUSAND}
_UNKNOWN = Interval(math.nan, -math.inf, math.inf)
_MOST_WORLDS = 1_000_000  # that anybody would be asked to run


class Judgement(NamedTuple):
    """What became of one guardrail."""

    guardrail: Guardrail
    interval: Interval  # of the figure, or of the difference
    confidence: float  # of this interval by itself
    verdict: Verdict
    n_needed: int | None  # worlds that would decide it if the estimate is right; None: unknown


def judge_guardrails(
    study: Study, guardrails: Sequence[Guardrail], *, confidence: float = CONFIDENCE
) -> tuple[Judgement, ...]:
    """Judge guardrails on their intervals, all of them together.

    Each has its share of the chance to be wrong (Bonferroni), or less where it asks for more
    confidence of its own: whatever is said to hold or to be broken is so, all at once, with the
    confidence asked for.

    Figures per 1,000 touches are those of all worlds together, not the mean of each world's.
    Where there are few events, intervals are exact; where a figure is 0 in every world, it may
    still be 1 in as many worlds as that leaves open.

    Parameters
    ----------
    study
        With all strategies that are named.
    guardrails
        Of a scenario.
    confidence
        Of all verdicts together.

    Raises
    ------
    UnknownNameError
        A strategy or a metric is not in the study.
    """
    share = share_errors(1.0 - confidence, len(guardrails))
    judgements = []
    for one in guardrails:
        error = share if one.confidence is None else min(share, 1.0 - one.confidence)
        interval = _estimate(study, one, 1.0 - error)
        verdict = find_verdict(interval, one)
        n_needed = None
        if verdict == "undecided":
            n_needed = _find_needed(interval, one.bound, study.n_replications)
        judgements.append(Judgement(one, interval, 1.0 - error, verdict, n_needed))
    return tuple(judgements)


def find_verdict(interval: Interval, guardrail: Guardrail) -> Verdict:
    """Say what an interval says about a bound."""
    bound = guardrail.bound
    keeps, breaks = interval.high < bound, interval.low >= bound
    if guardrail.above:
        keeps, breaks = interval.low > bound, interval.high <= bound
    return "holds" if keeps else "broken" if breaks else "undecided"


def sum_up(judgements: Sequence[Judgement]) -> Verdict:
    """Give the verdict on all: broken if any is, undecided if any other is."""
    verdicts = {one.verdict for one in judgements}
    if "broken" in verdicts:
        return "broken"
    return "undecided" if "undecided" in verdicts else "holds"


def _estimate(study: Study, guardrail: Guardrail, confidence: float) -> Interval:
    strategy, metric = guardrail.strategy, guardrail.metric
    if guardrail.against is not None:
        return _estimate_difference(study, guardrail, guardrail.against, confidence)
    if metric in _RATES:
        return _pool(study, strategy, metric, confidence)
    if study.find(strategy, metric).any():
        return estimate_level(study, strategy, metric, confidence).expected
    return estimate_rate(0, study.n_replications, confidence=confidence)


def _estimate_difference(
    study: Study, guardrail: Guardrail, other: str, confidence: float
) -> Interval:
    strategy, metric = guardrail.strategy, guardrail.metric
    if study.identical(strategy, other):
        return Interval(0.0, 0.0, 0.0)
    if metric in _RATES:
        return _subtract_pooled(study, (strategy, other), metric, confidence)
    if not study.subtract(strategy, other, metric).any():
        high = estimate_rate(0, study.n_replications, confidence=confidence).high
        return Interval(0.0, -high, high)
    estimate = estimate_difference(study, metric, strategy, other)
    return bound_difference(estimate, confidence, confidence).joint


def _pool(study: Study, strategy: str, metric: str, confidence: float) -> Interval:
    """Estimate a rate per 1,000 delivered touches over all worlds together."""
    events = study.find(strategy, _RATES[metric])
    thousands = study.find(strategy, "delivered") / 1_000.0
    n_events, exposure = math.fsum(events.tolist()), math.fsum(thousands.tolist())
    if not exposure:
        return _UNKNOWN
    n_worlds = events.size
    if n_events < FEW:
        rate = estimate_rate(int(n_events), n_worlds, confidence=confidence)
        scale = n_worlds / exposure
        return Interval(rate.estimate * scale, rate.low * scale, rate.high * scale)
    if n_worlds == 1:
        return Interval(n_events / exposure, -math.inf, math.inf)
    named = [one for one in choose_controls(metric, n_worlds) if one in study.metrics]
    luck = np.array([study.find(strategy, one) for one in named]).reshape(len(named), n_worlds).T
    # Of the rates that the interval leaves open (Fieller).
    two = estimate_two(events, -thousands, luck)
    unclear = [one for one in find_signs(two, confidence=confidence, low=0.0) if not one.sign]
    estimate = divide(two.first, -two.second)
    if not unclear:
        return Interval(estimate, -math.inf, math.inf)
    return Interval(estimate, unclear[0].low, unclear[-1].high)


def _subtract_pooled(
    study: Study, sides: tuple[str, str], metric: str, confidence: float
) -> Interval:
    """Estimate a difference of rates per 1,000 delivered touches, world by world.

    Where either side has few events, from the exact interval of each: then both may be wrong half
    as often.
    """
    events = [study.find(one, _RATES[metric]) for one in sides]
    thousands = [study.find(one, "delivered") / 1_000.0 for one in sides]
    n_worlds = events[0].size
    if n_worlds == 1 or min(float(one.sum()) for one in events) < FEW:
        half = (1.0 + confidence) / 2.0
        mine, yours = (_pool(study, one, metric, half) for one in sides)
        difference = mine.estimate - yours.estimate
        return Interval(difference, mine.low - yours.high, mine.high - yours.low)
    rates = [float(one.sum() / two.sum()) for one, two in zip(events, thousands, strict=True)]
    # Each world's pull on a ratio of sums, to first order.
    pulls = [
        (one - rate * two) / two.mean()
        for one, two, rate in zip(events, thousands, rates, strict=True)
    ]
    spread = estimate_mean((pulls[0] - pulls[1]).tolist(), confidence=confidence)
    difference = rates[0] - rates[1]
    half_width = (spread.high - spread.low) / 2.0
    return Interval(difference, difference - half_width, difference + half_width)


def _find_needed(interval: Interval, bound: float, n_worlds: int) -> int | None:
    """Estimate how many worlds would decide: intervals shrink with the root of their number."""
    half_width = (interval.high - interval.low) / 2.0
    distance = abs(interval.estimate - bound)
    if not (math.isfinite(half_width) and distance > 0.0):
        return None
    needed = n_worlds * (half_width / distance) ** 2
    return max(n_worlds + 10, 10 * math.ceil(needed / 10)) if needed < _MOST_WORLDS else None
