"""Say how many worlds are enough: until every pair is as precise as asked, in the figure's unit."""

from __future__ import annotations

import math
from typing import NamedTuple

from goodwill.analysis.comparison import compare
from goodwill.analysis.intervals import CONFIDENCE
from goodwill.analysis.study import Study
from goodwill.errors import ParameterError

FIRST = 20
"""Worlds before the first look: with fewer, stopping when it looks precise looks too early."""

BATCH = 10
"""Worlds between looks."""

MOST = 60
"""Worlds at which it ends, precise or not."""


class Progress(NamedTuple):
    """How far the worlds run so far have come."""

    n_worlds: int  # run so far
    n_needed: int  # in all; the same number: it is over
    precise: bool  # every pair is as precise as asked
    half_widths: tuple[tuple[str, str, float], ...]  # of each pair, the widest first

    @property
    def finished(self) -> bool:
        """Say whether no more worlds are to be run, precise or not."""
        return self.n_needed <= self.n_worlds


def plan_replications(
    study: Study | None,
    metric: str,
    precision: float,
    *,
    most: int = MOST,
    confidence: float = CONFIDENCE,
) -> Progress:
    """Say how many worlds there should be, after those that there are.

    The rule is absolute: the half-width of every pair's interval, all pairs together, in the
    figure's unit. A relative one would stop at once where the difference is negative, and never
    where it is nought.

    Parameters
    ----------
    study
        All that was run so far; None: nothing yet.
    metric
        The figure on which the decision hangs.
    precision
        Half-width to reach, above 0.
    most
        Worlds at which it ends.
    confidence
        Of all intervals together.

    Raises
    ------
    ParameterError
        The precision is not above 0, or there may be no world.

    References
    ----------
    Singham, D. I., Schruben, L. W. (2012). Finite-sample performance of absolute precision stopping
    rules. INFORMS Journal on Computing 24, 624-635.
    """
    if not precision > 0.0:
        raise ParameterError(f"precision: {precision:g}. Accepted: half-widths above 0.")
    if most < 1:
        raise ParameterError(f"replications: at most {most}. At least 1 is needed.")
    n_worlds = study.n_replications if study else 0
    if study is None or n_worlds < min(FIRST, most):
        return Progress(n_worlds, min(FIRST, most), precise=False, half_widths=())
    compared = compare(study, [metric], confidence=confidence).differences
    widths = sorted(
        ((one.strategy, one.other, (one.joint.high - one.joint.low) / 2.0) for one in compared),
        key=lambda one: (-one[2] if not math.isnan(one[2]) else -math.inf, one[0], one[1]),
    )
    precise = all(width <= precision for _, _, width in widths)
    n_needed = n_worlds if precise or n_worlds >= most else min(most, n_worlds + BATCH)
    return Progress(n_worlds, n_needed, precise, tuple(widths))
