"""Count sales that a strategy burned or rescued: who bought in one life and not in the other.

Single lives depend on how two worlds are coupled, so that either count is one of many that would be
as right; only their difference, which is that of the deals, is a fact about the strategies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from goodwill.analysis.counts import FEW, estimate_rate, estimate_rate_difference
from goodwill.analysis.intervals import CONFIDENCE, Interval, estimate_mean
from goodwill.analysis.tracing import Trace
from goodwill.errors import ResultError

NOTE = (
    "Who is burned or rescued depends on how the two lives of a person are coupled; "
    "only rescued less burned is a fact about the strategies."
)
"""To be said wherever either count is shown."""


class SwappedSales(NamedTuple):
    """Sales of a strategy beside those of the holdout, person by person, a world."""

    strategy: str
    burned: Interval  # deals that the holdout wins with a person, and the strategy does not
    rescued: Interval  # the reverse
    difference: Interval  # rescued less burned: incremental deals


def count_swapped(
    strategy: str,
    traces: Sequence[Trace],
    alone: Sequence[Trace],
    *,
    confidence: float = CONFIDENCE,
) -> SwappedSales:
    """Count the sales that a strategy burned and rescued.

    Parameters
    ----------
    strategy
        Its name.
    traces, alone
        Its runs, and those of the holdout in the same worlds, at least one.
    confidence
        Of each interval by itself.

    Raises
    ------
    ResultError
        The runs are not of the same worlds.
    """
    pairs = list(zip(traces, alone, strict=False))
    if len(traces) != len(alone) or any(a.sales.size != b.sales.size for a, b in pairs):
        raise ResultError(f"{strategy}: the holdout's runs are not of the same people.")
    if all(_lived_alike(mine, theirs) for mine, theirs in pairs):
        never = Interval(0.0, 0.0, 0.0)
        return SwappedSales(strategy, never, never, never)
    more = [mine.sales - theirs.sales for mine, theirs in pairs]
    burned = [float(np.maximum(-one, 0).sum()) for one in more]
    rescued = [float(np.maximum(one, 0).sum()) for one in more]
    n_burned, n_rescued = _count(burned), _count(rescued)
    if n_burned + n_rescued < FEW:
        difference = estimate_rate_difference(n_rescued, n_burned, len(more), confidence=confidence)
    else:
        difference = estimate_mean([float(one.sum()) for one in more], confidence=confidence)
    return SwappedSales(
        strategy, _estimate(burned, confidence), _estimate(rescued, confidence), difference
    )


def _lived_alike(mine: Trace, theirs: Trace) -> bool:
    """Tell whether nothing that was done made any difference: no sale can be anybody's doing."""
    return all(
        np.array_equal(getattr(mine, field), getattr(theirs, field))
        for field in ("revenue", "cost", "goodwill", "sales")
    )


def _count(counts: Sequence[float]) -> int:
    return round(math.fsum(counts))


def _estimate(counts: Sequence[float], confidence: float) -> Interval:
    """Estimate sales a world; few ones exactly, as a mean's interval does not hold for them."""
    n_sales = _count(counts)
    if n_sales < FEW:
        return estimate_rate(n_sales, len(counts), confidence=confidence)
    return estimate_mean(counts, confidence=confidence)
