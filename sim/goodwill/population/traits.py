"""Draw what people are like, each trait by luck of its own."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy.typing as npt

from goodwill.draws import Decision
from goodwill.parameters import Parameters
from goodwill.population.columns import Luck


def draw_traits(luck: Luck, parameters: Parameters) -> dict[str, npt.NDArray[Any]]:
    """Draw the traits of people.

    Parameters
    ----------
    luck
        Theirs.
    parameters
        The ledger's ``traits`` and ``noticing.machine_share``.

    Returns
    -------
    dict
        Columns by field of :class:`~goodwill.behaviour.people.Person`. Patience, attention and
        phone are log-normal with median 1, frailty and activity with mean 1; reach is a Pareto
        variate; seniority and need are uniform; fit, taste and score noise standard normal.
    """
    traits = parameters.traits
    return {
        "seniority": luck.uniforms(Decision.TRAIT_SENIORITY),
        "fit": luck.normals(Decision.TRAIT_FIT),
        "need": luck.uniforms(Decision.TRAIT_NEED),
        "reach": luck.paretos(
            Decision.TRAIT_REACH, traits.reach_tail, traits.reach_least, traits.reach_most
        ),
        "patience": luck.lognormals(Decision.TRAIT_PATIENCE, 1.0, traits.patience_sigma),
        "attention": luck.lognormals(Decision.TRAIT_ATTENTION, 1.0, traits.attention_sigma),
        "phone": luck.lognormals(Decision.TRAIT_PHONE, 1.0, traits.phone_sigma),
        "frailty": luck.lognormals(
            Decision.TRAIT_FRAILTY, find_median(traits.frailty_sigma), traits.frailty_sigma
        ),
        "activity": luck.lognormals(
            Decision.TRAIT_ACTIVITY, find_median(traits.activity_sigma), traits.activity_sigma
        ),
        "taste": luck.normals(Decision.TRAIT_TASTE),
        "reticence": luck.happens(Decision.TRAIT_RETICENCE, traits.reticent_share).astype(float),
        "machine_opens": luck.happens(
            Decision.TRAIT_MACHINE_OPENS, parameters.noticing.machine_share
        ),
        "score_noise": luck.normals(Decision.SCORE_NOISE),
    }


def find_median(sigma: float) -> float:
    """Give the median of a log-normal law of mean 1, `sigma` being its spread (log scale)."""
    return exp(-0.5 * sigma * sigma)
