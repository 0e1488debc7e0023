"""Variates follow their laws, and have the same bits in Python and in Numba."""

import math
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from goodwill.draws import (
    choose,
    draw_many,
    exponential,
    gumbel,
    lognormal,
    normal,
    pareto,
    poisson,
    seed_key,
    uniform_index,
)
from goodwill.errors import ParameterError
from goodwill.kernels import FLAGS, register_kernels

SMALLEST, LARGEST = 2.0**-53, 1 - 2.0**-53
ALMOST_NEVER = 6.8e-6  # two-sided probability beyond 4.5 standard errors

uniforms = st.integers(0, 2**52 - 1).map(lambda bits: (bits + 0.5) * 2.0**-52)

# Each kernel, with parameters that lead through all of its branches.
CALLS: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
    (exponential, ()),
    (gumbel, ()),
    (normal, ()),
    (lognormal, (31.0, 0.7)),
    (lognormal, (2.5, 50.0)),
    (pareto, (1.6, 3.0, math.inf)),
    (pareto, (0.1, 1.0, 500.0)),
    (poisson, (0.0,)),
    (poisson, (0.3,)),
    (poisson, (50.0,)),
    (choose, ((0.0, 0.2, 0.0, 3.1, 0.0),)),
    (choose, (np.array([0.1, 0.2, 0.3]),)),
    (uniform_index, (7,)),
]
RISING = [call for call in CALLS if call[0] is not exponential]


def draw_uniforms(n: int, decision: int) -> npt.NDArray[np.float64]:
    return draw_many(seed_key(2024), np.arange(n), decision, 0, 0, 0)


def name_call(value: object) -> str:
    if hasattr(value, "cdf"):
        return "law"  # its text is an address, which no two processes share
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize(("kernel", "parameters"), CALLS, ids=name_call)
def test_python_and_numba_agree_in_every_bit(
    kernel: Callable[..., Any], parameters: tuple[Any, ...]
) -> None:
    register_kernels()
    # Not kept between runs: Numba would not notice a change in the kernels.
    machine = numba.njit(**FLAGS)(kernel)
    middle = draw_uniforms(10_000, 201)
    # The far tails too, where other branches are taken.
    tails = np.concatenate([middle[:2000] * 2.0**-30, 1 - middle[:2000] * 2.0**-20])
    for u in [SMALLEST, 0.075, 0.5, 0.925, LARGEST, *middle.tolist(), *tails.tolist()]:
        assert machine(u, *parameters) == kernel(u, *parameters)


@pytest.mark.parametrize(("kernel", "parameters"), RISING, ids=name_call)
@settings(deadline=None)
@given(first=uniforms, second=uniforms)
def test_a_variate_never_falls_when_its_luck_rises(
    kernel: Callable[..., Any], parameters: tuple[Any, ...], first: float, second: float
) -> None:
    low, high = sorted((first, second))
    below, above = kernel(low, *parameters), kernel(high, *parameters)
    # Where approximations meet and where libm rounds, the last bits may fall.
    assert below <= above or math.isclose(below, above, rel_tol=4e-15)


@settings(deadline=None)
@given(first=uniforms, second=uniforms)
def test_a_waiting_time_never_rises_when_its_luck_rises(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert exponential(low) >= exponential(high) > 0


@pytest.mark.parametrize(("kernel", "parameters"), CALLS, ids=name_call)
@pytest.mark.parametrize("u", [SMALLEST, LARGEST])
def test_the_most_extreme_luck_gives_a_finite_variate(
    kernel: Callable[..., Any], parameters: tuple[Any, ...], u: float
) -> None:
    assert math.isfinite(kernel(u, *parameters))


def test_the_normal_quantile_equals_scipys() -> None:
    middle = draw_uniforms(50_000, 202)
    tails = np.concatenate([middle * 2.0**-6, middle * 2.0**-40, 1 - middle * 2.0**-30])
    luck = np.concatenate([middle, tails, [SMALLEST, LARGEST, 0.5]])
    ours = np.array([normal(u) for u in luck.tolist()])
    np.testing.assert_allclose(ours, special.ndtri(luck), rtol=3e-15, atol=0)


@pytest.mark.parametrize(
    ("kernel", "parameters", "law"),
    [
        (exponential, (), stats.expon()),
        (gumbel, (), stats.gumbel_r()),
        (normal, (), stats.norm()),
        (lognormal, (31.0, 0.7), stats.lognorm(0.7, scale=31.0)),
        (pareto, (1.6, 3.0, math.inf), stats.pareto(1.6, scale=3.0)),
        (pareto, (1.6, 3.0, 60.0), stats.truncpareto(1.6, 20.0, scale=3.0)),
    ],
    ids=name_call,
)
def test_variates_follow_their_law(
    kernel: Callable[..., float], parameters: tuple[float, ...], law: Any
) -> None:
    sample = [kernel(u, *parameters) for u in draw_uniforms(20_000, 203).tolist()]
    assert stats.kstest(sample, law.cdf).pvalue > ALMOST_NEVER


@pytest.mark.parametrize("mean", [0.001, 0.3, 1.0, 4.7, 20.0, 50.0])
def test_a_poisson_count_is_the_quantile_of_its_law(mean: float) -> None:
    luck = np.concatenate([draw_uniforms(5000, 204), draw_uniforms(500, 205) * 1e-6])
    counts = np.array([poisson(u, mean) for u in luck.tolist()])
    law = stats.poisson(mean)
    # Rounding of the sums may matter within 1e-14 of a step.
    assert np.all(law.cdf(counts) >= luck - 1e-14)
    assert np.all(law.cdf(counts - 1) <= luck + 1e-14)


@pytest.mark.parametrize("mean", [0.0, 1e-9, 0.5, 10.0, 33.3, 50.0])
def test_the_luckiest_poisson_count_stays_plausible(mean: float) -> None:
    as_many_or_more = stats.poisson(mean).sf(poisson(LARGEST, mean) - 1)
    assert as_many_or_more > 1e-18


@settings(deadline=None)
@given(uniforms, st.lists(st.floats(0, 1e6), min_size=1, max_size=6).filter(any))
def test_an_entry_without_weight_is_never_chosen(u: float, weights: list[float]) -> None:
    assert weights[choose(u, tuple(weights))] > 0


def test_entries_are_chosen_in_proportion_to_their_weights() -> None:
    weights = (1.0, 0.0, 2.5, 4.0, 0.5)
    luck = draw_uniforms(40_000, 206).tolist()
    counts = np.bincount([choose(u, weights) for u in luck], minlength=5)
    kept = np.array(weights) > 0
    expected = np.array(weights)[kept] / sum(weights) * len(luck)
    assert counts[1] == 0
    assert stats.chisquare(counts[kept], expected).pvalue > ALMOST_NEVER


def test_indices_are_equally_likely() -> None:
    counts = np.bincount([uniform_index(u, 7) for u in draw_uniforms(40_000, 207).tolist()])
    assert counts.size == 7
    assert stats.chisquare(counts).pvalue > ALMOST_NEVER


@settings(deadline=None)
@given(uniforms, st.integers(1, 2**40))
def test_an_index_lies_below_its_limit(u: float, n: int) -> None:
    assert 0 <= uniform_index(u, n) < n


def test_a_variate_stays_within_its_bounds() -> None:
    assert pareto(LARGEST, 0.1, 1.0, 500.0) <= 500.0
    assert pareto(SMALLEST, 0.1, 1.0, 500.0) >= 1.0
    assert pareto(0.7, 2.0, 5.0, 5.0) == 5.0


@pytest.mark.parametrize(
    ("kernel", "parameters"),
    [
        (lognormal, (1.0, -0.1)),
        (lognormal, (1.0, 50.1)),
        (lognormal, (1.0, math.nan)),
        (pareto, (0.09, 1.0, 2.0)),
        (pareto, (1.0, 0.0, 2.0)),
        (pareto, (1.0, 3.0, 2.0)),
        (poisson, (-0.1,)),
        (poisson, (50.1,)),
        (poisson, (math.nan,)),
        (choose, ((0.0, 0.0),)),
        (choose, ((1.0, -0.5),)),
        (choose, ((1.0, math.nan),)),
        (choose, ((1.0, math.inf),)),
        (uniform_index, (0,)),
    ],
    ids=name_call,
)
def test_a_parameter_out_of_range_is_refused_in_python_and_numba(
    kernel: Callable[..., Any], parameters: tuple[Any, ...]
) -> None:
    register_kernels()
    for function in (kernel, numba.njit(**FLAGS)(kernel)):
        with pytest.raises(ParameterError, match=rf"{kernel.__name__}: .*\. Accepted: "):
            function(0.5, *parameters)
