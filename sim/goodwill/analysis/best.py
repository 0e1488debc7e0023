"""Say which strategies may be the best, and how far behind it any can be at most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from goodwill.analysis.comparison import Comparison
from goodwill.analysis.differences import turn
from goodwill.analysis.intervals import Interval
from goodwill.errors import ResultError
from goodwill.metrics import METRICS

Better = Literal["higher", "lower"]


class Contender(NamedTuple):
    """One strategy, held against the best of the others."""

    strategy: str
    ahead: Interval
    """By how much it is better than the best of the others, in the figure's unit, all strategies
    together; below 0: behind. As is usual, the bounds never exclude 0 beyond what matters: the low
    one is at most 0, the high one at least 0."""
    best: bool  # it is better than every other one
    ruled_out: bool  # some other one is better

    @property
    def behind(self) -> float:
        """Give how far it is behind the best at most, 0 or more."""
        return 0.0 - self.ahead.low


def compare_with_best(
    comparison: Comparison,
    metric: str,
    *,
    among: Sequence[str] | None = None,
    better: Better | None = None,
) -> tuple[Contender, ...]:
    """Hold each strategy against the best of the others (multiple comparisons with the best).

    Parameters
    ----------
    comparison
        Of all pairs; the bounds follow from its joint intervals and hold together with them.
    metric
        One of those compared.
    among
        Strategies that can be chosen; None: all but ceilings.
    better
        Which way is better; None: as :data:`~goodwill.measuring.METRICS` says, and higher for
        figures that are not among them, such as net value.

    Returns
    -------
    tuple of Contender
        The best first by estimate, then by name.

    Raises
    ------
    ResultError
        Neither way is better for this figure.

    References
    ----------
    Hsu, J. C. (1984). Constrained simultaneous confidence intervals for multiple comparisons with
    the best. Annals of Statistics 12, 1136-1144.
    """
    direction = better or find_direction(metric)
    chosen = tuple(
        one
        for one in (comparison.strategies if among is None else among)
        if among is not None or one not in comparison.ceilings
    )
    found = [_hold_against_others(comparison, metric, one, chosen, direction) for one in chosen]
    return tuple(sorted(found, key=lambda one: (-one.ahead.estimate, one.strategy)))


def find_direction(metric: str) -> Better:
    """Say which way a figure is better; higher for figures that no single run gives.

    Raises
    ------
    ResultError
        Neither way is.
    """
    better = METRICS[metric].better if metric in METRICS else "higher"
    if better == "neither":
        raise ResultError(f"{metric}: neither more nor less of it is better. Say which way is.")
    return better


def _hold_against_others(
    comparison: Comparison, metric: str, strategy: str, chosen: Sequence[str], better: Better
) -> Contender:
    differences = [comparison.find(strategy, one, metric) for one in chosen if one != strategy]
    if not differences:
        return Contender(strategy, Interval(0.0, 0.0, 0.0), best=True, ruled_out=False)
    leads = [one.joint if better == "higher" else turn(one.joint) for one in differences]
    estimate = min(one.estimate for one in leads)
    low, high = min(one.low for one in leads), min(one.high for one in leads)
    ahead = Interval(estimate, min(0.0, low), max(0.0, high))
    return Contender(strategy, ahead, best=low > 0.0, ruled_out=high < 0.0)
