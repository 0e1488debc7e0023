"""Follow success from attempt to attempt: how many were still at risk, and how many said yes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.errors import ResultError
from goodwill.eventlog import Kind
from goodwill.vocabulary import Outcome, Placement

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_NEVER_QUITE = 1e-9  # a hazard of 0 or 1 would make what was seen impossible


class Attempts(NamedTuple):
    """What became of each attempt, by its number.

    Attributes
    ----------
    at_risk
        People who got an attempt of this number, having refused all before, shape (attempts,).
    successes
        Those who said yes to it, same shape.
    """

    at_risk: Integers
    successes: Integers

    @property
    def hazards(self) -> Floats:
        """Give successes per attempt; nan where nobody was at risk."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.successes / self.at_risk)

    def __add__(self, other: object) -> Attempts:
        """Add the attempts upon other people."""
        if not isinstance(other, Attempts):
            return NotImplemented
        return Attempts(self.at_risk + other.at_risk, self.successes + other.successes)


def count_attempts(events: npt.NDArray[np.void], n_attempts: int) -> Attempts:
    """Count in a log the touches that reached their person, up to its first yes.

    Parameters
    ----------
    events
        A full log: records of :data:`goodwill.eventlog.EVENT`.
    n_attempts
        How many to follow a person for.
    """
    touches, numbers = follow_attempts(events, n_attempts)
    yes = touches["outcome"] == Outcome.INTERESTED
    return Attempts(
        np.bincount(numbers, minlength=n_attempts).astype(np.int64),
        np.bincount(numbers[yes], minlength=n_attempts).astype(np.int64),
    )


def follow_attempts(
    events: npt.NDArray[np.void], n_attempts: int
) -> tuple[npt.NDArray[np.void], Integers]:
    """Give the records of these touches, person by person, and each one's number from 0."""
    reached = (events["kind"] == Kind.TOUCHED) & (events["detail"] == Placement.REACHED)
    touches = events[reached]
    touches = touches[np.lexsort((touches["serial"], touches["second"], touches["person"]))]
    yes = (touches["outcome"] == Outcome.INTERESTED).astype(np.int64)
    starts = np.r_[True, touches["person"][1:] != touches["person"][:-1]][: len(touches)]
    places = np.arange(len(touches))
    firsts = np.maximum.accumulate(np.where(starts, places, 0)) if len(touches) else places
    earlier = np.cumsum(yes) - yes
    followed = (earlier == earlier[firsts]) & (places - firsts < n_attempts)
    return touches[followed], (places - firsts)[followed]


def find_deviance(seen: Attempts, hazards: Floats) -> float:
    """Say how far hazards are from what was seen: 0 for the very rates that were seen.

    Parameters
    ----------
    seen
        Attempts upon people.
    hazards
        Chance of success per attempt, the same number of them.

    Returns
    -------
    float
        Twice the log likelihood lost against a hazard of its own for every attempt.

    Raises
    ------
    ResultError
        There are more or fewer hazards than attempts.
    """
    from scipy.special import rel_entr

    if hazards.shape != seen.at_risk.shape:
        raise ResultError(f"{hazards.size} hazards for {seen.at_risk.size} attempts.")
    likely = np.clip(hazards, _NEVER_QUITE, 1.0 - _NEVER_QUITE)
    expected = seen.at_risk * likely
    failures = seen.at_risk - seen.successes
    parts = rel_entr(seen.successes, expected) + rel_entr(failures, seen.at_risk - expected)
    return float(2.0 * parts.sum())
