"""From files to worlds: a scenario is read and checked once, and makes as many worlds as needed.

`load_scenario` names all faults of all its files at once; `make_world` takes a strategy of the
scenario by name, or a `PythonStrategy`. `lint` and `schemas` serve those who write the files.
"""

from goodwill.scenario.deciders import Decider, PythonStrategy
from goodwill.scenario.definition import Guardrail, Region, Scenario, StrategyDefinition
from goodwill.scenario.linting import inspect_files, lint, schemas
from goodwill.scenario.reading import load_scenario
from goodwill.scenario.worlds import find_auc, make_world
from goodwill.strategy.moves import Move

__all__ = [
    "Decider",
    "Guardrail",
    "Move",
    "PythonStrategy",
    "Region",
    "Scenario",
    "StrategyDefinition",
    "find_auc",
    "inspect_files",
    "lint",
    "load_scenario",
    "make_world",
    "schemas",
]
