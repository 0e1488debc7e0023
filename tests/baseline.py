"""What every shipped scenario gave: computed again, written down, held against what was written.

``python -m tests.baseline`` (``make baseline``) writes it anew.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from goodwill.measuring import METRICS, as_json
from goodwill.running import run
from goodwill.scenario import load_scenario
from goodwill.scenario.data import DATA_VARIABLE
from goodwill.store.folders import write_file

ROOT = Path(__file__).parents[1]
FILE = ROOT / "results" / "baseline" / "scenarios.json"
WITHOUT_DATA = {"olist"}  # its files of leads are not part of this project
TOLERANCE = 1e-9  # relative: sums of floats may end otherwise on other machines, logs may not
KEPT = (
    *("conversions", "revenue", "profit", "meetings_held", "touches", "cost", "reads"),
    *("opt_outs", "complaints", "angry_replies", "told_bad", "requests_answered"),
    *("brand_net", "brand_lift", "brand_damage", "mean_goodwill_end", "mean_irritation_end"),
)
"""Metrics that are written down; the log's hash stands for all others."""


class Given(TypedDict):
    """What one strategy gave in replication 0."""

    log_sha256: str
    metrics: dict[str, float | None]


Baseline = Mapping[str, Mapping[str, Given]]
"""By scenario and strategy."""


def find_scenarios() -> dict[str, Path]:
    """Give the shipped scenarios that need no other files, by name of their file."""
    paths = sorted((ROOT / "scenarios").glob("*.yaml"))
    return {path.stem: path for path in paths if path.stem not in WITHOUT_DATA}


def compute(path: Path) -> dict[str, Given]:
    """Run every strategy of a scenario once."""
    scenario = load_scenario(path)
    results = {name: run(scenario, name, engine="compiled") for name in scenario.strategies}
    return {
        name: Given(
            log_sha256=result.log_sha256,
            metrics=as_json({one: result.metrics[one] for one in METRICS if one in KEPT}),
        )
        for name, result in results.items()
    }


def read() -> Baseline:
    """Read what was written down."""
    found: Baseline = json.loads(FILE.read_bytes())
    return found


def write(baseline: Baseline) -> None:
    """Write it down, a line a strategy: a difference of two versions shows whose it is."""
    scenarios = []
    for scenario, strategies in baseline.items():
        lines = [
            f"    {json.dumps(name)}: {json.dumps(given, allow_nan=False)}"
            for name, given in strategies.items()
        ]
        scenarios.append(f"  {json.dumps(scenario)}: {{\n" + ",\n".join(lines) + "\n  }")
    write_file(FILE, ("{\n" + ",\n".join(scenarios) + "\n}\n").encode())


def find_changes(old: Mapping[str, Given], new: Mapping[str, Given]) -> list[str]:
    """Say what one scenario gives otherwise than before."""
    changes = []
    for name in dict.fromkeys([*old, *new]):
        if name not in old or name not in new:
            changes.append(f"{name}: {'new' if name in new else 'gone'}")
            continue
        if old[name]["log_sha256"] != new[name]["log_sha256"]:
            changes.append(f"{name}: another log")
        before, after = old[name]["metrics"], new[name]["metrics"]
        changes += [
            f"{name}: {metric} {before.get(metric)} before, {after.get(metric)} now"
            for metric in dict.fromkeys([*before, *after])
            if not _same(before.get(metric), after.get(metric))
        ]
    return changes


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def renew() -> None:
    """Compute all, say what has changed, and write it down."""
    os.environ.pop(DATA_VARIABLE, None)
    old = read() if FILE.is_file() else {}
    new = {name: compute(path) for name, path in find_scenarios().items()}
    for name in dict.fromkeys([*old, *new]):
        for change in find_changes(old.get(name, {}), new.get(name, {})):
            sys.stdout.write(f"{name}: {change}\n")
    write(new)
    sys.stdout.write(f"Written: {FILE.relative_to(ROOT)}, {len(new)} scenarios.\n")


if __name__ == "__main__":
    renew()
