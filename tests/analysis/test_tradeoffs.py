"""Regions hold both figures together, and the frontier is who nobody beats in all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from studies import draw_money, make_study

from goodwill.analysis.study import Study
from goodwill.analysis.tradeoffs import Region, find_regions, find_undominated
from goodwill.errors import ResultError

MEANS = {"pursue": (2_000.0, -1.0), "nurture": (1_500.0, 0.2), "holdout": (1_000.0, 0.0)}


def _holds(region: Region, across: float, along: float) -> bool:
    """Say whether a convex outline goes around a point."""
    corners = np.array(region.outline) - (across, along)
    ahead = np.roll(corners, -1, axis=0)
    turns = corners[:, 0] * ahead[:, 1] - corners[:, 1] * ahead[:, 0]
    return bool((turns > 0.0).all() or (turns < 0.0).all())


def test_all_regions_hold_their_truth_together_in_nineteen_of_twenty_cases() -> None:
    rng = np.random.default_rng(20260105)
    n_experiments, held = 800, 0
    for _ in range(n_experiments):
        regions = find_regions(draw_money(rng, MEANS, 20), "profit", "mean_goodwill_end")
        held += all(
            _holds(one, MEANS[one.strategy][0] - 1_000.0, MEANS[one.strategy][1]) for one in regions
        )
    error = math.sqrt(0.95 * 0.05 / n_experiments)
    # the outline is a polygon within the ellipse: a hair less
    assert 0.945 - 4.5 * error <= held / n_experiments <= 0.96 + 4.5 * error


def test_a_region_lies_around_its_estimate_and_the_holdout_has_none() -> None:
    regions = find_regions(
        draw_money(np.random.default_rng(1), MEANS, 20), "profit", "mean_goodwill_end"
    )
    assert [one.strategy for one in regions] == ["pursue", "nurture"]
    assert all(_holds(one, one.across, one.along) for one in regions)


def test_too_few_worlds_have_no_region() -> None:
    study = draw_money(np.random.default_rng(1), MEANS, 2)
    assert {one.outline for one in find_regions(study, "profit", "mean_goodwill_end")} == {()}


def test_what_never_varies_has_a_region_without_extent() -> None:
    rows = {"a": [3.0] * 5, "holdout": [1.0] * 5}
    (region,) = find_regions(make_study({"revenue": rows, "cost": rows}), "revenue", "cost")
    assert set(region.outline) == {(2.0, 2.0)}


@pytest.fixture
def study() -> Study:
    """Give one strategy that trades, one that is beaten, and two as good as each other."""
    rng = np.random.default_rng(1)
    noise = rng.normal(size=30)
    levels = {"trades": (9.0, 9.0), "good": (5.0, 1.0), "beaten": (4.0, 2.0), "holdout": (1.0, 0.0)}
    return make_study(
        {
            "revenue": {name: (pair[0] + noise).tolist() for name, pair in levels.items()},
            "complaints": {name: (pair[1] + noise).tolist() for name, pair in levels.items()},
        }
    )


def test_who_is_beaten_in_everything_is_not_on_the_frontier(study: Study) -> None:
    found = {
        one.strategy: one.chance
        for one in find_undominated(study, ["revenue", "complaints"], seed=1)
    }
    assert found == {"trades": 1.0, "good": 1.0, "holdout": 1.0, "beaten": 0.0}


def test_what_is_open_has_a_chance_in_between_and_the_same_every_time() -> None:
    study = draw_money(
        np.random.default_rng(2), {"a": (1_000.0, 0.0), "holdout": (1_000.0, 0.0)}, 20
    )
    first = find_undominated(study, ["profit"], seed=3)
    assert first == find_undominated(study, ["profit"], seed=3)
    assert sum(one.chance for one in first) == pytest.approx(1.0)


def test_a_figure_that_is_neither_good_nor_bad_has_no_frontier(study: Study) -> None:
    with pytest.raises(ResultError, match="touches: neither"):
        find_undominated(study, ["touches"], seed=1)
