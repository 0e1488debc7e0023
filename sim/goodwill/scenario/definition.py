"""What a scenario is, once all its files are read and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from goodwill.behaviour.people import TouchKind
from goodwill.errors import UnknownNameError, hint
from goodwill.loading.leads import Deal
from goodwill.loading.parameter_sets import ParameterSet
from goodwill.parameters import Parameters, with_overrides
from goodwill.population import (
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
    ScoreWeights,
)
from goodwill.strategy import Plan
from goodwill.world import Couplings, Rep, Vendor, ZoneTable


class Region(NamedTuple):
    """A part of the market."""

    name: str
    share: float  # of the market's accounts
    zone: int  # index into the scenario's zones


class StrategyDefinition(NamedTuple):
    """A strategy of a scenario, its names looked up."""

    name: str
    description: str
    plan: Plan  # touches by their index in the scenario
    touches: tuple[str, ...]  # that it uses, by name
    file: Path


class Guardrail(NamedTuple):
    """A bound that a figure of merit must keep."""

    strategy: str
    metric: str
    bound: float  # in the metric's unit
    above: bool  # it must be more than the bound; else less
    against: str | None  # what counts is what the strategy has more of than this one
    confidence: float | None  # of this one alone, where it is to be more than its share
    place: str  # file:line

    def __str__(self) -> str:
        """Write it as one reads it aloud."""
        whose = f"{self.strategy} less {self.against}" if self.against else self.strategy
        return f"{whose}: {self.metric} {'above' if self.above else 'below'} {self.bound:g}"


@dataclass(frozen=True)
class Scenario:
    """A question and the world in which it is asked: checked, and never changed.

    Attributes
    ----------
    file, files
        The file it was read from, and all files that it was made from, itself included.
    sha256
        Hash of the contents of all of them, apart from where they lie.
    name, question, start, horizon, seed
        As written; the horizon in seconds.
    vendor, couplings, reps, regions, zones
        As a world has them; regions know their zones.
    market, accounts, people, leads
        What the population is made of.
    deals
        What really became of the leads, for comparison only.
    weights, auc
        Of the lead score.
    parameters
        The ledger's, with the file's own in place.
    own
        Full names of those that the file, or whoever called :meth:`with_parameters`, set: they
        were meant, if only to be the default.
    touches, calls
        Kinds of touches, by name: their order gives the codes in every log of this scenario. Names
        of the calls that take as long as the parameters say.
    strategies
        By name, in the file's order; the first is the default.
    guardrails
        Bounds that figures of merit must keep, in the file's order.
    notes
        What is not wrong with the files but should not go unsaid, such as leads that are left out.
    beliefs
        What data said about the parameters (:mod:`goodwill.scenario.believing`); None: nothing did.
    score_gives_way
        Whether a lead score that cannot be as good as `auc` is as good as it can be: parameters
        were put in place that the file did not reckon with. Else it is refused.
    """

    file: Path
    files: tuple[Path, ...]
    sha256: str
    name: str
    question: str
    start: dt.date
    horizon: int
    seed: int
    vendor: Vendor
    couplings: Couplings
    regions: tuple[Region, ...]
    zones: tuple[ZoneTable, ...]
    market: Market | None
    accounts: tuple[AccountSpecification, ...]
    people: tuple[PersonSpecification, ...]
    leads: tuple[Lead, ...] = field(repr=False)
    deals: tuple[Deal, ...] = field(repr=False)
    reps: tuple[Rep, ...]
    weights: ScoreWeights
    auc: float
    parameters: Parameters = field(repr=False)
    own: frozenset[str]
    touches: tuple[TouchKind, ...] = field(repr=False)
    calls: frozenset[str] = field(repr=False)
    strategies: Mapping[str, StrategyDefinition] = field(repr=False)
    guardrails: tuple[Guardrail, ...] = ()
    notes: tuple[str, ...] = ()
    beliefs: ParameterSet | None = field(default=None, repr=False)
    score_gives_way: bool = False

    def find_strategy(self, name: str) -> StrategyDefinition:
        """Give a strategy by its name.

        Raises
        ------
        UnknownNameError
            The scenario has no such strategy.
        """
        if name not in self.strategies:
            raise UnknownNameError(
                f"{self.file}: no strategy {name!r}. {hint(name, self.strategies)}"
            )
        return self.strategies[name]

    def find_touch(self, name: str) -> int:
        """Give the code of a kind of touch.

        Raises
        ------
        UnknownNameError
            The scenario's strategies know no such touch.
        """
        for code, touch in enumerate(self.touches):
            if touch.name == name:
                return code
        known = [touch.name for touch in self.touches]
        raise UnknownNameError(f"{self.file}: no touch {name!r}. {hint(name, known)}")

    def with_parameters(self, overrides: Mapping[str, object]) -> Scenario:
        """Put other values in place of some parameters; what depends on them follows.

        Where people come so differently that the lead score cannot be as good as the scenario has
        it, it is as good as it can be (:func:`goodwill.scenario.find_auc` says how good): no
        plausible world goes missing for it.

        Parameters
        ----------
        overrides
            As :func:`goodwill.parameters.with_overrides` takes them, on top of the scenario's own.

        Raises
        ------
        ParameterError
            As there.
        """
        parameters = with_overrides(self.parameters, overrides)
        before = self.parameters
        same = (parameters.living, parameters.traits) == (before.living, before.traits)
        touches = tuple(
            touch._replace(minutes=parameters.vendor.call_minutes)
            if touch.name in self.calls
            else touch
            for touch in self.touches
        )
        return replace(
            self,
            parameters=parameters,
            own=self.own | set(overrides),
            touches=touches,
            score_gives_way=self.score_gives_way or not same,
        )
