"""The prior is the ledger's: its ranges, its luck, its names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from market import make_prior

from goodwill.calibration import Prior
from goodwill.errors import ParameterError
from goodwill.parameters import ledger
from goodwill.parameters.drawing import draw_overrides, flatten, list_uncertain, name_numbers

KEYS = [entry.key for entry in list_uncertain()]


def test_draws_are_those_of_plausible_worlds() -> None:
    prior = Prior(list_uncertain())
    for draw in range(3):
        shares = prior.draw(5, draw)
        placed, drawn = prior.place(shares), draw_overrides(5, draw, KEYS)
        for key, value in drawn.items():
            assert np.allclose(placed[key], value, rtol=1e-12), key


def test_numbers_have_the_names_and_the_order_of_drawn_values() -> None:
    prior = Prior(list_uncertain())
    assert prior.names == tuple(name for names in name_numbers(KEYS).values() for name in names)
    shares = prior.draw(1, 0)[np.newaxis]
    assert np.allclose(prior.place_numbers(shares)[0], flatten(prior.place(shares[0])))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), st.integers(0, 2**32 - 1))
def test_a_number_keeps_its_luck_whatever_else_is_drawn(keys: list[str], draw: int) -> None:
    alone, together = make_prior(keys[:1]), make_prior(keys)
    drawn = dict(zip(together.names, together.draw(9, draw).tolist(), strict=True))
    assert alone.draw(9, draw).tolist() == [drawn[name] for name in alone.names]


def test_a_range_of_ones_own_is_kept_to() -> None:
    burn = next(entry for entry in ledger() if entry.key == "memory.burn")
    prior = Prior((burn._replace(low=0.0, high=10.0),))
    assert prior.place([0.5]) == {"memory.burn": 5.0}


def test_shares_that_are_too_many_or_out_of_range_are_refused() -> None:
    prior = make_prior(["memory.burn"])
    with pytest.raises(ParameterError, match="2 shares for 1"):
        prior.place([0.1, 0.2])
