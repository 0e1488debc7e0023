"""Row 5: calls explained by irritation alone and by hidden intent alone, and what tells them apart.

Both explanations are fitted to the curve of a bank's calls once, in their scenarios, where nothing
but irritation and intent moves the answer to a call. So each call's chance of success follows from
its record: chances are added up instead of yeses, which takes most of the luck out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodwill.analysis.attempts import Attempts, find_deviance, follow_attempts
from goodwill.behaviour.answering import find_hazard
from goodwill.behaviour.people import Mood, Setting
from goodwill.behaviour.readiness import find_readiness, find_relevance
from goodwill.running import run
from goodwill.store import Result
from goodwill.strategy import NEVER
from goodwill.validation.counting import divide
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.vocabulary import SECONDS_PER_DAY, Outcome
from goodwill.world import World, find_column

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_CURVE = Path(__file__).parents[1] / "bank_calls.toml"
_EXPLANATIONS = ("calls_by_irritation", "calls_by_intent")
_SOON, _LATER = "call_every_day", "call_every_three_weeks"
_EXPERIMENT_CALLS = 8
_ARMS = {_SOON: 15, _LATER: _EXPERIMENT_CALLS}
_INTERESTED = int(Outcome.INTERESTED)


@cache
def read_curve() -> Attempts:
    """Read what a bank's calls came to."""
    counts = tomllib.loads(_CURVE.read_text(encoding="utf-8"))
    return Attempts(np.array(counts["at_risk"]), np.array(counts["successes"]))


def live(scenarios: Scenarios, world: int) -> Sums:
    """Add up chances of success per call under both explanations, in both arms."""
    sums: dict[str, float] = {}
    for explanation in _EXPLANATIONS:
        for arm, n_calls in _ARMS.items():
            result = run(scenarios[explanation], arm, replication=world, engine="compiled")
            at_risk, expected = add_chances(result, n_calls)
            for call in range(n_calls):
                sums[_name(explanation, arm, "at risk", call)] = float(at_risk[call])
                sums[_name(explanation, arm, "expected", call)] = float(expected[call])
    return sums


def add_chances(result: Result, n_calls: int) -> tuple[Floats, Floats]:
    """Count who was at risk at each call, and add up their chances of saying yes to it.

    Each intent weighs what it was said to weigh, however many people luck gave it.
    """
    calls, numbers = follow_attempts(result.history.events, n_calls)
    world, memory = result.world, result.world.parameters.memory
    days = np.r_[0.0, np.diff(calls["second"]) / SECONDS_PER_DAY]
    left = np.r_[0.0, calls["irritation"][:-1]]  # by the call before
    irritation = np.where(numbers > 0, left * 0.5 ** (days / memory.irritation_days), 0.0)
    rows = np.searchsorted(find_column(world.persons, "id"), calls["person"])
    intents = find_column(world.persons, "intent")[rows].astype(np.int64)
    states = np.column_stack([intents, irritation.round(9)])
    kinds, kind_of_each = np.unique(states, axis=0, return_inverse=True)
    code = result.scenario.find_touch("campaign_call")
    chances = np.array([find_chance(world, code, int(kind[0]), float(kind[1])) for kind in kinds])
    weights = _find_weights(result, intents[numbers == 0])[intents]
    expected = weights * chances[kind_of_each.ravel()]
    return (
        np.asarray(np.bincount(numbers, weights=weights, minlength=n_calls)),
        np.asarray(np.bincount(numbers, weights=expected, minlength=n_calls)),
    )


def _find_weights(result: Result, intents: Integers) -> Floats:
    """Weigh intents so that those of the first calls have the shares that the scenario says."""
    wanted = np.array(result.scenario.leads[0].intents)
    n_people = np.bincount(intents, minlength=wanted.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = wanted * intents.size / n_people
    return np.where(n_people > 0, weights, 0.0)


def find_chance(world: World, code: int, intent: int, irritation: float) -> float:
    """Give the chance that a call is answered with a yes; no other answer is possible."""
    parameters, touch = world.parameters, world.touches[code]
    presumption = parameters.levels.presumption[touch.presumption]
    readiness = find_readiness(intent, asked=False, since_click=NEVER, levels=parameters.levels)
    relevance = find_relevance(touch, 0, NEVER, answered=False, relevance=parameters.relevance)
    gap = max(0.0, presumption - readiness)
    setting = Setting(presumption, readiness, gap, relevance, 0, 0.0, 0.0, 0, 1.0)
    answering = parameters.answering
    willing = answering.meeting_readiness * min(presumption, readiness)
    appeal = world.appeals[code][_INTERESTED] + willing
    mood = Mood(irritation, 0.0, 0.0, 0.0, 0)
    return float(-np.expm1(-find_hazard(_INTERESTED, appeal, mood, setting, answering)))


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give deviances and their difference, and the ratio of what waiting does."""
    irritation, intent = _EXPLANATIONS
    misfits = [_find_misfit(sums, one) for one in _EXPLANATIONS]
    return {
        "difference of deviances": misfits[0] - misfits[1],
        "deviance of irritation alone": misfits[0],
        "deviance of hidden intent alone": misfits[1],
        "what spacing tells apart": divide(_find_gain(sums, irritation), _find_gain(sums, intent)),
    }


def _find_misfit(sums: Sums, explanation: str) -> float:
    at_risk, expected = _gather(sums, explanation, _SOON)
    return find_deviance(read_curve(), expected / at_risk)


def _find_gain(sums: Sums, explanation: str) -> float:
    """Say by what factor the longer wait raises success per call, mean of calls 2 to 8."""
    rates = []
    for arm in (_SOON, _LATER):
        at_risk, expected = _gather(sums, explanation, arm)
        later = slice(1, _EXPERIMENT_CALLS)
        rates.append(float((expected[later] / at_risk[later]).mean()))
    return divide(rates[1], rates[0])


def _gather(sums: Sums, explanation: str, arm: str) -> tuple[Floats, Floats]:
    names = ("at risk", "expected")
    at_risk, expected = (
        np.array([sums[_name(explanation, arm, what, call)] for call in range(_ARMS[arm])])
        for what in names
    )
    return at_risk, expected


def _name(explanation: str, arm: str, what: str, call: int) -> str:
    return f"{explanation}, {arm}: {what} {call + 1}"


EXPERIMENT = Experiment(_EXPLANATIONS, 32, live, estimate)
