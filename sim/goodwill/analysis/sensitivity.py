"""Say what the difference of two strategies hangs on, and which assumption turns the verdict."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.differences import Difference
from goodwill.analysis.estimating import bound_difference, estimate_difference
from goodwill.analysis.intervals import CONFIDENCE, estimate_mean
from goodwill.analysis.plausible import PlausibleWorlds, Surfaces, find_surfaces
from goodwill.analysis.screening import ERROR, find_chances
from goodwill.analysis.smoothing import smooth
from goodwill.analysis.study import Study
from goodwill.analysis.verdicts import NET_VALUE, price_study
from goodwill.errors import ParameterError
from goodwill.parameters import Value, ledger
from goodwill.parameters.drawing import place_value
from goodwill.parameters.values import each_number

Floats = npt.NDArray[np.float64]

_ROUNDING = 1e-9  # beside 1
_FEWEST = 5  # draws in a third of them

ENDS = 0.05, 0.95
"""Shares of a parameter's range between which a bar of a tornado reaches."""


class Bar(NamedTuple):
    """What one number does to a difference, everything else being as uncertain as it is."""

    of: str  # number of a parameter: ``answering.base[click]``
    low: float  # expected difference with the number at the low end (ENDS) of its range, USD
    high: float  # at the high end
    share: float  # of all that parameters do to the difference, what this one does by itself
    turns_at: tuple[float, ...]  # values at which the expected difference surely changes its sign
    chance: float  # that so much would be seen if it did nothing
    clear: bool  # so unlikely that it did nothing, among so many, that it may be said aloud

    @property
    def width(self) -> float:
        """Give how far the difference moves, USD."""
        return abs(self.high - self.low)


class Sensitivity(NamedTuple):
    """What the difference in net value of two strategies hangs on."""

    strategy: str
    other: str
    price: float  # USD per goodwill point
    mean: float  # expected difference over all draws, USD
    spread: float  # standard deviation that parameters give it, USD
    noise: float  # standard deviation of what is luck within a draw, USD
    bars: tuple[Bar, ...]  # clear ones first, then the widest

    @property
    def turning(self) -> tuple[Bar, ...]:
        """Give the numbers each of which clearly can turn the verdict alone, widest first."""
        return tuple(bar for bar in self.bars if bar.clear and bar.turns_at)


class Ends(NamedTuple):
    """What two strategies differ by with one parameter at either end, all others at default."""

    of: str
    low: Difference
    high: Difference

    @property
    def turns(self) -> bool:
        """Say whether one end clearly favours one strategy, and the other end the other one."""
        lows = (self.low.joint.low, self.high.joint.low)
        highs = (self.low.joint.high, self.high.joint.high)
        return max(lows) > 0.0 > min(highs)


def find_sensitivity(
    worlds: PlausibleWorlds,
    strategy: str,
    other: str,
    price: float,
    *,
    surfaces: Surfaces | None = None,
) -> Sensitivity:
    """Trace the difference in net value of two strategies over every uncertain number.

    Each number is smoothed over by itself, so that a bar is the mean over all plausible values of
    everything else; bars of a straight model without products add up, others need not.

    Parameters
    ----------
    worlds
        Draws and what came of them.
    strategy, other
        The two; of those that can be chosen.
    price
        USD per goodwill point.
    surfaces
        Of these worlds, if they were made already.
    """
    mine, yours = (worlds.strategies.index(one) for one in (strategy, other))
    net = worlds.money + price * worlds.goodwill
    differences = _subtract(net, mine, yours)
    smoothed = surfaces or find_surfaces(worlds)
    values = smoothed.find_net_values(price)
    expected = _subtract(values, *(smoothed.strategies.index(one) for one in (strategy, other)))
    spread, whole = float(expected.std()), float(differences.std())
    if spread <= _ROUNDING * whole:
        spread = 0.0
    names = [name for group in worlds.groups.values() for name in group]
    chances = find_chances(worlds.points, differences).tolist()
    bars = [
        _make_bar(name, column, differences, spread, chance)._replace(
            clear=chance * len(names) <= ERROR
        )
        for name, column, chance in zip(names, worlds.points.T, chances, strict=True)
    ]
    return Sensitivity(
        strategy,
        other,
        price,
        math.fsum(differences.tolist()) / differences.size,
        spread,
        math.sqrt(max(0.0, whole**2 - spread**2)),
        tuple(sorted(bars, key=lambda bar: (not bar.clear, -bar.width, bar.of))),
    )


def _subtract(net: Floats, mine: int, yours: int) -> Floats:
    return np.asarray(net[:, mine] - net[:, yours])


def _make_bar(name: str, column: Floats, differences: Floats, spread: float, chance: float) -> Bar:
    surface = smooth(column[:, np.newaxis], differences)
    order = np.argsort(column, kind="stable")
    values, fitted = column[order], surface.fitted[order]
    low, high = np.interp(np.quantile(values, ENDS), values, fitted).tolist()
    share = float(surface.fitted.var()) / spread**2 if spread else 0.0
    turns = _find_turns(values, fitted) if _surely_turns(differences[order], fitted) else ()
    return Bar(name, low, high, min(1.0, share), turns, chance, clear=False)


def _surely_turns(differences: Floats, fitted: Floats) -> bool:
    """Say whether either third of the draws, by a number, is clearly on another side of 0.

    A curve through noise crosses 0 by chance, too.
    """
    n_tail = differences.size // 3
    if n_tail < _FEWEST:
        return False
    tails = differences[:n_tail], differences[-n_tail:]
    means = [estimate_mean(tail.tolist()) for tail in tails]
    low, high = (one.estimate for one in means)
    seen = fitted[:n_tail].mean() * fitted[-n_tail:].mean() < 0.0
    return bool(seen and low * high < 0.0 and all(one.clear for one in means))


def _find_turns(values: Floats, fitted: Floats) -> tuple[float, ...]:
    """Give where a curve through points crosses 0."""
    crossing = np.flatnonzero(fitted[:-1] * fitted[1:] < 0.0)
    steps = fitted[crossing + 1] - fitted[crossing]
    gaps = values[crossing + 1] - values[crossing]
    return tuple((values[crossing] - fitted[crossing] * gaps / steps).tolist())


def place_end(key: str, share: float) -> dict[str, Value]:
    """Give one parameter at some place of its range, all its numbers together.

    Parameters
    ----------
    key
        Its full name.
    share
        From 0, the low end, to 1; see :data:`ENDS`.

    Returns
    -------
    dict of str to Value
        As :func:`goodwill.parameters.with_overrides` takes it.

    Raises
    ------
    ParameterError
        There is no such parameter, or it has no ends: rows of shares cannot all be large.
    """
    for entry in ledger():
        if entry.key == key and entry.distribution not in ("dirichlet", "fixed"):
            n_numbers = len(list(each_number(entry.value)))
            return {key: place_value(entry, [share] * n_numbers)}
    raise ParameterError(f"{key}: no parameter with a low and a high end.")


def measure_ends(  # noqa: PLR0913 - what was run, and what is asked of it
    key: str,
    low: Study,
    high: Study,
    strategy: str,
    other: str,
    price: float,
    *,
    confidence: float = CONFIDENCE,
) -> Ends:
    """Compare two strategies with one parameter at either end: a bar of a tornado by itself.

    Parameters
    ----------
    key
        The parameter.
    low, high
        Studies with it at either end (:func:`place_end`), everything else as it is by default.
    strategy, other, price
        As in :func:`find_sensitivity`.
    confidence
        Of both ends together.
    """
    each = 1.0 - (1.0 - confidence) / 2.0
    estimates = (
        estimate_difference(price_study(study, price), NET_VALUE, strategy, other)
        for study in (low, high)
    )
    return Ends(key, *(bound_difference(one, confidence, each) for one in estimates))
