"""Put simulated and observed counts side by side: which figures say something, and with what noise.

A share that is counted in a small number of chances is a noisy one. Where a simulated data set has
more chances than the observed one, so many are taken of them at random: simulated figures are then
as noisy as observed ones. Where it has fewer, its figures are noisier, and intervals wider than
they would have to be, never narrower.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from goodwill.calibration.prior import Prior
from goodwill.calibration.reference import Floats, Reference
from goodwill.calibration.simulating import Simulated
from goodwill.calibration.summarising import Counts, Figure, list_figures
from goodwill.errors import ResultError
from goodwill.loading.events import EventKind

LEAST_EXPOSURES = 20
"""Chances, in the data and in the median simulated data set, below which a figure is unused."""

_ADDED = 0.75  # chances added to every figure, with hits at the usual rate (Anscombe)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What parameters are inferred from.

    Attributes
    ----------
    reference
        Simulated figures and the draws they come from, of the numbers to be inferred.
    observed
        The same figures of the observed data.
    figures
        Names of the figures that are used.
    left_out
        Names of those that are not, though such events were recorded: hardly any chances, in the
        data or in the simulations.
    hits, exposures
        Observed, of the used figures.
    rates
        Simulated shares of the used figures, shape (draws, figures), as noisy as the observed.
    ratio
        Chances in the middle of the simulated data sets beside the observed, over all used figures.
    """

    reference: Reference
    observed: Floats = field(repr=False)
    figures: tuple[str, ...]
    left_out: tuple[str, ...]
    hits: npt.NDArray[np.int64] = field(repr=False)
    exposures: npt.NDArray[np.int64] = field(repr=False)
    rates: Floats = field(repr=False)
    ratio: float


_TOKENS: Mapping[str, tuple[EventKind, ...]] = {
    "all outcomes": (
        EventKind.CLICKED,
        EventKind.REPLIED,
        EventKind.REPLIED_INTERESTED,
        EventKind.REPLIED_NEUTRAL,
        EventKind.REPLIED_NOT_INTERESTED,
        EventKind.REPLIED_ANGRY,
        EventKind.UNSUBSCRIBED,
        EventKind.COMPLAINED,
    ),
    "bounced": (EventKind.BOUNCED,),
    "called": (EventKind.CALLED,),
    "calls": (EventKind.CALLED,),
    "clicked": (EventKind.CLICKED,),
    "clicks": (EventKind.CLICKED,),
    "complaints": (EventKind.COMPLAINED,),
    "connected": (EventKind.CONNECTED,),
    "inbound events": (EventKind.INQUIRED,),
    "meetings": (EventKind.MEETING, EventKind.MEETING_BOOKED),
    "opt-outs": (EventKind.UNSUBSCRIBED,),
    "opt-outs by channel": (EventKind.UNSUBSCRIBED,),
    "replied": (
        EventKind.REPLIED,
        EventKind.REPLIED_INTERESTED,
        EventKind.REPLIED_NEUTRAL,
        EventKind.REPLIED_NOT_INTERESTED,
        EventKind.REPLIED_ANGRY,
    ),
    "requests": (EventKind.INQUIRED,),
    "revenue": (EventKind.WON,),
    "won": (EventKind.WON,),
}
_SAME = {"replies": "replied"}
EXPERIMENT = "randomised "
"""How the ledger begins what only an experiment could tell for sure."""


def find_kinds(token: str) -> tuple[EventKind, ...]:
    """Give the kinds of events that the ledger means by a word; none: it means no events."""
    return _TOKENS.get(_SAME.get(token, token), ())


def choose_keys(prior: Prior, kinds: Collection[EventKind]) -> tuple[str, ...]:
    """Choose the parameters that data of some kinds could say something about.

    Those that the ledger says such data could narrow; and those that only an experiment could: what
    records without one say about them is to be found out, not assumed.
    """
    chosen = []
    for entry in prior.entries:
        tokens = entry.calibrates.split(", ")
        told = any(kind in kinds for token in tokens for kind in find_kinds(token))
        if told or any(token.startswith(EXPERIMENT) for token in tokens):
            chosen.append(entry.key)
    return tuple(chosen)


def fit(
    simulated: Simulated,
    observed: Counts,
    kinds: Collection[EventKind],
    prior: Prior,
    keys: Collection[str],
    *,
    seed: int,
) -> Fit:
    """Choose figures, and make simulated ones as noisy as those observed.

    Parameters
    ----------
    simulated
        Counts of simulated data.
    observed
        Counts of the observed data.
    kinds
        Of events that the data record; others may have happened unseen.
    prior, keys
        What the draws are of, and which of it is to be inferred.
    seed
        Of the luck with which chances are taken.

    Raises
    ------
    ResultError
        No figure has enough chances, in the data and in the simulations.
    """
    used, left_out = _choose_figures(simulated, observed, kinds)
    chances = observed.exposures[used]
    hits, exposures = thin(simulated.hits[:, used], simulated.exposures[:, used], chances, seed)
    usual = (hits.sum(axis=0) + 0.5) / (exposures.sum(axis=0) + 1.0)
    numbers = np.array([name.partition("[")[0] in keys for name in prior.names])
    inferred = tuple(name for name, kept in zip(prior.names, numbers, strict=True) if kept)
    names = _name(used)
    return Fit(
        Reference(inferred, simulated.shares[:, numbers], names, stabilise(hits, exposures, usual)),
        stabilise(observed.hits[used], chances, usual),
        names,
        _name(left_out),
        observed.hits[used],
        chances,
        hits / np.maximum(exposures, 1),
        float(np.median(simulated.exposures[:, used], axis=0).sum() / chances.sum()),
    )


def _choose_figures(
    simulated: Simulated, observed: Counts, kinds: Collection[EventKind]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Give the places of figures that are used, and of those that were recorded but are not."""
    recorded = np.array([_find_recorded(one, kinds) for one in list_figures()])
    # What never happens, in the data or in any world (clicks on calls), says nothing.
    recorded &= (simulated.hits.sum(axis=0) > 0) | (observed.hits > 0)
    middle = np.median(simulated.exposures, axis=0)
    enough = (observed.exposures >= LEAST_EXPOSURES) & (middle >= LEAST_EXPOSURES)
    used = np.flatnonzero(recorded & enough)
    if not used.size:
        raise ResultError(
            f"the data share no figure with the scenario that has {LEAST_EXPOSURES} chances in "
            "both. Touches are needed (sent or called), answers to them, and a strategy like the "
            "one that made them."
        )
    return used, np.flatnonzero(recorded & ~enough & (middle + observed.exposures > 0))


def _name(places: npt.NDArray[np.intp]) -> tuple[str, ...]:
    return tuple(list_figures()[at].name for at in places.tolist())


def _find_recorded(figure: Figure, kinds: Collection[EventKind]) -> bool:
    return any(kind in kinds for kind in figure.kinds)


def thin(
    hits: npt.NDArray[np.int64],
    exposures: npt.NDArray[np.int64],
    wanted: npt.NDArray[np.int64],
    seed: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Take so many chances at random, where there are more.

    Parameters
    ----------
    hits, exposures
        Shape (draws, figures).
    wanted
        Chances to keep, shape (figures,).
    seed
        Of the luck.

    Returns
    -------
    tuple of ndarray
        Hits and exposures of what is kept.
    """
    rng = np.random.default_rng(seed)
    kept = np.minimum(exposures, wanted)
    taken = rng.hypergeometric(hits, exposures - hits, kept)
    return taken.astype(np.int64), kept


def stabilise(
    hits: npt.NDArray[np.int64], exposures: npt.NDArray[np.int64], usual: Floats
) -> Floats:
    """Turn counts into figures whose noise depends on the chances alone, not on the share.

    Parameters
    ----------
    hits, exposures
        Counts; figures along the last axis.
    usual
        Share that a figure without any chances is taken to have.

    References
    ----------
    Anscombe, F. J. (1948). The transformation of Poisson, binomial and negative-binomial data.
    Biometrika 35, 246-254.
    """
    shares = (hits + _ADDED * usual) / (exposures + _ADDED)
    return np.asarray(np.arcsin(np.sqrt(shares)))
