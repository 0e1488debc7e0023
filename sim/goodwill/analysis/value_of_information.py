"""Say what it would be worth to know more: everything, or one parameter at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.plausible import PlausibleWorlds, Surfaces, find_surfaces
from goodwill.analysis.screening import ERROR, find_chance_of_any
from goodwill.analysis.smoothing import smooth

Floats = npt.NDArray[np.float64]


class Worth(NamedTuple):
    """What knowing something would be worth, before it is known."""

    of: str  # parameter, or the name of several
    worth: float  # USD per decision, 0 or more
    error: float  # standard error, for there being only so many draws
    share: float  # of the worth of knowing everything, at most 1; nan: that is worth nothing
    chance: float  # that so much would be seen if it had nothing to do with the choice


class Information(NamedTuple):
    """What knowing everything would be worth, and each part of it by itself.

    The parts do not add up: two parameters may be worth knowing only together. A part that cannot
    be told from chance, among so many, is worth nothing here: more draws may show that it is.
    """

    price: float  # USD per goodwill point
    choice: str  # with what is known now
    everything: Worth
    parts: tuple[Worth, ...]  # most first


def find_worth(net: Floats) -> tuple[float, float]:
    """Give the expected value of knowing which draw it is, and its standard error.

    Parameters
    ----------
    net
        Expected net values given what would be known, shape (draws, strategies); without noise,
        which would count as knowledge.

    Examples
    --------
    >>> import numpy as np
    >>> find_worth(np.array([[0.0, 2.0], [0.0, -1.0]]))[0]
    0.5
    """
    chosen = int(np.argmax(net.mean(axis=0)))
    gains = net.max(axis=1) - net[:, chosen]
    n_draws = gains.size
    error = float(gains.std(ddof=1)) / math.sqrt(n_draws) if n_draws > 1 else math.inf
    return math.fsum(gains.tolist()) / n_draws, error


def find_worth_of_part(columns: Floats, net: Floats) -> tuple[float, float]:
    """Give the expected value of knowing some parameters, and its standard error.

    Net values less those of the first strategy are smoothed over the parameters in question.

    Parameters
    ----------
    columns
        The parameters, shape (draws, numbers).
    net
        Net values, shape (draws, strategies); may be noisy.
    """
    fitted = [
        smooth(columns, net[:, one] - net[:, 0]).fitted if one else np.zeros(net.shape[0])
        for one in range(net.shape[1])
    ]
    return find_worth(np.column_stack(fitted))


def value_information(
    worlds: PlausibleWorlds,
    price: float,
    *,
    surfaces: Surfaces | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> Information:
    """Say what it would be worth to know everything, and each parameter by itself.

    Parameters
    ----------
    worlds
        Draws and what came of them.
    price
        USD per goodwill point.
    surfaces
        Of these worlds, if they were made already.
    groups
        Names and the parameters that each stands for, such as all that one experiment would tell;
        None: every parameter by itself.

    Returns
    -------
    Information
        USD per decision: for one list of contacts of the scenario's size over its horizon.
    """
    smoothed = surfaces or find_surfaces(worlds)
    everything, error = find_worth(smoothed.find_net_values(price))
    places = [worlds.strategies.index(one) for one in worlds.rivals]
    net = (worlds.money + price * worlds.goodwill)[:, places]
    asked = groups if groups is not None else {key: (key,) for key in worlds.groups}
    parts = []
    for name, keys in asked.items():
        columns = worlds.find_columns(tuple(keys))
        chance = find_chance(columns, net)
        worth, part_error = 0.0, 0.0
        if chance * len(asked) <= ERROR:
            worth, part_error = find_worth_of_part(columns, net)
        share = min(1.0, _divide(worth, everything)) if everything else math.nan
        parts.append(Worth(name, worth, part_error, share, chance))
    return Information(
        price,
        smoothed.strategies[int(np.argmax(smoothed.find_net_values(price).mean(axis=0)))],
        Worth("everything", everything, error, _divide(everything, everything), 0.0),
        tuple(sorted(parts, key=lambda one: (-one.worth, one.chance, one.of))),
    )


def find_chance(columns: Floats, net: Floats) -> float:
    """Give the chance that some parameters tell so much of any difference by chance."""
    differences = [net[:, one] - net[:, 0] for one in range(1, net.shape[1])]
    chances = [find_chance_of_any(columns, one) for one in differences]
    return min(1.0, len(chances) * min(chances, default=1.0))


def _divide(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
