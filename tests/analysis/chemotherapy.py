"""Recompute a published example of value of information: chemotherapy, 10,000 draws.

The model and its laws are those of Heath, Kunst and Jackson (2024), Value of Information for
Healthcare Decision-Making, as the R package voi (Jackson and Heath)
had them in July 2022, with the figures that its tests then held it to. The package drew its sample
with R's own generator from seed 1; the same sample is drawn here, by the same published algorithms,
so that figures can be compared draw by draw.

References
----------
Matsumoto, M., Nishimura, T. (1998). Mersenne Twister. ACM Transactions on Modeling and Computer
Simulation 8, 3-30. doi:10.1145/272991.272995

Cheng, R. C. H. (1978). Generating beta variates with nonintegral shape parameters. Communications
of the ACM 21, 317-322. doi:10.1145/359460.359482
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from goodwill.analysis.plausible import Floats

N_DRAWS = 10_000
WILLINGNESS = (10_000.0, 20_000.0, 30_000.0, 40_000.0, 50_000.0)
"""Pounds for a year of life in full health at which the package tells what knowing is worth."""

EVPI = (550.146022178757, 1535.81127362873, 968.76194762066, 759.004292830592, 667.890283294953)
"""The package's, at each willingness to pay."""

_CYCLES = 50
_DRUGS = 120.0, 10_300.0  # pounds
_MOST = 700.0  # logarithm of a number that is large enough


class _Generator:
    """R's default generator, from a seed."""

    def __init__(self, seed: int) -> None:
        word = seed
        for _ in range(50):
            word = (69_069 * word + 1) & 0xFFFFFFFF
        words = []
        for _ in range(625):
            word = (69_069 * word + 1) & 0xFFFFFFFF
            words.append(word)
        self._twister = random.Random()  # noqa: S311 - R's generator, to have R's sample
        self._twister.setstate((3, (*words[1:], 624), None))

    def draw_uniform(self) -> float:
        return self._twister.getrandbits(32) * 2.3283064365386963e-10

    def draw_normal(self) -> float:
        """Invert the normal law at a number of 59 bits."""
        coarse = int(134_217_728 * self.draw_uniform())
        return float(ndtri((coarse + self.draw_uniform()) / 134_217_728))

    def draw_beta(self, first: float, second: float) -> float:
        """Reject by Cheng's algorithm BB, or BC where a shape is at most 1."""
        a, b = min(first, second), max(first, second)
        if a <= 1.0:
            w = self._draw_flat(a, b)
            return (a if first == a else w) / (a + w)
        w = self._draw_round(a, b)
        return (w if first == a else b) / (b + w)

    def _draw_round(self, a: float, b: float) -> float:
        total = a + b
        beta = math.sqrt((total - 2.0) / (2.0 * a * b - total))
        gamma = a + 1.0 / beta
        while True:
            u, u2 = self.draw_uniform(), self.draw_uniform()
            v = beta * math.log(u / (1.0 - u))
            w = a * math.exp(min(v, _MOST))
            z, r = u * u * u2, gamma * v - 1.3862944
            s = a + r - w
            if s + 2.609438 >= 5.0 * z:
                return w
            t = math.log(z)
            if s > t or r + total * math.log(total / (b + w)) >= t:
                return w

    def _draw_flat(self, a: float, b: float) -> float:
        total, beta, delta = a + b, 1.0 / a, 1.0 + b - a
        k1 = delta * (0.0138889 + 0.0416667 * a) / (b * beta - 0.777778)
        k2 = 0.25 + (0.5 + 0.25 / delta) * a
        while True:
            u, u2 = self.draw_uniform(), self.draw_uniform()
            v = beta * math.log(u / (1.0 - u))
            w = b * math.exp(min(v, _MOST))
            z = u * u * u2
            if u < 0.5:
                if 0.25 * u2 + z - u * u2 >= k1:
                    continue
            elif z <= 0.25:
                return w
            elif z >= k2:
                continue
            if total * (math.log(total / (a + w)) + v) - 1.3862944 >= math.log(z):
                return w


class Chemotherapy(NamedTuple):
    """A sample of the example: who has side effects, and what either treatment is worth."""

    first: Floats  # probability of side effects under the usual treatment
    second: Floats  # under the new one
    log_odds: Floats  # of the new one against the usual
    effects: Floats  # weeks of life in full health, shape (draws, 2)
    costs: Floats  # pounds, of the same shape

    def find_net_benefit(self, willingness: float = 20_000.0) -> Floats:
        """Give what either treatment is worth, pounds, shape (draws, 2)."""
        return np.asarray(willingness * self.effects - self.costs)


class _Lives(NamedTuple):
    """What a patient with side effects goes through, by draw."""

    home_to_hospital: Floats
    recovers_at_home: Floats
    dies_in_hospital: Floats
    recovers_in_hospital: Floats


@cache
def draw_chemotherapy() -> Chemotherapy:
    """Draw the sample of the package, and run the model on it."""
    generator = _Generator(1)

    def draw(one: Callable[[], float]) -> Floats:
        return np.array([one() for _ in range(N_DRAWS)])

    def beta(first: float, second: float) -> Floats:
        return draw(lambda: generator.draw_beta(first, second))

    def log_normal(mean: float, variance: float) -> Floats:
        spread = math.log1p(variance / mean**2)
        return np.exp(
            math.log(mean) - spread / 2.0 + math.sqrt(spread) * draw(generator.draw_normal)
        )

    first = beta(53.0, 60.0)
    log_odds = math.log(0.54) + 0.3 * draw(generator.draw_normal)
    odds = first / (1.0 - first) * np.exp(log_odds)
    second = odds / (1.0 + odds)
    hospitalised, died = beta(44.0, 10.0), beta(9.0, 36.0)
    at_home, in_hospital = beta(*_find_shapes(0.21, 0.03**2)), beta(*_find_shapes(0.03, 0.0065**2))
    lives = _Lives(
        1.0 - (1.0 - hospitalised) ** (1.0 / _CYCLES),
        at_home,
        1.0 - (1.0 - died) ** (1.0 / _CYCLES),
        in_hospital,
    )
    costs = [log_normal(830.0, 150.0), log_normal(2_400.0, 1_880.0), log_normal(1_710.0, 760.0)]
    laws = (0.98, 0.001), (0.7, 0.02), (0.3, 0.03)
    recovered, home, hospital = (beta(*_find_shapes(*law)) for law in laws)
    weeks = _live(lives)
    harm = home * weeks[0] + hospital * weeks[1] + recovered * weeks[2]
    price = costs[0] * weeks[0] + costs[1] * weeks[1] + costs[2] * weeks[3]
    shares = first, second
    return Chemotherapy(
        first,
        second,
        log_odds,
        np.column_stack([p * harm + (1.0 - p) * recovered * (_CYCLES + 1) for p in shares]),
        np.column_stack([drug + p * price for p, drug in zip(shares, _DRUGS, strict=True)]),
    )


def _find_shapes(mean: float, variance: float) -> tuple[float, float]:
    """Give the shapes of a beta law."""
    first = ((1.0 - mean) / variance - 1.0 / mean) * mean**2
    return first, first * (1.0 / mean - 1.0)


def _live(lives: _Lives) -> tuple[Floats, Floats, Floats, Floats]:
    """Give cycles spent at home, in hospital and recovered, and the share of dead at the end."""
    home, hospital = np.ones(N_DRAWS), np.zeros(N_DRAWS)
    recovered, dead = np.zeros(N_DRAWS), np.zeros(N_DRAWS)
    weeks = np.array([home, hospital, recovered])
    at_home, alive = 1.0 - lives.home_to_hospital, 1.0 - lives.dies_in_hospital
    for _ in range(_CYCLES):
        recovered = (
            recovered
            + home * at_home * lives.recovers_at_home
            + hospital * alive * lives.recovers_in_hospital
        )
        dead = dead + hospital * lives.dies_in_hospital
        hospital, home = (
            home * lives.home_to_hospital + hospital * alive * (1.0 - lives.recovers_in_hospital),
            home * at_home * (1.0 - lives.recovers_at_home),
        )
        weeks += [home, hospital, recovered]
    return weeks[0], weeks[1], weeks[2], dead
