"""Say what the calibrated model would make of the data: each figure beside what was observed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from goodwill.calibration.calibrating import Calibration, find_beliefs
from goodwill.calibration.fitting import thin
from goodwill.calibration.simulating import Whole, simulate_at
from goodwill.calibration.summarising import list_figures
from goodwill.running.processes import Crew

N_DRAWS = 100
LEVEL = 0.9
_FIRST = 1_000_000  # number of the first world: none that was inferred from


class Prediction(NamedTuple):
    """One figure: observed, and where it would lie if the model were right.

    Shares of `exposures` chances; the interval holds 90 % of what is predicted for so many.
    """

    curve: str
    place: str
    observed: float
    exposures: int
    low: float
    middle: float
    high: float

    @property
    def inside(self) -> bool:
        """Say whether the observed share lies in the interval."""
        return self.low <= self.observed <= self.high


def predict(
    calibration: Calibration,
    *,
    crew: Crew = Crew(1, None),  # noqa: B008 - immutable
    told: Callable[[int, int], None] | None = None,
) -> tuple[Prediction, ...]:
    """Simulate data under what is believed now, and hold the observed ones against them.

    Parameters
    ----------
    calibration
        What data said.
    crew, told
        Processes, and who is told how many draws are done.

    Returns
    -------
    tuple of Prediction
        For each figure that was used.
    """
    simulation, fitted = calibration.simulation, calibration.fit
    shares = find_beliefs(calibration, N_DRAWS, simulation.seed)
    simulated = simulate_at(simulation, shares, first=_FIRST, workers=crew, told=told)
    places = {figure.name: at for at, figure in enumerate(list_figures())}
    used = [places[name] for name in fitted.figures]
    figures = [list_figures()[at] for at in used]
    hits, exposures = thin(
        simulated.hits[:, used], simulated.exposures[:, used], fitted.exposures, simulation.seed
    )
    return tuple(
        Prediction(
            figure.curve,
            figure.place,
            int(hit) / int(exposed),
            int(exposed),
            *_find_interval(hits[:, at], exposures[:, at]),
        )
        for at, (figure, hit, exposed) in enumerate(
            zip(figures, fitted.hits, fitted.exposures, strict=True)
        )
    )


def _find_interval(hits: Whole, exposures: Whole) -> tuple[float, float, float]:
    """Give low, middle and high of predicted shares; of none, what holds any."""
    possible = exposures > 0
    if not possible.any():
        return 0.0, 0.5, 1.0
    tail = (1.0 - LEVEL) / 2.0
    low, middle, high = np.quantile(
        hits[possible] / exposures[possible], (tail, 0.5, 1.0 - tail), method="weibull"
    ).tolist()
    return low, middle, high
