"""Kept runs come back bit for bit, or not at all; other inputs are told apart."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ResultError
from goodwill.measuring import METRICS
from goodwill.running import Result
from goodwill.scenario import Scenario, load_scenario
from goodwill.store import KeptRuns, describe_inputs, hash_inputs, open_runs

SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"


@pytest.fixture
def kept(scenario: Scenario, tmp_path: Path) -> KeptRuns:
    """Give an empty folder of kept runs."""
    return open_runs(tmp_path / "kept", describe_inputs(scenario, None, draw_budgets=False))


def list_runs(kept: KeptRuns) -> list[Path]:
    return sorted(path for path in kept.folder.iterdir() if path.name != "manifest.json")


def test_figures_come_back_bit_for_bit(kept: KeptRuns, pursued: Result) -> None:
    assert kept.find("formula", 0) is None
    kept.keep("formula", 0, pursued.metrics)
    found = kept.find("formula", 0)
    assert found is not None
    assert repr(list(found.items())) == repr(list(pursued.metrics.items()))
    assert kept.find("formula", 1) is None
    assert kept.find("holdout", 0) is None


@given(st.lists(st.floats(allow_infinity=False), min_size=len(METRICS), max_size=len(METRICS)))
@settings(deadline=None, max_examples=30)
def test_any_figures_come_back(
    tmp_path_factory: pytest.TempPathFactory, values: list[float]
) -> None:
    kept = KeptRuns(tmp_path_factory.mktemp("kept"), "0")
    kept.keep("a", 0, dict(zip(METRICS, values, strict=True)))
    found = kept.find("a", 0)
    assert found is not None
    assert [one.hex() for one in found.values()] == [
        (abs(one) if math.isnan(one) else one).hex() for one in values
    ]


def test_a_file_that_is_not_whole_is_not_there(kept: KeptRuns, pursued: Result) -> None:
    kept.keep("formula", 0, pursued.metrics)
    (path,) = list_runs(kept)
    whole = path.read_text(encoding="utf-8")
    content = json.loads(whole)
    conversions = json.dumps(content["figures"]["conversions"])
    damaged = [
        whole[: len(whole) // 2],
        "",
        "[]",
        "{}",
        whole.replace(f'"conversions": {conversions}', '"conversions": 1234.5'),
        whole.replace('"formula"', '"holdout"'),
    ]
    for text in damaged:
        assert text != whole
        path.write_text(text, encoding="utf-8")
        assert kept.find("formula", 0) is None
    path.write_text(whole, encoding="utf-8")
    assert kept.find("formula", 0) is not None


def test_a_hostile_name_stays_out_of_paths(kept: KeptRuns, pursued: Result) -> None:
    for name in ("../../outside", "a/b", "x" * 10_000, "=HYPERLINK()", "\0"):
        kept.keep(name, 0, pursued.metrics)
        assert kept.find(name, 0) is not None
    assert len(list_runs(kept)) == 5
    assert not (kept.folder.parent / "outside").exists()


def test_runs_of_other_inputs_are_refused_in_a_sentence(kept: KeptRuns, scenario: Scenario) -> None:
    for inputs, said in (
        (describe_inputs(scenario, 1, draw_budgets=False), "seed 20260105 there, 1 here"),
        (describe_inputs(scenario, None, draw_budgets=True), "draw_budgets False there, True here"),
    ):
        with pytest.raises(ResultError, match="it holds runs of other inputs: ") as caught:
            open_runs(kept.folder, inputs)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)
    open_runs(kept.folder, describe_inputs(scenario, scenario.seed, draw_budgets=False))


def test_whatever_changes_the_world_is_another_input(scenario: Scenario) -> None:
    def digest(one: Scenario) -> str:
        return hash_inputs(describe_inputs(one, None, draw_budgets=False))

    formula = scenario.strategies["formula"]
    others = [
        replace(scenario, horizon=scenario.horizon - 86_400),
        replace(scenario, seed=1),
        replace(scenario, auc=0.9),
        replace(scenario, reps=scenario.reps[:1]),
        replace(scenario, market=None),
        scenario.with_parameters({"memory.burn": 0.051}),
        replace(
            scenario,
            strategies={
                **scenario.strategies,
                "formula": formula._replace(plan=formula.plan._replace(calls_a_day=1)),
            },
        ),
    ]
    digests = [digest(one) for one in (scenario, *others)]
    assert len(set(digests)) == len(digests)
    assert digest(replace(scenario, question="Another?", notes=("x",))) == digests[0]


def test_the_same_content_elsewhere_is_the_same_input(tmp_path: Path, scenario: Scenario) -> None:
    folder = shutil.copytree(SCENARIOS, tmp_path / "scenarios")
    path = folder / "bobby.yaml"
    rule = "guardrails: [{strategy: formula, metric: profit, above: 0}]\n"
    path.write_text("# A remark.\n" + path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    copied = load_scenario(path)
    assert copied.sha256 != scenario.sha256
    inputs = [describe_inputs(one, None, draw_budgets=False) for one in (scenario, copied)]
    assert inputs[0] == inputs[1]


@pytest.mark.parametrize("order", ["1", "2"])
def test_inputs_hash_the_same_in_every_process(scenario: Scenario, order: str) -> None:
    program = (
        "import sys; from goodwill.scenario import load_scenario; "
        "from goodwill.store import describe_inputs, hash_inputs; "
        "print(hash_inputs(describe_inputs(load_scenario(sys.argv[1]), None, draw_budgets=False)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(SCENARIOS / "bobby.yaml")],
        env={**os.environ, "PYTHONHASHSEED": order},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hash_inputs(describe_inputs(scenario, None, draw_budgets=False))


def test_something_else_is_left_alone(tmp_path: Path, scenario: Scenario, pursued: Result) -> None:
    inputs = describe_inputs(scenario, None, draw_budgets=False)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ResultError, match=r"there is something else at this place: notes\.txt"):
        open_runs(tmp_path, inputs)
    saved = pursued.save(tmp_path / "saved")
    with pytest.raises(ResultError, match="not the manifest of goodwill runs"):
        open_runs(saved, inputs)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_dead_processes_were_writing_is_cleared_away(
    kept: KeptRuns, scenario: Scenario
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = kept.folder / f".manifest.json.new-{gone.pid}"
    busy = kept.folder / f".abc.json.new-{os.getppid()}"  # somebody who is alive
    for path in (left, busy):
        path.write_text("{")
    open_runs(kept.folder, describe_inputs(scenario, None, draw_budgets=False))
    assert not left.exists()
    assert busy.exists()
