"""Hold what is believed before any data: some parameters, each with its plausible range.

Calibration works on shares, one for every uncertain number: the probability of a smaller one under
its range, so that all are uniform on (0, 1) before data are seen, whatever their unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.draws import draw_many, person_id, seed_key
from goodwill.errors import ParameterError
from goodwill.loading.parameter_sets import name_numbers_of
from goodwill.parameters import Entry, Value
from goodwill.parameters.drawing import place_value
from goodwill.parameters.values import each_number

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_WITH_LUCK_OF_ITS_OWN = 0  # no decision of a world: codes of those begin with 1
_WITHOUT_RANGE = 0.5  # share of a number that is certain: any gives the same value


class Prior(NamedTuple):
    """Parameters that data may narrow, and where they may lie.

    Attributes
    ----------
    entries
        Of the ledger, or such with other ranges (``entry._replace(low=..., high=...)``).
    """

    entries: tuple[Entry, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the parameters: ``memory.burn``."""
        return tuple(entry.key for entry in self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the uncertain numbers, in order: ``answering.base[click]``."""
        return tuple(
            name
            for entry in self.entries
            for name, uncertain in zip(name_numbers_of(entry), _find_uncertain(entry), strict=True)
            if uncertain
        )

    def draw(self, seed: int, draw: int) -> Floats:
        """Draw shares, each with luck of its own by name and place.

        Parameters
        ----------
        seed
            Of all draws; 0 to 2**64 - 1.
        draw
            Which one; 0 to 2**32 - 1.

        Returns
        -------
        ndarray of float64, shape (numbers,)
            In (0, 1); a number's luck stays what it is when other parameters come or go.
        """
        return np.asarray(self.draw_rows(seed, [draw])[0])

    def draw_rows(self, seed: int, draws: Sequence[int]) -> Floats:
        """Draw many times at once, shape (draws, numbers): each row as :meth:`draw` gives it."""
        persons, occurrences = _find_places(self.entries)
        rows = np.array(draws, np.int64)[:, np.newaxis]
        return draw_many(seed_key(seed), persons, _WITH_LUCK_OF_ITS_OWN, 0, occurrences, rows)

    def place(self, shares: Sequence[float] | Floats) -> dict[str, Value]:
        """Give the values at some shares, as ``with_overrides`` takes them.

        Parameters
        ----------
        shares
            One a number, each from 0 to 1.

        Raises
        ------
        ParameterError
            There are more or fewer, or one is not from 0 to 1.
        """
        given = [float(one) for one in shares]
        if len(given) != len(self.names):
            raise ParameterError(f"{len(given)} shares for {len(self.names)} uncertain numbers.")
        remaining = iter(given)
        return {
            entry.key: place_value(
                entry, [next(remaining) if one else _WITHOUT_RANGE for one in uncertain]
            )
            for entry, uncertain in self._each()
        }

    def place_numbers(self, shares: Floats) -> Floats:
        """Give the numbers at many shares, shape (draws, numbers), in the parameters' units."""
        rows = []
        for row in shares:
            placed = self.place(row)
            numbers: list[float] = []
            for entry, uncertain in self._each():
                values = each_number(placed[entry.key])
                numbers += [one for one, kept in zip(values, uncertain, strict=True) if kept]
            rows.append(numbers)
        return np.array(rows, np.float64).reshape(shares.shape)

    def _each(self) -> Iterator[tuple[Entry, list[bool]]]:
        for entry in self.entries:
            yield entry, _find_uncertain(entry)


@lru_cache(maxsize=64)
def _find_places(entries: tuple[Entry, ...]) -> tuple[Whole, Whole]:
    """Give the address of each uncertain number's luck: of its parameter, and its place there."""
    persons, occurrences = [], []
    for entry in entries:
        places = np.flatnonzero(_find_uncertain(entry)).tolist()
        persons += [person_id(f"parameter {entry.key}")] * len(places)
        occurrences += places
    return np.array(persons, np.int64), np.array(occurrences, np.int64)


@lru_cache(maxsize=1024)
def _find_uncertain(entry: Entry) -> list[bool]:
    bounds = zip(each_number(entry.lowest), each_number(entry.highest), strict=True)
    return [low < high for low, high in bounds]
