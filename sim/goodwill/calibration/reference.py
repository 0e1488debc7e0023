"""Hold simulated data sets beside the parameters that they were simulated with."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from goodwill.errors import ResultError

Floats = npt.NDArray[np.float64]

_FEWEST = 50  # data sets, to learn anything from


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What data would look like under many draws of the prior.

    Attributes
    ----------
    names
        Of the parameters' numbers.
    shares
        Where each draw lies in the prior, shape (draws, numbers): in (0, 1), uniform.
    summary_names
        Of the figures that data are summarised by.
    summaries
        Of each simulated data set, shape (draws, summaries); finite. Counts are best given as
        square roots, so that their noise does not depend on their size.

    Raises
    ------
    ResultError
        The shapes do not go together, there are too few draws, or figures are not finite.
    """

    names: tuple[str, ...]
    shares: Floats = field(repr=False)
    summary_names: tuple[str, ...]
    summaries: Floats = field(repr=False)

    def __post_init__(self) -> None:
        """Check that all parts go together, and close the figures to changes."""
        wanted = self.shares.shape[0], len(self.summary_names)
        if self.summaries.shape != wanted or self.shares.shape[1:] != (len(self.names),):
            raise ResultError(
                f"reference: shares {self.shares.shape}, summaries {self.summaries.shape}. "
                f"Needed: {len(self.names)} and {len(self.summary_names)} columns, as many rows."
            )
        if self.n_draws < _FEWEST:
            raise ResultError(f"reference: {self.n_draws} draws. At least {_FEWEST} are needed.")
        if not ((self.shares > 0.0) & (self.shares < 1.0)).all():
            raise ResultError("reference: a share is not between 0 and 1.")
        if not np.isfinite(self.summaries).all():
            at = int(np.flatnonzero(~np.isfinite(self.summaries).all(axis=0))[0])
            raise ResultError(
                f"reference: the summary {self.summary_names[at]} is not finite in some draw. "
                "Numbers are needed: count what can be counted, and leave out what cannot."
            )
        self.shares.setflags(write=False)
        self.summaries.setflags(write=False)

    @property
    def n_draws(self) -> int:
        """Give the number of simulated data sets."""
        return int(self.shares.shape[0])

    @property
    def scores(self) -> Floats:
        """Give the draws as standard normal scores, in which regressions are made."""
        from scipy.special import ndtri

        return np.asarray(ndtri(self.shares))

    def take(self, rows: npt.NDArray[np.intp]) -> Reference:
        """Give the reference of some of the draws alone."""
        return Reference(self.names, self.shares[rows], self.summary_names, self.summaries[rows])

    def choose(self, numbers: npt.NDArray[np.bool_]) -> Reference:
        """Give the reference of some of the numbers alone, the others left to vary unseen."""
        names = tuple(name for name, kept in zip(self.names, numbers, strict=True) if kept)
        return Reference(names, self.shares[:, numbers], self.summary_names, self.summaries)
