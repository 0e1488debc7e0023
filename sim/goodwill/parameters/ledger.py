"""Read the evidence ledger: every number of the model's behaviour, its range and its source.

The data file ``ledger.toml`` is the only place where these numbers stand. Reading is strict: what
is unknown, missing, out of range or not what :mod:`goodwill.parameters.groups` expects is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

from goodwill.errors import ParameterError, hint
from goodwill.parameters.axes import find_axes
from goodwill.parameters.bounds import find_bound
from goodwill.parameters.groups import Parameters
from goodwill.parameters.values import (
    Value,
    change_each,
    describe_shape,
    each_number,
    find_shape,
    freeze,
)

LEDGER_FILE = Path(__file__).with_name("ledger.toml")
"""The ledger that ships with goodwill."""

CONFIDENCES = ("high", "medium", "low", "assumed")
"""How far a source carries, best first."""

DISTRIBUTIONS = ("uniform", "log-uniform", "offset", "dirichlet", "fixed")
"""How plausible values spread; see :class:`Entry`."""

_REQUIRED = ("value", "low", "high", "unit", "meaning", "source")
_OPTIONAL = ("confidence", "distribution", "calibrates")


class Entry(NamedTuple):
    """One parameter: what it is, what it may be, and why."""

    group: str
    name: str
    value: Value  # the default
    low: Value  # what it means depends on `distribution`
    high: Value
    unit: str  # a key of :data:`goodwill.parameters.bounds.BOUNDS`
    meaning: str
    source: str  # published figure; or begins with "assumed", "recalled" or "by construction"
    confidence: str  # one of CONFIDENCES
    distribution: str
    """``uniform``: every number between its own `low` and `high`, of the value's shape.
    ``log-uniform``: its logarithm between theirs; `low` is above 0.
    ``offset``: every number the default plus one of its own between `low` and `high`.
    ``dirichlet``: every row a Dirichlet variate, parameters the default times `low` (= `high`).
    ``fixed``: by construction; `low` = value = `high`."""
    calibrates: str  # which of a user's own data could narrow it; may be empty

    @property
    def key(self) -> str:
        """Give the full name, as ``with_overrides`` takes it: ``memory.burn``."""
        return f"{self.group}.{self.name}"

    @property
    def lowest(self) -> Value:
        """Give the least plausible value, in the value's shape and unit."""
        if self.distribution == "offset":
            return change_each(self.value, lambda number: number + float(self.low))  # type: ignore[arg-type]
        if self.distribution == "dirichlet":
            return change_each(self.value, lambda _: 0.0)
        return self.low

    @property
    def highest(self) -> Value:
        """Give the largest plausible value, in the value's shape and unit."""
        if self.distribution == "offset":
            return change_each(self.value, lambda number: number + float(self.high))  # type: ignore[arg-type]
        if self.distribution == "dirichlet":  # what never happens has no chance of happening
            return change_each(self.value, lambda share: 1.0 if share > 0.0 else 0.0)
        return self.high

    def holds(self, value: Value) -> bool:
        """Say whether every number of a value of this shape lies in its plausible range."""
        return all(
            low <= number <= high
            for low, number, high in zip(
                each_number(self.lowest), each_number(value), each_number(self.highest), strict=True
            )
        )


@cache
def ledger() -> tuple[Entry, ...]:
    """Give all entries of the ledger that ships with goodwill, in the order of the groups.

    Raises
    ------
    ParameterError
        If the file is not as it must be.

    Examples
    --------
    >>> [entry.unit for entry in ledger() if entry.key == "memory.irritation_days"]
    ['days (half-life)']
    """
    return read_ledger(LEDGER_FILE)


def read_ledger(path: Path) -> tuple[Entry, ...]:
    """Read and check a ledger.

    Parameters
    ----------
    path
        A TOML file: one table a group, one inline table an entry.

    Returns
    -------
    tuple of Entry
        In the order of :class:`~goodwill.parameters.groups.Parameters` and of its groups' fields.

    Raises
    ------
    ParameterError
        If the file cannot be read, or is not exactly what the groups' types demand, or an entry is
        not what an :class:`Entry` may be. Names file, line and entry.
    """
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParameterError(f"{path}: cannot be read as TOML: {error}.") from error
    return tuple(_read_entries(document, _Places(path, text)))


class _Places:
    """Say where in a file an entry stands; TOML's own parser does not."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines: dict[str, int] = {}
        group = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
                group = header[1]
                self._lines.setdefault(group, number)
            elif assignment := re.match(r"\s*([\w-]+)\s*=", line):
                self._lines.setdefault(f"{group}.{assignment[1]}", number)

    def refuse(self, key: str, complaint: str) -> ParameterError:
        """Make the error for one entry or group."""
        line = self._lines.get(key)
        where = f"{self._path}:{line}" if line else f"{self._path}"
        return ParameterError(f"{where}: {key}: {complaint}")


def _read_entries(document: dict[str, Any], places: _Places) -> Iterator[Entry]:
    groups = get_type_hints(Parameters)
    for group in document:
        if group not in groups:
            raise places.refuse(group, f"unknown group. {hint(group, groups)}")
    for group, fields in groups.items():
        table = document.get(group)
        if not isinstance(table, dict):
            raise places.refuse(group, "the group is missing. A table of its entries is needed.")
        kinds = get_type_hints(fields)
        for name in table:
            if name not in kinds:
                raise places.refuse(f"{group}.{name}", f"unknown entry. {hint(name, kinds)}")
        for name in kinds:
            key = f"{group}.{name}"
            if not isinstance(table.get(name), dict):
                raise places.refuse(key, "the entry is missing. An inline table is needed.")
            try:
                entry = _read_entry(group, name, table[name])
                _check_entry(entry)
            except ParameterError as error:
                raise places.refuse(key, str(error)) from None
            yield entry


def _read_entry(group: str, name: str, table: dict[str, object]) -> Entry:
    for word in table:
        if word not in _REQUIRED + _OPTIONAL:
            raise ParameterError(f"unknown key {word!r}. {hint(word, _REQUIRED + _OPTIONAL)}")
    for word in _REQUIRED:
        if word not in table:
            raise ParameterError(f"the key {word!r} is missing. Needed: {', '.join(_REQUIRED)}.")
    texts = {word: table.get(word, "") for word in (*_REQUIRED[3:], *_OPTIONAL)}
    for word, text in texts.items():
        if not isinstance(text, str) or (word in table and not text.strip()):
            raise ParameterError(f"{word} is {text!r}. A text that is not empty is needed.")
    source = str(texts["source"])
    return Entry(
        group,
        name,
        freeze(table["value"]),
        freeze(table["low"]),
        freeze(table["high"]),
        str(texts["unit"]),
        str(texts["meaning"]),
        source,
        str(texts["confidence"]) or ("assumed" if source.startswith("assumed") else ""),
        str(texts["distribution"]) or "uniform",
        str(texts["calibrates"]),
    )


def _check_entry(entry: Entry) -> None:
    for what, word, known in (
        ("distribution", entry.distribution, DISTRIBUTIONS),
        ("confidence", entry.confidence, CONFIDENCES),
    ):
        if word not in known:
            raise ParameterError(f"{what} is {word!r}. {hint(word, known)}")
    shape = find_shape(entry.value)
    needed = tuple(len(words) for words in find_axes(entry.key))
    if shape != needed:
        raise ParameterError(f"value is {describe_shape(shape)}. Needed: {describe_shape(needed)}.")
    wanted_shape = () if entry.distribution in ("offset", "dirichlet") else shape
    for side, value in (("low", entry.low), ("high", entry.high)):
        if find_shape(value) != wanted_shape:
            raise ParameterError(
                f"{side} is {describe_shape(find_shape(value))}. "
                f"Needed for {entry.distribution!r}: {describe_shape(wanted_shape)}."
            )
    _check_numbers(entry)


def _check_numbers(entry: Entry) -> None:
    bound = find_bound(entry.unit)
    for side, value in (
        ("value", entry.value),
        ("low", entry.lowest),
        ("high", entry.highest),
    ):
        for number in each_number(value):
            if not bound.admits(number):
                raise ParameterError(f"{side} has {number:g} {entry.unit}. Accepted: {bound}.")
    if not entry.holds(entry.value):
        raise ParameterError(
            f"value {entry.value} lies outside [{entry.low}, {entry.high}]. "
            "The default must lie in its own range."
        )
    if entry.distribution == "fixed" and not entry.low == entry.value == entry.high:
        raise ParameterError("low and high are not the value. Needed for 'fixed'.")
    if entry.distribution == "log-uniform" and min(each_number(entry.low)) <= 0.0:
        raise ParameterError(f"low is {entry.low}. Above 0 is needed for 'log-uniform'.")
    if entry.distribution == "dirichlet" and not (entry.low == entry.high and entry.low > 0.0):  # type: ignore[operator]
        raise ParameterError("low and high are not one number above 0. Needed for 'dirichlet'.")
