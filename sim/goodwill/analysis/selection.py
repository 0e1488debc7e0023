"""Pick one strategy with few worlds: those that are clearly behind are run no further."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.stopping import FIRST
from goodwill.errors import ParameterError, ResultError

Floats = npt.NDArray[np.float64]


class Selection(NamedTuple):
    """How far the picking has come.

    Attributes
    ----------
    survivors
        Strategies still in, the highest mean first: those to run in one more world.
    dropped
        The others, and after how many worlds each was dropped, in that order.
    n_worlds
        After which that is so.
    finished
        Whether one is left, or those that are left are too close to matter.
    n_enough
        Worlds after which it is finished at the latest, those still in being run on.
    """

    survivors: tuple[str, ...]
    dropped: tuple[tuple[str, int], ...]
    n_worlds: int
    finished: bool
    n_enough: int

    @property
    def best(self) -> str | None:
        """Give the strategy picked; None: not yet."""
        return self.survivors[0] if self.finished else None


def select_best(
    figures: Mapping[str, Sequence[float]],
    smallest: float,
    *,
    confidence: float = CONFIDENCE,
    first: int = FIRST,
) -> Selection:
    """Pick the strategy with the highest mean, from what was run so far.

    If the best is better than every other one by `smallest` or more, it is picked with at least the
    confidence asked for, common luck or not: what counts is the variance of differences, world by
    world, and chances to be wrong are added up.

    Parameters
    ----------
    figures
        By strategy, one a world from the first on, higher is better; those that were dropped may
        have fewer. Not the worlds by which the strategies were made or tuned.
    smallest
        Difference that matters, in the figure's unit, above 0.
    confidence
        Of picking right.
    first
        Worlds from which variances are learnt, before anyone is dropped; 2 or more.

    Returns
    -------
    Selection
        After as many worlds as all that are still in have.

    Raises
    ------
    ParameterError
        `smallest` is not above 0, or `first` is below 2.
    ResultError
        There is no strategy, or one that was not dropped yet has fewer than `first` worlds.

    References
    ----------
    Kim, S.-H., Nelson, B. L. (2001). A fully sequential procedure for indifference-zone selection
    in simulation. ACM Transactions on Modeling and Computer Simulation 11, 251-273.
    doi:10.1145/502109.502111
    """
    if not smallest > 0.0 or first < 2:  # noqa: PLR2004 - one world has no variance
        raise ParameterError(
            f"selection: smallest difference {smallest:g}, {first} first worlds. "
            "Accepted: above 0, 2 or more."
        )
    fewest = min((len(one) for one in figures.values()), default=0)
    if fewest < first:
        raise ResultError(f"selection: {fewest} worlds. {first} of each strategy are needed.")
    contest = _Contest(figures, smallest, confidence, first)
    contest.drop_those_behind()
    while not contest.finished and contest.can_go_on:
        contest.drop_those_behind()
    return contest.tell()


class _Contest:
    """Strategies that are still in, world after world."""

    def __init__(
        self,
        figures: Mapping[str, Sequence[float]],
        smallest: float,
        confidence: float,
        first: int,
    ) -> None:
        self.names = list(figures)
        self.inside = list(range(len(self.names)))
        self.dropped: list[tuple[str, int]] = []
        self.n_worlds = first - 1  # looked at so far
        self._figures = [np.asarray(one, np.float64) for one in figures.values()]
        beginnings = np.array([one[:first] for one in self._figures])
        self._sums = beginnings[:, :-1].sum(axis=1)
        self._smallest = smallest
        self._reach = _find_reach(beginnings, smallest, confidence)

    @property
    def can_go_on(self) -> bool:
        return all(self._figures[one].size > self.n_worlds for one in self.inside)

    @property
    def finished(self) -> bool:
        """Say whether one is left, or whoever is behind from here on would be dropped at once."""
        return self.n_worlds >= self.n_enough

    @property
    def n_enough(self) -> int:
        """Give the worlds after which no two of those that are still in have a margin left."""
        if len(self.inside) == 1:
            return self.n_worlds
        widest = max(float(self._reach[one, two]) for one in self.inside for two in self.inside)
        return max(self.n_worlds, math.floor(widest) + 1)

    def drop_those_behind(self) -> None:
        """Look at one more world."""
        for one in self.inside:
            self._sums[one] += self._figures[one][self.n_worlds]
        self.n_worlds += 1
        means = self._sums[self.inside] / self.n_worlds
        reach = self._reach[np.ix_(self.inside, self.inside)]
        margins = np.maximum(0.0, self._smallest / 2.0 * (reach / self.n_worlds - 1.0))
        behind = (means[:, np.newaxis] < means[np.newaxis, :] - margins).any(axis=1)
        left = [one for one, gone in zip(self.inside, behind, strict=True) if gone]
        self.dropped += [(self.names[one], self.n_worlds) for one in left]
        self.inside = [one for one in self.inside if one not in left]

    def tell(self) -> Selection:
        order = sorted(self.inside, key=lambda one: (-self._sums[one], self.names[one]))
        names = tuple(self.names[one] for one in order)
        return Selection(names, tuple(self.dropped), self.n_worlds, self.finished, self.n_enough)


def _find_reach(beginnings: Floats, smallest: float, confidence: float) -> Floats:
    """Give the number of worlds after which each pair's margin is used up, shape (k, k)."""
    n_strategies, first = beginnings.shape
    error = (1.0 - confidence) / max(1, n_strategies - 1)  # each pair's: valid under common luck
    factor = (2.0 * error) ** (-2.0 / (first - 1)) - 1.0  # h squared over n0 - 1
    differences = beginnings[:, np.newaxis, :] - beginnings[np.newaxis, :, :]
    variances = differences.var(axis=2, ddof=1)
    return np.asarray(factor * (first - 1) * variances / smallest**2)
