"""Success per call is counted in a real run of the shipped scenario."""

from __future__ import annotations

from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.rows.phone_campaign import EXPERIMENT, estimate


def test_fewer_people_are_at_risk_and_success_falls_from_call_to_call() -> None:
    sums = live_through(Task(find_patterns_folder(), "phone_campaign", 0))
    assert sums["at risk 1"] > sums["at risk 5"] > sums["at risk 10"] > 0
    values = estimate(sums)
    assert values["call 1"] > values["call 5"] > values["call 10"] > 0.0


def test_a_call_centre_that_nobody_says_yes_to_has_no_success() -> None:
    never = (("answering.base", (-100.0,) * 8),)
    sums = live_through(Task(find_patterns_folder(), "phone_campaign", 0, never))
    assert EXPERIMENT.estimate(sums)["call 1"] == 0.0
