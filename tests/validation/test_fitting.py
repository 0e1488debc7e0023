"""Defaults are fitted to the fitted rows alone, and whoever the strategies are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from goodwill.validation.dials import find_dial
from goodwill.validation.fitting import (
    DIALS,
    PULL,
    Floats,
    Objective,
    describe_fit,
    fit,
    measure_miss,
    select_fitted,
)
from goodwill.validation.living import Workers
from goodwill.validation.patterns import Quantity, find_patterns, patterns
from goodwill.validation.places import find_patterns_folder, load_pattern

STRATEGY = re.compile(r"^strategy: (\S+)$", re.MULTILINE)
FITTED = tuple(one.number for one in patterns() if one.fitted)


class Bowl(Objective):
    """Squares that are least at a known place, and pulled home."""

    def evaluate(self, points: Sequence[Floats]) -> list[Floats]:
        """Give the residuals of the bowl."""
        found = []
        for point in points:
            slopes = np.arange(1.0, point.size + 1.0)
            misses = 5.0 * slopes * (point - 0.6)
            found.append(np.concatenate([misses, PULL * (point - self.home)]))
            self.history.append((tuple(point.tolist()), {}, float(found[-1] @ found[-1])))
        return found


def make_objective(kind: type[Objective], rows: Sequence[int], folder: Path) -> Objective:
    dials = [find_dial(name, start) for name, start in DIALS.items()]
    return kind(folder, dials, find_patterns(tuple(rows)), Workers(None), share=0.0, fewest=1)


def swap_labels(scenarios: Path) -> None:
    """Give every strategy of the patterns the name of the next one, and leave all else alone."""
    for folder in (scenarios / "strategies", scenarios / "patterns" / "strategies"):
        files = sorted(folder.glob("*.yaml"))
        texts = [file.read_text(encoding="utf-8") for file in files]
        names = [STRATEGY.findall(text)[0] for text in texts]
        for file, text, name in zip(files, texts, [*names[1:], names[0]], strict=True):
            file.write_text(STRATEGY.sub(f"strategy: {name}", text), encoding="utf-8")


def compare_with_swapped_labels(rows: Sequence[int], copy: Path) -> None:
    folder = find_patterns_folder()
    shutil.copytree(folder.parent, copy)
    swap_labels(copy)
    as_is = make_objective(Objective, rows, folder)
    swapped = make_objective(Objective, rows, copy / "patterns")
    point = np.clip(as_is.home + 0.05, 0.0, 1.0)
    here, there = as_is.evaluate([point])[0], swapped.evaluate([point])[0]
    assert here.tobytes() == there.tobytes()
    assert as_is.history == swapped.history


def test_swapping_the_labels_of_strategies_leaves_the_objective_as_it_is(tmp_path: Path) -> None:
    compare_with_swapped_labels([8], tmp_path / "scenarios")
    names = set(load_pattern(find_patterns_folder(), "cold_sequence").strategies)
    other = load_pattern(tmp_path / "scenarios" / "patterns", "cold_sequence")
    assert set(other.strategies) != names


@pytest.mark.verify
def test_swapping_labels_leaves_the_objective_of_all_fitted_rows_as_it_is(tmp_path: Path) -> None:
    compare_with_swapped_labels(FITTED, tmp_path / "scenarios")


def test_held_out_rows_and_quantities_are_not_fitted_to() -> None:
    objective = make_objective(Objective, FITTED, find_patterns_folder())
    fitted = [one for row in objective.rows for one in select_fitted(row)]
    assert fitted
    assert all(row.fitted for row in objective.rows)
    assert not any(one.held_out for one in fitted)


def test_the_fit_finds_the_least_squares_and_stays_in_the_ranges() -> None:
    objective = make_objective(Bowl, [1], find_patterns_folder())
    places = fit(objective)
    slopes = np.arange(1.0, places.size + 1.0)
    exact = ((5.0 * slopes) ** 2 * 0.6 + PULL**2 * objective.home) / ((5.0 * slopes) ** 2 + PULL**2)
    assert places == pytest.approx(exact, abs=0.01)
    objective.evaluate([places])
    squares = describe_fit(objective, places)["squares"]
    assert isinstance(squares, dict)
    assert squares["after"] < squares["before"]


def test_a_miss_is_measured_in_half_widths_from_the_middle() -> None:
    points = Quantity("lift", "points", -1.0, 3.0, "somebody")
    assert [measure_miss(one, points) for one in (-1.0, 1.0, 3.0, 5.0)] == [-1.0, 0.0, 1.0, 2.0]
    share = Quantity("share", "%", 1.0, 100.0, "somebody")
    assert measure_miss(10.0, share) == pytest.approx(0.0)
    assert measure_miss(0.0, share) == pytest.approx(-3.0)
