"""Drawn parameters are plausible, addressed by seed, draw and name, spread as the ledger says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ParameterError
from goodwill.parameters import defaults, ledger, outside_ranges, with_overrides
from goodwill.parameters.drawing import (
    draw_overrides,
    flatten,
    list_uncertain,
    name_numbers,
    place_value,
)
from goodwill.parameters.values import each_number

ENTRIES = {entry.key: entry for entry in ledger()}
N_DRAWS = 400


@pytest.fixture(scope="module")
def numbers() -> np.ndarray:
    """Draw many sets, one row each, of a uniform, a log-uniform, a whole and an offset number."""
    keys = ("memory.burn", "memory.irritation_days", "living.window_shape", "answering.base")
    return np.array([flatten(draw_overrides(7, draw, keys)) for draw in range(N_DRAWS)])


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1))
def test_every_draw_is_plausible_and_accepted(seed: int, draw: int) -> None:
    drawn = with_overrides(defaults(), draw_overrides(seed, draw))
    assert outside_ranges(drawn) == ()


def test_a_draw_is_a_function_of_seed_and_draw_alone() -> None:
    alone = draw_overrides(3, 5, ["memory.burn"])["memory.burn"]
    assert draw_overrides(3, 5)["memory.burn"] == alone
    assert draw_overrides(3, 5, ["talking.colleague", "memory.burn"])["memory.burn"] == alone
    assert draw_overrides(3, 6, ["memory.burn"])["memory.burn"] != alone
    assert draw_overrides(4, 5, ["memory.burn"])["memory.burn"] != alone


def test_numbers_of_a_parameter_are_drawn_each_for_itself(numbers: np.ndarray) -> None:
    correlations = np.corrcoef(numbers, rowvar=False)
    off_diagonal = correlations[~np.eye(len(correlations), dtype=bool)]
    assert np.abs(off_diagonal).max() < 4.5 / math.sqrt(N_DRAWS)


@pytest.mark.parametrize(
    ("column", "key", "logarithmic"),
    [(0, "memory.burn", False), (1, "memory.irritation_days", True)],
)
def test_numbers_spread_over_their_range_as_the_ledger_says(
    numbers: np.ndarray, *, column: int, key: str, logarithmic: bool
) -> None:
    low, high = (next(each_number(one)) for one in (ENTRIES[key].low, ENTRIES[key].high))
    drawn = numbers[:, column]
    shares = (
        np.log(drawn / low) / math.log(high / low) if logarithmic else (drawn - low) / (high - low)
    )
    counts = np.histogram(shares, 4, (0.0, 1.0))[0]
    # chi-square with 3 degrees of freedom: exceeded once in 100,000
    assert ((counts - N_DRAWS / 4) ** 2 / (N_DRAWS / 4)).sum() < 25.9


def test_whole_numbers_are_drawn_whole_and_alike(numbers: np.ndarray) -> None:
    values, counts = np.unique(numbers[:, 2], return_counts=True)
    assert values.tolist() == [1.0, 2.0, 3.0, 4.0]
    assert ((counts - N_DRAWS / 4) ** 2 / (N_DRAWS / 4)).sum() < 25.9


def test_rows_of_shares_sum_to_one_and_have_the_default_as_their_mean() -> None:
    entry = ENTRIES["living.inbound_mix"]
    drawn = np.array([draw_overrides(1, draw, [entry.key])[entry.key] for draw in range(N_DRAWS)])
    np.testing.assert_allclose(drawn.sum(axis=2), 1.0, atol=1e-12)
    default = np.array(entry.value)
    weight = float(next(each_number(entry.low)))
    error = np.sqrt(default * (1.0 - default) / (weight + 1.0) / N_DRAWS)
    assert (np.abs(drawn.mean(axis=0) - default) <= 4.5 * error + 1e-12).all()


@pytest.mark.parametrize("key", [key for key in ENTRIES if key != "living.inbound_mix"])
def test_the_ends_of_the_shares_are_the_ends_of_the_range(key: str) -> None:
    entry = ENTRIES[key]
    n_numbers = len(list(each_number(entry.value)))
    assert place_value(entry, [0.0] * n_numbers) == entry.lowest
    assert place_value(entry, [1.0] * n_numbers) == entry.highest


def test_shares_that_are_none_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"memory.burn: shares \[1.5\]. Accepted: 1 from 0"):
        place_value(ENTRIES["memory.burn"], [1.5])
    with pytest.raises(ParameterError, match="Accepted: 1 from 0"):
        place_value(ENTRIES["memory.burn"], [0.5, 0.5])


def test_unknown_parameters_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"Did you mean 'memory.burn'"):
        draw_overrides(1, 0, ["memory.bern"])


def test_what_is_certain_is_not_drawn_nor_what_was_overridden() -> None:
    keys = [entry.key for entry in list_uncertain()]
    assert "living.candidates_per_year" not in keys
    meant = with_overrides(defaults(), {"memory.burn": 0.0})
    assert set(keys) - {entry.key for entry in list_uncertain(meant)} == {"memory.burn"}


def test_every_uncertain_number_has_a_name_of_its_own() -> None:
    names = [name for group in name_numbers().values() for name in group]
    assert len(names) == len(set(names)) == len(flatten(draw_overrides(1, 0)))
    assert name_numbers(["memory.burn"]) == {"memory.burn": ("memory.burn",)}
    assert name_numbers(["deciding.deal_median"])["deciding.deal_median"][0] == (
        "deciding.deal_median[small]"
    )
