"""Say what scenarios of the patterns put in place of defaults, and what all of it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from goodwill.parameters import Value, find_value, ledger
from goodwill.parameters.ledger import LEDGER_FILE
from goodwill.validation.experiments import find_experiment
from goodwill.validation.patterns import PATTERNS_FILE, Pattern
from goodwill.validation.places import load_pattern

_ROWS = Path(__file__).with_name("rows")


class Replaced(NamedTuple):
    """A parameter that a scenario sets itself: neither defaults nor a parameter set speak there."""

    scenario: str
    parameter: str  # memory.burn
    value: Value
    default: Value
    plausible: bool  # within the ledger's range


def list_replaced(folder: Path, rows: Sequence[Pattern]) -> tuple[Replaced, ...]:
    """List what the scenarios of rows set themselves, in the ledger's order.

    Parameters
    ----------
    folder
        Of the patterns' scenarios.
    rows
        Whose scenarios.
    """
    found = []
    for name in _list_scenarios(rows):
        scenario = load_pattern(folder, name)
        for entry in ledger():
            if entry.key in scenario.own:
                value = find_value(scenario.parameters, entry.key)
                found.append(Replaced(name, entry.key, value, entry.value, entry.holds(value)))
    return tuple(found)


def hash_inputs(folder: Path, rows: Sequence[Pattern]) -> str:
    """Hash what rows come from: the ledger, the table, their scenarios, and what is counted.

    Engines are not in it: tests hold their logs to hashes of their own.
    """
    whole = hashlib.sha256()
    modules = dict.fromkeys(f"{one.module}.py" for one in rows)
    for path in (LEDGER_FILE, PATTERNS_FILE, *(_ROWS / one for one in modules)):
        whole.update(path.read_bytes())
    for name in _list_scenarios(rows):
        whole.update(load_pattern(folder, name).sha256.encode())
    return whole.hexdigest()


def _list_scenarios(rows: Sequence[Pattern]) -> list[str]:
    modules = dict.fromkeys(one.module for one in rows)
    return list(dict.fromkeys(name for one in modules for name in find_experiment(one).scenarios))
