"""``goodwill compare`` says what to choose, as far as intervals carry."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from tests.cli.calling import Call

from goodwill.analysis.doubting import N_DRAWS

# Which engine is chosen depends on what this machine has compiled before.
QUICK = ("--replications", 3, "--workers", 1, "--engine", "simpy")


def test_the_json_has_the_shape_that_the_help_promises(call: Call) -> None:
    done = call("compare", "small", "--json", *QUICK)
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert list(said) == [
        "strategies",
        "pairs",
        "verdict",
        "changes",
        "leader",
        "candidates",
        "undecided",
        "variance_reduction",
        "scenario",
        "seed",
        "price",
        "precision",
        "draws",
        "replications",
        "engine",
        "seconds",
        "report",
    ]
    assert set(said["strategies"]) == {"pursue", "holdout"}
    assert set(said["strategies"]["pursue"]["net_value"]) == {"mean", "low", "high"}
    assert set(said["pairs"][0]) == {
        "metric",
        "strategy",
        "other",
        "estimate",
        "low",
        "high",
        "finding",
    }
    assert len(said["verdict"]) == 3
    assert (said["engine"], said["replications"], said["report"]) == ("simpy", 3, None)
    help_ = " ".join(call("compare", "--help").stdout.split())
    for key in said:
        assert key in help_, key
    assert f"Default: {N_DRAWS} with --out" in re.sub(r"[^\w:., -]+ ", "", help_)


def test_the_verdict_is_what_the_pairs_say(call: Call) -> None:
    said = json.loads(call("compare", "small", "--json", *QUICK).stdout)
    (net,) = [one for one in said["pairs"] if one["metric"] == "net_value"]
    assert (net["strategy"], net["other"]) == ("pursue", "holdout")
    open_ = [one for one in said["undecided"] if one["metric"] == "net_value"]
    assert bool(open_) is (net["low"] <= 0.0 <= net["high"])
    leader = {"more": "pursue", "less": "holdout", "undecided": None}[net["finding"]]
    assert said["leader"] == leader
    assert said["verdict"][0].startswith("At 0 USD per goodwill point, ")


def test_worlds_are_run_until_all_pairs_are_precise(call: Call) -> None:
    rough = ("--precision", 1e9, "--workers", 1, "--engine", "simpy")
    said = json.loads(call("compare", "small", "--json", *rough).stdout)
    assert (said["replications"], said["precision"]) == (20, 1e9)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--replications", 3, "--precision", 5), "give one of the two"),
        (("--precision", 0), "Accepted: half-widths above 0"),
        (("--out", "scenarios/small.yaml"), "is a file. Give a folder."),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_run(
    call: Call, words: tuple[object, ...], sentence: str
) -> None:
    done = call("compare", "small", *words)
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_a_comparison_needs_a_holdout(call: Call, project: Path) -> None:
    path = project / "scenarios" / "small.yaml"
    path.write_text(path.read_text().replace(", strategies/holdout.yaml", ""))
    done = call("compare", "small", *QUICK)
    assert done.exit_code == 2
    assert "no strategy 'holdout'" in done.stderr


def test_the_table_says_what_cannot_be_told_from_the_holdout(call: Call, project: Path) -> None:
    done = call("compare", "small", *QUICK, "--out", "found", "--draws", 0)
    assert done.exit_code == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "What would change it" in said
    assert "?: cannot be told from it" in said
    assert "Engine simpy: 6 runs" in said
    assert "every number of the model stood at its default" in said
    with (project / "found" / "differences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["finding"] for row in rows} <= {"more", "less", "same", "negligible", "undecided"}


@pytest.mark.parametrize(
    ("price", "said"), [("nan", "greater than or equal to 0"), ("inf", "this is no number of USD")]
)
def test_a_price_that_is_no_number_is_refused(call: Call, price: str, said: str) -> None:
    done = call("compare", "small", "--price", price)
    assert done.exit_code == 2
    assert said in done.stderr
