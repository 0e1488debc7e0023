"""``goodwill run`` answers for one run, and saves it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import Call, snapshot


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


def test_a_run_says_its_figures_by_group(call: Call) -> None:
    text = call("run", "scenarios/small.yaml", "--strategy", "holdout").stdout
    assert "small: holdout" in text
    assert [word for word in text.split() if word in {"SOLD", "ANNOYED", "BRAND", "WORK"}] == [
        "SOLD",
        "ANNOYED",
        "BRAND",
        "WORK",
    ]
    assert "luck_won" not in text
    assert "luck_won" in call("run", "small", "--all").stdout


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
