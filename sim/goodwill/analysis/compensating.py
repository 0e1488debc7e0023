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

Floats = npt.NDArray[np.float64]

_DEALS, _REVENUE, _WON, _SIZES = "conversions", "revenue", "luck_won", "luck_deal_size"
MONEY = frozenset({"revenue", "profit", "net_value"})
"""Figures that deals decide."""

EVENTS = {
    _DEALS: _WON,
    "opt_outs": "luck_opt_out",
    "complaints": "luck_complaint",
    "angry_replies": "luck_angry_reply",
}
"""Counts of events whose luck is booked event by event, and that luck."""


def differs_by_few(study: Study, metric: str, strategy: str, other: str) -> bool:
    """Say whether few events decide a difference: of the figure itself, or of deals for money."""
    events = _DEALS if metric in MONEY else metric
    if events not in EVENTS or not {events, EVENTS[events]} <= set(study.metrics):
        return False
    if metric in MONEY and not {_REVENUE, _SIZES} <= set(study.metrics):
        return False
    return float(np.abs(study.subtract(strategy, other, events)).sum()) < FEW


def has_few(study: Study, metric: str, strategy: str) -> bool:
    """Say whether money hangs on few deals."""
    wanted = {_DEALS, _REVENUE, _SIZES, _WON}
    known = metric in MONEY and wanted <= set(study.metrics)
    return known and float(study.find(strategy, _DEALS).sum()) < FEW


def compensate(study: Study, metric: str, strategy: str) -> Floats | None:
    """Give a figure of each world without its known luck; the expectation is the same.

    Parameters
    ----------
    study
        What was run.
    metric
        Of :data:`MONEY` or :data:`EVENTS`.
    strategy
        Whose.

    Returns
    -------
    ndarray or None
        Shape (worlds,). None: what a deal is worth is not known, since nobody was near one.
    """
    figures = study.find(strategy, metric)
    if metric not in MONEY:
        return np.asarray(figures - study.find(strategy, EVENTS[metric]))
    worth = _find_worth(study)
    if worth is None:
        return None
    luck = study.find(strategy, _SIZES) + worth * study.find(strategy, _WON)
    return np.asarray(figures - luck)


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
