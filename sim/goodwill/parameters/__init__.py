"""Hold every number of the model's behaviour, with its range, its unit and its source.

The numbers stand in ``ledger.toml``; their types in :mod:`goodwill.parameters.groups`. Whoever
wants other numbers overrides them by name, on top of the defaults.
"""

from goodwill.parameters.groups import Parameters
from goodwill.parameters.ledger import Entry, ledger, read_ledger
from goodwill.parameters.overrides import defaults, find_value, outside_ranges, with_overrides
from goodwill.parameters.values import Value

__all__ = [
    "Entry",
    "Parameters",
    "Value",
    "defaults",
    "find_value",
    "ledger",
    "outside_ranges",
    "read_ledger",
    "with_overrides",
]
