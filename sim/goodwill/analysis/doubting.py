"""Doubt the parameters: run strategies under many plausible sets of them, and say what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from goodwill.analysis.choosing_tests import pick_split_test
from goodwill.analysis.deciding import Decision
from goodwill.analysis.decision import (
    LossCurves,
    Share,
    find_loss_curves,
    find_shares,
)
from goodwill.analysis.drawn_worlds import run_draws
from goodwill.analysis.experiments import SplitTest, Trial
from goodwill.analysis.plausible import PlausibleWorlds, Surfaces, find_surfaces
from goodwill.analysis.sensitivity import Sensitivity, find_sensitivity
from goodwill.analysis.sequential import Plan, Runs
from goodwill.analysis.value_of_information import Information, value_information
from goodwill.errors import ParameterError
from goodwill.running import Engine
from goodwill.scenario import Scenario
from goodwill.scenario.believing import draw_beliefs, list_doubtful

N_DRAWS = 20
"""Draws that a report is made with where nobody says how many: it is to take a minute at most."""

FEWEST = 20
"""Draws that may be asked for, at least."""

ENOUGH_FOR_PARTS = 200
"""Draws with fewer of which nothing is said of what single parameters would be worth."""


class Findings(NamedTuple):
    """All that was found: what a report is made of."""

    runs: Runs
    decision: Decision
    doubts: Doubts | None  # None: the parameters were not looked into


@dataclass(frozen=True, eq=False)
class Doubts:
    """What is not known for want of knowing the parameters.

    Attributes
    ----------
    strategy, other
        The two first in line, whose difference the bars are about.
    price
        USD per goodwill point.
    worlds, surfaces
        Draws and what came of them, with and without luck.
    n_refused
        Draws under which the scenario cannot be: left out.
    n_weaker
        Draws in which the lead score is not as good as the scenario has it: what the vendor sees
        carries no more there.
    curves
        Expected losses and chances to be the best, by price.
    shares
        In how many of the draws each strategy is the best, at that price.
    sensitivity
        What the difference hangs on.
    information
        What knowing would be worth.
    split_test
        Of two strategies, that is worth most; None: with fewer than :data:`ENOUGH_FOR_PARTS` draws,
        or where no worth of one can be told from nought.
    """

    strategy: str
    other: str
    price: float
    worlds: PlausibleWorlds = field(repr=False)
    surfaces: Surfaces = field(repr=False)
    n_refused: int
    n_weaker: int
    curves: LossCurves = field(repr=False)
    shares: tuple[Share, ...]
    sensitivity: Sensitivity = field(repr=False)
    information: Information = field(repr=False)
    split_test: tuple[SplitTest, Trial] | None

    @property
    def told(self) -> bool:
        """Say whether what numbers do to those first in line is told from luck at all.

        Who is the best in how many draws, and what knowing is worth, say nothing where luck alone
        decided it.
        """
        named = {self.strategy, self.other, self.shares[0].strategy} - {self.worlds.holdout}
        net = self.surfaces.find_net_values(self.price)
        places = [self.surfaces.strategies.index(one) for one in sorted(named)]
        return bool((np.ptp(net[:, places], axis=0) > 0.0).all())


def doubt(
    scenario: Scenario,
    plan: Plan,
    decision: Decision,
    n_draws: int,
    *,
    engine: Engine = "auto",
    progress: Callable[[int, int], None] | None = None,
) -> Doubts:
    """Run the strategies that can be chosen under draws of all parameters that have a range.

    What the scenario sets itself stays as it is; what data narrowed is drawn as they say.

    Parameters
    ----------
    scenario, plan, decision
        What was asked, how it was run, and what was found.
    n_draws
        How many, :data:`FEWEST` at least.
    engine
        That is ready.
    progress
        Is told how many draws are done, and how many there are.

    Raises
    ------
    ParameterError
        There are too few draws, or too few under which the scenario can be.
    """
    check_draws(n_draws)
    keys = list_doubtful(scenario)
    seed = scenario.seed if plan.seed is None else plan.seed
    drawn = [draw_beliefs(scenario, seed, draw, keys) for draw in range(n_draws)]
    found = run_draws(
        scenario,
        plan.seed,
        drawn,
        FEWEST // 2,
        engine=engine,
        workers=plan.workers,
        keep=plan.keep,
        progress=progress,
    )
    if found is None:
        raise ParameterError(
            f"{scenario.name}: it cannot be under most of {n_draws} draws of the parameters. "
            f"Needed: {FEWEST // 2} draws under which it can."
        )
    return weigh(found.worlds, decision, n_draws, found.n_weaker)


def weigh(worlds: PlausibleWorlds, decision: Decision, n_draws: int, n_weaker: int = 0) -> Doubts:
    """Say what draws mean for a decision.

    Parameters
    ----------
    worlds
        Draws and what came of them.
    decision
        Which strategies are first in line, and at which price.
    n_draws
        That were made, those under which the scenario cannot be included.
    n_weaker
        In how many of those left the lead score is not as good as the scenario has it.
    """
    strategy, other = decision.ranking[:2]
    price = decision.price
    surfaces = find_surfaces(worlds)
    split_test = None
    if worlds.n_draws >= ENOUGH_FOR_PARTS:
        split_test = pick_split_test(decision.study, worlds, price, surfaces=surfaces)
    return Doubts(
        strategy,
        other,
        price,
        worlds,
        surfaces,
        n_draws - worlds.n_draws,
        n_weaker,
        find_loss_curves(surfaces, [point.price for point in decision.grid]),
        find_shares(surfaces, price),
        find_sensitivity(worlds, strategy, other, price, surfaces=surfaces),
        value_information(worlds, price, surfaces=surfaces),
        split_test,
    )


def check_draws(n_draws: int) -> None:
    """Refuse so few draws that nothing could be said.

    Raises
    ------
    ParameterError
        They are fewer than :data:`FEWEST`.
    """
    if n_draws < FEWEST:
        raise ParameterError(f"draws: {n_draws}. Accepted: {FEWEST} or more, or none at all.")
