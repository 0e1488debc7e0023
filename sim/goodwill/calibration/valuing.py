"""Say what it would be worth to know what the data do not tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from goodwill.analysis.drawn_worlds import run_draws
from goodwill.analysis.sequential import HOLDOUT, find_ceilings
from goodwill.analysis.value_of_information import Information, value_information
from goodwill.calibration.blocks import Simulation
from goodwill.calibration.reference import Floats
from goodwill.errors import ParameterError
from goodwill.running.processes import Crew

N_DRAWS = 60
"""Plausible sets of parameters under which all strategies are run."""

FEWEST = 20
"""Of them."""


def check_valued(n_draws: int) -> None:
    """Refuse too few draws, before any work.

    Raises
    ------
    ParameterError
        There are some, but fewer than :data:`FEWEST`.
    """
    if 0 < n_draws < FEWEST:
        raise ParameterError(f"valued: {n_draws} draws. Accepted: 0, or {FEWEST} or more.")


def can_be_valued(simulation: Simulation) -> bool:
    """Say whether there is anything to decide: strategies, and a holdout to compare them with."""
    rivals = set(simulation.scenario.strategies) - set(find_ceilings(simulation.scenario))
    return HOLDOUT in rivals and len(rivals) > 1


def value_experiments(
    simulation: Simulation,
    beliefs: Floats,
    groups: Mapping[str, Sequence[str]],
    *,
    price: float = 0.0,
    crew: Crew = Crew(1, None),  # noqa: B008 - immutable
    told: Callable[[int, int], None] | None = None,
) -> Information | None:
    """Say what knowing what each experiment tells would be worth, for choosing a strategy.

    Parameters
    ----------
    simulation
        Of the calibration.
    beliefs
        What is believed now, shape (draws, numbers of the prior).
    groups
        Parameters that each experiment would tell, by its name.
    price
        USD per goodwill point.
    crew, told
        Processes, and who is told how many draws are done.

    Returns
    -------
    Information or None
        Expected value of partial perfect information: an upper bound of what an experiment is
        worth. None: under too few of the draws the scenario can be.
    """
    overrides = [simulation.prior.place(row) for row in beliefs]
    found = run_draws(
        simulation.scenario,
        simulation.seed,
        overrides,
        FEWEST,
        engine=simulation.engine,
        workers=crew,
        progress=told,
    )
    return found and value_information(found.worlds, price, groups=groups)
