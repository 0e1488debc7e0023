"""Who inquires and who has bought is counted by person, in a real run of the shipped scenario."""

from __future__ import annotations

from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.rows.inquirers import estimate

NAMES = ("within 3 months", "within 6 months", "within 12 months")


def test_more_have_bought_the_later_it_is_asked_and_fewer_of_those_who_only_register() -> None:
    values = estimate(live_through(Task(find_patterns_folder(), "inquirers", 0)))
    bought = [values[name] for name in NAMES]
    assert 0 < bought[0] < bought[1] < bought[2] < 100
    assert values["registered for anything, within 12 months"] < values["within 12 months"]


def test_where_nobody_buys_nobody_has_bought() -> None:
    never = (("living.project_per_year", 0.0), ("living.problem_per_year", 0.0))
    nobody = (*never, ("deciding.no_decision", 20.0))
    sums = live_through(Task(find_patterns_folder(), "inquirers", 0, nobody))
    assert sums["inquired"] > 0
    assert [estimate(sums)[name] for name in NAMES] == [0.0, 0.0, 0.0]
