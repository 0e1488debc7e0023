"""Write a report and its tables: the same bytes for the same scenario, seed and version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.analysis.deciding import Decision
from goodwill.analysis.doubting import Findings
from goodwill.analysis.sequential import Plan, Runs
from goodwill.analysis.twins import pick_twins
from goodwill.analysis.unfolding import N_WORLDS, Unfolded, unfold
from goodwill.report.lives import live_again
from goodwill.report.page import Pictures, make_page
from goodwill.report.pictures import (
    Sketch,
    draw_all,
    sketch_by_price,
    sketch_cadences,
    sketch_damage,
    sketch_doubts,
    sketch_over_time,
    sketch_trade_off,
    sketch_twin,
    sketch_who_pays,
    sketch_years,
)
from goodwill.report.standings import (
    DIFFERENCE_COLUMNS,
    LEVEL_COLUMNS,
    frame_differences,
    frame_levels,
)
from goodwill.running import MANY_COLUMNS
from goodwill.scenario import Scenario
from goodwill.store.folders import write_file
from goodwill.store.tables import make_table, write_csv, write_parquet

if TYPE_CHECKING:
    import pandas as pd

PAGE = "report.html"


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


def write_report(
    scenario: Scenario,
    found: Findings,
    plan: Plan,
    out: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write the page and its tables into a folder.

    Some worlds are run once more to look into them: day by day, who was hurt, by what.

    Parameters
    ----------
    scenario, found, plan
        What was asked, what was found, and how it was run.
    out
        The folder; what else lies there is left alone.
    progress
        Is told how many of those runs are done, and how many there are.

    Returns
    -------
    Path
        Of the page.
    """
    runs, decision = found.runs, found.decision
    looked_into = runs.study.replications[:N_WORLDS]
    unfolded = unfold(
        scenario,
        runs.study.holdout,
        looked_into,
        seed=plan.seed,
        engine=runs.engine,
        workers=plan.workers,
        progress=progress,
    )
    twins = pick_twins(unfolded, decision.ranking)
    lives = live_again(scenario, plan, twins, looked_into[0], runs.engine)
    sketches = [
        sketch_trade_off(decision),
        sketch_over_time(decision, unfolded),
        *_sketch_details(scenario, found, unfolded),
        *(
            sketch_twin(number, twin, scenario, both)
            for number, (twin, both) in enumerate(zip(twins, lives, strict=True))
        ),
    ]
    pictures = Pictures(draw_all(sketches, plan.workers), tuple(twin.why for twin in twins))
    write_tables(runs, decision, out)
    path = out / PAGE
    write_file(path, make_page(scenario, found, plan, pictures, unfolded))
    return path


def _sketch_details(scenario: Scenario, found: Findings, unfolded: Unfolded) -> list[Sketch]:
    decision, doubts = found.decision, found.doubts
    return [
        sketch_years(decision),
        sketch_by_price(decision),
        *([] if doubts is None else sketch_doubts(decision, doubts)),
        sketch_who_pays(decision, unfolded),
        sketch_damage(decision, unfolded),
        sketch_cadences(decision, scenario),
    ]
