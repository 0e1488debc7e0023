"""Sample the raw lead scores of people of one intent, or of several, before any outreach.

The sample is the same for every seed: a score is calibrated once, not anew in each replication.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import numpy as np

from goodwill.behaviour.living import find_visit_probability
from goodwill.behaviour.memory import Liking
from goodwill.draws import Decision, seed_key
from goodwill.errors import ParameterError
from goodwill.parameters import Parameters
from goodwill.parameters.groups import LivingParameters
from goodwill.population.columns import Floats, Integers, Luck
from goodwill.population.specification import Market
from goodwill.population.traits import find_median
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_YEAR, Inbound, Intent

_KEY = seed_key(50)  # any: it is fixed so that all worlds of a scenario share one score
_FIRST_COLLEAGUE = 1 << 40  # id: beyond all people whose score is asked for
_BATCH, _MOST_BATCHES = 1 << 14, 64
_WANTED, _LEAST = 20_000, 1_000  # registered people in a sample
_LARGEST_MEAN = 50.0  # of a Poisson number drawn at once
_UNTOUCHED = Liking(goodwill=0.0, esteem=0.0)
_GATED = [kind for kind in Inbound if kind != Inbound.PRICING_VISIT]


class ScoreWeights(NamedTuple):
    """What a vendor gives points for; the defaults are assumed, like any vendor's are."""

    visit: tuple[float, ...] = (8.0, 10.0, 20.0, 25.0, 40.0)  # points a visit, by Inbound
    click: float = 6.0  # a click on what was sent
    seniority: float = 15.0  # to a chief; to others in proportion
    size: float = 5.0  # to a medium account; to a large one twice
    colleague: float = 2.0  # a visit of a registered colleague
    days: int = 90  # how far back visits and clicks count


class ScoreSample(NamedTuple):
    """Raw scores of people who have one, because they are registered."""

    points: Floats
    registered: float  # share of all people of these intents who are


class _Crowd(NamedTuple):
    """Some people and how often each came within the score's days, by Inbound."""

    luck: Luck
    visits: Floats  # shape (people, kinds)
    registered: Integers  # rows of those who left their name


def sample_scores(
    weights: ScoreWeights,
    intents: Sequence[float],
    market: Market,
    parameters: Parameters,
    stream: int,
) -> ScoreSample:
    """Draw people of a market until enough of them are registered, and score them.

    Somebody is registered who came for something gated within the score's days. What it came for
    is Poisson with the ledger's rates, by intent, activity and awareness; so are the visits of
    its colleagues, who are as many as those of a random person of the market. All their visits
    count, as if they had been registered before the score's days. Clicks are not among the
    observables here: nothing was sent yet.

    Parameters
    ----------
    weights
        Points.
    intents
        Shares of those to sample.
    market
        Where they, and their colleagues, are.
    parameters
        The ledger's ``living`` and ``traits``.
    stream
        Number of the sample: others are independent.

    Raises
    ------
    ParameterError
        If hardly anybody registers.
    """
    parts: list[Floats] = []
    n_registered = n_drawn = 0
    while n_registered < _WANTED and n_drawn < _BATCH * _MOST_BATCHES:
        ids = np.arange(n_drawn, n_drawn + _BATCH)
        crowd = _draw_crowd(ids, stream, intents, market, parameters, weights.days)
        parts.append(_score(crowd, weights, market, parameters, n_drawn, stream))
        n_registered += crowd.registered.size
        n_drawn += _BATCH
    if n_registered < _LEAST:
        raise ParameterError(
            f"score.days: of {n_drawn} people only {n_registered} come and register within "
            f"{weights.days} days. A score needs more days or visits (living.inbound_per_year)."
        )
    return ScoreSample(np.concatenate(parts), n_registered / n_drawn)


def _draw_crowd(
    ids: Integers,
    stream: int,
    intents: Sequence[float],
    market: Market,
    parameters: Parameters,
    days: int,
) -> _Crowd:
    living, sigma = parameters.living, parameters.traits.activity_sigma
    luck = Luck(_KEY, ids, stream)
    chosen = luck.choices(Decision.TRAIT_INTENT, np.array([intents]), np.zeros(ids.size, np.int64))
    aware = luck.happens(Decision.TRAIT_AWARE, market.aware)
    rates = _find_rates(living)[aware.astype(np.int64), chosen]
    rates *= luck.lognormals(Decision.TRAIT_ACTIVITY, find_median(sigma), sigma)
    means = rates * (days * SECONDS_PER_DAY / SECONDS_PER_YEAR)
    mixes = np.array(living.inbound_mix)[chosen]
    visits = np.column_stack(
        [_count(luck, means * mixes[:, kind], kind) for kind in range(len(Inbound))]
    )
    return _Crowd(luck, visits, np.flatnonzero(visits[:, _GATED].sum(axis=1)))


def _find_rates(living: LivingParameters) -> Floats:
    """Give the visits a year of people of average activity, by awareness and intent."""
    chances = [
        [find_visit_probability(intent, _UNTOUCHED, aware, 0.0, living) for intent in Intent]
        for aware in (False, True)
    ]
    return np.array(chances) * living.candidates_per_year


def _count(luck: Luck, means: Floats, kind: int) -> Floats:
    """Draw Poisson numbers of any mean, as sums of numbers of smaller means."""
    n_parts = max(1, ceil(means.max(initial=0.0) / _LARGEST_MEAN))
    parts = (
        luck.poissons(Decision.INBOUND_KIND, means / n_parts, kind + len(Inbound) * part)
        for part in range(n_parts)
    )
    counts: Floats = np.sum(list(parts), axis=0)
    return counts


def _score(
    crowd: _Crowd,
    weights: ScoreWeights,
    market: Market,
    parameters: Parameters,
    n_before: int,
    stream: int,
) -> Floats:
    """Give the points of those of a crowd who are registered."""
    luck, n_people = crowd.luck, len(crowd.visits)
    sizes = luck.choices(
        Decision.ACCOUNT_SIZE, np.array([market.sizes]), np.zeros(n_people, np.int64)
    )
    points: Floats = crowd.visits @ np.array(weights.visit)
    points += weights.seniority * luck.uniforms(Decision.TRAIT_SENIORITY) + weights.size * sizes
    points = points[crowd.registered]
    homes = np.repeat(np.arange(points.size), _count_colleagues(luck, market, crowd.registered))
    if weights.colleague == 0.0 or homes.size == 0:
        return points
    # A batch's people have at most some 100 colleagues each: their ids stay apart.
    first = _FIRST_COLLEAGUE + (n_before << 10)
    ids = np.arange(first, first + homes.size)
    colleagues = _draw_crowd(ids, stream, market.intents, market, parameters, weights.days)
    seen = colleagues.registered
    visits = np.bincount(homes[seen], colleagues.visits[seen].sum(axis=1), points.size)
    points += weights.colleague * visits
    return points


def _count_colleagues(luck: Luck, market: Market, rows: Integers) -> Integers:
    """Draw how many colleagues people have, seen from the people.

    An account of 1 + K people, K Poisson of mean m, holds a random person in proportion to 1 + K.
    Weighted by K itself, K is one more than a Poisson number; so the person's colleagues are a
    Poisson number, and one more with probability m / (1 + m).
    """
    mean = market.people_per_account - 1.0
    in_larger = luck.uniforms(Decision.ACCOUNT_PEOPLE, 1) < mean / (1.0 + mean)
    others = luck.poissons(Decision.ACCOUNT_PEOPLE, np.full(in_larger.size, mean))
    others += in_larger
    return others[rows].astype(np.int64)
