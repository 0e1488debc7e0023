"""S3 and S4 again: Bobby with another end of his patience in every replication."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from rehearsing import Rehearsal, load

from goodwill.analysis.endings import ENDINGS, endings
from goodwill.engines.reference import run as run_engine
from goodwill.eventlog import Kind
from goodwill.running import run
from goodwill.scenario import Scenario, make_world

LOG = logging.getLogger(__name__)
PRESUMPTION_MEANS_NOTHING = {"levels.presumption": [0.0, 0.0, 0.0, 0.0]}


@cache
def only_bobby() -> Scenario:
    """Give the scenario without anybody but him."""
    scenario = load("bobby")
    accounts = tuple(account._replace(colleagues=0) for account in scenario.accounts)
    return replace(scenario, accounts=accounts, market=None)


def expect(scenario: Scenario, strategy: str, n_bobbies: int) -> tuple[float, float, float]:
    """Give the mean of Bobby's chances of an angry reply, of his visits and of his goodwill."""
    sums = np.zeros(3)
    for replication in range(n_bobbies):
        world = make_world(scenario, strategy, replication=replication, draw_budgets=True)
        assert len(world.persons) == 1
        story = Rehearsal(world, run_engine(world))
        n_visits = story.select(Kind.VISIT).size
        sums += story.expect("angry_reply"), n_visits, story.find_state("bobby")["goodwill"]
    angry, visits, goodwill = (sums / n_bobbies).tolist()
    return angry, visits, goodwill


def test_s3_and_s4_a_bobby_of_any_patience_is_likelier_to_be_angered_by_the_formula() -> None:
    """Off: presumption that means nothing."""
    formula = expect(only_bobby(), "formula_pursuit", 20)
    aware = expect(only_bobby(), "silence_aware", 20)
    blind = only_bobby().with_parameters(PRESUMPTION_MEANS_NOTHING)
    harmless = expect(blind, "formula_pursuit", 20)
    assert formula[0] > 3.0 * aware[0]
    assert formula[1] < 0.8 * aware[1]
    assert formula[2] < aware[2] - 0.3
    assert not harmless[0] > 3.0 * aware[0]


@pytest.mark.verify
def test_s3_and_s4_the_endings_of_200_bobbies() -> None:
    """How often each ending happens goes into pytest's log (``--log-cli-level=info``)."""
    scenario = replace(load("bobby"), market=None)
    strategies = ("formula_pursuit", "silence_aware", "holdout")
    counts = {}
    for strategy in strategies:
        results = (
            run(scenario, strategy, replication=replication, draw_budgets=True)
            for replication in range(200)
        )
        counts[strategy] = endings(results, "bobby")
        LOG.info("%s: %s", strategy, counts[strategy])
        assert sum(counts[strategy].values()) == 200
        assert set(counts[strategy]) == set(ENDINGS)
    formula, aware, alone = (counts[strategy] for strategy in strategies)
    assert formula["stays_silent"] > aware["stays_silent"] + 10
    assert formula["goes_on_reading"] < aware["goes_on_reading"] - 15
    assert alone["angry_reply"] == 0
    chances = [expect(only_bobby(), strategy, 200)[0] for strategy in strategies]
    assert chances[0] > 3.0 * chances[1]
    assert chances[2] == 0.0
