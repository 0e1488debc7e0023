"""Pick people whose lives under two strategies show what tells the strategies apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.unfolding import Floats, Unfolded


class Twin(NamedTuple):
    """One person, to be shown under two strategies."""

    person: str
    strategies: tuple[str, str]  # the one that does more harm first
    why: str


def pick_twins(unfolded: Unfolded, ranking: Sequence[str]) -> tuple[Twin, ...]:
    """Pick people of the first world: the most harmed, a typical one, a sale lost and one rescued.

    Parameters
    ----------
    unfolded
        With the people of its first world.
    ranking
        Strategies that can be chosen, the most promising first: it is held against the one that
        leaves least goodwill, and against leaving people alone.

    Returns
    -------
    tuple of Twin
        Each person once; without those that there are not.
    """
    best, holdout = ranking[0], unfolded.holdout
    means = {one: float(_find_goodwill(unfolded, one).mean()) for one in ranking if one != best}
    if not means or not unfolded.names:
        return ()
    worst = min(means, key=lambda one: (means[one], one))
    cost = _find_goodwill(unfolded, best) - _find_goodwill(unfolded, worst)
    harmed = cost > 0.0
    middle = float(np.median(cost[harmed])) if harmed.any() else 0.0
    picks = [
        _Pick(
            harmed,
            cost,
            (worst, best),
            f"The most harmed: {worst} leaves nobody further below what {best} does.",
        ),
        _Pick(
            harmed,
            -np.abs(cost - middle),
            (worst, best),
            f"A typical one: half of those whom {worst} leaves below {best} are further below.",
        ),
        _pick_sale(unfolded, worst, holdout, "A lost sale"),
        _pick_sale(unfolded, holdout, best, "A rescued sale"),
    ]
    return _settle(unfolded.names, [one for one in picks if one is not None])


class _Pick(NamedTuple):
    """Whom to pick: of some people the one with most of something."""

    among: npt.NDArray[np.bool_]
    most: Floats
    strategies: tuple[str, str]
    why: str


def _pick_sale(unfolded: Unfolded, without: str, sold: str, words: str) -> _Pick | None:
    """Pick a sale that one strategy made and another one did not."""
    if without == sold:
        return None
    gain = _find_goodwill(unfolded, sold) - _find_goodwill(unfolded, without)
    sales = _find_sales(unfolded, sold) & ~_find_sales(unfolded, without)
    return _Pick(
        sales, gain, (without, sold), f"{words}: bought under {sold}, and not under {without}."
    )


def _settle(names: Sequence[str], picks: Sequence[_Pick]) -> tuple[Twin, ...]:
    """Give each pick its person; the next in line where somebody was picked before."""
    found: dict[str, Twin] = {}
    for pick in picks:
        free = pick.among & np.array([name not in found for name in names])
        if free.any():
            name = names[int(np.argmax(np.where(free, pick.most, -np.inf)))]
            found[name] = Twin(name, pick.strategies, pick.why)
    return tuple(found.values())


def _find_goodwill(unfolded: Unfolded, strategy: str) -> Floats:
    return np.asarray(unfolded.goodwill[unfolded.strategies.index(strategy)])


def _find_sales(unfolded: Unfolded, strategy: str) -> np.ndarray:
    return np.asarray(unfolded.bought[unfolded.strategies.index(strategy)], bool)
