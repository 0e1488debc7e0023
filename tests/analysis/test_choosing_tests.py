"""The split test that is worth most is named at a size that suffices, or none is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from studies import draw_money

from goodwill.analysis.caveats import write_caveats
from goodwill.analysis.choosing_tests import pick_split_test
from goodwill.analysis.deciding import decide
from goodwill.analysis.doubting import ENOUGH_FOR_PARTS, Doubts, weigh
from goodwill.analysis.experiments import rank_split_tests
from goodwill.analysis.plausible import PlausibleWorlds, find_surfaces
from goodwill.analysis.study import Study
from goodwill.cli.verdicts import describe_doubts

STRATEGIES = ("pursue", "nurture", "holdout")
N_PEOPLE = 4_000


@pytest.fixture(scope="module")
def study() -> Study:
    """Give runs in which pursuit and nurture bring much the same, and vary by 500 USD."""
    means = {"pursue": (2_000.0, 0.0), "nurture": (1_900.0, 0.0), "holdout": (0.0, 0.0)}
    drawn = draw_money(np.random.default_rng(4), means, 40)
    people = np.full((3, 40), float(N_PEOPLE))
    return drawn.with_figures({"people": people, "brand_net": np.zeros((3, 40))})


def make_worlds(n_draws: int, turned_by: float) -> PlausibleWorlds:
    """Make draws of a number that makes pursuit better or worse by so much, USD."""
    rng = np.random.default_rng(6)
    points = rng.uniform(-1.0, 1.0, (n_draws, 1))
    money = np.column_stack([points[:, 0] * turned_by, np.zeros(n_draws), np.zeros(n_draws)])
    money += np.array([2_000.0, 1_900.0, 0.0])
    money[:, :2] += rng.normal(0.0, 50.0, (n_draws, 2))
    luck = np.array([50.0, 50.0, 0.0])
    groups = {"memory.burn": ("memory.burn",)}
    nothing = np.zeros_like(money)
    return PlausibleWorlds(
        STRATEGIES, "holdout", (), groups, points, money, nothing, luck, np.zeros(3)
    )


def doubt(study: Study, n_draws: int, turned_by: float) -> Doubts:
    return weigh(make_worlds(n_draws, turned_by), decide(study, 0.0), n_draws)


def test_the_test_worth_most_is_named_no_larger_than_it_needs_to_be(study: Study) -> None:
    worlds = make_worlds(ENOUGH_FOR_PARTS, 4_000.0)
    surfaces = find_surfaces(worlds)
    found = pick_split_test(study, worlds, 0.0, surfaces=surfaces)
    assert found is not None
    test, trial = found
    first, best = rank_split_tests(study, worlds, 0.0, surfaces=surfaces)[0]
    assert test == first
    assert "pursue" in test[:2]
    assert trial.worth >= best.worth - best.error
    assert trial.n_people < best.n_people <= N_PEOPLE // 2


def test_after_enough_draws_it_is_said_what_a_test_would_bring(study: Study) -> None:
    doubts = doubt(study, ENOUGH_FOR_PARTS, 4_000.0)
    said = write_caveats(doubts)[-1].text
    assert doubts.split_test is not None
    test, trial = doubts.split_test
    assert f"{test.strategy} against {test.other} with " in said
    assert f"{trial.n_people:,} people in each arm" in said
    assert f"{100 * trial.share:.0f} % of what knowing all numbers would." in said
    described = describe_doubts(doubts)["split_test"]
    assert described["people_per_arm"] == trial.n_people
    assert 0.0 < described["share"] <= 1.0
    dear = write_caveats(replace(doubts, price=5.0))[-1].text
    assert dear.endswith("It shows money, never goodwill.")


def test_where_nothing_turns_on_it_no_test_is_named(study: Study) -> None:
    doubts = doubt(study, ENOUGH_FOR_PARTS, 0.0)
    assert doubts.split_test is None
    said = write_caveats(doubts)[-1].text
    assert "of no two strategies one is seen to be worth more than luck" in said
    assert describe_doubts(doubts)["split_test"] is None


def test_after_few_draws_nothing_is_said_of_tests(study: Study) -> None:
    doubts = doubt(study, ENOUGH_FOR_PARTS - 1, 4_000.0)
    assert doubts.split_test is None
    assert not any("split test" in one.text for one in write_caveats(doubts))
