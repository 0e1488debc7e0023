"""What data said stands in place of the ledger's defaults, and never of what a scenario sets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodwill.loading.parameter_sets import ParameterSet
from goodwill.parameters.drawing import draw_overrides, list_uncertain
from goodwill.scenario import Scenario
from goodwill.scenario.believing import believe, draw_beliefs, list_doubtful

NAMES = ("answering.base[click]", "memory.useful_goodwill")


@pytest.fixture
def found() -> ParameterSet:
    draws = np.array([[1.0, 0.11], [2.0, 0.12], [3.0, 0.13]])
    values = {"memory.useful_goodwill": 0.12, "deciding.base": 0.1}
    return ParameterSet(Path("posterior.yaml"), "", values, NAMES, draws)


def test_values_are_put_in_place_and_stay_uncertain(
    scenario: Scenario, found: ParameterSet
) -> None:
    believed = believe(scenario, found)
    assert believed.parameters.memory.useful_goodwill == 0.12
    assert believed.parameters.deciding.base == 0.1
    assert set(list_doubtful(believed)) == {
        entry.key for entry in list_uncertain(scenario.parameters)
    }


def test_what_the_scenario_sets_to_the_default_was_meant_too(
    scenario: Scenario, found: ParameterSet
) -> None:
    default = scenario.parameters.memory.useful_goodwill
    own = scenario.with_parameters({"memory.useful_goodwill": default})
    assert believe(own, found).parameters.memory.useful_goodwill == default
    assert "memory.useful_goodwill" not in list_doubtful(own)


def test_what_the_scenario_sets_itself_stands_and_is_said(
    scenario: Scenario, found: ParameterSet
) -> None:
    own = scenario.with_parameters({"memory.useful_goodwill": 0.2})
    believed = believe(own, found)
    assert believed.parameters.memory.useful_goodwill == 0.2
    assert any("memory.useful_goodwill: the scenario sets it" in note for note in believed.notes)
    assert believed.beliefs is not None
    assert believed.beliefs.names == NAMES[:1]
    assert "memory.useful_goodwill" not in list_doubtful(believed)


def test_draws_are_joint_and_the_rest_keeps_its_prior(
    scenario: Scenario, found: ParameterSet
) -> None:
    believed = believe(scenario, found)
    keys = list_doubtful(believed)
    rows = set()
    for draw in range(30):
        drawn, prior = draw_beliefs(believed, 5, draw, keys), draw_overrides(5, draw, keys)
        base = drawn["answering.base"]
        rows.add((base[5], drawn["memory.useful_goodwill"]))  # type: ignore[index]
        assert base[:5] == prior["answering.base"][:5]  # type: ignore[index]
        assert drawn["deciding.base"] == 0.1  # without draws of it: taken as it is
        assert drawn["memory.bait_days"] == prior["memory.bait_days"]
    assert rows == {(1.0, 0.11), (2.0, 0.12), (3.0, 0.13)}


def test_without_a_set_draws_are_the_ledgers(scenario: Scenario) -> None:
    keys = list_doubtful(scenario)
    assert draw_beliefs(scenario, 5, 0, keys) == draw_overrides(5, 0, keys)
