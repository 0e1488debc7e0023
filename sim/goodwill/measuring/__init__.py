"""Measure a run: figures of merit, what harmed and helped the brand, and tables of the details.

Everything here is a pure function of a world and the history that an engine made of it.
"""

from goodwill.measuring.brand import CauseShare, damage_by_cause, net_value
from goodwill.measuring.days import DAILY_COLUMNS, tabulate_days
from goodwill.measuring.figures import measure
from goodwill.measuring.lexicon import Lexicon, make_lexicon
from goodwill.measuring.people import PEOPLE_COLUMNS, tabulate_people
from goodwill.measuring.tables import (
    LOG_COLUMNS,
    TOUCH_COLUMNS,
    tabulate_log,
    tabulate_touches,
)
from goodwill.metrics import METRICS, Metric, as_json

__all__ = [
    "DAILY_COLUMNS",
    "LOG_COLUMNS",
    "METRICS",
    "PEOPLE_COLUMNS",
    "TOUCH_COLUMNS",
    "CauseShare",
    "Lexicon",
    "Metric",
    "as_json",
    "damage_by_cause",
    "make_lexicon",
    "measure",
    "net_value",
    "tabulate_days",
    "tabulate_log",
    "tabulate_people",
    "tabulate_touches",
]
