"""Simulated data are the same whoever simulates them, and are kept as they are done."""

from __future__ import annotations

from pathlib import Path

import market
import numpy as np
import pytest

from goodwill.calibration import find_prior
from goodwill.calibration.blocks import BLOCK, Simulation
from goodwill.calibration.simulating import simulate, simulate_at
from goodwill.errors import ResultError


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    scenario = market.load_market(tmp_path_factory.mktemp("market"))
    prior = find_prior(["noticing.connect", "answering.base"])
    return Simulation(scenario, "pursue", prior, 7, "compiled")


def test_what_was_stopped_goes_on_and_gives_the_same(
    simulation: Simulation, tmp_path: Path
) -> None:
    def stop(done: int, total: int) -> None:
        if done < total:
            raise KeyboardInterrupt

    whole = simulate(simulation, 2 * BLOCK, workers=1)
    keep = tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt):
        simulate(simulation, 2 * BLOCK, workers=1, keep=keep, told=stop)
    kept = sorted(keep.glob("*.npz"))
    assert len(kept) == 1
    again = simulate(simulation, 2 * BLOCK, workers=1, keep=keep)
    for one in ("shares", "hits", "exposures"):
        np.testing.assert_array_equal(getattr(whole, one), getattr(again, one))
    kept[0].write_bytes(kept[0].read_bytes()[:-40])  # torn
    mended = simulate(simulation, BLOCK, workers=1, keep=keep)
    np.testing.assert_array_equal(mended.hits, whole.hits[:BLOCK])


def test_a_folder_of_other_draws_is_refused(simulation: Simulation, tmp_path: Path) -> None:
    simulate(simulation, 1, workers=1, keep=tmp_path)
    other = simulation._replace(seed=8)
    with pytest.raises(ResultError, match="draws of other inputs"):
        simulate(other, 1, workers=1, keep=tmp_path)


def test_a_place_of_the_prior_gives_what_its_draw_gave(simulation: Simulation) -> None:
    drawn = simulate(simulation, 1, workers=1)
    placed = simulate_at(simulation, drawn.shares[:2], first=0, workers=1)
    np.testing.assert_array_equal(placed.hits, drawn.hits[:2])
    np.testing.assert_array_equal(placed.exposures, drawn.exposures[:2])
