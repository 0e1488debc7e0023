"""The prior is the ledger's: its ranges, its luck, its names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.calibration import Prior, find_prior
from goodwill.errors import ParameterError
from goodwill.parameters import ledger
from goodwill.parameters.drawing import draw_overrides, flatten, list_uncertain, name_numbers

KEYS = [entry.key for entry in list_uncertain()]


def test_draws_are_those_of_plausible_worlds() -> None:
    prior = find_prior(KEYS)
    for draw in range(3):
        shares = prior.draw(5, draw)
        placed, drawn = prior.place(shares), draw_overrides(5, draw, KEYS)
        for key, value in drawn.items():
            assert np.allclose(placed[key], value, rtol=1e-12), key


def test_numbers_have_the_names_and_the_order_of_drawn_values() -> None:
    prior = find_prior(KEYS)
    assert prior.names == tuple(name for names in name_numbers(KEYS).values() for name in names)
    shares = prior.draw(1, 0)[np.newaxis]
    assert np.allclose(prior.place_numbers(shares)[0], flatten(prior.place(shares[0])))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), st.integers(0, 2**32 - 1))
def test_a_number_keeps_its_luck_whatever_else_is_drawn(keys: list[str], draw: int) -> None:
    alone, together = find_prior(keys[:1]), find_prior(keys)
    n_numbers = len(alone.names)
    assert alone.draw(9, draw).tolist() == together.draw(9, draw)[:n_numbers].tolist()


def test_a_range_of_ones_own_is_kept_to() -> None:
    burn = next(entry for entry in ledger() if entry.key == "memory.burn")
    prior = Prior((burn._replace(low=0.0, high=10.0),))
    assert prior.place([0.5]) == {"memory.burn": 5.0}


def test_what_cannot_be_narrowed_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"Did you mean 'memory\.burn'"):
        find_prior(["memory.burnt"])
    with pytest.raises(ParameterError, match="named twice"):
        find_prior(["memory.burn", "memory.burn"])
    with pytest.raises(ParameterError, match="fixed by construction"):
        find_prior(["living.candidates_per_year"])
    with pytest.raises(ParameterError, match="2 shares for 1"):
        find_prior(["memory.burn"]).place([0.1, 0.2])
