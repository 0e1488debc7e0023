"""Hold the figures of many runs as arrays: strategies in the same worlds, world by world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from goodwill.errors import ResultError, UnknownNameError, hint

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What several strategies came to in the same worlds with the same luck.

    Attributes
    ----------
    strategies
        Names, in the order in which they were run.
    replications
        Numbers of the worlds, ascending.
    metrics
        Names, in the order in which a run gives them.
    figures
        Shape (strategies, replications, metrics); nan where one has no value.
    holdout
        The strategy that leaves people alone.
    ceilings
        Strategies that no vendor can run, such as the oracle: bounds, never recommended.

    Raises
    ------
    ResultError
        The figures have another shape than the names, or a name or a number is there twice.
    UnknownNameError
        The holdout or a ceiling is not among the strategies.
    """

    strategies: tuple[str, ...]
    replications: tuple[int, ...]
    metrics: tuple[str, ...]
    figures: Floats
    holdout: str
    ceilings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that all parts go together, and close the figures to changes."""
        names = (self.strategies, self.replications, self.metrics)
        shape = tuple(len(part) for part in names)
        if self.figures.shape != shape:
            raise ResultError(
                f"study: figures of shape {self.figures.shape}. Needed: {shape} "
                "(strategies, replications, metrics)."
            )
        for part in names:
            if len(set(part)) < len(part):
                raise ResultError(f"study: {part} names one twice. Name each once.")
        for strategy in (self.holdout, *self.ceilings):
            self.find_strategy(strategy)
        self.figures.setflags(write=False)

    @property
    def n_replications(self) -> int:
        """Give the number of worlds."""
        return len(self.replications)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give every pair of strategies once, in their order; pairs with the holdout last in it."""
        ordered = [one for one in self.strategies if one != self.holdout]
        return tuple(combinations([*ordered, self.holdout], 2))

    @property
    def rivals(self) -> tuple[str, ...]:
        """Give the strategies that can be chosen: all but ceilings, the holdout included."""
        return tuple(one for one in self.strategies if one not in self.ceilings)

    def find_strategy(self, name: str) -> int:
        """Give the place of a strategy.

        Raises
        ------
        UnknownNameError
            It was not run.
        """
        if name not in self.strategies:
            known = hint(name, self.strategies)
            raise UnknownNameError(f"no strategy {name!r} was run. {known}")
        return self.strategies.index(name)

    def find_metric(self, name: str) -> int:
        """Give the place of a metric.

        Raises
        ------
        UnknownNameError
            No run gave it.
        """
        if name not in self.metrics:
            raise UnknownNameError(f"no metric {name!r}. {hint(name, self.metrics)}")
        return self.metrics.index(name)

    def find(self, strategy: str, metric: str) -> Floats:
        """Give one figure of one strategy, world by world.

        Raises
        ------
        UnknownNameError
            The strategy was not run, or there is no such metric.
        """
        return self.figures[self.find_strategy(strategy), :, self.find_metric(metric)]

    def subtract(self, strategy: str, other: str, metric: str) -> Floats:
        """Give what a strategy has more of than another one, world by world."""
        return self.find(strategy, metric) - self.find(other, metric)

    def identical(self, strategy: str, other: str) -> bool:
        """Say whether two strategies came to the same in every figure of every world."""
        mine, yours = (self.figures[self.find_strategy(one)] for one in (strategy, other))
        return bool(np.array_equal(mine, yours, equal_nan=True))

    def keep_first(self, n_replications: int) -> Study:
        """Give the study as it was after its first worlds."""
        kept = self.figures[:, :n_replications].copy()
        return replace(self, replications=self.replications[:n_replications], figures=kept)

    def with_figures(self, more: Mapping[str, Floats]) -> Study:
        """Add figures that were made of others, such as net value at a price.

        Parameters
        ----------
        more
            By name; shape (strategies, replications).
        """
        added = np.stack(list(more.values()), axis=2)
        figures = np.concatenate([self.figures, added], axis=2)
        return replace(self, metrics=(*self.metrics, *more), figures=figures)


def read_study(figures: pd.DataFrame, holdout: str, *, ceilings: Iterable[str] = ()) -> Study:
    """Make a study of a table of many runs.

    Parameters
    ----------
    figures
        Columns strategy, replication, metric, value, as :func:`goodwill.running.run_many` gives
        them; rows in any order.
    holdout
        The strategy that leaves people alone.
    ceilings
        Strategies that no vendor can run; those of them that were not run are passed over.

    Raises
    ------
    UnknownNameError
        The holdout was not run.
    ResultError
        A strategy lacks a replication or a metric that another one has, or has one twice.
    """
    strategies = tuple(dict.fromkeys(figures["strategy"].tolist()))
    metrics = tuple(dict.fromkeys(figures["metric"].tolist()))
    replications = tuple(sorted(set(figures["replication"].tolist())))
    shape = len(strategies), len(replications), len(metrics)
    places = (
        _place(figures["strategy"].tolist(), strategies),
        _place(figures["replication"].tolist(), replications),
        _place(figures["metric"].tolist(), metrics),
    )
    counts = np.zeros(shape, np.int64)
    np.add.at(counts, places, 1)
    if (counts != 1).any():
        where = tuple(int(one) for one in np.argwhere(counts != 1)[0])
        names = f"{strategies[where[0]]}, replication {replications[where[1]]}, {metrics[where[2]]}"
        raise ResultError(f"{names}: {counts[where]} values. Exactly one of each is needed.")
    values = np.empty(shape)
    values[places] = figures["value"].to_numpy(np.float64)
    known = tuple(one for one in ceilings if one in strategies)
    return Study(strategies, replications, metrics, values, holdout, known)


def _place(names: Sequence[object], known: Sequence[object]) -> npt.NDArray[np.int64]:
    at = {name: place for place, name in enumerate(known)}
    return np.array([at[name] for name in names], np.int64)
