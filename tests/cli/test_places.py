"""Every command that reads a scenario says what should be known about it, and not in its output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call

LEADS = Path(__file__).parents[1] / "data" / "scenarios" / "leads.yaml"
NOTES = (
    "leads.file: left out of 5 leads: 1 before the start, 2018-01-01; 1 after the horizon",
    "leads.deals.file: left out of 2 deals: 1 without a lead within the horizon.",
)


@pytest.mark.parametrize(
    "words",
    [
        ("run", LEADS),
        ("story", LEADS, "--person", "a1"),
        ("demo", "--scenario", LEADS, "--replications", 5, "--workers", 1),
        ("lint", LEADS),
    ],
    ids=lambda words: words[0],
)
def test_leads_that_are_left_out_are_noted_beside_the_output(
    call: Call, words: tuple[object, ...]
) -> None:
    done = call(*words)
    assert done.exit_code == 0, done.stderr
    said = done.stderr.splitlines()
    assert len(said) == len(NOTES)
    for line, note in zip(said, NOTES, strict=True):
        assert line.startswith("Note: ")
        assert note in line
        assert note not in done.stdout


def test_json_stays_json_whatever_is_noted(call: Call) -> None:
    done = call("run", LEADS, "--json")
    assert json.loads(done.stdout)["scenario"] == "leads"
    assert done.stderr.count("Note: ") == 2


def test_a_scenario_with_nothing_left_out_is_run_in_silence(call: Call) -> None:
    assert call("run", "small").stderr == ""


def test_leads_are_found_in_the_folder_that_is_named(call: Call, project: Path) -> None:
    (project / "mine").mkdir()
    rows = "key,first_seen,origin\nx1,2018-01-02,mail\nx2,2019-01-02,mail\n"
    (project / "mine" / "leads.csv").write_text(rows, encoding="utf-8")
    said = call("run", LEADS, "--data", "mine")
    assert "left out of 2 leads: 1 after the horizon of 30 days." in said.stderr
    assert said.stdout.splitlines()[-1].endswith(f"demo --scenario {LEADS} --data mine")
