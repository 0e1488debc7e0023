"""One strategy is picked, and those that fall behind are run no further."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from goodwill.analysis.picking import Picked, find_smallest, pick_one, write_pick
from goodwill.analysis.selection import Selection
from goodwill.analysis.sequential import Plan
from goodwill.analysis.study import read_study
from goodwill.analysis.verdicts import price_study
from goodwill.errors import ParameterError, UnknownNameError
from goodwill.running import run_many
from goodwill.scenario import Scenario, load_scenario
from goodwill.vocabulary import SECONDS_PER_DAY

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PLAN = Plan(workers=1, engine="compiled")


@pytest.fixture(scope="module")
def short(scenario: Scenario) -> Scenario:
    """Give two months of the small story."""
    return replace(scenario, horizon=60 * SECONDS_PER_DAY)


def test_where_little_matters_it_is_picked_at_the_first_look(short: Scenario) -> None:
    heard: list[tuple[int, int]] = []
    found = pick_one(short, PLAN, 1e9, progress=lambda *done: heard.append(done))
    assert found.best in short.strategies
    assert found.n_runs == 20 * len(short.strategies)
    assert found.n_saved == 0
    assert heard[-1] == (found.n_runs, found.n_runs)


def test_those_that_fall_behind_are_run_no_further(short: Scenario) -> None:
    # At such a price the formula is far behind, and the two others are close to one another.
    price = 100_000.0
    found = pick_one(short, PLAN._replace(price=price, most=40), 400.0)
    (name, n_worlds), *others = found.selection.dropped
    assert (name, others) == ("formula", [])
    looked = 20 + 10 * math.ceil((n_worlds - 20) / 10)  # worlds are run ten at a time
    assert looked < 40
    assert (found.n_runs, found.n_saved) == (3 * looked + 2 * (40 - looked), 40 - looked)
    runs = run_many(short, None, 20, workers=1, engine="compiled")
    study = price_study(read_study(runs, "holdout"), price)
    means = {one: study.find(one, "net_value").mean() for one in study.strategies}
    assert min(means, key=lambda one: means[one]) == "formula"


def test_it_need_not_be_finished(short: Scenario) -> None:
    found = pick_one(short, PLAN._replace(most=20), 1e-6)
    assert not found.selection.finished
    assert found.best is None
    assert found.selection.n_worlds == 20


@pytest.mark.parametrize(("smallest", "most"), [(0.0, 60), (float("nan"), 60), (5.0, 19)])
def test_what_cannot_be_picked_from_is_refused(short: Scenario, smallest: float, most: int) -> None:
    with pytest.raises(ParameterError, match=r"above 0, 20 worlds or more\."):
        pick_one(short, PLAN._replace(most=most), smallest)


def test_without_a_holdout_nothing_is_run() -> None:
    with pytest.raises(UnknownNameError, match="no strategy 'holdout'"):
        pick_one(load_scenario(SCENARIOS / "speed_to_lead.yaml"), PLAN, 1.0)


def test_what_matters_is_a_share_of_what_comes_in_by_itself(scenario: Scenario) -> None:
    found = find_smallest(scenario, PLAN)
    runs = run_many(scenario, ["holdout"], range(10_000, 10_020), workers=1, engine="compiled")
    revenue = read_study(runs, "holdout").find("holdout", "revenue").mean()
    assert 0.07 * revenue <= found < 0.11 * revenue


def write(selection: Selection, n_saved: int = 0) -> str:
    found = Picked(selection, 500.0, 0.0, 60, n_saved)
    return " ".join(one.text for one in write_pick(found))


def test_it_is_said_who_was_dropped_when_and_what_that_saved() -> None:
    dropped = (("c", 20), ("d", 20), ("b", 34))
    said = write(Selection(("a",), dropped, 34, finished=True, n_enough=34), 28)
    assert said.startswith("a is picked, after 34 worlds, at 0 USD per goodwill point. How sure: ")
    assert "if one is worth 500 USD more than every other" in said
    assert "60 runs, 28 fewer than if all had been run to the end" in said
    assert said.endswith("than matters): c and d after 20 worlds; b after 34 worlds.")


def test_those_that_do_exactly_the_same_are_named_beside_the_one_picked() -> None:
    said = write(Selection(("a", "twin"), (), 20, finished=True, n_enough=20))
    assert said.startswith("a is picked (twin came to exactly the same), after 20 worlds")


@pytest.mark.parametrize(
    ("n_enough", "sentence"),
    [
        (80, "At most 60 worlds more decide it: --replications 80"),
        (80, "with --smallest 1000 these worlds are enough"),
        (20_000, "It may take 20,000 worlds, more than 10,000"),
    ],
)
def test_how_to_finish_is_said_where_it_is_open(n_enough: int, sentence: str) -> None:
    said = write(Selection(("a", "b"), (), 20, finished=False, n_enough=n_enough))
    assert "a and b may each still be the best by 500 USD or more" in said
    assert sentence in said
