"""Simulate outreach strategies on people whose intent the vendor cannot see.

>>> import goodwill
>>> result = goodwill.run("scenarios/bobby.yaml", "silence_aware")  # doctest: +SKIP
>>> result.metrics["angry_replies"]  # doctest: +SKIP

Names are looked up when they are first used: to import goodwill costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # what type checkers take for True; to import it would cost the most
if TYPE_CHECKING:
    from typing import Any

    from goodwill.analysis import tell_story
    from goodwill.errors import GoodwillError
    from goodwill.measuring import METRICS
    from goodwill.running import Result, run, run_many
    from goodwill.scenario import PythonStrategy, Scenario, lint, load_scenario
    from goodwill.strategy import Observation
    from goodwill.strategy.moves import Move

__version__ = "0.1.0"

__all__ = [
    "METRICS",
    "GoodwillError",
    "Move",
    "Observation",
    "PythonStrategy",
    "Result",
    "Scenario",
    "lint",
    "load_scenario",
    "run",
    "run_many",
    "tell_story",
]

_HOMES = {
    "METRICS": "goodwill.measuring",
    "GoodwillError": "goodwill.errors",
    "Move": "goodwill.strategy.moves",
    "Observation": "goodwill.strategy",
    "PythonStrategy": "goodwill.scenario",
    "Result": "goodwill.running",
    "Scenario": "goodwill.scenario",
    "lint": "goodwill.scenario",
    "load_scenario": "goodwill.scenario",
    "run": "goodwill.running",
    "run_many": "goodwill.running",
    "tell_story": "goodwill.analysis",
}


def __getattr__(name: str) -> Any:
    """Look a public name up in the module that defines it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'goodwill' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, those not looked up yet too."""
    return sorted({*globals(), *__all__})
