"""A run is a pure function of scenario, strategy, seed and replication."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from goodwill.errors import ScenarioError, UnknownNameError
from goodwill.eventlog import fingerprint
from goodwill.running import ENGINES, Result, run
from goodwill.scenario import PythonStrategy, Scenario
from goodwill.strategy import Observation
from goodwill.strategy.moves import Move

SCENARIO = Path(__file__).parents[1] / "data" / "scenarios" / "bobby.yaml"


class Newsletter:
    """Send something to read every two weeks."""

    name = "newsletter_only"

    def decide(self, observation: Observation) -> Move:
        """Send, then wait."""
        if observation.waited < 14 * 86_400:
            return Move.wait("14 days")
        return Move.send("thank_you")


def test_a_file_and_no_strategy_mean_its_first(pursued: Result) -> None:
    result = run(str(SCENARIO))
    assert result.strategy == "formula"
    assert result.log_sha256 == pursued.log_sha256


def test_a_result_says_what_was_run(pursued: Result) -> None:
    assert (pursued.scenario.name, pursued.strategy) == ("bobby", "formula")
    assert (pursued.seed, pursued.replication, pursued.engine) == (20260105, 0, pursued.engine)
    assert pursued.engine in ENGINES
    assert pursued.engine_seconds > 0
    assert pursued.log_sha256 == fingerprint(pursued.history.events)
    assert pursued.metrics is pursued.metrics


def test_a_result_cannot_be_changed(pursued: Result) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        pursued.strategy = "another"  # type: ignore[misc]


def test_another_seed_or_replication_is_another_world(
    scenario: Scenario, left_alone: Result
) -> None:
    reseeded = run(scenario, "holdout", seed=5)
    repeated = run(scenario, "holdout", replication=1)
    assert len({one.log_sha256 for one in (left_alone, reseeded, repeated)}) == 3
    assert (reseeded.seed, repeated.replication) == (5, 1)


def test_given_budgets_are_drawn_if_asked_for(scenario: Scenario) -> None:
    result = run(scenario, "holdout", draw_budgets=True)
    assert result.draw_budgets
    assert all(script.budgets == () for script in result.world.scripts.values())


def test_a_strategy_written_in_python_runs(scenario: Scenario) -> None:
    result = run(scenario, PythonStrategy(Newsletter(), base="holdout"))
    assert result.strategy == "newsletter_only"
    touched = result.touches[result.touches["sent"]]["touch"]
    assert {"thank_you"} <= set(touched) <= {"thank_you", "call_back"}


def test_what_does_not_exist_is_refused(scenario: Scenario, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'formula'"):
        run(scenario, "formulla")
    with pytest.raises(ScenarioError):
        run(tmp_path / "nothing.yaml")
