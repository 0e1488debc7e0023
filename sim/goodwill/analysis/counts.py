"""Say how far few events carry: exact intervals for rates that are too rare for a mean's."""

from __future__ import annotations

import math

from goodwill.analysis.intervals import CONFIDENCE, Interval

FEW = 30
"""Events in all below which a mean's interval does not hold what it promises."""


def estimate_rate(n_events: int, n_trials: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Estimate events per trial by Garwood's exact interval.

    Parameters
    ----------
    n_events
        In all trials together; none is an answer too: at most 3.7 per n (95 %, two sides).
    n_trials
        Worlds, at least one.
    confidence
        Between 0 and 1.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.

    Examples
    --------
    >>> interval = estimate_rate(0, 10)
    >>> interval.low, round(interval.high, 3)
    (0.0, 0.369)
    """
    low, high = _bound_events(n_events, confidence)
    return Interval(n_events / n_trials, low / n_trials, high / n_trials)


def estimate_rate_difference(
    n_mine: int, n_yours: int, n_trials: int, *, confidence: float = CONFIDENCE
) -> Interval:
    """Estimate how many more events per trial one side has, where both have few.

    How the events split says which side has more (Clopper and Pearson's exact interval of the share
    that is mine), how many there are in all says by how much (Garwood's); each is wrong half as
    often as the two together may be. Both sides may share events, as in common worlds: then it
    errs on the careful side.

    Parameters
    ----------
    n_mine, n_yours
        Events in all trials together.
    n_trials
        Worlds that both sides were in; at least one.
    confidence
        Between 0 and 1.

    References
    ----------
    Przyborowski, J., Wilenski, H. (1940). Homogeneity of results in testing samples from Poisson
    series. Biometrika 31, 313-323.

    Examples
    --------
    >>> estimate_rate_difference(12, 0, 20).clear, estimate_rate_difference(7, 4, 20).clear
    (True, False)
    """
    from scipy.special import betaincinv

    n_all = n_mine + n_yours
    each = (1.0 + confidence) / 2.0
    least, most = _bound_events(n_all, each)
    tail = (1.0 - each) / 2.0
    low_share = float(betaincinv(n_mine, n_yours + 1, tail)) if n_mine else 0.0
    high_share = float(betaincinv(n_mine + 1, n_yours, 1.0 - tail)) if n_yours else 1.0
    low, high = 2.0 * low_share - 1.0, 2.0 * high_share - 1.0
    return Interval(
        (n_mine - n_yours) / n_trials,
        low * (least if low > 0 else most) / n_trials,
        high * (most if high > 0 else least) / n_trials,
    )


def _bound_events(n_events: int, confidence: float) -> tuple[float, float]:
    """Give the least and the most expected events under which so many are no surprise."""
    from scipy.special import gammaincinv

    tail = (1.0 - confidence) / 2.0
    low = float(gammaincinv(n_events, tail)) if n_events else 0.0
    high = float(gammaincinv(n_events + 1, 1.0 - tail))
    return low, high if math.isfinite(high) else math.inf
