"""From files to worlds: a scenario is read and checked once, and makes as many worlds as needed.

>>> from goodwill.scenario import load_scenario, make_world  # doctest: +SKIP
>>> scenario = load_scenario("scenarios/bobby.yaml")  # doctest: +SKIP
>>> world = make_world(scenario, "silence_aware", replication=3)  # doctest: +SKIP
"""

from goodwill.scenario.deciders import Decider, PythonStrategy
from goodwill.scenario.definition import Region, Scenario, StrategyDefinition
from goodwill.scenario.linting import lint, schemas
from goodwill.scenario.reading import load_scenario
from goodwill.scenario.worlds import make_world

__all__ = [
    "Decider",
    "PythonStrategy",
    "Region",
    "Scenario",
    "StrategyDefinition",
    "lint",
    "load_scenario",
    "make_world",
    "schemas",
]
