"""Write a report and its tables: the same bytes for the same scenario, seed and version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.analysis.deciding import Decision
from goodwill.analysis.doubting import Findings
from goodwill.analysis.sequential import HOLDOUT, Plan, Runs, check_holdout
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
from goodwill.store import describe_inputs, open_runs
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


def look_into(
    scenario: Scenario,
    plan: Plan,
    n_worlds: int | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Unfolded:
    """Run the first worlds of a comparison and look into them: who was hurt when, by what.

    Their figures are kept where the plan says: the comparison need not run them again.

    Parameters
    ----------
    scenario
        With a holdout.
    plan
        How, with an engine that is ready.
    n_worlds
        That are compared, if fewer than :data:`~goodwill.analysis.unfolding.N_WORLDS`; None: those
        are all looked into.
    progress
        Is told how many runs are done, and how many there are.

    Raises
    ------
    UnknownNameError
        The scenario has no holdout.
    """
    check_holdout(scenario)
    keep = None
    if plan.keep is not None:
        keep = open_runs(plan.keep, describe_inputs(scenario, plan.seed, draw_budgets=False))
    return unfold(
        scenario,
        HOLDOUT,
        range(min(N_WORLDS, n_worlds or N_WORLDS)),
        seed=plan.seed,
        engine=plan.engine,
        workers=plan.workers,
        keep=keep,
        progress=progress,
    )


def write_report(
    scenario: Scenario,
    found: Findings,
    plan: Plan,
    out: Path,
    unfolded: Unfolded | None = None,
) -> Path:
    """Write the page and its tables into a folder.

    Parameters
    ----------
    scenario, found, plan
        What was asked, what was found, and how it was run.
    out
        The folder; what else lies there is left alone.
    unfolded
        What :func:`look_into` found; None: it looks now.

    Returns
    -------
    Path
        Of the page.
    """
    runs, decision = found.runs, found.decision
    if unfolded is None:
        ready = plan._replace(engine=runs.engine)
        unfolded = look_into(scenario, ready, runs.study.n_replications)
    twins = pick_twins(unfolded, decision.ranking)
    lives = live_again(scenario, plan, twins, runs.study.replications[0], runs.engine)
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
