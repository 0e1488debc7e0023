"""Hold strategies against leaving people alone, in the same worlds with the same luck."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.analysis.intervals import CONFIDENCE, Interval, estimate_mean
from goodwill.analysis.simultaneous import share_errors
from goodwill.errors import UnknownNameError, hint

if TYPE_CHECKING:
    import pandas as pd

ANNOYED = ("angry_replies", "complaints", "opt_outs")
DEALS = "conversions"
BRAND = "brand_net"


@dataclass(frozen=True, slots=True)
class Standing:
    """One strategy: what it came to on average, and what of it is more than the holdout's."""

    strategy: str
    means: Mapping[str, float]  # of every metric
    annoyed: float  # angry replies, complaints and opt-outs together, mean
    deals_beyond: Interval | None  # deals won, less the holdout's; None for the holdout itself
    brand_beyond: Interval | None  # brand net, less the holdout's


class Runs:
    """Figures of several strategies in the same worlds.

    Parameters
    ----------
    figures
        Columns strategy, replication, metric, value, as
        :func:`goodwill.running.run_many` gives them.
    holdout
        The strategy that the others are held against.

    Raises
    ------
    UnknownNameError
        The holdout is not among the strategies.
    """

    def __init__(self, figures: pd.DataFrame, holdout: str) -> None:
        self.strategies: list[str] = list(dict.fromkeys(figures["strategy"]))
        self.holdout = holdout
        if holdout not in self.strategies:
            known = hint(holdout, self.strategies)
            raise UnknownNameError(f"no strategy {holdout!r} was run. {known}")
        self._values: dict[tuple[str, str], list[float]] = {}  # by strategy, metric
        ordered = figures.sort_values("replication", kind="stable")
        columns = (ordered[name].tolist() for name in ("strategy", "metric", "value"))
        for strategy, metric, value in zip(*columns, strict=True):
            self._values.setdefault((strategy, metric), []).append(value)
        self.n_replications = int(figures["replication"].nunique())

    def subtract(
        self, strategy: str, other: str, metric: str, *, confidence: float = CONFIDENCE
    ) -> Interval:
        """Estimate what a strategy has more of than another one, world by world."""
        pairs = zip(self._values[strategy, metric], self._values[other, metric], strict=True)
        return estimate_mean([mine - yours for mine, yours in pairs], confidence=confidence)

    def rank(self) -> list[Standing]:
        """Give all strategies, those with most deals first."""
        standings = [self._stand(strategy) for strategy in self.strategies]
        return sorted(standings, key=lambda one: (-one.means[DEALS], one.strategy))

    def _stand(self, strategy: str) -> Standing:
        means = {
            metric: math.fsum(values) / len(values)
            for (name, metric), values in self._values.items()
            if name == strategy
        }
        other = strategy != self.holdout
        return Standing(
            strategy,
            means,
            sum(means[name] for name in ANNOYED),
            self.subtract(strategy, self.holdout, DEALS) if other else None,
            self.subtract(strategy, self.holdout, BRAND) if other else None,
        )


def write_findings(runs: Runs, *, ceilings: Sequence[str] = ()) -> list[str]:
    """Say in sentences what the intervals support, and what they leave open.

    Parameters
    ----------
    runs
        What was run.
    ceilings
        Strategies that no vendor can run; they are left out.

    Returns
    -------
    list of str
        Every difference that is called clear has an interval without zero, at 95 % for all of them
        together (Bonferroni). Whom the last sentence compares is seen from the results, so every
        pair that it could have been counts, in deals and for the brand.
    """
    rivals = [one for one in runs.strategies if one not in (runs.holdout, *ceilings)]
    if not rivals:
        return []
    n_pairs = len(rivals) + math.comb(len(rivals), 2)  # each with the holdout, and with another
    confidence = 1 - share_errors(1 - CONFIDENCE, 2 * n_pairs)
    deals = {one: runs.subtract(one, runs.holdout, DEALS, confidence=confidence) for one in rivals}
    brand = {one: runs.subtract(one, runs.holdout, BRAND, confidence=confidence) for one in rivals}
    findings = [
        _write_differences(deals, "Deals", ("won more", "won fewer"), runs.holdout),
        _write_differences(brand, "Brand", ("left it better", "left it worse"), runs.holdout),
    ]
    seller = max(rivals, key=lambda one: (deals[one].estimate, one))
    keeper = max(rivals, key=lambda one: (brand[one].estimate, one))
    if seller != keeper:
        findings.append(_write_trade(runs, seller, keeper, confidence))
    elif len(rivals) > 1:
        runner_up = max(
            (one for one in rivals if one != seller), key=lambda one: (deals[one].estimate, one)
        )
        findings.append(_write_lead(runs, seller, runner_up, confidence))
    return findings


def _write_differences(
    differences: Mapping[str, Interval], subject: str, verbs: tuple[str, str], holdout: str
) -> str:
    above = {one: found for one, found in differences.items() if found.low > 0}
    below = {one: found for one, found in differences.items() if found.high < 0}
    parts = [
        f"{_join(group)} {verb} than {holdout}"
        for group, verb in zip((above, below), verbs, strict=True)
        if group
    ]
    if not parts:
        return f"{subject}: no clear difference from {holdout} for any strategy."
    unclear = [one for one in differences if one not in above and one not in below]
    if unclear:
        parts.append(f"no clear difference for {', '.join(unclear)}")
    return f"{subject}: {'; '.join(parts)}."


def _join(differences: Mapping[str, Interval]) -> str:
    ordered = sorted(differences.items(), key=lambda one: -abs(one[1].estimate))
    return ", ".join(f"{one} ({write_interval(found)})" for one, found in ordered)


def write_interval(interval: Interval) -> str:
    """Write an estimate with its range.

    Examples
    --------
    >>> write_interval(Interval(3.0, -1.25, 7.25)), write_interval(Interval(250.0, 100.0, 400.0))
    ('+3.0, −1.2 to +7.2', '+250, +100 to +400')
    """
    digits = 0 if max(abs(one) for one in interval if one == one) >= 100 else 1  # noqa: PLR0124, PLR2004
    estimate, low, high = (f"{one:+,.{digits}f}".replace("-", "−") for one in interval)
    return f"{estimate}, {low} to {high}"


def _write_lead(runs: Runs, leader: str, runner_up: str, confidence: float) -> str:
    deals = runs.subtract(leader, runner_up, DEALS, confidence=confidence)
    brand = runs.subtract(leader, runner_up, BRAND, confidence=confidence)
    if deals.clear and brand.clear:  # the leader's are more: it is first in both
        return (
            f"No trade: {leader} won more deals than {runner_up} ({write_interval(deals)}) and "
            f"kept more goodwill per 1,000 people ({write_interval(brand)})."
        )
    clear = [
        subject for subject, found in (("in deals", deals), ("for the brand", brand)) if found.clear
    ]
    ahead = (
        f"clearly ahead of {runner_up} only {clear[0]}" if clear else f"{runner_up} may be as good"
    )
    return f"{leader} is first in deals and for the brand, but {ahead}."


def _write_trade(runs: Runs, seller: str, keeper: str, confidence: float) -> str:
    deals = runs.subtract(seller, keeper, DEALS, confidence=confidence)
    brand = runs.subtract(keeper, seller, BRAND, confidence=confidence)
    if deals.clear and brand.clear:
        return (
            f"The trade: {seller} won more deals than {keeper} ({write_interval(deals)}), and "
            f"{keeper} kept more goodwill per 1,000 people ({write_interval(brand)})."
        )
    if brand.clear:
        return (
            f"The trade: {seller} did not clearly win more deals than {keeper} "
            f"({write_interval(deals)}), but {keeper} clearly kept more goodwill per 1,000 people "
            f"({write_interval(brand)})."
        )
    return (
        f"The trade between {seller} (most deals) and {keeper} (best for the brand) is not clear "
        "yet: run more replications."
    )
