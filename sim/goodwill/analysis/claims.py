"""Say only what intervals support: a claim that they do not support cannot be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodwill.analysis.best import Better, Contender, compare_with_best, find_direction
from goodwill.analysis.comparison import Comparison
from goodwill.analysis.differences import Difference
from goodwill.analysis.intervals import Interval
from goodwill.errors import ResultError

Finding = Literal["more", "less", "same", "negligible", "undecided"]
"""What is found of a difference: ``more`` or ``less`` than the other, the ``same`` in every world,
``negligible`` (surely smaller than what matters, whichever way), or ``undecided``."""

NOTHING = Interval(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of one difference.

    Attributes
    ----------
    metric, strategy, other
        The figure, and whose.
    finding
        What `strategy` has of it, against `other`.
    interval
        That supports the finding: of the strategy's less the other's.
    smallest
        Difference that matters, in the figure's unit, 0 or more.

    Raises
    ------
    ResultError
        The interval does not support the finding.
    """

    metric: str
    strategy: str
    other: str
    finding: Finding
    interval: Interval
    smallest: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is not so."""
        supported = find_finding(self.interval, self.smallest)
        if self.finding != supported:
            raise ResultError(
                f"{self.strategy} against {self.other}, {self.metric}: {self.finding!r} is not "
                f"what {self.interval} supports. Supported: {supported!r}."
            )

    @property
    def decided(self) -> bool:
        """Say whether anything but more runs is left to do."""
        return self.finding != "undecided"


def find_finding(interval: Interval, smallest: float = 0.0) -> Finding:
    """Say what an interval of a difference supports.

    Parameters
    ----------
    interval
        Of the first's less the second's.
    smallest
        Difference that matters, 0 or more; what lies within it altogether is negligible.

    Examples
    --------
    >>> find_finding(Interval(2.0, 1.0, 3.0)), find_finding(Interval(2.0, -1.0, 5.0))
    ('more', 'undecided')
    >>> find_finding(Interval(0.2, -0.1, 0.5), smallest=1.0)
    'negligible'
    """
    if interval == NOTHING:
        return "same"
    if -smallest < interval.low and interval.high < smallest:
        return "negligible"
    if interval.low > 0.0:
        return "more"
    return "less" if interval.high < 0.0 else "undecided"


def claim(difference: Difference, *, smallest: float = 0.0) -> Claim:
    """Say what is known of a difference, all differences of its comparison together.

    Parameters
    ----------
    difference
        From a comparison; its joint interval decides.
    smallest
        Difference that matters, in the figure's unit.
    """
    return Claim(
        difference.metric,
        difference.strategy,
        difference.other,
        find_finding(difference.joint, smallest),
        difference.joint,
        smallest,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which strategy to choose by one figure, as far as that is known.

    Attributes
    ----------
    metric, better
        The figure, and which way is better.
    leader
        The strategy that is better than every other one; None: open, or some are the same.
    candidates
        Those that no other one is better than, most promising first; at least one.
    contenders
        All that can be chosen, held against the best of the others.
    claims
        Of each candidate against each other one that can be chosen: what the choice rests on.

    Raises
    ------
    ResultError
        The leader or the candidates are not what the contenders support.
    """

    metric: str
    better: Better
    leader: str | None
    candidates: tuple[str, ...]
    contenders: tuple[Contender, ...]
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        """Refuse a leader that leads nothing."""
        best = [one.strategy for one in self.contenders if one.best]
        possible = tuple(one.strategy for one in self.contenders if not one.ruled_out)
        if [self.leader] * (self.leader is not None) != best or self.candidates != possible:
            raise ResultError(
                f"{self.metric}: leader {self.leader}, candidates {', '.join(self.candidates)}. "
                f"Supported: {', '.join(best) or 'no leader'}, {', '.join(possible)}."
            )

    @property
    def decided(self) -> bool:
        """Say whether there is a leader, or all candidates are the same."""
        return self.leader is not None or all(
            one.decided for one in self.claims if {one.strategy, one.other} <= set(self.candidates)
        )


def choose(
    comparison: Comparison,
    metric: str,
    *,
    better: Better | None = None,
    smallest: float = 0.0,
) -> Choice:
    """Say which strategy to choose by one figure, as far as the comparison carries.

    Parameters
    ----------
    comparison
        Of the metric, among others.
    metric
        By which to choose.
    better
        Which way; None: as the figure's description says.
    smallest
        Difference that matters, in the figure's unit.

    Raises
    ------
    ResultError
        Neither way is better for this figure.
    """
    direction = better or find_direction(metric)
    contenders = compare_with_best(comparison, metric, better=direction)
    candidates = tuple(one.strategy for one in contenders if not one.ruled_out)
    claims = tuple(
        claim(comparison.find(one, other.strategy, metric), smallest=smallest)
        for one in candidates
        for other in contenders
        if other.strategy != one
    )
    leader = next((one.strategy for one in contenders if one.best), None)
    return Choice(metric, direction, leader, candidates, contenders, claims)
