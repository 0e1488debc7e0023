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
    done = call("demo", "--scenario", "small", "--replications", 5, "--workers", 1, *chosen)
    assert done.exit_code == 0, done.stderr
    assert "Engine simpy: 10 runs" in done.stdout
    folder = project / "results" / "demo"
    runs = {name for name in snapshot(folder) if name.startswith("runs")}
    assert snapshot(folder) - runs == {"figures.csv", "findings.txt", "table.csv"}
    assert len(runs) == 2 + 1 + 10  # two folders, a manifest, and the runs
    rows = read_rows(folder / "table.csv")
    assert {row["strategy"] for row in rows} == {"pursue", "holdout"}
    figures = read_rows(folder / "figures.csv")
    touches = [
        float(row["value"])
        for row in figures
        if (row["strategy"], row["metric"]) == ("pursue", "touches")
    ]
    mean = next(float(row["touches"]) for row in rows if row["strategy"] == "pursue")
    assert mean == pytest.approx(sum(touches) / 5)
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


def test_a_demo_goes_on_where_it_was_stopped(call: Call, project: Path) -> None:
    chosen = ("--scenario", "small", "--workers", 1, "--engine", "simpy")
    whole = call("demo", "--replications", 6, "--out", "whole", *chosen)
    call("demo", "--replications", 5, "--out", "parts", *chosen)
    more = call("demo", "--replications", 6, "--out", "parts", *chosen)
    assert "Engine simpy: 2 runs" in more.stdout
    assert "10 more were kept from before." in " ".join(more.stdout.split())
    assert "more were kept" not in whole.stdout
    for name in snapshot(project / "whole"):
        one, other = (project / folder / name for folder in ("whole", "parts"))
        assert one.is_dir() or one.read_bytes() == other.read_bytes()
    another = call("demo", "--replications", 5, "--out", "parts", "--seed", 8, *chosen)
    assert "Engine simpy: 10 runs" in another.stdout
