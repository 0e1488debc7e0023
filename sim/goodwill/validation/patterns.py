"""Read the table of patterns: what the model should show, and by which source."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from goodwill.errors import ResultError, UnknownNameError

PATTERNS_FILE = Path(__file__).with_name("patterns.toml")
"""The table that ships with goodwill."""

_PATTERN_KEYS = {"number", "name", "pose", "fitted", "module", "quantities"}
_QUANTITY_KEYS = {"name", "unit", "low", "high", "source", "held_out"}


class Quantity(NamedTuple):
    """One number that is simulated, and the range that it should lie in."""

    name: str
    unit: str
    low: float  # of the target range; -inf: open
    high: float  # inf: open
    source: str
    held_out: bool = False  # not used for fitting, though its row was

    @property
    def has_target(self) -> bool:
        """Say whether there is a range at all; without one it is only reported."""
        return math.isfinite(self.low) or math.isfinite(self.high)


class Pattern(NamedTuple):
    """One row of the table."""

    number: int
    name: str
    pose: str  # how it is simulated
    fitted: bool  # used for fitting the defaults; else held out
    module: str  # of goodwill.validation.rows
    quantities: tuple[Quantity, ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Give all rows, in their order.

    Examples
    --------
    >>> patterns()[0].quantities[0].name
    'click'
    """
    return read_patterns(PATTERNS_FILE)


def find_patterns(numbers: tuple[int, ...] = ()) -> tuple[Pattern, ...]:
    """Give some rows by their numbers, in the table's order; none named: all.

    Raises
    ------
    UnknownNameError
        There is no such row.
    """
    known = {one.number for one in patterns()}
    for number in numbers:
        if number not in known:
            listed = ", ".join(map(str, sorted(known)))
            raise UnknownNameError(f"row {number}: there is no such row. Known: {listed}.")
    return tuple(one for one in patterns() if not numbers or one.number in numbers)


def read_patterns(path: Path) -> tuple[Pattern, ...]:
    """Read a table of patterns.

    Raises
    ------
    ResultError
        The file is not what a table of patterns may be.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResultError(f"{path}: this table cannot be read: {error}.") from error
    found = tuple(_read_pattern(path, raw) for raw in document.get("patterns", []))
    numbers = [one.number for one in found]
    if not found or numbers != sorted(set(numbers)):
        raise ResultError(f"{path}: rows {numbers}. Needed: at least one, numbered upwards.")
    return found


def _read_pattern(path: Path, raw: Mapping[str, Any]) -> Pattern:
    where = f"{path}: row {raw.get('number', '?')}"
    _check_keys(where, raw, _PATTERN_KEYS, _PATTERN_KEYS)
    quantities = tuple(_read_quantity(where, one) for one in raw["quantities"])
    names = [one.name for one in quantities]
    if not names or len(set(names)) < len(names):
        raise ResultError(f"{where}: quantities {names}. Needed: at least one, each name once.")
    return Pattern(
        int(raw["number"]),
        str(raw["name"]),
        str(raw["pose"]),
        bool(raw["fitted"]),
        str(raw["module"]),
        quantities,
    )


def _read_quantity(where: str, raw: Mapping[str, Any]) -> Quantity:
    _check_keys(where, raw, _QUANTITY_KEYS, {"name", "unit", "source"})
    low, high = float(raw.get("low", -math.inf)), float(raw.get("high", math.inf))
    if not low < high:
        raise ResultError(f"{where}: {raw['name']}: {low:g} to {high:g} is no range.")
    held_out = bool(raw.get("held_out", False))
    return Quantity(str(raw["name"]), str(raw["unit"]), low, high, str(raw["source"]), held_out)


def _check_keys(where: str, raw: Mapping[str, Any], known: set[str], needed: set[str]) -> None:
    wrong = sorted((set(raw) - known) | (needed - set(raw)))
    if wrong:
        raise ResultError(
            f"{where}: {', '.join(wrong)}: unknown or missing. Known: {', '.join(sorted(known))}."
        )
