"""Calibrate a scenario to one's own events, from counting to a posterior that was checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from goodwill.calibration.blocks import BLOCK, Simulation
from goodwill.calibration.checking import (
    CoverageCheck,
    Quantity,
    RankCheck,
    check_coverage,
    check_ranks,
    make_likelihood,
    try_data_sets,
)
from goodwill.calibration.fitting import Fit, choose_keys, fit
from goodwill.calibration.inferring import infer
from goodwill.calibration.learning import learn_summaries
from goodwill.calibration.posterior import Posterior
from goodwill.calibration.prior import Prior
from goodwill.calibration.recorded import find_recorded
from goodwill.calibration.reference import Floats, Reference
from goodwill.calibration.simulating import measure_seconds, simulate
from goodwill.calibration.summarising import summarise
from goodwill.errors import ResultError
from goodwill.loading.events import EventKind, Events
from goodwill.parameters.drawing import list_uncertain
from goodwill.running import Engine
from goodwill.running.processes import Crew
from goodwill.scenario import Scenario

_LIKELIHOOD = "likelihood of the learnt summaries"
_MOST_IN_LIKELIHOOD = 6  # numbers, each with all others in products

Told = Callable[[str, int, int], None]
"""Takes what is being done, how much of it is done, and how much there is."""

FEWEST_DRAWS, MOST_DRAWS = 600, 10_000
SECONDS = 300.0
"""Time for simulations, from which their number is chosen where nobody gives one."""

TRIALS = 100
"""Simulated data sets that are held out to check the intervals on."""


class Settings(NamedTuple):
    """How a calibration is made.

    Attributes
    ----------
    n_draws
        Simulated data sets; None: as many as go into :data:`SECONDS`.
    seed
        Of all luck; None: the scenario's.
    engine
        That is ready.
    crew
        Processes.
    keep
        A folder for simulated draws; None: they are not kept.
    """

    n_draws: int | None = None
    seed: int | None = None
    engine: Engine = "auto"
    crew: Crew = Crew(1, None)
    keep: Path | None = None


class Gate(NamedTuple):
    """Whether the intervals can be believed: on simulated data sets of known truth."""

    n_sets: int
    ranks: tuple[RankCheck, ...]
    coverage: tuple[CoverageCheck, ...]

    @property
    def passed(self) -> bool:
        """Say whether every rank and every interval is within its band."""
        return all(one.inside for one in self.ranks) and all(one.inside for one in self.coverage)


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What data say about the parameters of a scenario.

    Attributes
    ----------
    simulation
        What was simulated; its prior holds all that is not certain.
    kinds
        Events of the data, by kind.
    n_people, n_events
        Of the data.
    fit
        What was inferred from.
    posterior
        Of the numbers that such data could say something about.
    gate
        Whether to believe it.
    n_draws, n_refused
        Draws in all, and those of them that are left out: the scenario cannot be under them.
    seconds_a_draw
        As measured here; nan: nobody had to know.
    """

    simulation: Simulation
    kinds: dict[EventKind, int]
    n_people: int
    n_events: int
    fit: Fit = field(repr=False)
    posterior: Posterior = field(repr=False)
    gate: Gate = field(repr=False)
    n_draws: int
    n_refused: int
    seconds_a_draw: float


def calibrate(
    scenario: Scenario, events: Events, strategy: str, settings: Settings, told: Told | None = None
) -> Calibration:
    """Infer from events which parameters a scenario is to have.

    Parameters
    ----------
    scenario
        Of the same market; what it sets itself is taken as it is.
    events
        Of real people.
    strategy
        The scenario's strategy that is most like the one that made the events.
    settings
        How.
    told
        Is told how far it has come.

    Raises
    ------
    UnknownNameError
        The scenario has no such strategy.
    ResultError
        The events and the scenario have too little in common to learn from.
    """
    scenario.find_strategy(strategy)
    kinds = events.count()
    _check_events(events)
    seed = scenario.seed if settings.seed is None else settings.seed
    prior = Prior(list_uncertain(scenario.parameters))
    recorded = find_recorded(events)
    simulation = Simulation(scenario, strategy, prior, seed, settings.engine, recorded)
    observed = summarise(events)
    n_draws, seconds = choose_n_draws(simulation, settings)
    simulated = simulate(
        simulation,
        n_draws,
        workers=settings.crew,
        keep=settings.keep,
        told=_tell(told, "simulating"),
    )
    fitted = fit(simulated, observed, kinds, prior, choose_keys(prior, kinds), seed=seed)
    posterior = infer(fitted.reference, fitted.observed)
    return Calibration(
        simulation,
        kinds,
        int(np.unique(events.person).size),
        len(events),
        fitted,
        posterior,
        open_gate(fitted.reference, posterior, told=_tell(told, "checking")),
        len(simulated.draws) + simulated.n_refused,
        simulated.n_refused,
        seconds,
    )


def choose_n_draws(simulation: Simulation, settings: Settings) -> tuple[int, float]:
    """Choose how many data sets to simulate, and say how many seconds one takes."""
    if settings.n_draws is not None:
        return settings.n_draws, float("nan")
    seconds = measure_seconds(simulation)
    room = SECONDS * settings.crew.n_workers / seconds
    wanted = min(MOST_DRAWS, max(FEWEST_DRAWS, room))
    return int(wanted) // BLOCK * BLOCK, seconds


def open_gate(
    reference: Reference,
    posterior: Posterior,
    *,
    n_sets: int = TRIALS,
    told: Callable[[int, int], None] | None = None,
) -> Gate:
    """Check intervals on simulated data sets that are held out, for the identified numbers.

    Parameters
    ----------
    reference
        All simulated data sets.
    posterior
        Of the observed data: says which numbers count.
    n_sets
        How many to hold out.
    told
        Is told how many are done, and how many there are.
    """
    held = min(n_sets, reference.n_draws // 4)
    rest = reference.take(np.arange(held, reference.n_draws))
    learnt = learn_summaries(rest)
    trial = try_data_sets(
        partial(infer, rest, learnt=learnt),
        reference.shares[:held],
        reference.summaries[:held],
        quantities={_LIKELIHOOD: _make_likelihood(rest, posterior)},
        told=told,
    )
    counted = np.flatnonzero(posterior.identified)
    names = [reference.names[at] for at in counted.tolist()]
    columns = [*counted.tolist(), len(reference.names)]
    return Gate(
        held,
        check_ranks([*names, trial.names[-1]], trial.ranks[:, columns]),
        check_coverage(names, trial.covered[:, counted]),
    )


def _make_likelihood(reference: Reference, posterior: Posterior) -> Quantity:
    """Make a likelihood of the few numbers that the data say most about."""
    chosen = np.zeros(len(posterior.names), np.bool_)
    chosen[np.argsort(posterior.widths, kind="stable")[:_MOST_IN_LIKELIHOOD]] = True
    find = make_likelihood(reference.choose(chosen))
    return lambda shares, figures: find(shares[:, chosen], figures)


def find_beliefs(calibration: Calibration, n_draws: int, seed: int) -> Floats:
    """Draw what is believed now: the posterior where it is narrower, the prior for all the rest.

    Parameters
    ----------
    calibration
        What data said.
    n_draws
        How many.
    seed
        Of the luck.

    Returns
    -------
    ndarray of float64, shape (draws, numbers of the whole prior)
        Shares.
    """
    prior, posterior = calibration.simulation.prior, calibration.posterior
    shares = prior.draw_rows(seed, range(n_draws))
    narrowed = posterior.resample(n_draws, seed)[:, posterior.identified]
    told = [name for name, kept in zip(posterior.names, posterior.identified, strict=True) if kept]
    places = {name: at for at, name in enumerate(prior.names)}
    order = np.random.default_rng(seed).permutation(n_draws)
    shares[:, [places[name] for name in told]] = narrowed[order]
    return shares


def _check_events(events: Events) -> None:
    if not events.chosen(EventKind.SENT, EventKind.CALLED).any():
        raise ResultError(
            "the data hold no touches (kinds sent or called): nothing can be learnt from answers "
            "without what they answer. Export what was sent as well."
        )


def _tell(told: Told | None, what: str) -> Callable[[int, int], None] | None:
    return partial(told, what) if told else None
