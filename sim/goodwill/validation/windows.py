"""Look into people's records between two moments, for many people at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodwill.validation.counting import Events, Integers

NEVER = -1
"""In place of a second that there is none of."""

_ROOM = 2**32  # more seconds than any horizon has


class Moments:
    """When each person did one kind of thing."""

    def __init__(self, events: Events) -> None:
        """Take records of one kind, of whomever, in whatever order."""
        self._persons: Integers = np.unique(events["person"])
        self._keys = np.sort(self._make_keys(events["person"], events["second"]))

    def count(self, persons: Integers, starts: Integers, ends: Integers) -> Integers:
        """Count what each person did from `starts` on and before `ends`, seconds."""
        known = np.isin(persons, self._persons)
        first = np.searchsorted(self._keys, self._make_keys(persons, starts))
        last = np.searchsorted(self._keys, self._make_keys(persons, ends))
        return np.where(known, last - first, 0)

    def find_next(self, persons: Integers, starts: Integers) -> Integers:
        """Give the second at which each person did it first from `starts` on, or NEVER."""
        if not self._keys.size:
            return np.full(len(persons), NEVER, np.int64)
        keys = self._make_keys(persons, starts)
        places = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        found = self._keys[places]
        own = np.isin(persons, self._persons) & (found >= keys) & (found // _ROOM == keys // _ROOM)
        return np.where(own, found % _ROOM, NEVER)

    def _make_keys(self, persons: npt.NDArray[np.int64], seconds: Integers) -> Integers:
        # Ids may use all 64 bits: places among known ids do not.
        return np.searchsorted(self._persons, persons).astype(np.int64) * _ROOM + seconds
