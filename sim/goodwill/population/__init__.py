"""Draw who is in the market, and calibrate the score by which a vendor tries to tell them apart."""

from goodwill.population.drawing import draw_population
from goodwill.population.reference import ScoreWeights
from goodwill.population.scoring import calibrate_score, find_highest_auc
from goodwill.population.specification import (
    USUAL_MARKET,
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
    Population,
)

__all__ = [
    "USUAL_MARKET",
    "AccountSpecification",
    "Lead",
    "Market",
    "PersonSpecification",
    "Population",
    "ScoreWeights",
    "calibrate_score",
    "draw_population",
    "find_highest_auc",
]
