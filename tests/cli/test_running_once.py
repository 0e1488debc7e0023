"""``goodwill run`` answers for one run, and saves it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call, snapshot

from goodwill.cli.figures_of_merit import SHORT
from goodwill.cli.numbers import write_value
from goodwill.measuring import METRICS


def test_a_run_as_json_has_exactly_these_keys_and_numbers(call: Call) -> None:
    content = json.loads(call("run", "small", "--json").stdout)
    assert list(content) == [
        "scenario",
        "strategy",
        "replication",
        "seed",
        "engine",
        "engine_seconds",
        "log_sha256",
        "metrics",
    ]
    assert (content["scenario"], content["strategy"], content["seed"]) == ("small", "pursue", 7)
    assert len(content["log_sha256"]) == 64
    assert content["metrics"]["touches"] > 0
    assert all(isinstance(value, int | float) for value in content["metrics"].values())


def read_figures(text: str) -> dict[str, str]:
    """Give the figures of a printed table with their values."""
    rows = [line.split() for line in text.splitlines()]
    return {row[0]: row[1] for row in rows if len(row) > 2 and row[0] in METRICS}


def test_a_run_answers_its_question_first_with_a_few_figures_by_group(call: Call) -> None:
    lines = call("run", "scenarios/small.yaml").stdout.splitlines()
    assert lines[0] == "What does pursuit do to Ann?"
    assert lines[1].startswith("pursue in small: ")
    assert lines[1].endswith(" people, 60 days")
    groups = [line.strip() for line in lines if line.strip() in {"SOLD", "ANNOYED", "BRAND"}]
    assert groups == sorted(groups, key=["SOLD", "ANNOYED", "BRAND"].index)
    assert "BRAND" in groups
    assert any("goodwill per 1,000 people" in line for line in lines if "brand_net" in line)


@pytest.mark.parametrize("strategy", ["pursue", "holdout"])
def test_the_few_figures_are_those_of_the_json_and_none_of_them_is_lost(
    call: Call, strategy: str
) -> None:
    words = ("run", "small", "--strategy", strategy)
    metrics = json.loads(call(*words, "--json").stdout)["metrics"]
    text = call(*words).stdout
    figures = read_figures(text)
    assert figures == {name: write_value(metrics[name]) for name in SHORT if metrics[name]}
    zero = [name for name in SHORT if not metrics[name]]
    assert zero, "a small market has no complaint: this test should see a zero"
    assert f"Zero, and not listed: {', '.join(zero)}." in text


def test_every_figure_is_printed_only_where_it_is_asked_for(call: Call) -> None:
    few, everything = (call("run", "small", *words).stdout for words in ((), ("--all",)))
    assert "Every figure: --all. As JSON: --json." in few
    assert set(read_figures(everything)) == set(METRICS)
    assert set(read_figures(few)) <= set(SHORT)
    assert "not listed" not in everything


def test_a_run_says_that_it_is_luck_and_what_to_run_to_compare(call: Call) -> None:
    said = call("run", "small", "--seed", 8).stdout.splitlines()[-1]
    caution, _, command = said.partition("To compare strategies: ")
    assert caution == "One run is one draw of luck. "
    assert command == "goodwill demo --scenario small --seed 8"
    done = call(*command.split()[1:], "--replications", 5, "--workers", 1)
    assert done.exit_code == 0, done.stderr


def test_without_a_holdout_other_runs_are_what_to_compare_with(call: Call, project: Path) -> None:
    path = project / "scenarios" / "small.yaml"
    path.write_text(path.read_text().replace(", strategies/holdout.yaml", ""))
    said = call("run", "scenarios/small.yaml").stdout
    assert "compare strategies: goodwill run scenarios/small.yaml --replication 0, 1, 2" in said


def test_the_same_run_twice_has_the_same_log_and_another_seed_another(call: Call) -> None:
    hashes = [
        json.loads(call("run", "small", "--json", *words).stdout)["log_sha256"]
        for words in ((), (), ("--seed", 8), ("--replication", 1))
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_a_run_can_be_saved(call: Call, project: Path) -> None:
    done = call("run", "small", "--out", "saved", "--json")
    manifest = json.loads((project / "saved" / "manifest.json").read_text())
    assert manifest["log_sha256"] == json.loads(done.stdout)["log_sha256"]


def test_a_folder_that_holds_something_else_is_not_overwritten(call: Call, project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine" / "diary.txt").write_text("dear diary")
    done = call("run", "small", "--out", "mine")
    assert done.exit_code == 2
    assert snapshot(project / "mine") == {"diary.txt"}
