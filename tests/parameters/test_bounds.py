"""A unit says what its numbers may be at all."""

from __future__ import annotations

from math import inf, nan

import pytest

from goodwill.errors import ParameterError
from goodwill.parameters.bounds import BOUNDS, Bound, find_bound


@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_no_unit_admits_a_number_that_is_not_finite(number: float) -> None:
    assert [unit for unit, bound in BOUNDS.items() if bound.admits(number)] == []


@pytest.mark.parametrize(
    ("bound", "inside", "outside"),
    [
        (Bound(0.0), [0.0, 1e300], [-1e-300]),
        (Bound(0.0, least_excluded=True), [1e-300], [0.0, -1.0]),
        (Bound(0.0, 1.0), [0.0, 1.0], [-0.1, 1.1]),
        (Bound(most=20.0), [-1e6, 20.0], [20.5]),
        (Bound(1.0, whole=True), [1.0, 7.0], [0.0, 1.5]),
    ],
)
def test_a_bound_admits_what_it_says(
    bound: Bound, inside: list[float], outside: list[float]
) -> None:
    assert all(map(bound.admits, inside))
    assert not any(map(bound.admits, outside))


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (Bound(), "finite numbers"),
        (Bound(most=20.0), "finite numbers up to 20"),
        (Bound(0.0, 1.0), "finite numbers from 0 to 1"),
        (Bound(0.0, least_excluded=True), "finite numbers above 0"),
        (Bound(1.0, whole=True), "whole numbers from 1 on"),
    ],
)
def test_a_bound_reads_as_a_sentence_does(bound: Bound, words: str) -> None:
    assert str(bound) == words


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'hours'"):
        find_bound("hour")
