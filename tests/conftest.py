"""Runs that many tests look at; results are never changed, so each is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.running import Result, run
from goodwill.scenario import Scenario, load_scenario

SCENARIOS = Path(__file__).parent / "data" / "scenarios"


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """Give a story in a small market."""
    return load_scenario(SCENARIOS / "bobby.yaml")


@pytest.fixture(scope="session")
def pursued(scenario: Scenario) -> Result:
    """Run the story under a strategy that pursues everybody."""
    return run(scenario, "formula")


@pytest.fixture(scope="session")
def left_alone(scenario: Scenario) -> Result:
    """Run the story under the holdout."""
    return run(scenario, "holdout")
