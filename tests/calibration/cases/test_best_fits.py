"""Best fits are the engine's, not those of what was learnt of it."""

from __future__ import annotations

import numpy as np
import pytest

from goodwill.calibration.cases.best_fits import (
    Search,
    compare_deviances,
    estimate_deviance,
    find_best,
    run_best,
)
from goodwill.calibration.cases.curves import Curve
from goodwill.calibration.cases.emulating import Emulator, find_features
from goodwill.calibration.cases.fitting import Settings, Table

SETTINGS = Settings(n_worlds=40)
N_NUMBERS, N_POINTS = 4, 3
WRONG = np.array([0.3, -0.2, 0.25])  # logits that the emulator does not know of
PEOPLE = np.full(N_POINTS, 20_000)


def make_search() -> Search:
    coefficients = np.zeros((find_features(np.zeros((1, N_NUMBERS))).shape[1], N_POINTS))
    coefficients[0] = [-2.0, -2.5, -3.0]
    coefficients[1 : 1 + N_POINTS] = 0.8 * np.eye(N_POINTS)  # the last number is without effect
    curve = Curve("calls", ("1", "2", "3"), PEOPLE, np.array([2_300, 1_500, 1_000]))
    return Search(Emulator(coefficients, np.zeros(N_POINTS)), curve, {3: 0.25}, N_NUMBERS)


def run_engine(search: Search, names: list[str]) -> object:
    def simulate(name: str, shares: np.ndarray, first_world: int) -> Table:
        names.append(f"{name} from {first_world}")
        rng = np.random.default_rng([first_world, len(name)])
        logits = search.emulator.find_logits(shares) + WRONG
        trials = np.full(logits.shape, 3_000)
        return Table(shares, trials, rng.binomial(trials, 1.0 / (1.0 + np.exp(-logits))))

    return simulate


def test_what_the_emulator_has_wrong_is_put_right() -> None:
    search, names = make_search(), []  # type: ignore[var-annotated]
    simulate = run_engine(search, names)
    naive = simulate("naive", np.tile(find_best(search, 1), (40, 1)), 0)  # type: ignore[operator]
    found = run_best(search, SETTINGS, ("fit", simulate))  # type: ignore[arg-type]
    assert (found.shares[:, 3] == 0.25).all()
    assert estimate_deviance(search.curve, naive).low > 50.0
    assert estimate_deviance(search.curve, found).value < 5.0
    apart = compare_deviances(search.curve, found, naive)
    assert apart.high < -50.0


def test_rounds_and_the_last_run_have_worlds_of_their_own() -> None:
    search, names = make_search(), []  # type: ignore[var-annotated]
    run_best(search, SETTINGS, ("fit", run_engine(search, names)))  # type: ignore[arg-type]
    assert names[1:] == ["fit_1 from 240", "fit_2 from 260", "fit_3 from 280", "fit from 200"][1:]
    assert len(names) == SETTINGS.n_rounds + 1


@pytest.mark.parametrize("n_worlds", [20, 200])
def test_a_deviance_does_not_hang_on_how_many_worlds_there_are(n_worlds: int) -> None:
    search, names = make_search(), []  # type: ignore[var-annotated]
    simulate = run_engine(search, names)
    place = np.full(N_NUMBERS, 0.5)
    found = [
        estimate_deviance(search.curve, simulate("d", np.tile(place, (n_worlds, 1)), begin)).value  # type: ignore[operator]
        for begin in range(0, 2_000, 100)
    ]
    truth = search.measure(place[search.free], WRONG)
    assert np.mean(found) == pytest.approx(truth, rel=0.05)
