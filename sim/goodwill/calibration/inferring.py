"""Infer parameters from data with nothing but simulations: regression-adjusted ABC.

Summaries are learnt from all simulated data sets, then once more from those near the observed
data; the nearest of these are accepted, weighted and adjusted (:mod:`.adjusting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.calibration.adjusting import accept_nearest, adjust_scores, find_directions
from goodwill.calibration.learning import (
    LearntSummaries,
    learn_summaries,
    measure_oddness,
)
from goodwill.calibration.posterior import Posterior
from goodwill.calibration.reference import Floats, Reference
from goodwill.errors import ResultError

_DRAWS_PER_DIRECTION = 20  # accepted, for each slope that is fitted to them
_MOST_EXTREME = 8.0  # normal score beyond which a share would round to 1


class Acceptance(NamedTuple):
    """How many simulated data sets count as near.

    Attributes
    ----------
    near
        Share of all from which summaries are learnt anew.
    least_near
        ... but at least so many.
    accepted
        Share of these that is accepted.
    n_bent
        Components with squares and products among these; 0 relearns nothing.
    """

    near: float = 0.1
    least_near: int = 1000
    accepted: float = 0.5
    n_bent: int = 8


DEFAULT = Acceptance()


def infer(
    reference: Reference,
    observed: Sequence[float] | Floats,
    *,
    learnt: LearntSummaries | None = None,
    acceptance: Acceptance = DEFAULT,
) -> Posterior:
    """Infer the parameters that data were made with.

    Parameters
    ----------
    reference
        Simulated data sets.
    observed
        The same figures of the observed data, in the same order.
    learnt
        From :func:`~goodwill.calibration.learning.learn_summaries` of this reference, where many
        data sets are inferred from; None: they are learnt here.
    acceptance
        How many simulated data sets count as near.

    Returns
    -------
    Posterior
        Its draws stay within the prior's ranges.

    Raises
    ------
    ResultError
        The figures are not as many as the reference's, or not finite.

    References
    ----------
    Sisson, S. A., Fan, Y., Beaumont, M. A. (eds.) (2018). Handbook of Approximate Bayesian
    Computation. CRC Press.
    """
    figures = np.asarray(observed, np.float64)
    _check(reference, figures)
    learnt = learn_summaries(reference) if learnt is None else learnt
    row = figures[np.newaxis]
    rows = _find_near(reference, learnt, row, acceptance)
    near = reference.take(rows)
    fitted, wanted, errors = learnt.fitted[rows], learnt.apply(row)[0], learnt.errors
    if acceptance.n_bent:
        anew = learn_summaries(near, n_bent=acceptance.n_bent)
        fitted, wanted, errors = anew.fitted, anew.apply(row)[0], anew.errors
    n_accepted = max(1, round(acceptance.accepted * near.n_draws))
    differences = find_directions((fitted - wanted) / errors, n_accepted // _DRAWS_PER_DIRECTION)
    taken, weights = accept_nearest(differences, n_accepted)
    adjusted = adjust_scores(near.scores[taken], differences[taken], weights)
    return Posterior(
        reference.names, _find_shares(adjusted), weights, _find_surprise(reference, learnt, row)
    )


def _find_near(
    reference: Reference, learnt: LearntSummaries, row: Floats, acceptance: Acceptance
) -> npt.NDArray[np.intp]:
    """Give the rows of the data sets that are near by what was learnt from all."""
    wanted = max(acceptance.least_near, round(acceptance.near * reference.n_draws))
    away = (learnt.fitted - learnt.apply(row)) / learnt.errors
    rows, _ = accept_nearest(away, min(reference.n_draws, wanted))
    return rows


def _check(reference: Reference, figures: Floats) -> None:
    if figures.shape != (len(reference.summary_names),):
        raise ResultError(
            f"observed data have {figures.size} figures. "
            f"The reference has {len(reference.summary_names)}."
        )
    if not np.isfinite(figures).all():
        at = int(np.flatnonzero(~np.isfinite(figures))[0])
        raise ResultError(f"observed data: {reference.summary_names[at]} is {figures[at]}.")


def _find_shares(scores: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(np.clip(scores, -_MOST_EXTREME, _MOST_EXTREME)))


def _find_surprise(reference: Reference, learnt: LearntSummaries, row: Floats) -> float:
    """Give the share of simulated data sets that are less odd: nearer to the middle of all."""
    constant = ~learnt.varying
    if (row[0, constant] != reference.summaries[0, constant]).any():
        return 1.0
    return float((learnt.oddness < measure_oddness(learnt.whiten(row))[0]).mean())
