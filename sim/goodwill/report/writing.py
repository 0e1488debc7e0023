"""Write a report and its tables: the same bytes for the same scenario, seed and version."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.analysis.deciding import Decision
from goodwill.analysis.sequential import Runs
from goodwill.report.standings import (
    DIFFERENCE_COLUMNS,
    LEVEL_COLUMNS,
    frame_differences,
    frame_levels,
)
from goodwill.running import MANY_COLUMNS
from goodwill.store.folders import write_file
from goodwill.store.tables import make_table, write_csv, write_parquet

if TYPE_CHECKING:
    import pandas as pd


def write_tables(runs: Runs, decision: Decision, out: Path) -> None:
    """Write every table as CSV that a spreadsheet opens without harm, and as Parquet."""
    tables: dict[str, tuple[pd.DataFrame, Mapping[str, str]]] = {
        "levels": (frame_levels(decision), LEVEL_COLUMNS),
        "differences": (frame_differences(decision), DIFFERENCE_COLUMNS),
        "figures": (_order(runs.figures, runs.study.strategies), MANY_COLUMNS),
    }
    for name, (frame, meanings) in tables.items():
        write_file(out / f"{name}.csv", write_csv(frame))
        write_file(out / f"{name}.parquet", write_parquet(make_table(frame, meanings)))


def _order(figures: pd.DataFrame, strategies: tuple[str, ...]) -> pd.DataFrame:
    """Order runs by strategy and world, in however many batches they came."""
    places = figures["strategy"].map({name: at for at, name in enumerate(strategies)})
    ordered = figures.assign(_place=places).sort_values(["_place", "replication"], kind="stable")
    return ordered.drop(columns="_place").reset_index(drop=True)
