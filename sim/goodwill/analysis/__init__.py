"""Analyse finished runs: stories of people, comparisons of strategies, decisions that follow.

- What came of one run: :mod:`~goodwill.analysis.story`, :mod:`~goodwill.analysis.endings`.
- Strategies in the same worlds: :mod:`~goodwill.analysis.study` and
  :mod:`~goodwill.analysis.comparison`, when to stop (:mod:`~goodwill.analysis.stopping`), who may
  be the best (:mod:`~goodwill.analysis.best`, :mod:`~goodwill.analysis.selection`,
  :mod:`~goodwill.analysis.picking`), what may be
  said (:mod:`~goodwill.analysis.claims`), at which price (:mod:`~goodwill.analysis.verdicts`), and
  what shortens the work (:mod:`~goodwill.analysis.reductions`).
- Into single worlds: :mod:`~goodwill.analysis.tracing` (day by day, and who is given credit),
  :mod:`~goodwill.analysis.horizons` (when a ranking turns), :mod:`~goodwill.analysis.dashboards`
  (what activity would have claimed), :mod:`~goodwill.analysis.swapped_sales` (burned and rescued).
- When the parameters are not known: :mod:`~goodwill.analysis.plausible`,
  :mod:`~goodwill.analysis.decision`, :mod:`~goodwill.analysis.value_of_information`,
  :mod:`~goodwill.analysis.sensitivity`, what causes it (:mod:`~goodwill.analysis.narrowing`,
  :mod:`~goodwill.analysis.apportioning`, :mod:`~goodwill.analysis.sobol`), and what an experiment
  would be worth: :mod:`~goodwill.analysis.experiments`,
  :mod:`~goodwill.analysis.choosing_tests`.

Figures of merit and tables are measured one layer below (:mod:`goodwill.measuring`) and may be
imported from here as well.
"""

from goodwill.analysis.claims import Choice, Claim, choose, claim
from goodwill.analysis.comparing_to_real import REAL_COLUMNS, compare_with_real
from goodwill.analysis.comparison import Comparison, compare
from goodwill.analysis.differences import Difference, Level, Year
from goodwill.analysis.endings import ENDINGS, endings, find_ending
from goodwill.analysis.story import Curves, Entry, Story, tell_story
from goodwill.analysis.study import Study, read_study
from goodwill.measuring import METRICS, damage_by_cause, measure, net_value

__all__ = [
    "ENDINGS",
    "METRICS",
    "REAL_COLUMNS",
    "Choice",
    "Claim",
    "Comparison",
    "Curves",
    "Difference",
    "Entry",
    "Level",
    "Story",
    "Study",
    "Year",
    "choose",
    "claim",
    "compare",
    "compare_with_real",
    "damage_by_cause",
    "endings",
    "find_ending",
    "measure",
    "net_value",
    "read_study",
    "tell_story",
]
