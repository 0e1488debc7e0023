"""Make worlds of a scenario: one strategy, one seed, one replication."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from goodwill.behaviour.answering import Appeal, find_appeal
from goodwill.behaviour.people import TouchKind
from goodwill.draws import seed_key
from goodwill.loading.calendars import find_quarter_ends
from goodwill.parameters import Parameters
from goodwill.parameters.groups import AnsweringParameters
from goodwill.population import (
    Market,
    Population,
    calibrate_score,
    draw_population,
    find_highest_auc,
)
from goodwill.scenario.deciders import PythonStrategy, bind
from goodwill.scenario.definition import Scenario
from goodwill.strategy import Decision, Observation, Plan, decide
from goodwill.vocabulary import N_OUTCOMES
from goodwill.world import ScoreModel, World

_FEW = 20_000  # people; a market of more is not kept in memory for the next strategy


def make_world(
    scenario: Scenario,
    strategy: str | PythonStrategy,
    *,
    seed: int | None = None,
    replication: int = 0,
    draw_budgets: bool = False,
    score: ScoreModel | None = None,
) -> World:
    """Make a world.

    The population depends on scenario, seed and replication, never on the strategy.

    Parameters
    ----------
    scenario
        A scenario as loaded.
    strategy
        The name of one of its strategies, or one written in Python.
    seed
        Of all luck; default: the scenario's.
    replication
        Which of the many worlds of a seed; from 0.
    draw_budgets
        Draw also those budgets of scripted people that the scenario gives.
    score
        A lead score that is kept as it is; None: one that is as good, under these parameters, as
        the scenario says.

    Raises
    ------
    UnknownNameError
        The scenario has no such strategy.
    ParameterError
        The seed is out of range, or the lead score cannot be as good as it is said to be.
    """
    seed = scenario.seed if seed is None else seed
    key = seed_key(seed)
    plan, decisions = _find_plan(scenario, strategy)
    population = _populate(scenario, key, replication)
    scripts = population.scripts.without_budgets() if draw_budgets else population.scripts
    return World(
        name=scenario.name,
        key=key,
        seed=seed,
        replication=replication,
        start=scenario.start.isoformat(),
        weekday=scenario.start.weekday(),
        horizon=scenario.horizon,
        quarter_ends=find_quarter_ends(scenario.start, scenario.horizon),
        parameters=scenario.parameters,
        vendor=scenario.vendor,
        couplings=scenario.couplings,
        regions=tuple(region.name for region in scenario.regions),
        zones=scenario.zones,
        accounts=population.accounts,
        persons=population.persons,
        names=population.names,
        scripts=scripts,
        touches=scenario.touches,
        appeals=_find_appeals(scenario.touches, scenario.parameters.answering),
        score=score or find_score(scenario),
        reps=scenario.reps,
        plan=plan,
        decide=decisions,
    )


def find_score(scenario: Scenario) -> ScoreModel:
    """Give the lead score of a scenario: as good as :func:`find_auc` says, under its parameters.

    Raises
    ------
    ParameterError
        What the vendor sees cannot carry a score as good as the file says, or hardly anybody would
        have one.
    """
    auc = find_auc(scenario)
    return calibrate_score(scenario.weights, auc, scenario.market, scenario.parameters)


def find_auc(scenario: Scenario) -> float:
    """Say how well the lead score of a scenario's worlds tells who is buying: its AUC.

    As the scenario says; where parameters were put in place of its own, at most as well as what the
    vendor sees can carry under them.

    Raises
    ------
    ParameterError
        Hardly anybody would have a score.
    """
    if not scenario.score_gives_way:
        return scenario.auc
    highest = find_highest_auc(scenario.weights, scenario.market, scenario.parameters)
    return min(scenario.auc, highest)


def _find_plan(
    scenario: Scenario, strategy: str | PythonStrategy
) -> tuple[Plan, Callable[[Observation], Decision]]:
    if isinstance(strategy, str):
        plan = scenario.find_strategy(strategy).plan
        return plan, partial(decide, plan)
    plan, bound = bind(strategy, scenario)
    return plan, bound.decide


def _populate(scenario: Scenario, key: int, replication: int) -> Population:
    zones = tuple(region.zone for region in scenario.regions)
    market, parameters = scenario.market, scenario.parameters
    others = scenario.accounts, scenario.people, scenario.leads
    if market and not any(others) and market.accounts * market.people_per_account <= _FEW:
        return _draw_market(market, zones, key, replication, parameters)
    return draw_population(
        market,
        *others,
        zones_of_regions=zones,
        key=key,
        replication=replication,
        parameters=parameters,
    )


@lru_cache(maxsize=1)
def _draw_market(
    market: Market, zones: tuple[int, ...], key: int, replication: int, parameters: Parameters
) -> Population:
    """Draw a market once for all strategies that are run in it one after the other."""
    return draw_population(
        market,
        (),
        (),
        (),
        zones_of_regions=zones,
        key=key,
        replication=replication,
        parameters=parameters,
    )


@lru_cache(maxsize=1)
def _find_appeals(
    touches: tuple[TouchKind, ...], answering: AnsweringParameters
) -> tuple[Appeal, ...]:
    return tuple(
        _appeal([find_appeal(outcome, touch, answering) for outcome in range(N_OUTCOMES)])
        for touch in touches
    )


def _appeal(hazards: list[float]) -> Appeal:
    a, b, c, d, e, f, g, h = hazards
    return a, b, c, d, e, f, g, h
