"""Hold simulated outcomes of real leads against what really became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodwill.errors import ResultError
from goodwill.eventlog import Kind
from goodwill.measuring.records import find_rows, select
from goodwill.running import Result
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"

REAL_COLUMNS = {
    "origin": "where the leads came from; 'all' in the last row",
    "leads": "how many came for the first time within the horizon",
    "simulated_close_rate": "share of them that was won after that and within the horizon, here",
    "real_close_rate": "share of them that was won after that and within the horizon, really",
    "simulated_median_days": "median days from the first visit to the deal, here; nan: no deal",
    "real_median_days": "median days from the first contact to the deal, really; nan: no deal",
    "simulated_early": "share of them that had bought here before they came: no deals of the lead",
    "real_early": "share of them that is on record as won before the first contact: not counted",
}
"""Columns of the comparison: what each holds, and its unit."""


def compare_with_real(result: Result) -> pd.DataFrame:
    """Compare close rates and times to close with what really happened, origin by origin.

    Parameters
    ----------
    result
        A run of a scenario whose leads have deals. Both sides are cut off at the horizon.

    Returns
    -------
    DataFrame
        :data:`REAL_COLUMNS`, one row an origin, the most leads first; last a row for all.

    Raises
    ------
    ResultError
        The scenario knows of no deals.
    """
    import pandas as pd

    scenario = result.scenario
    if not scenario.deals:
        raise ResultError(
            f"{scenario.file}: there are no real deals to compare with. "
            "A scenario names them under 'leads: deals:'."
        )
    leads = pd.DataFrame(
        {
            "origin": pd.array([lead.origin for lead in scenario.leads], dtype="str"),
            "began": [lead.second for lead in scenario.leads],
        },
        index=[lead.name for lead in scenario.leads],
    )
    for side, closed in (("simulated", _find_wins(result)), ("real", _find_deals(scenario))):
        seconds = leads.index.map(closed).to_numpy(np.float64) - leads["began"]
        leads[f"{side}_early"] = seconds < 0
        leads[side] = seconds.where(seconds >= 0) / SECONDS_PER_DAY
    sizes = leads.groupby("origin").size()
    order = sorted(sizes.index, key=lambda origin: (-int(sizes[origin]), origin))
    rows = [_summarise(origin, leads[leads["origin"] == origin]) for origin in order]
    return pd.DataFrame([*rows, _summarise(ALL, leads)], columns=list(REAL_COLUMNS))


def _summarise(origin: str, leads: pd.DataFrame) -> dict[str, object]:
    return {
        "origin": origin,
        "leads": len(leads),
        "simulated_close_rate": float(leads["simulated"].notna().mean()),
        "real_close_rate": float(leads["real"].notna().mean()),
        "simulated_median_days": float(leads["simulated"].median()),
        "real_median_days": float(leads["real"].median()),
        "simulated_early": float(leads["simulated_early"].mean()),
        "real_early": float(leads["real_early"].mean()),
    }


def _find_wins(result: Result) -> dict[str, int]:
    """Give the second of the first deal with each person, by name."""
    decided = select(result.history, Kind.DECIDED)
    won = decided[decided["detail"] == Alternative.VENDOR]
    rows = find_rows(result.world, won["person"]).tolist()
    wins: dict[str, int] = {}
    for row, second in zip(rows, won["second"].tolist(), strict=True):
        wins.setdefault(result.world.names[row], second)
    return wins


def _find_deals(scenario: Scenario) -> dict[str, int]:
    """Give the second of the first real deal of each lead, up to the horizon."""
    deals: dict[str, int] = {}
    for deal in scenario.deals:
        if deal.second < scenario.horizon:
            deals.setdefault(deal.lead, deal.second)
    return deals
