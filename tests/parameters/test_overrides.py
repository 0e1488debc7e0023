"""Parameters are replaced by name, and only by what makes sense."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ParameterError
from goodwill.parameters import (
    Entry,
    Parameters,
    Value,
    defaults,
    find_value,
    ledger,
    outside_ranges,
    with_overrides,
)
from goodwill.parameters.bounds import find_bound
from goodwill.parameters.values import change_each, each_number, find_shape

ENTRIES = {entry.key: entry for entry in ledger()}
# Their numbers depend on one another.
TIED = {
    "living.inbound_mix",
    "living.inbound_per_year",
    "living.candidates_per_year",
    "noticing.complaint_rates",
    "traits.reach_least",
    "traits.reach_most",
}
# A mechanism's strength: what has to be 0 to switch it off.
WEIGHTS = [
    *(f"answering.{name}" for name in ("irritation", "goodwill", "gap", "usefulness", "relevance")),
    *(f"answering.{name}" for name in ("tone", "channel", "meeting_readiness", "reticence")),
    *(f"memory.{name}" for name in ("burn", "gap_weight", "promise_weight", "irrelevance_weight")),
    *(f"memory.{name}" for name in ("frequency_weight", "intrusiveness", "tone_irritation")),
    *(f"memory.{name}" for name in ("useful_goodwill", "retort_goodwill", "neglect_goodwill")),
    *("talking.rate_bad", "talking.rate_good", "talking.post", "talking.credibility_bad"),
    *("deciding.opportunity", "deciding.first_answer", "deciding.availability"),
    *("noticing.bounce", "noticing.machine_share", "traits.frailty_sigma", "vendor.redials"),
]


@st.composite
def changes(draw: st.DrawFn) -> tuple[Entry, Value]:
    """Draw an entry and a plausible value for it."""
    untied = [entry for entry in ledger() if entry.key not in TIED]
    entry = draw(st.sampled_from(untied))
    u = draw(st.floats(0.0, 1.0))
    spans = iter(zip(each_number(entry.lowest), each_number(entry.highest), strict=True))

    def place(_: float) -> float:
        low, high = next(spans)
        number = min(max(low + u * (high - low), low), high)
        return float(round(number)) if entry.unit == "whole number" else number

    return entry, change_each(entry.value, place)


def test_the_defaults_are_those_of_the_ledger() -> None:
    for entry in ledger():
        assert find_value(defaults(), entry.key) == entry.value


def test_the_defaults_are_made_once() -> None:
    assert defaults() is defaults()


def test_the_defaults_are_plausible() -> None:
    assert outside_ranges(defaults()) == ()


def test_all_numbers_are_floats_in_tuples() -> None:
    def check(value: object) -> None:
        if isinstance(value, tuple):
            for part in value:
                check(part)
        else:
            assert type(value) is float

    check(defaults())
    check(with_overrides(defaults(), {"vendor.redials": 2, "deciding.deal_median": [1, 2, 3]}))


@settings(deadline=None)
@given(changes())
def test_a_plausible_override_changes_that_one_alone(change: tuple[Entry, Value]) -> None:
    entry, value = change
    changed = with_overrides(defaults(), {entry.key: value})
    assert find_value(changed, entry.key) == value
    assert outside_ranges(changed) == ()
    assert with_overrides(changed, {entry.key: entry.value}) == defaults()


@settings(deadline=None)
@given(changes())
def test_an_override_of_lists_is_as_good_as_one_of_tuples(change: tuple[Entry, Value]) -> None:
    entry, value = change
    listed = np.asarray(value).tolist()
    assert with_overrides(defaults(), {entry.key: listed}) == with_overrides(
        defaults(), {entry.key: value}
    )


@settings(deadline=None)
@given(
    st.sampled_from(sorted(ENTRIES)), st.sampled_from([math.nan, math.inf, -math.inf]), st.data()
)
def test_a_number_that_is_not_finite_is_refused(key: str, bad: float, data: st.DataObject) -> None:
    numbers = list(each_number(ENTRIES[key].value))
    place = data.draw(st.integers(0, len(numbers) - 1))
    numbers[place] = bad
    rest = iter(numbers)
    value = change_each(ENTRIES[key].value, lambda _: next(rest))
    with pytest.raises(ParameterError, match=key):
        with_overrides(defaults(), {key: value})


@settings(deadline=None)
@given(st.sampled_from(sorted(ENTRIES)), st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_accepted_lies_in_the_bound_of_its_unit(key: str, number: float) -> None:
    value = change_each(ENTRIES[key].value, lambda _: number)
    try:
        changed = with_overrides(defaults(), {key: value})
    except ParameterError:
        assert key in TIED or not find_bound(ENTRIES[key].unit).admits(number)
    else:
        assert all(map(find_bound(ENTRIES[key].unit).admits, each_number(value)))
        assert (key in outside_ranges(changed)) is not ENTRIES[key].holds(value)


@pytest.mark.parametrize("key", WEIGHTS)
def test_a_weight_of_0_switches_a_mechanism_off(key: str) -> None:
    nothing = change_each(ENTRIES[key].value, lambda _: 0.0)
    changed = with_overrides(defaults(), {key: nothing})
    assert set(each_number(find_value(changed, key))) == {0.0}


@pytest.mark.parametrize(
    "key", [entry.key for entry in ledger() if "half-life" in entry.unit or "median" in entry.unit]
)
def test_a_half_life_or_median_of_0_is_refused(key: str) -> None:
    nothing = change_each(ENTRIES[key].value, lambda _: 0.0)
    with pytest.raises(ParameterError, match="Accepted: finite numbers above 0"):
        with_overrides(defaults(), {key: nothing})


@pytest.mark.parametrize(
    "key",
    [entry.key for entry in ledger() if entry.unit.startswith(("probability", "share"))],
)
def test_probabilities_and_shares_are_not_negative(key: str) -> None:
    negative = change_each(ENTRIES[key].value, lambda _: -0.01)
    with pytest.raises(ParameterError, match="is impossible here"):
        with_overrides(defaults(), {key: negative})


@pytest.mark.parametrize(
    ("overrides", "complaint"),
    [
        ({"memory.bunr": 0}, "memory.bunr: unknown parameter of 'memory'. Did you mean 'burn'?"),
        ({"burn": 0}, "burn: unknown parameter. Did you mean 'memory.burn'?"),
        ({"memry.burn": 0}, "Did you mean 'memory.burn'?"),
        ({"sigma": 0}, "sigma"),
        ({"zzz": 0}, "zzz: unknown group 'zzz'. Known: answering,"),
        ({"memory": 0}, "memory: unknown parameter of 'memory'. Known: apology_soothes"),
        ({3: 0}, "3: unknown group '3'."),
        ({"memory.burn": [0.1]}, "memory.burn: 1 numbers, [0.1]. Needed: one number."),
        ({"memory.burn": "0.1"}, "memory.burn: not a number, '0.1'."),
        ({"memory.burn": None}, "memory.burn: not a number, None."),
        ({"memory.burn": False}, "memory.burn: not a number, False."),
        ({"memory.burn": -0.1}, "memory.burn: -0.1 is impossible here (goodwill per plain e-mail)"),
        ({"noticing.bounce": 1.1}, "Accepted: finite numbers from 0 to 1."),
        ({"living.window_shape": 1.5}, "Accepted: whole numbers from 1 on."),
        ({"answering.base": [-5.0] * 7}, "7 numbers, "),
        ({"answering.base": 0.0}, "one number, 0.0. Needed: 8 numbers."),
        ({"answering.base": {"click": 0.0}}, "not a number, {'click': 0.0}."),
        ({"answering.tone": [[0.0], [0.0, 1.0]]}, "rows of different shapes"),
        ({"answering.tone": [[0.0] * 8]}, "1 rows of 8 numbers"),
        ({"answering.tone": [[[0.0]]]}, "not a number, [0.0]"),
        ({"living.inbound_mix": [[0.2, 0.2, 0.2, 0.2, 0.1]] * 6}, "sums to 0.9. Shares sum to 1."),
        ({"living.candidates_per_year": 15}, "16 is more often than living.candidates_per_year"),
        ({"noticing.complaint_rates": [0.0, 0.2, 0.1, 0.3]}, "begin with 0 and rise"),
        ({"noticing.complaint_rates": [0.1, 0.2, 0.3, 0.4]}, "begin with 0 and rise"),
        ({"traits.reach_least": 50}, "50 is more than traits.reach_most, 40."),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(
    overrides: dict[str, object], complaint: str
) -> None:
    with pytest.raises(ParameterError) as refusal:
        with_overrides(defaults(), overrides)
    assert complaint in str(refusal.value)


def test_what_depends_on_one_another_can_be_changed_together() -> None:
    changed = with_overrides(defaults(), {"traits.reach_least": 50, "traits.reach_most": 60})
    assert (changed.traits.reach_least, changed.traits.reach_most) == (50.0, 60.0)


def test_a_value_outside_its_range_is_taken_and_reported() -> None:
    changed = with_overrides(defaults(), {"talking.post": 0.5, "memory.burn": 3.0})
    assert outside_ranges(changed) == ("memory.burn", "talking.post")


def test_arrays_are_taken_as_rows_and_tables() -> None:
    table = np.zeros((5, 8))
    changed = with_overrides(defaults(), {"answering.tone": table, "memory.burn": np.float64(0.1)})
    assert find_shape(changed.answering.tone) == (5, 8)
    assert type(changed.memory.burn) is float


def test_overrides_add_up() -> None:
    one_by_one = with_overrides(
        with_overrides(defaults(), {"memory.burn": 0.0}), {"talking.post": 0.0}
    )
    assert one_by_one == with_overrides(defaults(), {"memory.burn": 0.0, "talking.post": 0.0})


def test_no_override_changes_nothing() -> None:
    assert with_overrides(defaults(), {}) == defaults()


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'burn'"):
        find_value(defaults(), "memory.brun")


def test_parameters_are_hashable() -> None:
    assert hash(defaults()) == hash(Parameters(*defaults()))
