"""Turn numbers of the ledger, each within its plausible range, from where they start."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from goodwill.errors import ParameterError
from goodwill.parameters import Entry, Value, ledger
from goodwill.parameters.drawing import name_numbers
from goodwill.parameters.values import change_each, each_number


class Dial(NamedTuple):
    """One number of a parameter.

    Its place is a share of its range, 0 at the lowest plausible value and 1 at the highest, on the
    logarithm where the ledger has it so.
    """

    name: str  # answering.base[click]
    entry: Entry
    number: int  # which of the parameter's numbers, row by row
    low: float
    high: float
    start: float  # where it is turned from

    @property
    def home(self) -> float:
        """Give the place that it is turned from."""
        return self.find_place(self.start)

    def find_place(self, value: float) -> float:
        """Give the place of a value."""
        low, high, at = (self._scale(one) for one in (self.low, self.high, value))
        return (at - low) / (high - low)

    def find_value(self, place: float) -> float:
        """Give the value at a place, to four digits: more are not meant."""
        low, high = self._scale(self.low), self._scale(self.high)
        scaled = low + min(1.0, max(0.0, place)) * (high - low)
        value = math.exp(scaled) if self.entry.distribution == "log-uniform" else scaled
        return min(self.high, max(self.low, float(f"{value:.4g}")))

    def _scale(self, value: float) -> float:
        return math.log(value) if self.entry.distribution == "log-uniform" else value


def find_dial(name: str, start: float | None = None) -> Dial:
    """Give the dial of one number.

    Parameters
    ----------
    name
        As :func:`goodwill.parameters.drawing.name_numbers` writes it: ``answering.base[click]``.
    start
        Where it is turned from; None: the ledger's default.

    Raises
    ------
    ParameterError
        There is no such number, or it has no range.

    Examples
    --------
    >>> dial = find_dial("answering.base[click]")
    >>> dial.find_value(dial.home) == dial.start
    True
    """
    key = name.partition("[")[0]
    entries = [entry for entry in ledger() if entry.key == key]
    uncertain = name_numbers([key])[key] if entries else ()
    if name not in uncertain:
        raise ParameterError(f"{name}: this is no uncertain number of the ledger.")
    entry = entries[0]
    lows, highs = list(each_number(entry.lowest)), list(each_number(entry.highest))
    numbers = [at for at, low in enumerate(lows) if low < highs[at]]
    number = numbers[uncertain.index(name)]
    default = list(each_number(entry.value))[number]
    return Dial(
        name, entry, number, lows[number], highs[number], default if start is None else start
    )


def set_dials(dials: Sequence[Dial], places: Sequence[float]) -> dict[str, Value]:
    """Give values by full name, as overrides take them; numbers without a dial stay."""
    changed: dict[Entry, dict[int, float]] = {}
    for dial, place in zip(dials, places, strict=True):
        changed.setdefault(dial.entry, {})[dial.number] = dial.find_value(place)
    return {entry.key: _replace(entry.value, numbers) for entry, numbers in changed.items()}


def _replace(value: Value, numbers: Mapping[int, float]) -> Value:
    places = iter(range(len(list(each_number(value)))))
    return change_each(value, lambda number: numbers.get(next(places), number))
