"""Give every event its own luck: numbers that belong to a place, not to a sequence.

``draw(key, person, decision, vendor, occurrence, replication)`` depends on nothing else: not on
the engine, the strategy, the clock, or on how many questions were asked before. A person therefore
has the same luck at the third touch under every strategy, and strategies are compared pairwise.
"""

from goodwill.draws.decisions import Decision
from goodwill.draws.identities import pair_id, person_id, seed_key
from goodwill.draws.philox import draw, draw_many
from goodwill.draws.variates import (
    choose,
    exponential,
    gumbel,
    lognormal,
    normal,
    pareto,
    poisson,
    uniform_index,
)

__all__ = [
    "Decision",
    "choose",
    "draw",
    "draw_many",
    "exponential",
    "gumbel",
    "lognormal",
    "normal",
    "pair_id",
    "pareto",
    "person_id",
    "poisson",
    "seed_key",
    "uniform_index",
]
