"""Pick people whose lives under two strategies show what tells the strategies apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from goodwill.analysis.unfolding import Floats, Unfolded


class Twin(NamedTuple):
    """One person, to be shown under two strategies."""

    person: str
    strategies: tuple[str, str]  # the one that does more harm first
    why: str


def pick_twins(unfolded: Unfolded, ranking: Sequence[str]) -> tuple[Twin, ...]:
    """Pick the most harmed person, and a sale that was lost, of the first world.

    Parameters
    ----------
    unfolded
        With the people of its first world.
    ranking
        Strategies that can be chosen, the most promising first: it is held against the one that
        leaves least goodwill.

    Returns
    -------
    tuple of Twin
        Each person once; none where nobody is harmed.
    """
    best = ranking[0]
    means = {one: float(_find_goodwill(unfolded, one).mean()) for one in ranking if one != best}
    if not means or not unfolded.names:
        return ()
    worst = min(means, key=lambda one: (means[one], one))
    lost = _find_goodwill(unfolded, best) - _find_goodwill(unfolded, worst)
    sales = _find_sales(unfolded, best) & ~_find_sales(unfolded, worst)
    picks = [
        (np.ones_like(sales), f"The most harmed: {worst} took most goodwill from this person."),
        (sales, f"A lost sale: this person bought under {best}, and not under {worst}."),
    ]
    found: dict[str, Twin] = {}
    for among, why in picks:
        harm = np.where(among, lost, -np.inf)
        row = int(np.argmax(harm))
        if harm[row] > 0.0 and unfolded.names[row] not in found:
            found[unfolded.names[row]] = Twin(unfolded.names[row], (worst, best), why)
    return tuple(found.values())


def _find_goodwill(unfolded: Unfolded, strategy: str) -> Floats:
    return np.asarray(unfolded.goodwill[unfolded.strategies.index(strategy)])


def _find_sales(unfolded: Unfolded, strategy: str) -> np.ndarray:
    return np.asarray(unfolded.bought[unfolded.strategies.index(strategy)], bool)
