"""Take known luck out with slopes that are known, where few events decide: nothing is learnt there.

A regression on luck learns its slopes from the worlds at hand. Where two strategies differ by a
handful of deals, most samples hold hardly any: the slopes are arbitrary, and the one world that
matters gets no weight. But what a deal's luck does is known: a deal more is a deal more, and brings
what deals bring. What is left are expectations, which vary little and have no outliers.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from goodwill.analysis.counts import FEW
from goodwill.analysis.study import Study
from goodwill.metrics import COMPENSATED

Floats = npt.NDArray[np.float64]

_DEALS, _REVENUE, _SIZES = "conversions", "revenue", "luck_deal_size"
MONEY = frozenset({"revenue", "profit", "net_value"})
"""Figures that deals decide."""

EVENTS = frozenset({_DEALS, "opt_outs", "complaints", "angry_replies"})
"""Counts whose luck is booked event by event, with all that leads to it already expected."""


def hangs_on_few(study: Study, metric: str, strategy: str, other: str | None = None) -> bool:
    """Say whether few events decide a figure (money: few deals), or those in which two differ.

    Parameters
    ----------
    study
        What was run.
    metric, strategy, other
        The figure, and whose; with another strategy: the difference of the two.
    """
    events = _DEALS if metric in MONEY else metric
    needed = {events, _REVENUE, _SIZES} if metric in MONEY else {events}
    if events not in EVENTS or not needed | {_name_luck(events)} <= set(study.metrics):
        return False
    return float(np.abs(_find(study, events, strategy, other)).sum()) < FEW


def compensate(study: Study, metric: str, strategy: str, other: str | None = None) -> Floats | None:
    """Give a figure of each world without its known luck; the expectation is the same.

    Parameters
    ----------
    study
        What was run.
    metric
        Of :data:`MONEY` or :data:`EVENTS`.
    strategy, other
        Whose; with another strategy: the difference of the two.

    Returns
    -------
    ndarray or None
        Shape (worlds,). None: what a deal is worth is not known, since nobody was near one.
    """
    figures = _find(study, metric, strategy, other)
    if metric not in MONEY:
        return figures - _find(study, _name_luck(metric), strategy, other)
    worth = _find_worth(study)
    if worth is None:
        return None
    sizes, deals = (_find(study, one, strategy, other) for one in (_SIZES, _name_luck(_DEALS)))
    return figures - sizes - worth * deals


def _name_luck(events: str) -> str:
    return f"luck_{COMPENSATED[events]}"


def _find(study: Study, metric: str, strategy: str, other: str | None) -> Floats:
    if other is None:
        return study.find(strategy, metric)
    return study.subtract(strategy, other, metric)


def _find_worth(study: Study) -> float | None:
    """Find what a deal is worth: of all that were made, else of all that there might have been."""
    for amount, number in ((_REVENUE, _DEALS), ("pipeline", "opportunities")):
        if {amount, number} <= set(study.metrics):
            total, count = (
                math.fsum(study.find(one, name).sum() for one in study.strategies)
                for name in (amount, number)
            )
            if count:
                return total / count
    return None
