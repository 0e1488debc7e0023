"""One strategy is picked, and those that fall behind are run no further."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from goodwill.analysis.picking import pick_one
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
    with pytest.raises(ParameterError, match=r"Accepted: above 0, 20 or more\."):
        pick_one(short, PLAN._replace(most=most), smallest)


def test_without_a_holdout_nothing_is_run() -> None:
    with pytest.raises(UnknownNameError, match="no strategy 'holdout'"):
        pick_one(load_scenario(SCENARIOS / "speed_to_lead.yaml"), PLAN, 1.0)
