"""Sobol' indices split a variance as theory says, with the same luck every time."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from goodwill.analysis.sobol import (
    SobolDesign,
    analyse_sobol,
    design_sobol,
    sum_first_orders,
)
from goodwill.errors import GoodwillError, ParameterError, ResultError
from goodwill.parameters import defaults, outside_ranges, with_overrides

KEYS = ("memory.burn", "talking.colleague", "levels.readiness")


@pytest.fixture(scope="module")
def design() -> SobolDesign:
    """Design for two numbers and a row of four."""
    return design_sobol(KEYS, 256, seed=1)


def _find_outcomes(design: SobolDesign) -> np.ndarray:
    """Give 3 a + 2 b + 2 a c, each number between -1 and 1, c the row's first."""
    first, second, third = (2.0 * design.shares[:, :3] - 1.0).T
    return 3.0 * first + 2.0 * second + 2.0 * first * third


def test_there_are_as_many_runs_as_the_design_needs_and_all_are_plausible(
    design: SobolDesign,
) -> None:
    assert len(design.overrides) == 256 * (len(KEYS) + 2)
    for overrides in design.overrides[::97]:
        assert tuple(overrides) == KEYS
        assert outside_ranges(with_overrides(defaults(), overrides)) == ()


def test_a_number_moves_in_step_with_its_share(design: SobolDesign) -> None:
    burns = [overrides["memory.burn"] for overrides in design.overrides]
    assert np.corrcoef(np.array(burns, float), design.shares[:, 0])[0, 1] == pytest.approx(1.0)


def test_indices_are_those_of_the_closed_form(design: SobolDesign) -> None:
    found = {one.of: one for one in analyse_sobol(design, _find_outcomes(design), seed=0)}
    # variances: 9 / 3, 4 / 3, and 4 / 9 of the product
    whole = 3.0 + 4.0 / 3.0 + 4.0 / 9.0
    exact = {
        "memory.burn": (3.0 / whole, (3.0 + 4.0 / 9.0) / whole),
        "talking.colleague": (4.0 / 3.0 / whole, 4.0 / 3.0 / whole),
        "levels.readiness": (0.0, 4.0 / 9.0 / whole),
    }
    for key, (first, total) in exact.items():
        assert found[key].first == pytest.approx(first, abs=0.06)
        assert found[key].total == pytest.approx(total, abs=0.06)
        assert abs(found[key].total - total) < 3.0 * found[key].total_error


def test_what_parameters_do_each_by_itself_is_added_up_with_a_narrower_interval(
    design: SobolDesign,
) -> None:
    outcomes = _find_outcomes(design).tolist()
    found = sum_first_orders(design, outcomes, seed=0)
    parts = analyse_sobol(design, outcomes, seed=0)
    assert found.estimate == pytest.approx(sum(one.first for one in parts))
    exact = (3.0 + 4.0 / 3.0) / (3.0 + 4.0 / 3.0 + 4.0 / 9.0)
    assert found.low < exact < found.high
    half = (found.high - found.low) / 2.0
    assert max(one.first_error for one in parts) / 4.0 < half
    assert half < sum(one.first_error for one in parts)


def test_the_same_seed_gives_the_same_also_if_it_is_nought(design: SobolDesign) -> None:
    outcomes = _find_outcomes(design)
    assert analyse_sobol(design, outcomes, seed=0) == analyse_sobol(design, outcomes, seed=0)
    again = design_sobol(KEYS, 256, seed=1)
    assert again.shares.tolist() == design.shares.tolist()
    assert design_sobol(KEYS, 256, seed=2).shares.tolist() != design.shares.tolist()


@pytest.mark.parametrize("n_points", [0, 1, 3, 100])
def test_a_design_of_no_power_of_two_is_refused(n_points: int) -> None:
    with pytest.raises(ParameterError, match="powers of 2"):
        design_sobol(KEYS, n_points, seed=1)


def test_outcomes_that_fit_no_design_are_refused(design: SobolDesign) -> None:
    with pytest.raises(ResultError, match="3 outcomes of 1280 runs"):
        analyse_sobol(design, [1.0, 2.0, 3.0], seed=0)
    with pytest.raises(ResultError, match="no variance to split"):
        analyse_sobol(design, [1.0] * 1_280, seed=0)


def test_without_salib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.sobol", None)
    with pytest.raises(GoodwillError, match=r"pip install goodwill\[sensitivity\]"):
        design_sobol(KEYS, 4, seed=1)
