"""``goodwill demo`` says what each strategy came to, and writes it down."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.cli.calling import Call, snapshot


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_demo_says_what_each_strategy_earned_and_writes_it_down(
    call: Call, project: Path
) -> None:
    # Which engine is chosen depends on what this machine has compiled before.
    chosen = ("--engine", "simpy")
    done = call("demo", "--scenario", "small", "--replications", 3, "--workers", 1, *chosen)
    assert done.exit_code == 0, done.stderr
    assert "Engine simpy: 6 runs" in done.stdout
    folder = project / "results" / "demo"
    assert snapshot(folder) == {"figures.csv", "findings.txt", "table.csv"}
    rows = read_rows(folder / "table.csv")
    assert {row["strategy"] for row in rows} == {"pursue", "holdout"}
    figures = read_rows(folder / "figures.csv")
    touches = [
        float(row["value"])
        for row in figures
        if (row["strategy"], row["metric"]) == ("pursue", "touches")
    ]
    mean = next(float(row["touches"]) for row in rows if row["strategy"] == "pursue")
    assert mean == pytest.approx(sum(touches) / 3)
    findings = (folder / "findings.txt").read_text().splitlines()
    assert len(findings) == 2
    assert findings[0].startswith("Deals: ")
    assert findings[0].split()[-1] in done.stdout
    said = " ".join(done.stdout.split())
    assert "The sentences below hold at 95 % all together" in said
    assert "goodwill demo --scenario scenarios/small.yaml --replications 20" in said
    assert "a ceiling" not in said  # neither of the two sees what no vendor can


def test_a_demo_needs_a_holdout(call: Call, project: Path) -> None:
    path = project / "scenarios" / "small.yaml"
    path.write_text(path.read_text().replace(", strategies/holdout.yaml", ""))
    done = call("demo", "--scenario", "small")
    assert done.exit_code == 2
    assert "no strategy 'holdout'" in done.stderr
    assert not (project / "results").exists()
