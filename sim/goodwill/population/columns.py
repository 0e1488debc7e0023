"""Draw whole columns at once: the same variates as one by one, in compiled loops.

NumPy's own ``exp`` and ``log`` differ from the kernels' in the last bit, and among processors:
these loops call the kernels themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from goodwill.draws import Decision, choose, draw_many, lognormal, normal, pareto, poisson
from goodwill.kernels import compiled, register_kernels

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Luck:
    """The luck of some people or accounts in one replication, asked for by decision.

    Parameters
    ----------
    key
        From :func:`goodwill.draws.seed_key`.
    ids
        Of people or accounts; 63 bits each.
    replication
        Its number.
    """

    def __init__(self, key: int, ids: Integers, replication: int) -> None:
        self._key, self._ids, self._replication = key, ids, replication

    def uniforms(self, decision: Decision, occurrence: int = 0) -> Floats:
        """Give a uniform number in (0, 1) each."""
        return draw_many(self._key, self._ids, decision, 0, occurrence, self._replication)

    def normals(self, decision: Decision) -> Floats:
        """Give a standard normal variate each."""
        return _apply(_fill_normal, self.uniforms(decision))

    def lognormals(self, decision: Decision, median: float, sigma: float) -> Floats:
        """Give a log-normal variate each; see :func:`goodwill.draws.lognormal`."""
        return _apply(_fill_lognormal, self.uniforms(decision), median, sigma)

    def paretos(self, decision: Decision, shape: float, least: float, most: float) -> Floats:
        """Give a Pareto variate each, cut off at `most`; see :func:`goodwill.draws.pareto`."""
        return _apply(_fill_pareto, self.uniforms(decision), shape, least, most)

    def poissons(self, decision: Decision, means: Floats, occurrence: int = 0) -> Floats:
        """Give a Poisson variate each, of these means (0-50)."""
        return _apply(_fill_poisson, self.uniforms(decision, occurrence), means)

    def happens(self, decision: Decision, probability: float) -> npt.NDArray[np.bool_]:
        """Say of each whether something of this probability is so."""
        return self.uniforms(decision) < probability

    def choices(self, decision: Decision, mixes: Floats, mix_of_each: Integers) -> Integers:
        """Give an index each, drawn in proportion to that row of `mixes` which is its own."""
        chosen = _apply(_fill_choice, self.uniforms(decision), mixes, mix_of_each)
        return chosen.astype(np.int64)


def _apply(fill: Callable[..., None], uniforms: Floats, *parameters: Any) -> Floats:
    """Let a compiled loop turn uniform numbers into variates."""
    variates = np.empty_like(uniforms)
    _compile(fill)(uniforms, *parameters, variates)
    return variates


@cache
def _compile(fill: Callable[..., None]) -> Callable[..., None]:
    """Compile at first use: to load Numba takes a second, and not every command draws."""
    register_kernels()
    return compiled(fill, _SIGNATURES[fill])


def _fill_normal(uniforms: Floats, variates: Floats) -> None:
    for row in range(uniforms.size):
        variates[row] = normal(uniforms[row])


def _fill_lognormal(uniforms: Floats, median: float, sigma: float, variates: Floats) -> None:
    for row in range(uniforms.size):
        variates[row] = lognormal(uniforms[row], median, sigma)


def _fill_pareto(
    uniforms: Floats, shape: float, least: float, most: float, variates: Floats
) -> None:
    for row in range(uniforms.size):
        variates[row] = pareto(uniforms[row], shape, least, most)


def _fill_poisson(uniforms: Floats, means: Floats, variates: Floats) -> None:
    for row in range(uniforms.size):
        variates[row] = poisson(uniforms[row], means[row])


def _fill_choice(uniforms: Floats, mixes: Floats, mix_of_each: Integers, variates: Floats) -> None:
    for row in range(uniforms.size):
        variates[row] = choose(uniforms[row], mixes[mix_of_each[row]])


_SIGNATURES: dict[Callable[..., None], str] = {
    _fill_normal: "void(float64[::1], float64[::1])",
    _fill_lognormal: "void(float64[::1], float64, float64, float64[::1])",
    _fill_pareto: "void(float64[::1], float64, float64, float64, float64[::1])",
    _fill_poisson: "void(float64[::1], float64[::1], float64[::1])",
    _fill_choice: "void(float64[::1], float64[:, ::1], int64[::1], float64[::1])",
}
