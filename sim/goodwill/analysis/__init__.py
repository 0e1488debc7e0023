"""Analyse finished runs: stories of single people, how they end, simulated against real outcomes.

Figures of merit and tables are measured one layer below (:mod:`goodwill.measuring`) and may be
imported from here as well.
"""

from goodwill.analysis.comparing_to_real import REAL_COLUMNS, compare_with_real
from goodwill.analysis.endings import ENDINGS, endings, find_ending
from goodwill.analysis.story import Curves, Entry, Story, tell_story
from goodwill.measuring import METRICS, damage_by_cause, measure, net_value

__all__ = [
    "ENDINGS",
    "METRICS",
    "REAL_COLUMNS",
    "Curves",
    "Entry",
    "Story",
    "compare_with_real",
    "damage_by_cause",
    "endings",
    "find_ending",
    "measure",
    "net_value",
    "tell_story",
]
