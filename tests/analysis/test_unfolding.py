"""What worlds are looked into adds up to what was measured in them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodwill.analysis.twins import pick_twins
from goodwill.analysis.unfolding import FATES, INTENTS, Unfolded, unfold
from goodwill.running import run, run_many
from goodwill.scenario import Scenario, load_scenario
from goodwill.store import describe_inputs, open_runs

SCENARIO = Path(__file__).parents[1] / "data" / "scenarios" / "bobby.yaml"


@pytest.fixture(scope="module")
def scenario_of_two() -> Scenario:
    return load_scenario(SCENARIO)


@pytest.fixture(scope="module")
def unfolded(scenario_of_two: Scenario) -> Unfolded:
    return unfold(scenario_of_two, "holdout", range(2), engine="simpy", workers=1)


def test_deals_and_damage_add_up_to_what_is_measured(
    scenario_of_two: Scenario, unfolded: Unfolded
) -> None:
    for row, strategy in enumerate(unfolded.strategies):
        measured = [
            run(scenario_of_two, strategy, replication=number, engine="simpy").metrics
            for number in range(2)
        ]
        damage = sum(one.damage for one in unfolded.damages[row])
        lift = sum(one.lift for one in unfolded.damages[row])
        assert damage == pytest.approx(np.mean([one["brand_damage"] for one in measured]), abs=1e-9)
        assert lift == pytest.approx(np.mean([one["brand_lift"] for one in measured]), abs=1e-9)
        won = [one["conversions"] for one in measured]
        assert unfolded.won[row, :, -1].tolist() == won
        traces = unfolded.traces[row]
        profits = [one["profit"] for one in measured]
        assert [one.money[-1] for one in traces] == pytest.approx(profits)
        left = [one["mean_goodwill_end"] for one in measured]
        assert [one.goodwill[-1] for one in traces] == pytest.approx(left, abs=1e-9)
        assert [one.sales.sum() for one in traces] == won


def test_everybody_has_one_fate(unfolded: Unfolded) -> None:
    assert unfolded.fates.shape == (len(unfolded.strategies), len(INTENTS), len(FATES))
    assert len(set(unfolded.fates.sum(axis=(1, 2)).tolist())) == 1
    alone = unfolded.fates[unfolded.strategies.index("holdout")]
    assert alone[:, FATES.index("thinks less of the vendor")].sum() == 0


def test_nobody_who_was_lost_comes_back(unfolded: Unfolded) -> None:
    assert (np.diff(unfolded.lost, axis=2) >= 0).all()
    assert (np.diff(unfolded.won, axis=2) >= 0).all()


def test_the_most_harmed_person_has_lost_most(unfolded: Unfolded) -> None:
    ranking = ["holdout", *(one for one in unfolded.strategies if one != "holdout")]
    twin = pick_twins(unfolded, ranking)[0]
    row = unfolded.names.index(twin.person)
    worst, best = (unfolded.strategies.index(one) for one in twin.strategies)
    lost = unfolded.goodwill[best] - unfolded.goodwill[worst]
    assert lost[row] == lost.max() > 0.0
    means = unfolded.goodwill.mean(axis=1)
    assert means[worst] == min(means[unfolded.strategies.index(one)] for one in ranking[1:])
    assert twin.strategies[1] == "holdout"


def test_strategies_that_harm_nobody_have_no_twins(unfolded: Unfolded) -> None:
    assert pick_twins(unfolded, ["holdout"]) == ()


def test_what_was_looked_into_is_kept_and_need_not_be_run_again(
    scenario_of_two: Scenario, tmp_path: Path
) -> None:
    kept = open_runs(tmp_path, describe_inputs(scenario_of_two, None, draw_budgets=False))
    unfold(scenario_of_two, "holdout", range(2), engine="simpy", workers=1, keep=kept)
    again = run_many(scenario_of_two, None, 3, engine="simpy", workers=1, keep=tmp_path)
    assert again.attrs["kept"] == 2 * len(scenario_of_two.strategies)
    fresh = run_many(scenario_of_two, None, 3, engine="simpy", workers=1)
    assert again.equals(fresh)
