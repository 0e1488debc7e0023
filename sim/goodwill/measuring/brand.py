"""Say what harmed and what helped the brand, cause by cause, so that it adds up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from goodwill.eventlog import FIXED, History
from goodwill.vocabulary import SECONDS_PER_DAY, Cause
from goodwill.world import World


class CauseShare(NamedTuple):
    """What one cause did to the brand.

    `gained` and `lost` are whole numbers (goodwill-days over the horizon, times
    :data:`~goodwill.eventlog.FIXED`): over all causes they add up exactly to what brand lift and
    brand damage are made of. `lift` and `damage` are the same in goodwill per 1,000 people, as the
    metrics of the like names.
    """

    cause: str  # Cause
    touch: str | None  # kind of touch: of hearsay, the one that was talked of
    lift: float
    damage: float
    gained: int
    lost: int


def weigh(world: World, goodwill_days: int) -> float:
    """Turn goodwill-days (times FIXED) into the time average per 1,000 people of the market."""
    days = world.horizon / SECONDS_PER_DAY
    return goodwill_days / FIXED / days / max(1, len(world.persons)) * 1_000


def sum_bookings(history: History) -> tuple[int, int]:
    """Give all that was gained and all that was lost: goodwill-days times FIXED."""
    gained = sum(sums[0] for sums in history.bookings.values())
    return gained, sum(sums[1] for sums in history.bookings.values())


def damage_by_cause(world: World, history: History) -> list[CauseShare]:
    """Split brand lift and brand damage by cause and kind of touch.

    Returns
    -------
    list of CauseShare
        The greatest damage first, then the greatest lift; nothing is left out.
    """
    shares = [
        CauseShare(
            Cause(cause).name.lower(),
            world.touches[touch].name if touch >= 0 else None,
            weigh(world, gained),
            weigh(world, lost),
            gained,
            lost,
        )
        for (cause, touch), (gained, lost) in history.bookings.items()
    ]
    return sorted(shares, key=lambda one: (-one.lost, -one.gained, one.cause, one.touch or ""))


def net_value(metrics: Mapping[str, float], holdout: Mapping[str, float], price: float) -> float:
    """Weigh money inside the horizon against goodwill that outlasts it.

    Parameters
    ----------
    metrics, holdout
        Figures of a strategy, and of the holdout on the same people with the same luck.
    price
        USD that one point of the whole market's mean goodwill is worth at the end. Within the
        horizon harm shows as lost revenue already: the price is for what comes after.

    Returns
    -------
    float
        Revenue - cost + price x (mean goodwill at the end - the holdout's), USD.

    Examples
    --------
    >>> mine = {"revenue": 900.0, "cost": 100.0, "mean_goodwill_end": -0.5}
    >>> net_value(mine, {"mean_goodwill_end": 0.5}, price=300.0)
    500.0
    """
    goodwill = metrics["mean_goodwill_end"] - holdout["mean_goodwill_end"]
    return metrics["revenue"] - metrics["cost"] + price * goodwill
