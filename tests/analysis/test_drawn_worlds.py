"""Draws of the parameters are run once: what is kept is not run again, and gives the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.report.small_reports import make_scenario

from goodwill.analysis.drawn_worlds import WORLDS_A_DRAW, run_draws
from goodwill.parameters.drawing import draw_overrides
from goodwill.scenario import Scenario

N_DRAWS = 4


@pytest.fixture(scope="module")
def drawn_scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return make_scenario(tmp_path_factory.mktemp("scenario"))


def test_draws_that_are_kept_are_not_run_again_and_are_the_same(
    drawn_scenario: Scenario, tmp_path: Path
) -> None:
    overrides = [draw_overrides(7, draw, ["memory.burn"]) for draw in range(N_DRAWS)]

    def run_all(keep: Path | None) -> tuple[np.ndarray, list[int]]:
        done: list[int] = []
        found = run_draws(
            drawn_scenario,
            7,
            overrides,
            N_DRAWS,
            engine="simpy",
            workers=1,
            keep=keep,
            progress=lambda n, _: done.append(n),
        )
        assert found is not None
        return found.worlds.money, done

    plain, done = run_all(None)
    assert done == [1, 2, 3, 4]
    kept, _ = run_all(tmp_path)
    again, done = run_all(tmp_path)
    assert done == [N_DRAWS]
    files = sorted(tmp_path.iterdir())
    assert len(files) % (N_DRAWS * WORLDS_A_DRAW) == 0
    files[0].unlink()  # as when killed in between: that draw alone is run again
    mended, done = run_all(tmp_path)
    assert done == [N_DRAWS - 1, N_DRAWS]
    for other in (kept, again, mended):
        assert other.tobytes() == plain.tobytes()
