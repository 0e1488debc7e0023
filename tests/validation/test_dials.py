"""Dials turn numbers of the ledger within their ranges."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ParameterError
from goodwill.parameters import defaults, find_value, with_overrides
from goodwill.parameters.drawing import name_numbers
from goodwill.validation.dials import find_dial, set_dials
from goodwill.validation.fitting import DIALS

UNCERTAIN = sorted(
    name
    for key, names in name_numbers().items()
    for name in names
    if key not in ("living.inbound_mix", "living.window_shape")  # rows sum to 1; whole numbers
)


@settings(deadline=None)
@given(st.sampled_from(UNCERTAIN), st.floats(0.0, 1.0))
def test_a_dial_stays_within_its_range_and_finds_its_place_again(name: str, place: float) -> None:
    dial = find_dial(name)
    value = dial.find_value(place)
    assert dial.low <= value <= dial.high
    assert dial.find_place(value) == pytest.approx(place, abs=2e-3)


@settings(deadline=None)
@given(st.sampled_from(UNCERTAIN))
def test_at_home_a_dial_gives_the_default(name: str) -> None:
    dial = find_dial(name)
    assert dial.find_value(dial.home) == pytest.approx(dial.start, rel=1e-3, abs=1e-9)


def test_one_number_of_a_row_is_turned_and_the_others_stay() -> None:
    dial = find_dial("answering.base[click]")
    overrides = set_dials([dial], [1.0])
    before = find_value(defaults(), "answering.base")
    after = find_value(with_overrides(defaults(), overrides), "answering.base")
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert after[5] == dial.high
    assert after[:5] + after[6:] == before[:5] + before[6:]


def test_all_dials_of_the_fit_can_be_turned_at_once() -> None:
    dials = [find_dial(name) for name in DIALS]
    changed = with_overrides(defaults(), set_dials(dials, [0.5] * len(dials)))
    assert changed != defaults()


@pytest.mark.parametrize("name", ["answering.base[cilck]", "memory.burnt", "answering.base"])
def test_a_number_that_is_not_uncertain_has_no_dial(name: str) -> None:
    with pytest.raises(ParameterError, match="no uncertain number"):
        find_dial(name)
