"""Simulated data are the same whoever simulates them, and are kept as they are done."""

from __future__ import annotations

from pathlib import Path

import market
import numpy as np
import pytest

from goodwill.calibration.blocks import BLOCK, Simulation
from goodwill.calibration.recorded import find_recorded
from goodwill.calibration.simulating import simulate, simulate_at
from goodwill.calibration.summarising import list_figures
from goodwill.errors import ResultError
from goodwill.loading.events import EventKind
from goodwill.vocabulary import SECONDS_PER_DAY


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    scenario = market.load_market(tmp_path_factory.mktemp("market"))
    prior = market.make_prior(["noticing.connect", "answering.base"])
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


def test_what_is_not_recorded_is_not_counted_in_simulations_either(
    simulation: Simulation, tmp_path: Path
) -> None:
    recorded = find_recorded(market.live(simulation.scenario))
    short = recorded._replace(seconds=40 * SECONDS_PER_DAY)
    unseen = tuple(kind for kind in recorded.kinds if kind != EventKind.BOUNCED)
    whole = simulate(simulation, 1, workers=1, keep=tmp_path)
    cut = simulate(simulation._replace(recorded=short), 1, workers=1)
    blind = simulate(simulation._replace(recorded=recorded._replace(kinds=unseen)), 1, workers=1)
    names = [figure.name for figure in list_figures()]
    after, bounced = (
        names.index("won, by days since the first touch: 30-60"),
        [at for at, name in enumerate(names) if "bounced" in name],
    )
    assert whole.exposures[:, after].min() > 0
    assert (cut.exposures[:, after] == 0).all()
    assert (cut.exposures <= whole.exposures).all()
    assert whole.hits[:, bounced].sum() > 0
    assert blind.hits[:, bounced].sum() == 0
    mailed = names.index("mail clicked, by number: 1")
    assert (blind.exposures[:, mailed] > whole.exposures[:, mailed]).any()
    with pytest.raises(ResultError, match="draws of other inputs"):
        simulate(simulation._replace(recorded=short), 1, workers=1, keep=tmp_path)


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
