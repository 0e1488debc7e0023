"""Chances that are added up are those that the engine draws by, under both explanations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from goodwill.analysis.attempts import count_attempts, find_deviance
from goodwill.running import run
from goodwill.scenario import Scenario
from goodwill.validation.places import find_patterns_folder, load_pattern
from goodwill.validation.rows.spacing import add_chances, estimate, read_curve
from goodwill.vocabulary import Intent, Outcome

N_CALLS = 8


@pytest.mark.parametrize("name", ["calls_by_irritation", "calls_by_intent"])
def test_yeses_differ_from_their_chances_by_luck_alone(name: str) -> None:
    scenario = load_pattern(find_patterns_folder(), name)
    result = run(scenario, "call_every_three_weeks", replication=0, engine="compiled")
    at_risk, expected = add_chances(result, N_CALLS)
    attempts = count_attempts(result.history.events, N_CALLS)
    assert np.abs(at_risk / attempts.at_risk - 1.0).max() < 0.03  # by the weights of intents
    off = (attempts.successes - expected) / np.sqrt(expected)
    assert np.abs(off).max() < 4.5
    assert abs(off.sum()) < 4.5 * np.sqrt(N_CALLS)


def test_without_irritation_waiting_changes_nothing() -> None:
    scenario = load_pattern(find_patterns_folder(), "calls_by_intent")
    rates = []
    for arm in ("call_every_day", "call_every_three_weeks"):
        result = run(scenario, arm, replication=0, engine="compiled")
        at_risk, expected = add_chances(result, N_CALLS)
        rates.append(float((expected[1:] / at_risk[1:]).mean()))
    assert rates[0] == pytest.approx(rates[1], rel=0.05)


def test_the_curve_that_ships_is_the_banks() -> None:
    curve = read_curve()
    assert curve.hazards[[0, 4, 9]].round(4).tolist() == [0.0566, 0.0227, 0.0096]


def test_two_equal_explanations_cannot_be_told_apart() -> None:
    sums = {}
    for explanation in ("calls_by_irritation", "calls_by_intent"):
        for arm, n_calls in (("call_every_day", 15), ("call_every_three_weeks", 8)):
            for call in range(1, n_calls + 1):
                sums[f"{explanation}, {arm}: at risk {call}"] = 1000.0
                sums[f"{explanation}, {arm}: expected {call}"] = 50.0 / call
    values = estimate(sums)
    assert values["difference of deviances"] == 0.0
    assert values["what spacing tells apart"] == 1.0


def find_deviances(change: Callable[[Scenario], Scenario], name: str) -> float:
    scenario = change(load_pattern(find_patterns_folder(), name))
    result = run(scenario, "call_every_day", replication=0, engine="compiled")
    at_risk, expected = add_chances(result, 15)
    return find_deviance(read_curve(), expected / at_risk)


def turn(key: str, step: float) -> Callable[[Scenario], Scenario]:
    """Change what a yes depends on."""
    section, field = key.split(".")

    def change(scenario: Scenario) -> Scenario:
        numbers = list(getattr(getattr(scenario.parameters, section), field))
        numbers[Outcome.INTERESTED] += step
        return scenario.with_parameters({key: numbers})

    return change


def share(step: float) -> Callable[[Scenario], Scenario]:
    """Change how many want a deposit."""

    def change(scenario: Scenario) -> Scenario:
        leads = []
        for lead in scenario.leads:
            intents = list(lead.intents)
            intents[Intent.LEARNING] -= step
            intents[Intent.BUYING] += step
            leads.append(lead._replace(intents=tuple(intents)))
        return replace(scenario, leads=tuple(leads))

    return change


@pytest.mark.verify
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("calls_by_irritation", (turn("answering.base", 0.05), turn("answering.base", -0.05))),
        (
            "calls_by_irritation",
            (turn("answering.irritation", 0.005), turn("answering.irritation", -0.005)),
        ),
        ("calls_by_intent", (turn("answering.base", 0.05), turn("answering.base", -0.05))),
        ("calls_by_intent", (share(0.03), share(-0.03))),
    ],
)
def test_the_numbers_of_both_explanations_are_those_that_fit_best(
    name: str, changes: tuple[Callable[[Scenario], Scenario], ...]
) -> None:
    as_is = find_deviances(lambda scenario: scenario, name)
    assert all(find_deviances(change, name) > as_is - 1.0 for change in changes)
