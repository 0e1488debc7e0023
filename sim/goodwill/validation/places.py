"""Find the scenarios of the patterns, and put parameters under what they say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from goodwill.errors import UnknownNameError
from goodwill.parameters import Value
from goodwill.scenario import Scenario, load_scenario

FOLDER = Path("scenarios", "patterns")


def find_patterns_folder() -> Path:
    """Find the scenarios of the patterns: of the working directory or above it, or the checkout's.

    Raises
    ------
    UnknownNameError
        There are none.
    """
    here = Path.cwd()
    checkout = Path(__file__).parents[3]
    for parent in (here, *here.parents, checkout):
        if (parent / FOLDER).is_dir():
            return parent / FOLDER
    raise UnknownNameError(
        f"{here}: there is no folder '{FOLDER.as_posix()}' here or above. "
        "Go to where goodwill's scenarios are."
    )


@cache
def load_pattern(folder: Path, name: str) -> Scenario:
    """Load a scenario of the patterns, once a process."""
    return load_scenario(folder / f"{name}.yaml")


def put_under(scenario: Scenario, overrides: Mapping[str, Value]) -> Scenario:
    """Put other values in place of defaults, but not in place of what the scenario says itself.

    Parameters
    ----------
    scenario
        As loaded.
    overrides
        Values by full name, as of other defaults or of a posterior.
    """
    free = {key: value for key, value in overrides.items() if key not in scenario.own}
    return scenario.with_parameters(free) if free else scenario
