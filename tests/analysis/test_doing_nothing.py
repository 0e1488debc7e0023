"""Who does the same has done the same, and who does nothing has harmed and won nobody."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from goodwill.analysis.deciding import decide
from goodwill.analysis.study import Study, read_study
from goodwill.analysis.swapped_sales import count_swapped
from goodwill.analysis.tracing import trace
from goodwill.measuring import METRICS, damage_by_cause
from goodwill.running import Result, run, run_many
from goodwill.scenario import Scenario, load_scenario

HERE = Path(__file__).parents[1]
SMALL = HERE / "data" / "scenarios"
SHIPPED = HERE.parent / "scenarios"

# Strategies that enrol everybody and never send: it would be too late, or is never called for.
NEVER = {
    "too_late": "{wait: 400 days, touch: cold_call}",
    "never_called_for": "{wait: 1 day, touch: cold_call, only_if: [replies >= 1000000]}",
}


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Give the small story with strategies that never send."""
    folder = tmp_path_factory.mktemp("silent") / "scenarios"
    shutil.copytree(SMALL, folder)
    for name, step in NEVER.items():
        (folder / "strategies" / f"{name}.yaml").write_text(
            f"strategy: {name}\n"
            "description: Enrols everybody and never sends anything.\n"
            "touches: [../touches/sales.yaml]\n"
            "enrol: [{when: [], into: wait}]\n"
            f"cadences: {{wait: {{steps: [{step}]}}}}\n"
            "answers_requests_with: call_back\n"
        )
    path = folder / "bobby.yaml"
    named = "".join(f"strategies/{name}.yaml, " for name in NEVER)
    path.write_text(path.read_text().replace("strategies: [", f"strategies: [{named}"))
    return load_scenario(path)


@pytest.fixture(scope="module")
def twice(scenario: Scenario) -> Study:
    """Run one strategy under two names."""
    mine = scenario.strategies["formula"]
    strategies = {**scenario.strategies, "again": mine._replace(name="again")}
    doubled = replace(scenario, strategies=strategies)
    figures = run_many(doubled, ["formula", "again", "holdout"], 3, workers=1, engine="simpy")
    return read_study(figures, "holdout")


def test_a_strategy_against_itself_is_exactly_nothing_in_every_figure(twice: Study) -> None:
    assert twice.identical("formula", "again")
    for metric in METRICS:
        differences = twice.subtract("formula", "again", metric)
        assert not differences[~np.isnan(differences)].any()


@pytest.mark.parametrize("price", [0.0, 12_345.0])
def test_nothing_can_be_said_of_a_strategy_against_itself(twice: Study, price: float) -> None:
    found = decide(twice, price)
    for metric in ("net_value", *found.comparison.metrics):
        claim = found.claim(metric, "formula", "again")
        assert claim.finding == "same"
        assert tuple(claim.interval) == (0.0, 0.0, 0.0)
        difference = found.find(metric, "formula", "again")
        assert difference.standard_error == 0.0
        assert not any(difference.year.differences)


@pytest.mark.parametrize("name", NEVER)
def test_who_never_sends_has_done_exactly_what_the_holdout_has(silent: Scenario, name: str) -> None:
    mine, alone = (
        [run(silent, one, replication=number) for number in range(3)] for one in (name, "holdout")
    )
    for one, other in zip(mine, alone, strict=True):
        assert one.metrics["touches"] == other.metrics["touches"]
        assert one.metrics["brand_damage"] == other.metrics["brand_damage"]
        assert one.metrics["brand_lift"] == other.metrics["brand_lift"]
        assert damage_by_cause(one.world, one.history) == damage_by_cause(
            other.world, other.history
        )
        assert one.history.states["goodwill"].tolist() == other.history.states["goodwill"].tolist()
    assert any(one.metrics["conversions"] for one in alone)
    swapped = count_swapped(name, [trace(one) for one in mine], [trace(one) for one in alone])
    for count in swapped[1:]:
        assert tuple(count) == (0.0, 0.0, 0.0)


def check_causes(result: Result) -> None:
    causes = damage_by_cause(result.world, result.history)
    for name in ("damage", "lift"):
        total = sum(getattr(one, name) for one in causes)
        assert total == pytest.approx(result.metrics[f"brand_{name}"], rel=0.0, abs=1e-9)
    # Not only to the last digit: whole numbers add up exactly.
    assert sum(one.lost for one in causes) == sum(b[1] for b in result.history.bookings.values())


@pytest.mark.parametrize("strategy", ["aggressive_pursuit", "nurture", "holdout"])
def test_damage_by_cause_adds_up_to_the_total(strategy: str) -> None:
    check_causes(run(SHIPPED / "aggressive_vs_nurture.yaml", strategy, engine="compiled"))
